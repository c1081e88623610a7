from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from detector.errors import DataError
from detector.learning.data import read_labelled
from detector.learning.enough import languages_to_learn, require_enough
from detector.learning.outcomes import Evaluation, Gain, TrainingReport

if TYPE_CHECKING:
    from pathlib import Path

    from detector.learning.data import LabelledSet


def _set(path: Path, verdicts: list[int]) -> LabelledSet:
    rows = [{"text": f"It is text {i} of them.", "verdict": v} for i, v in enumerate(verdicts)]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return read_labelled(path)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ([0] * 40, "40 dense and 0 padded articles .* label 10 more padded articles"),
        ([2] * 12 + [0] * 9, "9 dense and 12 padded articles .* label 1 more dense articles"),
        ([1] * 30, r"30 of verdict 1 are neither.* label 10 more dense and 10 more padded"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, verdicts: list[int], said: str) -> None:
    with pytest.raises(DataError, match=said):
        require_enough(_set(tmp_path / "a.jsonl", verdicts))


def test_ten_of_each_are_enough(tmp_path: Path) -> None:
    data = _set(tmp_path / "a.jsonl", [0] * 10 + [2] * 5 + [3] * 5)
    require_enough(data)
    with pytest.raises(DataError, match="1 more dense and 1 more padded"):
        require_enough(data, least=11)


@pytest.mark.parametrize(
    ("gain", "improves"),
    [(None, False), (Gain(0.05, -0.01, 0.1), False), (Gain(0.05, 0.01, 0.1), True)],
)
def test_only_a_gain_beyond_the_noise_improves(gain: Gain | None, improves: bool) -> None:
    report = TrainingReport((), {}, Evaluation(0, (), {}, ()), gain)
    assert report.improves is improves


def _in_two_languages(path: Path, english: list[int], arabic: list[int]) -> LabelledSet:
    rows = [{"text": f"It is text {i} of them.", "verdict": v, "lang": "en"}
            for i, v in enumerate(english)]  # fmt: skip
    rows += [{"text": f"هذا هو النص رقم {i} منها.", "verdict": v, "lang": "ar"}
             for i, v in enumerate(arabic)]  # fmt: skip
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return read_labelled(path)


def test_a_language_is_learned_only_from_labels_of_its_own(tmp_path: Path) -> None:
    data = _in_two_languages(tmp_path / "a.jsonl", [0, 2] * 10, [0] * 20 + [2] * 3)
    require_enough(data)
    assert languages_to_learn(data) == ("en",)
    apart = _in_two_languages(tmp_path / "b.jsonl", [0] * 12, [2] * 12)
    with pytest.raises(DataError, match=r"ar: 0 dense and 12 padded.*; en: 12 dense and 0 padded"):
        require_enough(apart)
