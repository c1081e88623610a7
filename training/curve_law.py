"""How an error falls with articles and sites, and what more of them would buy.

The law is a power law in both: error = exp(c) · articles^−a · sites^−b, fitted by least squares of
logarithms, with a and b not below 0: more labels do no harm in the long run. An AUROC is looked
at as its error, 1 − AUROC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import nnls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST = 1e-4  # an error of nothing has no logarithm


class Size(NamedTuple):
    """How much a model learned from: means over folds."""

    articles: float
    sites: float


class Law(NamedTuple):
    """Exponents by which an error falls with articles and with sites."""

    articles: float
    sites: float

    def factor(self, now: Size, then: Size) -> float:
        """What an error is multiplied by when a training set grows from one size to another."""
        more_articles, more_sites = then.articles / now.articles, then.sites / now.sites
        return float(more_articles**-self.articles * more_sites**-self.sites)


class Bought(NamedTuple):
    """An error after the training set has grown, with its 90 % interval."""

    value: float
    low: float
    high: float


def fit_law(sizes: Sequence[Size], errors: Floats) -> Law:
    """Fit the exponents on at least three sizes."""
    logs = np.log(np.array(sizes, np.float64))
    # non-negative: the constant may have either sign, so it enters twice
    ones = np.ones((len(sizes), 1))
    design = np.hstack([-logs, ones, -ones])
    found, _ = nnls(design, np.log(np.maximum(errors, LEAST)))
    return Law(float(found[0]), float(found[1]))


def buy(sizes: Sequence[Size], errors: Floats, draws: Floats, then: Size) -> Bought:
    """Say what an error would be in a larger training set.

    Args:
        sizes: the sizes tried, the largest last: the law goes on from the error there.
        errors: the error at each.
        draws: the same for sources drawn anew: shape (draws, sizes).
        then: the size to go to.
    """
    factors = [fit_law(sizes, row).factor(sizes[-1], then) for row in draws]
    low, high = np.quantile(factors, [0.05, 0.95]) * errors[-1]
    value = fit_law(sizes, errors).factor(sizes[-1], then) * errors[-1]
    return Bought(value, float(low), float(high))
