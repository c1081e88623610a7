"""Near-duplicate documents by MinHash and locality-sensitive hashing, on columns.

A document's signature has one minimum for each of `SIZE` bins of the hashes of its word runs
(one-permutation hashing, Li, Owen and Zhang 2012); empty bins borrow from the next full one
(rotation, Shrivastava and Li 2014); 16 bits of each are kept (Li and König 2010). One hash a word
run instead of `SIZE` of them is why this is done here and not by a library that signs documents
one at a time. Documents that agree in one of `SIZE / ROWS` bands are compared: at the similarity
`SIMILAR` 99.98 % of pairs are (Indyk and Motwani 1998).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.languages.hashing import hash_ngrams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Signatures = NDArray[np.uint16]

SIZE = 64
ROWS = 4
SIMILAR = 0.8
RUN = 5  # words
_FEWEST = 20  # runs of a document that is compared at all
_EMPTY = np.uint32(0xFFFFFFFF)
_BORROWED = np.uint32(0x9E3779B1)


def sign(words: NDArray[np.uint64], document: NDArray[np.int64], number: int) -> Signatures:
    """Return the signatures of documents.

    Args:
        words: the hash of every word, in reading order.
        document: the document of every word.
        number: how many documents there are.

    Returns:
        Shape (number, SIZE); all zeros for a document with too few words.
    """
    runs = hash_ngrams(words, RUN)
    inside = document[: len(runs)] == document[RUN - 1 :][: len(runs)]
    runs, owner = runs[inside], document[: len(runs)][inside]
    least = np.full(number * SIZE, _EMPTY, np.uint32)
    place = owner * SIZE + (runs >> np.uint64(58)).astype(np.int64)
    np.minimum.at(least, place, (runs & np.uint64(0xFFFFFFFE)).astype(np.uint32))
    table = least.reshape(number, SIZE)
    enough = np.bincount(owner, minlength=number) >= _FEWEST
    _fill(table, enough)
    signatures = (table >> np.uint32(8)).astype(np.uint16)
    signatures[~enough] = 0
    return signatures


def _fill(table: NDArray[np.uint32], enough: NDArray[np.bool_]) -> None:
    """Let empty bins borrow from the next full one, marked by how far it was."""
    for _ in range(SIZE):
        empty = (table == _EMPTY) & enough[:, None]
        if not empty.any():
            return
        lent = np.roll(table, -1, axis=1)
        moved = np.where(lent == _EMPTY, _EMPTY, (lent + _BORROWED) & np.uint32(0xFFFFFFFE))
        table[empty] = moved[empty]


def near_duplicates(signatures: Signatures) -> NDArray[np.int64]:
    """Return for each document the earliest one found to be nearly the same, or itself.

    The similarity is estimated from the signatures; each candidate is compared with the first
    document of its bucket only, so time grows as that of sorting.
    """
    first = np.arange(len(signatures))
    real = np.flatnonzero(signatures.any(axis=1))
    for earlier, later in _buckets(signatures[real]):
        one, other = real[earlier], real[later]
        agree = (signatures[one] == signatures[other]).mean(axis=1) >= SIMILAR
        np.minimum.at(first, other[agree], one[agree])
    while not np.array_equal(root := first[first], first):
        first = root
    return first


def _buckets(signatures: Signatures) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Go through the bands: pairs of the first document of a bucket and another one in it."""
    for band in np.ascontiguousarray(signatures).view(np.uint64).T:
        order = np.argsort(band, kind="stable")
        new = np.ones(len(order), np.bool_)
        new[1:] = band[order][1:] != band[order][:-1]
        leader = order[np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))]
        yield leader[~new], order[~new]
