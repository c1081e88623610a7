"""Runs of stems that occur again in the same article."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.columns import column, is_content, stem_hash, token_stem
from detector.languages.distinct import number_keys
from detector.languages.hashing import BASE, hash_windows, mix

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Batch
    from detector.features.columns import Flags, Ints
    from detector.languages.distinct import Distinct
    from detector.languages.hashing import Hashes

_SPREAD = np.uint64(0xD1B54A32D192ED03)


class Grams(NamedTuple):
    """The runs of n stems inside one unit that an article has more than once, in reading order.

    `token` is a run's first token, `group` numbers the distinct runs of each article as they
    come. `place` and `counts` have an entry for each group: its first run, and how many it has.
    """

    token: Ints
    group: Ints
    place: Ints
    counts: Ints

    @property
    def later(self) -> Ints:
        """First tokens of the runs that their article had before."""
        again = np.ones(len(self.token), np.bool_)
        again[self.place] = False
        return self.token[again]

    def shared(self, flags: Flags) -> Flags:
        """Tokens that are flagged or begin a run one of whose group is."""
        told, found = np.zeros(len(self.counts), np.bool_), flags.copy()
        told[self.group[flags[self.token]]] = True
        found[self.token] = told[self.group]
        return found


@cache
def _grams_of(size: int) -> Callable[[Batch], Grams]:
    @column
    def found(batch: Batch) -> Grams:
        return _find(batch, size)

    return found


def grams(batch: Batch, size: int) -> Grams:
    """Return the repeated runs of `size` stems."""
    return _grams_of(size)(batch)


def _find(batch: Batch, size: int) -> Grams:
    tokens = batch.tokens
    if size == 1:
        return Grams(*number_stems(token_stem(batch), tokens.article, len(batch.stems)))
    shorter = grams(batch, size - 1).token
    return Grams(*number_runs(stem_hash(batch), tokens.unit, tokens.article, shorter, size, BASE))


@compiled
def number_stems(stem: Ints, article: Ints, stems: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the columns of `Grams` for single stems.

    Args:
        stem: the stem of each token.
        article: its article; they rise.
        stems: number of stems.
    """
    keys = mix((article * stems + stem).astype(np.uint64))
    return _keep_repeated(np.arange(len(stem)), number_keys(keys))


@compiled
def number_runs(
    stems: Hashes, unit: Ints, article: Ints, shorter: Ints, size: int, base: np.uint64
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the columns of `Grams` for runs of several stems.

    Args:
        stems: the hash of each token's stem.
        unit: the unit of each token; a run stays within one.
        article: its article; they rise.
        shorter: first tokens of the repeated runs of one stem less; only where two of them
            overlap can there be a longer one.
        size: stems of a run.
        base: of the hashes of runs.
    """
    token = shorter[:-1][np.diff(shorter) == 1]
    token = token[unit[token] == unit[token + size - 1]]
    hashes = hash_windows(stems, size, base)[token]
    keys = mix(hashes ^ (article[token].astype(np.uint64) * _SPREAD))
    return _keep_repeated(token, number_keys(keys))


def _keep_repeated(token: Ints, alike: Distinct) -> tuple[Ints, Ints, Ints, Ints]:
    counts = np.bincount(alike.number, minlength=len(alike.place))
    repeated = counts > 1
    kept = repeated[alike.number]
    place = np.cumsum(kept)[alike.place[repeated]] - 1
    group = np.cumsum(repeated)[alike.number[kept]] - 1
    return token[kept], group, place, counts[repeated]


def runs_inside(stems: Hashes, unit: Ints, size: int, base: np.uint64) -> tuple[Ints, Hashes]:
    """First token and hash of every run of `size` stems inside one unit."""
    hashes = hash_windows(stems, size, base)
    token = np.flatnonzero(unit[: len(hashes)] == unit[size - 1 :][: len(hashes)])
    return token, hashes[token]


@column
def is_first(batch: Batch) -> Flags:
    """Tokens whose stem stands in the article for the first time."""
    first = np.ones(len(batch.tokens.unit), np.bool_)
    first[grams(batch, 1).later] = False
    return first


def covered(batch: Batch, token: Ints, size: int) -> Flags:
    """Tokens that lie inside one of the runs of `size` tokens beginning at `token`."""
    inside = np.zeros(len(batch.tokens.unit), np.bool_)
    for place in range(size):
        inside[token + place] = True
    return inside


def repeated_tokens(batch: Batch, size: int) -> Flags:
    """Tokens inside a run of `size` stems that the article had before."""
    return covered(batch, grams(batch, size).later, size)


def bounded_by_content(batch: Batch, token: Ints, size: Ints) -> Flags:
    """Tell the runs that begin and end with a content word."""
    content = is_content(batch)
    both: Flags = content[token] & content[token + size - 1]
    return both
