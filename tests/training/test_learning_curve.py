from __future__ import annotations

from typing import TYPE_CHECKING

import learning_curve
import numpy as np
import pytest
from curve_law import Law, Size, buy, fit_law
from curve_text import curve_lines
from learning_curve import STEPS, Step, curve, smaller
from out_of_fold import Held

from detector.features.columns import article_words
from detector.learning.trainset import expected_share

if TYPE_CHECKING:
    from detector.article import Language
    from detector.learning.lexical import Wording
    from detector.learning.trainset import TrainSet

SIZES = [Size(50, 10), Size(100, 10), Size(100, 20), Size(200, 40), Size(400, 40)]


def errors_of(law: Law) -> np.ndarray:
    return np.array([0.9 * n**-law.articles * s**-law.sites for n, s in SIZES])


def test_the_law_finds_its_own_exponents() -> None:
    found = fit_law(SIZES, errors_of(Law(0.3, 0.15)))
    assert found == pytest.approx((0.3, 0.15))


def test_more_labels_never_do_harm() -> None:
    assert fit_law(SIZES, 1 / errors_of(Law(0.3, 0.15))) == (0.0, 0.0)


def test_what_is_bought_starts_at_the_last_error_and_follows_the_law() -> None:
    errors = errors_of(Law(0.5, 0.0))
    draws = np.stack([errors_of(Law(exponent, 0.0)) for exponent in np.linspace(0.3, 0.7, 41)])
    assert buy(SIZES, errors, draws, SIZES[-1]) == pytest.approx((errors[-1],) * 3)
    found = buy(SIZES, errors, draws, Size(1600, 40))
    assert found.value == pytest.approx(errors[-1] / 2)
    assert found.low < found.value < found.high


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_part_is_of_its_size_and_keeps_our_own(
    small_sets: dict[Language, TrainSet], step: Step
) -> None:
    data = small_sets["en"]
    rows = np.flatnonzero(data.group != data.group[0])
    kept = smaller(data, rows, step, 0)
    assert np.isin(kept, rows).all()
    assert data.written[kept].sum() == data.written[rows].sum()
    real, whole = (rows[~data.written[rows]] for rows in (kept, rows))
    assert abs(len(real) - step.fraction * len(whole)) <= 4  # the articles of a site
    if step.by == "sites":
        for site in np.unique(data.group[real]):
            assert (data.group[real] == site).sum() == (data.group[whole] == site).sum()


def test_articles_are_spread_over_all_sites(small_sets: dict[Language, TrainSet]) -> None:
    data = small_sets["ar"]
    every = np.arange(len(data))
    half, quarter = (smaller(data, every, Step("articles", f), 1) for f in (0.5, 0.25))
    assert set(quarter) < set(half)
    assert set(data.group[quarter]) == set(data.group)


def test_the_curve_is_measured_at_every_step_and_told(
    small_sets: dict[Language, TrainSet], monkeypatch: pytest.MonkeyPatch
) -> None:
    def guess(data: TrainSet, learned: np.ndarray, wording: Wording | None = None) -> Held:
        """Judge the better, the more was learned from."""
        assert wording is not None
        noise = np.random.default_rng(0).normal(size=len(data.label)) * 6 / np.sqrt(len(learned))
        padding = 1 / (1 + np.exp(-(data.padded - 0.5 + noise)))
        share = expected_share(data.batch, padding)
        return Held(share, share, article_words(data.batch)[:, None], padding)

    monkeypatch.setattr(learning_curve, "judge_by", guess)
    found = curve(small_sets["en"], folds=2, jobs=1)
    assert [(p["by"], p["fraction"]) for p in found["points"]] == [tuple(step) for step in STEPS]
    sentence = [point["errors"]["sentence AUROC"]["value"] for point in found["points"]]
    assert sentence[-1] < sentence[3]
    for bought in found["next"].values():
        assert bought["sentence AUROC"]["value"] < sentence[-1]
    text = "\n".join(curve_lines({"folds": 2, "languages": {"en": found}}))
    assert "100 more articles of the same sites" in text
    assert text.count("many sites |") == 2
