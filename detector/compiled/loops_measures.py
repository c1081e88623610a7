"""Loops over tokens, units and articles: what the measures and the model do with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from detector.compiled.loops import loop, mix, place_in, shelves_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.lexicon import Table

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint64]
    Positions = NDArray[np.int64]

_ALL = 0xFFFF
_ROWS = 256  # rows that go through all trees at once: their inputs fit a processor's cache


@loop
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
            token[count], found[count] = first, mix(total)
            key[count] = mix(found[count] ^ (np.uint64(article[first]) * spread))
            count += 1
    return token[:count].copy(), found[:count].copy(), key[:count].copy()


@loop
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
    (anywhere, opening), places = tables, (shelves_of(tables[0].keys), shelves_of(tables[1].keys))
    for at in np.flatnonzero(sizes):
        total, size, end = np.uint64(0), 0, at
        while end < len(stems) and unit[end] == unit[at] and sizes[at] >> np.uint64(size):
            total = total * base + stems[end]
            size, end = size + 1, end + 1
            if sizes[at] & (np.uint64(1) << np.uint64(size)):
                key, found = mix(total), np.uint64(0)
                place = place_in(anywhere.keys, places[0], key)
                found |= anywhere.bits[place] if place >= 0 else np.uint64(0)
                place = place_in(opening.keys, places[1], key) if begins[at] else -1
                found |= opening.bits[place] if place >= 0 else np.uint64(0)
                if found:
                    token.append(at)
                    length.append(np.int64(size))
                    bits.append(found)
    return np.array(token)[1:], np.array(length)[1:], np.array(bits)[1:]


@loop
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


@loop
def sum_groups(table: Floats, weight: Floats, group: Positions, size: int) -> Floats:
    """See `detector.features.context`."""
    total = np.zeros((len(table), size))
    for row in range(len(table)):
        for at in range(len(group)):
            total[row, group[at]] += weight[at] * table[row, at]
    return total


@loop
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


@loop
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
