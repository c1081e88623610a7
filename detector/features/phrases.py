"""Where the phrases of the language pack's lexicons stand in a batch."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.columns import column, stem_hash, token_stem
from detector.languages.hashing import BASE, hash_rows
from detector.languages.lexicon import LONGEST_PHRASE, NAME_LISTS, load_lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch, Language
    from detector.features.columns import Flags, Floats, Ints
    from detector.languages.lexicon import Table


class Hits(NamedTuple):
    """Phrases found, by first token: index of the token, number of words, lexicons as bits."""

    token: NDArray[np.int64]
    size: NDArray[np.int64]
    bits: NDArray[np.uint64]


@column
def hits(batch: Batch) -> Hits:
    """Find every phrase of every lexicon; opening phrases only where a unit begins."""
    lexicon = load_lexicon(batch.lang)
    begins = np.zeros(len(batch.tokens.start), np.bool_)
    begins[batch.units.tokens[:-1][np.diff(batch.units.tokens) > 0]] = True
    sizes = lexicon.heads.look_up(batch.stems).take(token_stem(batch))
    stems, unit = stem_hash(batch), batch.tokens.unit
    tables = lexicon.anywhere, lexicon.opening
    found = Hits(*find_phrases(stems, unit, begins, sizes, tables, BASE))
    return found if lexicon.has_case else _without_namesakes(batch, found)


def _without_namesakes(batch: Batch, found: Hits) -> Hits:
    """Leave out plain words that only share the stem of a name, where no capital tells them."""
    other = (found.size == 1) & ~batch.words.name[batch.tokens.word[found.token]]
    names = _mask(batch.lang, NAME_LISTS)
    bits = np.where(other, found.bits & ~names, found.bits)
    kept = bits > 0
    return Hits(found.token[kept], found.size[kept], bits[kept])


@compiled
def find_phrases(
    stems: NDArray[np.uint64],
    unit: Ints,
    begins: Flags,
    sizes: NDArray[np.uint64],
    tables: tuple[Table, Table],
    base: np.uint64,
) -> tuple[Ints, Ints, NDArray[np.uint64]]:
    """Return the columns of `Hits`.

    Args:
        stems: the hash of each token's stem.
        unit: the unit of each token; a phrase stays within one.
        begins: the first tokens of units.
        sizes: as bits, the numbers of words of the phrases that a token's stem may begin.
        tables: phrases that may stand anywhere, and those that may open a unit.
        base: of the hashes of phrases.
    """
    at = np.flatnonzero(sizes)
    found = [
        _find(stems, unit, size, table, places[(sizes[places] & np.uint64(1 << size)) > 0], base)
        for table, places in zip(tables, (at, at[begins[at]]), strict=True)
        for size in range(1, LONGEST_PHRASE + 1)
    ]
    token, size, bits = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((size, token))
    return _joined(token[order], size[order], bits[order])


def _joined(
    token: Ints, size: Ints, bits: NDArray[np.uint64]
) -> tuple[Ints, Ints, NDArray[np.uint64]]:
    """Join the lexicons of phrases that stand at one place, found anywhere and as an opening."""
    first = np.ones(len(token), np.bool_)
    first[1:] = (np.diff(token) != 0) | (np.diff(size) != 0)
    if not first.all():
        bits = np.bitwise_or.reduceat(bits, np.flatnonzero(first))
    return token[first], size[first], bits


def _find(
    stems: NDArray[np.uint64], unit: Ints, size: int, table: Table, at: Ints, base: np.uint64
) -> Hits:
    """Find phrases of `size` words that begin at some tokens."""
    at = at[at + size <= len(stems)]
    at = at[unit[at] == unit[at + size - 1]]
    bits = table.look_up(hash_rows(stems[at[:, None] + np.arange(size)], base))
    kept = bits > 0
    return Hits(at[kept], np.full(kept.sum(), size), bits[kept])


def hits_of(batch: Batch, *names: str) -> Hits:
    """Return the hits of some lexicons only."""
    found = hits(batch)
    kept = (found.bits & _mask(batch.lang, names)) > 0
    return Hits(found.token[kept], found.size[kept], found.bits[kept])


@cache
def _mask(lang: Language, names: tuple[str, ...]) -> np.uint64:
    bits = np.array([load_lexicon(lang).bit(name) for name in names], np.uint64)
    return np.uint64(np.bitwise_or.reduce(bits))


@column
def _covering(batch: Batch) -> NDArray[np.uint64]:
    """The lexicons, as bits, that have a phrase over each token."""
    return cover_tokens(*hits(batch), len(batch.tokens.start))


@compiled
def cover_tokens(
    token: Ints, length: Ints, bits: NDArray[np.uint64], size: int
) -> NDArray[np.uint64]:
    """Join the bits of all phrases over each of `size` tokens, given as in `Hits`."""
    covering = np.zeros(size, np.uint64)
    for words in range(1, LONGEST_PHRASE + 1):
        mine = length == words
        for place in range(words):
            covering[token[mine] + place] |= bits[mine]  # a token begins one phrase of each size
    return covering


def tokens_of(batch: Batch, *names: str) -> Flags:
    """Tokens that lie inside a phrase of one of the lexicons."""
    inside: Flags = (_covering(batch) & _mask(batch.lang, names)) > 0
    return inside


@column
def _unit_of_hit(batch: Batch) -> Ints:
    return batch.tokens.unit[hits(batch).token]


def count_of(batch: Batch, *names: str) -> Floats:
    """Number of phrases of some lexicons in each unit."""
    kept = (hits(batch).bits & _mask(batch.lang, names)) > 0
    size = len(batch.units.start)
    return np.bincount(_unit_of_hit(batch)[kept], minlength=size).astype(np.float64)
