"""Runs of stems that occur again in the same article."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.columns import column, is_content, stem_hash
from detector.languages.distinct import number_keys
from detector.languages.hashing import BASE, hash_windows, mix

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Batch
    from detector.features.columns import Flags, Ints
    from detector.languages.hashing import Hashes

_SPREAD = np.uint64(0xD1B54A32D192ED03)


class Grams(NamedTuple):
    """Every run of n stems inside one unit, in reading order.

    `token` is its first token, `hash` the run's hash, `group` numbers the distinct runs of each
    article as they come. `place` and `counts` have an entry for each group: its first run, and
    how many it has.
    """

    token: Ints
    hash: Hashes
    group: Ints
    place: Ints
    counts: Ints

    @property
    def first(self) -> Flags:
        """Tell the first run of each group."""
        found = np.zeros(len(self.token), np.bool_)
        found[self.place] = True
        return found


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
    return Grams(*number_runs(stem_hash(batch), tokens.unit, tokens.article, size, BASE))


@compiled
def number_runs(
    stems: Hashes, unit: Ints, article: Ints, size: int, base: np.uint64
) -> tuple[Ints, Hashes, Ints, Ints, Ints]:
    """Return the columns of `Grams`.

    Args:
        stems: the hash of each token's stem.
        unit: the unit of each token; a run stays within one.
        article: its article; they rise.
        size: stems of a run.
        base: of the hashes of runs.
    """
    hashes = hash_windows(stems, size, base)
    token = np.flatnonzero(unit[: len(hashes)] == unit[size - 1 :][: len(hashes)])
    found = hashes[token]
    group = number_keys(mix(found ^ (article[token].astype(np.uint64) * _SPREAD)))
    counts = np.bincount(group.number, minlength=len(group.place))
    return token, found, group.number, group.place, counts


@column
def is_first(batch: Batch) -> Flags:
    """Tokens whose stem stands in the article for the first time."""
    return grams(batch, 1).first


def covered(batch: Batch, token: Ints, size: int) -> Flags:
    """Tokens that lie inside one of the runs of `size` tokens beginning at `token`."""
    inside = np.zeros(len(batch.tokens.unit), np.bool_)
    for place in range(size):
        inside[token + place] = True
    return inside


def repeated_tokens(batch: Batch, size: int) -> Flags:
    """Tokens inside a run of `size` stems that the article had before."""
    found = grams(batch, size)
    return covered(batch, found.token[~found.first], size)


def bounded_by_content(batch: Batch, token: Ints, size: Ints) -> Flags:
    """Tell the runs that begin and end with a content word."""
    content = is_content(batch)
    both: Flags = content[token] & content[token + size - 1]
    return both
