"""Cohen's κ between two readers, with an interval from resampling articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

RESAMPLES = 2000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance: 1 whole, 0 none beyond chance.

    `value` is None when nothing was compared, or chance alone would agree wholly (both readers
    gave one label throughout); `low` and `high` bound its 95 % interval, None with fewer than
    two articles. `observed` is the share of items on which both agree, `items` their number.
    """

    value: float | None
    low: float | None
    high: float | None
    observed: float | None
    items: int


def cohen_kappa(
    tables: Sequence[Ints] | Ints, *, weights: Floats | None = None, seed: int = 0
) -> Kappa:
    """Cohen's κ over all articles (Cohen 1960; weighted: Cohen 1968).

    Args:
        tables: for each article how often the first reader gave label i and the second j, shape
            (articles, labels, labels).
        weights: how much a disagreement of i and j counts, shape (labels, labels); 1 for every
            disagreement where none are given.
        seed: of the percentile bootstrap, which draws whole articles (Efron 1979).
    """
    counts = np.asarray(tables, np.float64)
    size = counts.shape[1]
    weights = 1.0 - np.eye(size) if weights is None else weights
    total = counts.sum(axis=0)
    items = int(total.sum())
    value = _kappa(total[None], weights)[0]
    low, high = _interval(counts, weights, seed)
    return Kappa(
        value=_finite(value),
        low=_finite(low) if np.isfinite(value) else None,
        high=_finite(high) if np.isfinite(value) else None,
        observed=float(np.trace(total)) / items if items else None,
        items=items,
    )


def quadratic(labels: int) -> Floats:
    """Weights of disagreement that grow with the square of the distance of ordered labels."""
    place = np.arange(labels)
    return np.asarray(((place[:, None] - place) / max(labels - 1, 1)) ** 2, np.float64)


def _kappa(counts: Floats, weights: Floats) -> Floats:
    """κ = 1 − Σ w·o / Σ w·e for each table of counts, NaN where Σ w·e is 0."""
    total = counts.sum(axis=(1, 2))
    first, second = counts.sum(axis=2), counts.sum(axis=1)
    expected = np.einsum("ri,rj,ij->r", first, second, weights)
    observed = np.einsum("rij,ij->r", counts, weights) * total
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1.0 - observed / expected)


def _interval(counts: Floats, weights: Floats, seed: int) -> tuple[float, float]:
    articles = len(counts)
    if articles < 2:
        return np.nan, np.nan
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(articles, np.full(articles, 1 / articles), RESAMPLES)
    tables = np.tensordot(drawn.astype(np.float64), counts, axes=1)
    values = _kappa(tables, weights)
    values = values[np.isfinite(values)]
    if not len(values):
        return np.nan, np.nan
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
