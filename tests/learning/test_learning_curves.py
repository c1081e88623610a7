from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import auc, roc_auc_score

from detector.learning.curves import POINTS, precision, reliability, roc, wilson
from detector.learning.findings import Line
from detector.learning.metrics import auroc, bootstrap, calibration

RNG = np.random.default_rng(7)
SCORE = RNG.normal(size=2000)
TARGET = RNG.random(2000) < 1 / (1 + np.exp(-2 * SCORE))


def test_the_area_is_that_of_the_library_also_with_ties() -> None:
    tied = np.round(SCORE, 1)
    assert auroc(TARGET, tied) == pytest.approx(roc_auc_score(TARGET, tied), abs=1e-12)
    assert np.isnan(auroc(np.ones(3, np.bool_), SCORE[:3]))


def test_a_curve_goes_from_corner_to_corner_and_keeps_its_area() -> None:
    line = roc(TARGET, SCORE)
    assert (line.x[0], line.y[0], line.x[-1], line.y[-1]) == (0.0, 0.0, 1.0, 1.0)
    assert len(line.x) <= POINTS
    assert auc(line.x, line.y) == pytest.approx(auroc(TARGET, SCORE), abs=0.01)


def test_precision_ends_at_the_rate_of_the_class() -> None:
    line = precision(TARGET, SCORE)
    assert list(line.x) == sorted(line.x)
    assert line.x[-1] == 1.0
    assert line.y[-1] == pytest.approx(TARGET.mean(), abs=0.01)


def test_one_class_has_no_curves() -> None:
    ones = np.ones(5, np.bool_)
    assert roc(ones, SCORE[:5]) == precision(ones, SCORE[:5]) == Line((), ())


def test_bins_of_a_calibrated_model_lie_on_the_diagonal() -> None:
    chance = 1 / (1 + np.exp(-2 * SCORE))
    bins = reliability(TARGET, chance)
    assert sum(each.articles for each in bins) == 2000
    assert sum(each.low - 0.03 <= each.chance <= each.high + 0.03 for each in bins) == len(bins)
    assert [each.chance for each in bins] == sorted(each.chance for each in bins)


def test_intervals_stay_between_nothing_and_all() -> None:
    assert wilson(0.0, 5)[0] == 0.0
    assert wilson(1.0, 5)[1] == 1.0
    assert wilson(0.5, 1000)[1] - wilson(0.5, 1000)[0] < 0.06


def test_no_slope_is_steep_enough_for_classes_told_apart() -> None:
    assert np.isnan(calibration(np.array([False, True]), np.array([-1.0, 1.0]))).all()
    slope, _ = calibration(TARGET, SCORE)
    assert slope == pytest.approx(2.0, abs=0.3)


def test_a_figure_that_no_draw_has_has_no_interval() -> None:
    low, high = bootstrap(np.arange(5), lambda _: float("nan"), draws=3)
    assert np.isnan([low, high]).all()
