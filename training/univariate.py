"""What a single measure tells of padding, and which other measure tells the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import rankdata

from detector.learning import metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DRAWS = 200
FEWEST = 20  # articles in which both of two measures are known, to compare them


class Articles(NamedTuple):
    """What readers said of articles, one entry for each."""

    verdict: Ints
    share: Floats
    group: Ints


class Univariate(NamedTuple):
    """One measure over articles of one language.

    `auroc` is that of a higher value for verdict 2–3 against 0, with its 90 % interval over
    sources; `articles` counts those it rests on. `dense` and `padded` are the quartiles.
    """

    articles: int
    auroc: float
    low: float
    high: float
    share: float
    dense: tuple[float, float, float]
    padded: tuple[float, float, float]

    @property
    def idle(self) -> bool:
        """Whether it was measured, and the interval holds chance."""
        return self.low <= 0.5 <= self.high


def univariate(values: Floats, articles: Articles) -> Univariate:
    """Measure one column of values, NaN where not measurable."""
    known = np.isfinite(values)
    rows = np.flatnonzero(known & (articles.verdict != 1))
    heavy = articles.verdict >= 2

    def auroc(index: Ints) -> float:
        return metrics.auroc(heavy[rows[index]], values[rows[index]])

    low, high = (
        metrics.bootstrap(articles.group[rows], auroc, draws=DRAWS)
        if len(rows)
        else (np.nan, np.nan)
    )
    return Univariate(
        articles=len(rows),
        auroc=auroc(np.arange(len(rows))) if len(rows) else np.nan,
        low=low,
        high=high,
        share=spearman(values, articles.share),
        dense=quartiles(values[known & (articles.verdict == 0)]),
        padded=quartiles(values[known & heavy]),
    )


def quartiles(values: Floats) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile."""
    if not len(values):
        return (np.nan, np.nan, np.nan)
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75]).tolist()
    return low, middle, high


def spearman(one: Floats, other: Floats) -> float:
    """Rank correlation where both are known; NaN where one does not vary or few are."""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < FEWEST:
        return float("nan")
    ranks = rankdata(one[both]), rankdata(other[both])
    if min(map(np.ptp, ranks)) == 0:
        return float("nan")
    return float(np.corrcoef(*ranks)[0, 1])


def nearest(columns: Mapping[str, Floats]) -> dict[str, tuple[str, float]]:
    """For each column the other one that it goes with most, and their rank correlation.

    Columns that never vary go with none and are left out.
    """
    names = [name for name, values in columns.items() if np.isfinite(spearman(values, values))]
    if not names:
        return {}
    found = np.zeros((len(names), len(names)))
    for i, one in enumerate(names):
        for j in range(i):
            found[i, j] = found[j, i] = np.nan_to_num(spearman(columns[one], columns[names[j]]))
    best = np.abs(found).argmax(axis=1)
    return {name: (names[best[i]], float(found[i, best[i]])) for i, name in enumerate(names)}
