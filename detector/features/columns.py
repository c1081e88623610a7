"""Columns that several features derive from a batch, each worked out once a batch."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from detector.article import Batch, Kind
from detector.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

T = TypeVar("T")


def column(function: Callable[[Batch], T]) -> Callable[[Batch], T]:
    """Keep the function's value for each batch; it must depend on the batch alone."""

    @wraps(function)
    def kept(batch: Batch) -> T:
        if function not in batch.memo:
            batch.memo[function] = function(batch)
        return cast("T", batch.memo[function])

    return kept


def ratio(part: Floats | Ints, whole: Floats | Ints) -> Floats:
    """Divide; where the whole is nothing the answer is not measurable (NaN)."""
    whole = np.asarray(whole, np.float64)
    out = np.full(whole.shape, np.nan)
    return np.asarray(np.divide(part, whole, out=out, where=whole > 0))


def by_unit(batch: Batch, values: NDArray[np.generic]) -> Floats:
    """Sum a column of tokens over units."""
    if values.dtype == np.bool_:
        return count_tokens(batch.units.tokens, values.view(np.bool_))
    return sum_tokens(batch.tokens.unit, values, len(batch.units.start))


@compiled
def count_tokens(bounds: Ints, flags: Flags) -> Floats:
    """Count the flagged tokens between bounds, which rise from 0: shape (bounds - 1,)."""
    before = np.append(0, np.cumsum(flags))
    return np.diff(before[bounds]).astype(np.float64)


@compiled
def sum_tokens(unit: Ints, values: NDArray[np.generic], size: int) -> Floats:
    """Sum values of tokens over their units, which rise: shape (size,)."""
    return np.asarray(np.bincount(unit, values, size), np.float64)


def by_article(batch: Batch, values: NDArray[np.generic]) -> Floats:
    """Sum a column of units over articles."""
    return np.asarray(np.bincount(batch.units.article, values, len(batch)), np.float64)


def by_section(batch: Batch, values: NDArray[np.generic]) -> Floats:
    """Sum a column of units over sections."""
    size = len(batch.sections.article)
    return np.asarray(np.bincount(batch.units.section, values, size), np.float64)


@column
def unit_words(batch: Batch) -> Ints:
    """Words of each unit."""
    return np.diff(batch.units.tokens)


@column
def is_prose(batch: Batch) -> Flags:
    """Units that count towards the article's words: sentences, items and rows."""
    kind = batch.units.kind
    prose: Flags = (kind != Kind.HEADING) & (kind != Kind.FURNITURE)
    return prose


@column
def article_words(batch: Batch) -> Floats:
    """Words of each article in sentences, items and rows."""
    return by_article(batch, unit_words(batch) * is_prose(batch))


@column
def token_stem(batch: Batch) -> Ints:
    """Index of each token's stem in `Batch.stems`."""
    return batch.words.stem.take(batch.tokens.word)


@column
def stem_hash(batch: Batch) -> NDArray[np.uint64]:
    """Hash of each token's stem."""
    return batch.stems.take(token_stem(batch))


@column
def is_content(batch: Batch) -> Flags:
    """Tokens that are no function words and longer than one letter."""
    tokens = batch.tokens
    long = tokens.end - tokens.start > 1
    return (~batch.words.stop.take(tokens.word) & long) | tokens.number
