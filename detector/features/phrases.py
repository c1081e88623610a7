"""Where the phrases of the language pack's lexicons stand in a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.features.columns import column, token_stem
from detector.languages.hashing import hash_rows
from detector.languages.lexicon import LONGEST_PHRASE, load_lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Flags, Floats, Ints
    from detector.languages.lexicon import Lexicon, Table


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
    sizes = lexicon.heads.look_up(batch.stems)[token_stem(batch)]
    at = np.flatnonzero(sizes)
    found = [
        _find(batch, size, table, places[(sizes[places] & np.uint64(1 << size)) > 0])
        for table, places in ((lexicon.anywhere, at), (lexicon.opening, at[begins[at]]))
        for size in range(1, LONGEST_PHRASE + 1)
    ]
    nothing = Hits(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint64))
    columns = zip(nothing, *found, strict=True)
    token, size, bits = (np.concatenate(parts) for parts in columns)
    order = np.lexsort((size, token))
    return _joined(Hits(token[order], size[order], bits[order]))


def _joined(found: Hits) -> Hits:
    """Join the lexicons of phrases that stand at one place, found anywhere and as an opening."""
    first = np.ones(len(found.token), np.bool_)
    first[1:] = (np.diff(found.token) != 0) | (np.diff(found.size) != 0)
    if first.all():
        return found
    bits = np.bitwise_or.reduceat(found.bits, np.flatnonzero(first))
    return Hits(found.token[first], found.size[first], bits)


def _find(batch: Batch, size: int, table: Table, at: Ints) -> Hits:
    """Find phrases of `size` words that begin at some tokens."""
    stem = token_stem(batch)
    at = at[at + size <= len(stem)]
    at = at[batch.tokens.unit[at] == batch.tokens.unit[at + size - 1]]
    words = batch.stems[stem[at[:, None] + np.arange(size)]]
    bits = table.look_up(hash_rows(words))
    kept = bits > 0
    return Hits(at[kept], np.full(kept.sum(), size), bits[kept])


def hits_of(batch: Batch, *names: str) -> Hits:
    """Return the hits of some lexicons only."""
    found = hits(batch)
    kept = (found.bits & _mask(load_lexicon(batch.lang), names)) > 0
    return Hits(found.token[kept], found.size[kept], found.bits[kept])


def _mask(lexicon: Lexicon, names: tuple[str, ...]) -> np.uint64:
    bits = np.array([lexicon.bit(name) for name in names], np.uint64)
    return np.uint64(np.bitwise_or.reduce(bits))


@column
def _covering(batch: Batch) -> NDArray[np.uint64]:
    """The lexicons, as bits, that have a phrase over each token."""
    found, covering = hits(batch), np.zeros(len(batch.tokens.start), np.uint64)
    for size in range(1, LONGEST_PHRASE + 1):
        mine = found.size == size
        token, bits = found.token[mine], found.bits[mine]
        for place in range(size):
            covering[token + place] |= bits  # a token begins one phrase of each size
    return covering


def tokens_of(batch: Batch, *names: str) -> Flags:
    """Tokens that lie inside a phrase of one of the lexicons."""
    inside: Flags = (_covering(batch) & _mask(load_lexicon(batch.lang), names)) > 0
    return inside


def count_of(batch: Batch, *names: str) -> Floats:
    """Number of phrases of some lexicons in each unit."""
    found = hits_of(batch, *names)
    size = len(batch.units.start)
    return np.bincount(batch.tokens.unit[found.token], minlength=size).astype(np.float64)
