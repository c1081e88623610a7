"""Which article to label next: the one the model doubts most and that is unlike those labelled.

The worth of an article is 4·p·(1 − p) · d: its uncertainty at the model's probability p, times
the distance d from its measures to those of the nearest article labelled or asked about before
(uncertainty sampling, Lewis and Gale 1994; farthest first, Gonzalez 1985), relative to the
farthest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.results import Row

    Floats = NDArray[np.float64]


class Order(Protocol):
    """An order in which articles are asked for."""

    def next(self) -> int | None:
        """Return the index of the next article, None when all were asked for."""

    def mark(self, article: int) -> None:
        """Note that an article is labelled or was passed over."""


class RandomOrder:
    """Every article is as likely to be next: labels of it estimate without bias."""

    def __init__(self, articles: int, *, seed: int = 0) -> None:
        self._order = np.random.default_rng(seed).permutation(articles).tolist()
        self._open = np.ones(articles, np.bool_)

    def next(self) -> int | None:
        """Return the first article in the shuffled order that is not marked."""
        return next((i for i in self._order if self._open[i]), None)

    def mark(self, article: int) -> None:
        """Pass an article over from now on."""
        self._open[article] = False


class ActiveOrder:
    """The article whose label helps most is next.

    Args:
        rows: the model's answers with `features`. What it gave no score comes last.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        chance = np.array([np.nan if row.score is None else row.score / 100 for row in rows])
        self._doubt = np.nan_to_num(4 * chance * (1 - chance), nan=-1.0)
        self._place = scaled_features(rows)
        self._distance = np.full(len(rows), np.inf)
        self._open = np.ones(len(rows), np.bool_)

    def next(self) -> int | None:
        """Return the open article of most worth, the earliest of equals."""
        places = np.flatnonzero(self._open)
        if not len(places):
            return None
        return int(places[np.argmax(self._worth()[places])])

    def mark(self, article: int) -> None:
        """Note an article: those like it become worth less."""
        self._open[article] = False
        away = np.linalg.norm(self._place - self._place[article], axis=1)
        self._distance = np.minimum(self._distance, away)

    def _worth(self) -> Floats:
        far = self._distance.max()
        if not np.isfinite(far) or far == 0.0:
            return np.asarray(self._doubt)
        # What has no score stays below all others, the far ones first.
        near = self._distance / far
        return np.asarray(np.where(self._doubt < 0, near - 2.0, self._doubt * near))


def scaled_features(rows: Sequence[Row]) -> Floats:
    """Measures as coordinates: (articles, features), each in robust units around its median.

    A measure is divided by its interquartile range and kept within ±3; where it is not
    measurable it stands in the middle.
    """
    names = sorted({name for row in rows for name in row.features})
    table = np.array(
        [[_number(row.features.get(name)) for name in names] for row in rows], np.float64
    ).reshape(len(rows), len(names))
    table = table[:, ~np.isnan(table).all(axis=0)]
    if not table.size:
        return np.zeros((len(rows), 1))
    low, middle, high = np.nanquantile(table, [0.25, 0.5, 0.75], axis=0)
    width = np.where(high > low, high - low, 1.0)
    return np.asarray(np.nan_to_num(np.clip((table - middle) / width, -3.0, 3.0)))


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
