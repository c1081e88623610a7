"""Curves of a model's answers against labels: ROC, precision and recall, reliability."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import precision_recall_curve, roc_curve

from detector.learning.findings import Bin, Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

POINTS = 200
"""The most points that a curve is drawn with."""
LARGEST_BINS = 10
PER_BIN = 15  # articles
Z = 1.645  # of a 90 % interval


def roc(target: Flags, score: Floats) -> Line:
    """False positives (x) against true positives (y), shares of each class; empty for one class."""
    if target.all() or not target.any():
        return Line((), ())
    wrong, right, _ = roc_curve(target, score)
    return _thinned(wrong, right)


def precision(target: Flags, score: Floats) -> Line:
    """Recall (x) against precision (y); empty where one class is missing."""
    if target.all() or not target.any():
        return Line((), ())
    exact, found, _ = precision_recall_curve(target, score)
    return _thinned(found[::-1], exact[::-1])


def reliability(target: Flags, probability: Floats) -> tuple[Bin, ...]:
    """Bins of equally many articles, from the least probable to the most."""
    bins = int(np.clip(len(target) // PER_BIN, 2, LARGEST_BINS))
    order = np.argsort(probability, kind="stable")
    parts = (part for part in np.array_split(order, bins) if len(part))
    return tuple(_bin(target[part], probability[part]) for part in parts)


def _bin(target: Flags, probability: Floats) -> Bin:
    rate, count = float(target.mean()), len(target)
    low, high = wilson(rate, count)
    return Bin(float(probability.mean()), rate, low, high, count)


def wilson(rate: float, count: int) -> tuple[float, float]:
    """90 % interval of a share that was found among `count` (Wilson 1927).

    >>> [round(limit, 2) for limit in wilson(0.5, 10)]
    [0.27, 0.73]
    """
    spread = Z * Z / count
    middle = (rate + spread / 2) / (1 + spread)
    half = Z * float(np.sqrt(rate * (1 - rate) / count + spread / (4 * count))) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _thinned(x: Floats, y: Floats) -> Line:
    kept = np.unique(np.linspace(0, len(x) - 1, min(POINTS, len(x))).round().astype(np.int64))
    return Line(tuple(x[kept].tolist()), tuple(y[kept].tolist()))
