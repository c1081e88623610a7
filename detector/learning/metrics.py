"""Figures of accuracy and their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata
from sklearn.metrics import average_precision_score, cohen_kappa_score

from detector.learning.articles import calibrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

BINS = 10


def auroc(target: Flags, score: Floats) -> float:
    """Area under the ROC curve, NaN where there is one class only.

    It is the chance that a positive stands above a negative, from ranks (Mann and Whitney 1947):
    a bootstrap needs it thousands of times.
    """
    positive = int(target.sum())
    negative = len(target) - positive
    if not positive or not negative:
        return float("nan")
    above = rankdata(score)[target].sum() - positive * (positive + 1) / 2
    return float(above / (positive * negative))


def average_precision(target: Flags, score: Floats) -> float:
    """Average precision, NaN where nothing is positive."""
    return float(average_precision_score(target, score)) if target.any() else float("nan")


def kappa(target: Flags, guess: Flags) -> float:
    """Cohen's kappa of two yes/no columns."""
    return float(cohen_kappa_score(target, guess))


def true_positives_at(target: Flags, score: Floats, false_positives: float) -> float:
    """Share of positives above the score that this share of negatives reaches."""
    if target.all() or not target.any():
        return float("nan")
    limit = np.quantile(score[~target], 1.0 - false_positives)
    return float((score[target] > limit).mean())


def expected_calibration_error(target: Flags, probability: Floats) -> float:
    """Mean gap between probability and frequency over ten bins of equal numbers."""
    order = np.argsort(probability, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [len(p) * abs(probability[p].mean() - target[p].mean()) for p in parts]
    return float(sum(gaps) / len(target))


def perfect_calibration_error(probability: Floats, draws: int = 200) -> float:
    """The same for a perfectly calibrated model: targets drawn from its probabilities."""
    rng = np.random.default_rng(0)
    found = [
        expected_calibration_error(rng.random(len(probability)) < probability, probability)
        for _ in range(draws)
    ]
    return float(np.mean(found))


def calibration(target: Flags, log_odds: Floats) -> tuple[float, float]:
    """Slope and intercept of a logistic regression of the target on the log-odds (Cox 1958).

    NaN where the log-odds part the classes entirely: no slope would be steep enough.
    """
    if auroc(target, log_odds) not in {0.0, 1.0} and 0 < target.sum() < len(target):
        return calibrate(log_odds, target.astype(np.float64), np.ones(len(target)))
    return float("nan"), float("nan")


def bootstrap(
    group: Ints, figure: Callable[[Ints], float], *, draws: int = 100, seed: int = 0
) -> tuple[float, float]:
    """90 % interval of a figure, by drawing whole sources with replacement.

    NaN where no draw has the figure.

    Args:
        group: source of each row.
        figure: the figure over some rows, given as indices (repeated as drawn).
        draws: how many times.
        seed: of the draws.
    """
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(group == name) for name in np.unique(group)]
    found = []
    for _ in range(draws):
        chosen = rng.integers(0, len(members), len(members))
        found.append(figure(np.concatenate([members[place] for place in chosen.tolist()])))
    if np.isnan(found).all():
        return float("nan"), float("nan")
    low, high = np.nanquantile(found, [0.05, 0.95])
    return float(low), float(high)
