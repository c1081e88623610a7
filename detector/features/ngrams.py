"""Runs of stems that occur again in the same article."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.columns import column, is_content, token_stem
from detector.languages.distinct import number_keys
from detector.languages.hashing import BASE, hash_windows, mix

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Flags, Ints
    from detector.languages.hashing import Hashes

_SPREAD = np.uint64(0xD1B54A32D192ED03)


class Grams(NamedTuple):
    """Every run of n stems inside one unit, in reading order.

    `token` is its first token, `hash` the run's hash, `group` numbers the distinct runs of each
    article as they come, `first` tells the first of a group; `counts` has an entry for each group.
    """

    token: Ints
    hash: NDArray[np.uint64]
    group: Ints
    first: Flags
    counts: Ints


@cache
def _grams_of(size: int) -> Callable[[Batch], Grams]:
    @column
    def found(batch: Batch) -> Grams:
        return _find(batch, size)

    return found


def grams(batch: Batch, size: int) -> Grams:
    """Return all runs of `size` stems."""
    return _grams_of(size)(batch)


def _find(batch: Batch, size: int) -> Grams:
    tokens = batch.tokens
    token, found, key = find_runs(
        batch.stems[token_stem(batch)], tokens.unit, tokens.article, size, (BASE, _SPREAD)
    )
    distinct = number_keys(key)
    first = np.zeros(len(key), np.bool_)
    first[distinct.place] = True
    counts = np.bincount(distinct.number, minlength=len(distinct.place))
    return Grams(token, found, distinct.number, first, counts)


@compiled
def find_runs(
    stems: Hashes, unit: Ints, article: Ints, size: int, factors: tuple[np.uint64, np.uint64]
) -> tuple[Ints, Hashes, Hashes]:
    """Return the first token of every run, its hash, and one that tells articles apart too."""
    base, spread = factors
    hashes = hash_windows(stems, size, base)
    token = np.flatnonzero(unit[: len(hashes)] == unit[size - 1 :][: len(hashes)])
    found = hashes[token]
    return token, found, mix(found ^ (article[token].astype(np.uint64) * spread))


def is_first(batch: Batch) -> Flags:
    """Tokens whose stem stands in the article for the first time."""
    return grams(batch, 1).first


def covered(batch: Batch, token: Ints, size: int) -> Flags:
    """Tokens that lie inside one of the runs of `size` tokens beginning at `token`."""
    count = len(batch.tokens.unit) + 1
    depth = np.bincount(token, minlength=count) - np.bincount(token + size, minlength=count)
    inside: Flags = np.cumsum(depth[:-1]) > 0
    return inside


def repeated_tokens(batch: Batch, size: int) -> Flags:
    """Tokens inside a run of `size` stems that the article had before."""
    found = grams(batch, size)
    return covered(batch, found.token[~found.first], size)


def bounded_by_content(batch: Batch, token: Ints, size: int) -> Flags:
    """Tell the runs that begin and end with a content word."""
    content = is_content(batch)
    both: Flags = content[token] & content[token + size - 1]
    return both
