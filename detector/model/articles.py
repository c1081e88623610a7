"""The article model: additive in the features, with the padding share and its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.model.shapes import Shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class ShareModel(NamedTuple):
    """From what sentences and article say to the share that readers find.

    `share = start + slope · expected + lift · chance + both · expected · chance`, kept within 0–1,
    where `expected` is the share that the sentences' probabilities expect and `chance` the
    probability of the score: suspicions count for less in an article that is dense as a whole.
    `width` is the 90 % quantile of the scaled error on sources never seen (split conformal
    prediction, Lei et al. 2018).
    """

    start: float
    slope: float
    lift: float
    both: float
    width: float

    def share(self, expected: Floats, chance: Floats) -> Floats:
        """The share of the words that could go, 0–1."""
        start, slope, lift, both, _ = self
        return np.clip(start + slope * expected + (lift + both * expected) * chance, 0.0, 1.0)

    def interval(self, share: Floats, words: Floats) -> tuple[Floats, Floats]:
        """The 90 % interval around a share; it widens as the text gets shorter."""
        half = self.width * error_scale(share, words)
        return np.clip(share - half, 0.0, 1.0), np.clip(share + half, 0.0, 1.0)


def error_scale(share: Floats, words: Floats) -> Floats:
    """How much an estimate of a share may be off, up to a factor: largest in the middle."""
    spread = np.sqrt(share * (1.0 - share) + 0.01)
    return np.asarray(spread * np.sqrt(1.0 + 150.0 / np.maximum(words, 1.0)))


class ArticleModel(NamedTuple):
    """`score == 100 · sigmoid(intercept + Σ shapes)`, exactly.

    `percentiles` holds for each input the 0th to 100th percentile of the reference articles:
    shape (inputs, 101), NaN where no reference article could be measured.
    """

    shapes: Shapes
    intercept: float
    share: ShareModel
    percentiles: Floats

    def log_odds(self, features: Mapping[str, Floats]) -> Floats:
        """Calibrated log-odds that a reader finds the article heavily padded: (articles,)."""
        return np.asarray(self.intercept + self.shapes.total(features))

    def percentile(self, name: str, value: float) -> float | None:
        """Where a value of a feature stands among the reference articles, 0–100."""
        row = self.percentiles[self.shapes.names.index(name)]
        if np.isnan(value) or np.isnan(row).any():
            return None
        low, high = np.searchsorted(row, value), np.searchsorted(row, value, side="right")
        return float(np.clip((low + high - 1) / 2, 0, 100))

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """The arrays of an artefact, by name."""
        return {
            **self.shapes.arrays(f"{prefix}.shapes"),
            f"{prefix}.intercept": np.asarray(self.intercept),
            f"{prefix}.percentiles": self.percentiles,
            f"{prefix}.share": np.array(self.share),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> ArticleModel:
        """Read them back; KeyError where one is missing."""
        return cls(
            Shapes.from_arrays(arrays, f"{prefix}.shapes"),
            float(np.asarray(arrays[f"{prefix}.intercept"])),
            ShareModel(*np.asarray(arrays[f"{prefix}.share"], np.float64).tolist()),
            np.asarray(arrays[f"{prefix}.percentiles"]),
        )
