"""Spans of one article that caused a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats
    from detector.results import Span

MOST_SPANS = 40


def unit_spans(batch: Batch, article: int, weight: Floats) -> tuple[Span, ...]:
    """Spans of the article's units with a positive weight, heaviest first."""
    first, last = batch.unit_bounds[article : article + 2]
    found = np.flatnonzero((weight[first:last] > 0) & (batch.units.start[first:last] >= 0)) + first
    order = found[np.argsort(-weight[found], kind="stable")][:MOST_SPANS]
    return tuple(
        (int(batch.units.start[unit]), int(batch.units.end[unit])) for unit in order.tolist()
    )


def token_spans(batch: Batch, article: int, flags: Flags) -> tuple[Span, ...]:
    """Runs of flagged words of the article as spans, in reading order."""
    first, last = batch.token_bounds[article : article + 2]
    tokens = batch.tokens
    found = np.flatnonzero(flags[first:last] & (tokens.start[first:last] >= 0)) + first
    if not len(found):
        return ()
    apart = np.diff(found) > 1
    apart |= np.diff(tokens.unit[found]) > 0
    begin = found[np.concatenate(([True], apart))]
    end = found[np.concatenate((apart, [True]))]
    pairs = zip(tokens.start[begin], tokens.end[end], strict=True)
    return tuple((int(a), int(z)) for a, z in list(pairs)[:MOST_SPANS])
