"""The loops: each does what the function of its name does with numpy, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from detector.languages.lexicon import Table
    from detector.languages.scripts import Alphabet, Listed

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint64]
    Positions = NDArray[np.int64]

LOOPS: dict[str, Callable[..., Any]] = {}
_ALL = 0xFFFF
_ROWS = 256  # rows that go through all trees at once: their inputs fit a processor's cache


def _loop(function: Callable[..., Any]) -> Callable[..., Any]:
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
    LOOPS[function.__name__] = compiled
    return compiled


@numba.njit(cache=True, inline="always")
def _mix(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@numba.njit(cache=True)
def _shelves(table: Hashes) -> tuple[np.uint64, Positions]:
    """Where sorted hashes with the same upper bits begin, and how far down those bits are."""
    bits = 1
    while 1 << bits < len(table):
        bits += 1
    shift, begin = np.uint64(64 - bits), np.zeros((1 << bits) + 1, np.int64)
    for known in table:
        begin[(known >> shift) + np.uint64(1)] += 1
    return shift, np.cumsum(begin)


@numba.njit(cache=True)
def _place(table: Hashes, shelves: tuple[np.uint64, Positions], key: np.uint64) -> int:
    """Where a key stands in a sorted table, or -1."""
    shift, begin = shelves
    shelf = key >> shift
    for place in range(begin[shelf], begin[shelf + np.uint64(1)]):
        if table[place] == key:
            return place
    return -1


@_loop
def hash_letters(
    letters: Hashes, base: np.uint64, codes: NDArray[np.uint16], start: Positions, end: Positions
) -> Hashes:
    """See `detector.languages.hashing`."""
    found = np.empty(len(start), np.uint64)
    for run in range(len(start)):
        total = np.uint64(0)
        for place in range(end[run] - 1, start[run] - 1, -1):
            total = total * base + letters[codes[place]]
        found[run] = _mix(total)
    return found


@_loop
def hash_windows(words: Hashes, size: int, base: np.uint64) -> Hashes:
    """See `detector.languages.hashing`."""
    found = np.empty(max(len(words) - size + 1, 0), np.uint64)
    for first in range(len(found)):
        total = np.uint64(0)
        for word in words[first : first + size]:
            total = total * base + word
        found[first] = _mix(total)
    return found


@_loop
def first_places(keys: Hashes) -> tuple[Positions, Positions]:
    """See `detector.languages.distinct`. A table of twice their number, tried slot by slot."""
    size = 16
    while size < 2 * len(keys):
        size *= 2
    table = np.full(size, -1, np.int32)
    place, number = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
    count = 0
    for at in range(len(keys)):
        slot = np.int64(keys[at] & np.uint64(size - 1))
        while table[slot] >= 0 and keys[place[table[slot]]] != keys[at]:
            slot = (slot + 1) & (size - 1)
        if table[slot] < 0:
            table[slot] = count
            place[count] = at
            count += 1
        number[at] = table[slot]
    return place[:count].copy(), number


@_loop
def find_places(table: Hashes, keys: Hashes) -> tuple[Positions, Positions]:
    """See `detector.languages.distinct`. A key is sought among those with the same upper bits."""
    shelves, count = _shelves(table), 0
    key, place = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
    for at in range(len(keys)):
        found = _place(table, shelves, keys[at])
        if found >= 0:
            key[count], place[count] = at, found
            count += 1
    return key[:count].copy(), place[:count].copy()


@_loop
def count_words(
    codes: NDArray[np.uint16],
    bounds: Positions,
    alphabet: Alphabet,
    listed: tuple[Listed, ...],
    base: np.uint64,
) -> NDArray[np.int64]:
    """See `detector.languages.scripts`."""
    found = np.zeros((len(bounds) - 1, 3 + 4 * len(listed)), np.int64)
    own = [_shelves(script.own) for script in listed]
    others = [_shelves(script.others) for script in listed]
    for text in range(len(found)):
        counts, at, end = found[text], bounds[text], bounds[text + 1]
        while at < end:
            script, size = np.uint8(0), 0
            lower, folded, power = np.uint64(0), np.uint64(0), np.uint64(1)
            while at < end and (alphabet.letter[codes[at]] or alphabet.ignored[codes[at]]):
                code = codes[at]
                if alphabet.letter[code]:
                    script = alphabet.script[code] if size == 0 else script
                    lower += alphabet.lower[code] * power
                    folded += alphabet.folded[code] * power
                    counts[2] += alphabet.foreign[code]
                    power *= base
                    size += 1
                at += 1
            counts[0] += size
            counts[1] += size
            for number in range(len(listed) if size else 0):
                if listed[number].script == script:
                    mine = counts[3 + 4 * number :]
                    mine[0] += size
                    mine[1] += 1
                    near = _place(listed[number].others, others[number], _mix(lower)) >= 0
                    known = _place(listed[number].own, own[number], _mix(folded)) >= 0
                    mine[2] += known and not near
                    mine[3] += near
            if at < end:
                counts[0] += alphabet.visible[codes[at]]
                at += 1
    return found


@_loop
def find_runs(
    stems: Hashes,
    unit: Positions,
    article: Positions,
    size: int,
    factors: tuple[np.uint64, np.uint64],
) -> tuple[Positions, Hashes, Hashes]:
    """See `detector.features.ngrams`."""
    base, spread = factors
    token = np.empty(len(stems), np.int64)
    found, key = np.empty(len(stems), np.uint64), np.empty(len(stems), np.uint64)
    count = 0
    for first in range(len(stems) - size + 1):
        if unit[first] == unit[first + size - 1]:
            total = np.uint64(0)
            for place in range(first, first + size):
                total = total * base + stems[place]
            token[count], found[count] = first, _mix(total)
            key[count] = _mix(found[count] ^ (np.uint64(article[first]) * spread))
            count += 1
    return token[:count].copy(), found[:count].copy(), key[:count].copy()


@_loop
def find_phrases(
    stems: Hashes,
    unit: Positions,
    begins: NDArray[np.bool_],
    sizes: Hashes,
    tables: tuple[Table, Table],
    base: np.uint64,
) -> tuple[Positions, Positions, Hashes]:
    """See `detector.features.phrases`."""
    token, length, bits = [np.int64(0)], [np.int64(0)], [np.uint64(0)]  # an empty list has no type
    (anywhere, opening), places = tables, (_shelves(tables[0].keys), _shelves(tables[1].keys))
    for at in np.flatnonzero(sizes):
        total, size, end = np.uint64(0), 0, at
        while end < len(stems) and unit[end] == unit[at] and sizes[at] >> np.uint64(size):
            total = total * base + stems[end]
            size, end = size + 1, end + 1
            if sizes[at] & (np.uint64(1) << np.uint64(size)):
                key, found = _mix(total), np.uint64(0)
                place = _place(anywhere.keys, places[0], key)
                found |= anywhere.bits[place] if place >= 0 else np.uint64(0)
                place = _place(opening.keys, places[1], key) if begins[at] else -1
                found |= opening.bits[place] if place >= 0 else np.uint64(0)
                if found:
                    token.append(at)
                    length.append(np.int64(size))
                    bits.append(found)
    return np.array(token)[1:], np.array(length)[1:], np.array(bits)[1:]


@_loop
def sum_tokens(unit: Positions, values: NDArray[np.generic], size: int) -> Floats:
    """See `detector.features.columns`. Units rise."""
    total, token = np.zeros(size), 0
    while token < len(unit):
        here, added = unit[token], 0
        while token < len(unit) and unit[token] == here:
            added += values[token]
            token += 1
        total[here] += added
    return total


@_loop
def sum_groups(table: Floats, weight: Floats, group: Positions, size: int) -> Floats:
    """See `detector.features.context`."""
    total = np.zeros((len(table), size))
    for row in range(len(table)):
        for at in range(len(group)):
            total[row, group[at]] += weight[at] * table[row, at]
    return total


@_loop
def sum_vectors(
    table: NDArray[np.float32], row: Positions, weight: Floats, unit: Positions, size: int
) -> Floats:
    """See `detector.features.novelty`."""
    total = np.zeros((size, table.shape[1]))
    for at in range(len(row)):
        added, into = table[row[at]], total[unit[at]]
        for place in range(len(added)):
            into[place] += added[place] * weight[at]
    return total


@numba.njit(cache=True, inline="always")
def _which(bit: int) -> int:
    """A number below 16 for each of 16 bits (by a de Bruijn sequence; Leiserson et al. 1998)."""
    return ((bit * 0x09AF) & 0xFFFF) >> 12


@_loop
def sum_leaves(
    inputs: Floats,
    bounds: Positions,
    thresholds: Floats,
    feature: NDArray[np.int16],
    rank: NDArray[np.uint8],
    mask: NDArray[np.uint16],
    values: Floats,
) -> Floats:
    """See `detector.model.trees`. Nodes outside, rows inside, so that a step does many rows."""
    rows, leaves = inputs.shape[1], np.empty(values.shape)
    for leaf in range(values.shape[1]):
        leaves[:, _which(1 << leaf)] = values[:, leaf]
    total, left = np.zeros(rows), np.empty(_ROWS, np.int64)
    for begin in range(0, rows, _ROWS):
        count = min(_ROWS, rows - begin)
        for tree in range(len(feature)):
            left[:] = _ALL
            for node in range(feature.shape[1]):
                kept, column = np.int64(mask[tree, node]), feature[tree, node]
                if kept == _ALL:
                    continue
                limit = thresholds[bounds[column] + rank[tree, node]]
                asked = inputs[column, begin : begin + count]
                for row in range(count):
                    left[row] &= kept | (_ALL if asked[row] <= limit else 0)
            for row in range(count):
                total[begin + row] += leaves[tree, _which(left[row] & -left[row])]
    return total
