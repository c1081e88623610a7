from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import out_of_fold
from out_of_fold import Held, cross_validate, held_out, key

from detector.features import FEATURES

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from detector.article import Language
    from detector.learning.lexical import Wording
    from detector.learning.trainset import TrainSet

    Sets = dict[Language, TrainSet]


def judge(data: TrainSet, learned: np.ndarray, wording: Wording | None = None) -> Held:
    """Say of every article and unit whether it was learned from."""
    assert wording is not None
    known = np.isin(np.arange(len(data)), learned) + 0.0
    features = np.repeat(known[:, None], len(FEATURES), axis=1)
    return Held(known, known, features, known[data.batch.units.article])


def test_nobody_is_judged_by_what_learned_from_it(
    small_sets: Sets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out_of_fold, "judge_by", judge)
    found = cross_validate(small_sets["en"])
    assert not found.log_odds.any()
    assert not found.features.any()
    assert found.features.shape == (len(small_sets["en"]), len(FEATURES))
    assert not found.padding.any()


def test_what_was_found_is_kept_until_the_labels_change(
    small_sets: Sets, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = small_sets["ar"]
    monkeypatch.setattr(out_of_fold, "judge_by", judge)
    first = held_out(data, tmp_path)
    monkeypatch.setattr(out_of_fold, "judge_by", None)  # a second run would fail
    again = held_out(data, tmp_path)
    assert np.array_equal(first.features, again.features)
    assert key(data) != key(small_sets["en"])
    before = key(data)
    monkeypatch.setitem(data.__dict__, "verdict", data.verdict + 1)
    assert key(data) != before
