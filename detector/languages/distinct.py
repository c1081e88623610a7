"""Numbering equal keys: what `numpy.unique` does, in linear time where keys are hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from detector.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

Key = TypeVar("Key", np.int64, np.uint64)
Bits = TypeVar("Bits", np.uint8, np.uint32, np.uint64)

UPPER_BITS, MANY = 16, 1000  # of the keys that are looked up; for fewer it is not worth while
SPARE_BITS = 2  # slots per key, so that few distinct keys share one


class Distinct(NamedTuple):
    """Distinct keys: the first place of each, and the number of every key that was given."""

    place: Positions
    number: Positions


def number_keys(keys: Hashes) -> Distinct:
    """Number 64-bit hashes in the order in which they first stand there."""
    return Distinct(*first_places(keys))


def number_sorted(keys: Hashes) -> Distinct:
    """Number 64-bit hashes by their values."""
    place, number = first_places(keys)
    order = order_of(keys[place])
    rank = np.zeros(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return Distinct(place[order], rank[number])


@compiled
def order_of(keys: Hashes) -> Positions:
    """Return the places of distinct hashes by their values."""
    return np.argsort(keys)


@compiled
def first_places(keys: Hashes) -> tuple[Positions, Positions]:
    """Return the fields of `number_keys`.

    Every key is put into the slot that its upper bits name; of those that share a slot one
    stands for all that equal it, and only the others are sorted.
    """
    size = max(len(keys), 1).bit_length() + SPARE_BITS
    slot = (keys >> np.uint64(64 - size)).astype(np.int64)
    table = np.zeros(1 << size, np.int64)
    order = np.arange(len(keys))
    table[slot[::-1]] = order[::-1]  # the last to be written, so the first to be read, stays
    chosen = table[slot]
    other = np.flatnonzero(keys[chosen] != keys)
    if len(other):
        _, first, inverse = np.unique(keys[other], return_index=True, return_inverse=True)
        chosen[other] = other[first][inverse]
    place = np.flatnonzero(chosen == order)
    number = np.zeros(len(keys), np.int64)
    number[place] = np.arange(len(place))
    return place, number[chosen]


def sorted_distinct(keys: NDArray[Key]) -> NDArray[Key]:
    """Sort, each value once; `numpy.unique` takes longer to begin with."""
    found = np.sort(keys)
    return found[np.append(True, found[1:] != found[:-1])] if len(found) else found


def join_bits(keys: Hashes, bits: NDArray[Bits]) -> tuple[Hashes, NDArray[Bits]]:
    """Sort hashes, each once, with all the bits that it was given."""
    distinct, place = np.unique(keys, return_inverse=True)
    joined = np.zeros(len(distinct), bits.dtype)
    np.bitwise_or.at(joined, place, bits)
    return distinct, joined


def contains(table: NDArray[Key], keys: NDArray[Key]) -> Flags:
    """Tell which keys are in a sorted table."""
    if not len(table):
        return np.zeros(len(keys), np.bool_)
    place = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    found: Flags = table[place] == keys
    return found


class Found(NamedTuple):
    """Which of some keys are in a table (indices of the keys), and where there."""

    key: Positions
    place: Positions


def find(table: Hashes, keys: Hashes) -> Found:
    """Find hashes in a sorted table that holds few of them."""
    return Found(*find_places(table, keys))


def contains_hashes(table: Hashes, keys: Hashes) -> Flags:
    """Tell which hashes are in a sorted table that holds few of them."""
    held = np.zeros(len(keys), np.bool_)
    held[find(table, keys).key] = True
    return held


@compiled
def find_places(table: Hashes, keys: Hashes) -> tuple[Positions, Positions]:
    """Return the fields of `find`.

    The upper bits say of most keys that they are not there, so that few are searched for.
    """
    at = np.arange(len(keys))
    if len(keys) > MANY:
        held = np.zeros(1 << UPPER_BITS, np.bool_)
        held[table >> np.uint64(64 - UPPER_BITS)] = True
        at = np.flatnonzero(held[keys >> np.uint64(64 - UPPER_BITS)])
    if not len(table):
        return at[:0], at[:0]
    place = np.minimum(np.searchsorted(table, keys[at]), len(table) - 1)
    there = table[place] == keys[at]
    return at[there], place[there]
