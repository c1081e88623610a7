"""Weights of units: the words that each counts for in its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features.columns import (
    article_words,
    by_article,
    column,
    is_prose,
    ratio,
    unit_words,
)

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats


@column
def unit_weight(batch: Batch) -> Floats:
    """Words of each unit of prose, 0 for headings and furniture."""
    return np.asarray(unit_words(batch) * is_prose(batch), np.float64)


def judged_share(batch: Batch, probability: Floats) -> Floats:
    """Share of each article's words that the units' probabilities expect: shape (articles,)."""
    return ratio(by_article(batch, unit_weight(batch) * probability), article_words(batch))


def weighted_mean(batch: Batch, values: Floats, among: Flags | None = None) -> Floats:
    """Mean of a column over the words of each article, or of some of its units; else NaN."""
    weight = unit_weight(batch) if among is None else unit_weight(batch) * among
    return ratio(by_article(batch, weight * values), by_article(batch, weight))
