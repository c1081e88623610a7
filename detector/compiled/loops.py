"""Loops: each does what the function of its name does with numpy, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Positions = NDArray[np.int64]

LOOPS: dict[str, Callable[..., Any]] = {}


def loop(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop; it takes the place of the `compiled` function of its name."""
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
    LOOPS[function.__name__] = compiled
    return compiled


@numba.njit(cache=True, inline="always")
def mix(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@numba.njit(cache=True, inline="always")
def hash_run(words: Hashes, begin: int, end: int | np.uint64, base: np.uint64) -> np.uint64:
    total = np.uint64(0)
    for place in range(begin, end):
        total = total * base + words[place]
    return mix(total)


@numba.njit(cache=True)
def shelves_of(table: Hashes) -> tuple[np.uint64, Positions]:
    """Where, by value, hashes with the same upper bits begin, and how far down those bits are."""
    bits = 1
    while 1 << bits < len(table):
        bits += 1
    shift, begin = np.uint64(64 - bits), np.zeros((1 << bits) + 1, np.int64)
    for known in table:
        begin[(known >> shift) + np.uint64(1)] += 1
    return shift, np.cumsum(begin)


@numba.njit(cache=True)
def place_in(table: Hashes, shelves: tuple[np.uint64, Positions], key: np.uint64) -> int:
    """Where a key stands in a sorted table, or -1."""
    shift, begin = shelves
    shelf = key >> shift
    for place in range(begin[shelf], begin[shelf + np.uint64(1)]):
        if table[place] == key:
            return place
    return -1


@numba.njit(cache=True, inline="always")
def slots_for(keys: int) -> NDArray[np.int32]:
    """Free slots, a power of two, for twice as many keys or more."""
    size = 16
    while size < 2 * keys:
        size *= 2
    return np.full(size, -1, np.int32)


@numba.njit(cache=True, inline="always")
def slot_of(slots: NDArray[np.int32], place: Positions, keys: Hashes, key: np.uint64) -> np.int64:
    """The slot of a key, or the free one where it goes; slots number groups, at `place` in keys."""
    slot = np.int64(key & np.uint64(len(slots) - 1))
    while slots[slot] >= 0 and keys[place[slots[slot]]] != key:
        slot = (slot + 1) & (len(slots) - 1)
    return slot


@loop
def hash_letters(
    letters: Hashes, base: np.uint64, codes: NDArray[np.uint16], start: Positions, end: Positions
) -> Hashes:
    """See `detector.languages.hashing`."""
    found = np.empty(len(start), np.uint64)
    for run in range(len(start)):
        total = np.uint64(0)
        for place in range(end[run] - 1, start[run] - 1, -1):
            total = total * base + letters[codes[place]]
        found[run] = mix(total)
    return found


@loop
def hash_windows(words: Hashes, size: int, base: np.uint64) -> Hashes:
    """See `detector.languages.hashing`."""
    found = np.empty(max(len(words) - size + 1, 0), np.uint64)
    for first in range(len(found)):
        found[first] = hash_run(words, first, first + size, base)
    return found


@loop
def first_places(keys: Hashes) -> tuple[Positions, Positions]:
    """See `detector.languages.distinct`. A table of twice their number, tried slot by slot."""
    table = slots_for(len(keys))
    place, number = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
    count = 0
    for at in range(len(keys)):
        slot = slot_of(table, place, keys, keys[at])
        if table[slot] < 0:
            table[slot] = count
            place[count] = at
            count += 1
        number[at] = table[slot]
    return place[:count].copy(), number


@loop
def order_of(keys: Hashes) -> Positions:
    """See `detector.languages.distinct`. Few have the same upper bits; those are sorted by hand."""
    shift, begin = shelves_of(keys)
    order, end = np.empty(len(keys), np.int64), begin.copy()
    for at in range(len(keys)):
        shelf = keys[at] >> shift
        place = end[shelf]
        while place > begin[shelf] and keys[order[place - 1]] > keys[at]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = at
        end[shelf] += 1
    return order


@loop
def find_places(table: Hashes, keys: Hashes) -> tuple[Positions, Positions]:
    """See `detector.languages.distinct`. A key is sought among those with the same upper bits."""
    shelves, count = shelves_of(table), 0
    key, place = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
    for at in range(len(keys)):
        found = place_in(table, shelves, keys[at])
        if found >= 0:
            key[count], place[count] = at, found
            count += 1
    return key[:count].copy(), place[:count].copy()
