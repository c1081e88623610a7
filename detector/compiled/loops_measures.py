"""Loops over tokens, units and articles: what the measures and the model do with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from detector.compiled.loops import loop, mix, place_in, shelves_of, slot_of, slots_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.lexicon import Table

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint64]
    Positions = NDArray[np.int64]
    Ranks = NDArray[np.uint8]

_ROWS = 256  # rows that go through all trees at once: their ranks fit a processor's cache


@loop
def number_runs(
    stems: Hashes, unit: Positions, article: Positions, size: int, base: np.uint64
) -> tuple[Positions, Hashes, Positions, Positions, Positions]:
    """See `detector.features.ngrams`. A table for each article, tried slot by slot."""
    token, number = np.empty(len(stems), np.int64), np.empty(len(stems), np.int64)
    found = np.empty(len(stems), np.uint64)
    place, counts = np.empty(len(stems), np.int64), np.zeros(len(stems), np.int64)
    runs, groups, behind = 0, 0, 0
    while behind < len(stems):
        first = behind
        while behind < len(stems) and article[behind] == article[first]:
            behind += 1
        table = slots_for(behind - first)
        for at in range(first, behind - size + 1):
            if unit[at] == unit[at + size - 1]:
                total = np.uint64(0)
                for part in range(at, at + size):
                    total = total * base + stems[part]
                token[runs], found[runs] = at, mix(total)
                slot = slot_of(table, place, found, found[runs])
                if table[slot] < 0:
                    table[slot], place[groups] = groups, runs
                    groups += 1
                number[runs] = table[slot]
                counts[table[slot]] += 1
                runs += 1
    return token[:runs], found[:runs], number[:runs], place[:groups], counts[:groups]


@numba.njit(cache=True)
def _mark(table: Hashes, marks: Hashes) -> None:
    """Set for each key the bit that its upper 17 bits name: a sieve for keys that are not there."""
    for key in table:
        marks[key >> np.uint64(53)] |= np.uint64(1) << (key >> np.uint64(47) & np.uint64(63))


@numba.njit(cache=True, inline="always")
def _is_marked(marks: Hashes, key: np.uint64) -> bool:
    bits = marks[key >> np.uint64(53)] >> (key >> np.uint64(47) & np.uint64(63))
    marked: bool = (bits & np.uint64(1)) != 0
    return marked


@numba.njit(cache=True)
def _count_bits(numbers: Hashes) -> int:
    count = 0
    for number in numbers:
        left = number
        while left:
            left &= left - np.uint64(1)
            count += 1
    return count


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
    (anywhere, opening), places = tables, (shelves_of(tables[0].keys), shelves_of(tables[1].keys))
    marks = np.zeros(1 << 11, np.uint64)
    _mark(anywhere.keys, marks)
    _mark(opening.keys, marks)
    most, count = _count_bits(sizes), 0
    token, length, bits = (
        np.empty(most, np.int64),
        np.empty(most, np.int64),
        np.empty(most, np.uint64),
    )
    for at in range(len(stems)):
        total, size, end = np.uint64(0), 0, at
        while end < len(stems) and unit[end] == unit[at] and sizes[at] >> np.uint64(size):
            total = total * base + stems[end]
            size, end = size + 1, end + 1
            if sizes[at] & (np.uint64(1) << np.uint64(size)):
                key, found = mix(total), np.uint64(0)
                if not _is_marked(marks, key):
                    continue
                place = place_in(anywhere.keys, places[0], key)
                found |= anywhere.bits[place] if place >= 0 else np.uint64(0)
                place = place_in(opening.keys, places[1], key) if begins[at] else -1
                found |= opening.bits[place] if place >= 0 else np.uint64(0)
                if found:
                    token[count], length[count], bits[count] = at, size, found
                    count += 1
    return token[:count], length[:count], bits[:count]


@loop
def sum_weights(
    keys: Hashes,
    weights: NDArray[np.float32],
    hashes: Hashes,
    token: Positions,
    unit: Positions,
    size: int,
) -> Floats:
    """See `detector.model.lexical`."""
    total, marks, shelves = np.zeros(size), np.zeros(1 << 11, np.uint64), shelves_of(keys)
    _mark(keys, marks)
    for at in range(len(hashes)):
        if _is_marked(marks, hashes[at]):
            place = place_in(keys, shelves, hashes[at])
            if place >= 0:
                total[unit[token[at]]] += weights[place]
    return total


@loop
def count_tokens(unit: Positions, flags: NDArray[np.bool_], size: int) -> Floats:
    """See `detector.features.columns`. Eight flags at once are a number, most often 0."""
    total, eights = np.zeros(size), flags[: len(flags) // 8 * 8].view(np.uint64)
    for eight in range(len(eights)):
        first = 8 * eight
        if eights[eight] and unit[first] == unit[first + 7]:
            total[unit[first]] += (eights[eight] * np.uint64(0x0101010101010101)) >> np.uint64(56)
        elif eights[eight]:
            for at in range(first, first + 8):
                total[unit[at]] += flags[at]
    for at in range(8 * len(eights), len(flags)):
        total[unit[at]] += flags[at]
    return total


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
def mean_groups(table: Floats, weight: Floats, group: Positions, size: int) -> Floats:
    """See `detector.features.context`."""
    means, whole, total = np.empty(table.shape), np.zeros(size), np.empty(size)
    for at in range(len(group)):
        whole[group[at]] += weight[at]
    for row in range(len(table)):
        total[:] = 0
        for at in range(len(group)):
            total[group[at]] += weight[at] * table[row, at]
        for number in range(size):
            total[number] /= max(whole[number], 1e-9)
        for at in range(len(group)):
            means[row, at] = total[group[at]]
    return means


@numba.njit(cache=True)
def _add_up(values: NDArray[np.floating]) -> np.floating:
    """As `numpy.add.reduce` adds a multiple of 8 values up to 128; the first 8 are used up."""
    eight = values[:8]
    for begin in range(8, len(values), 8):
        for place in range(8):
            eight[place] += values[begin + place]
    left = (eight[0] + eight[1]) + (eight[2] + eight[3])
    return left + ((eight[4] + eight[5]) + (eight[6] + eight[7]))  # type: ignore[no-any-return]


@numba.njit(cache=True, error_model="numpy")
def _shorten(vector: NDArray[np.floating], work: NDArray[np.floating]) -> None:
    """Bring a vector to length 1, unless it is 0."""
    for place in range(len(vector)):
        work[place] = vector[place] * vector[place]
    length = max(np.sqrt(_add_up(work)), work.dtype.type(1e-6))
    for place in range(len(vector)):
        vector[place] /= length


@loop
def take_directions(table: NDArray[np.int8], row: Positions) -> NDArray[np.float32]:
    """See `detector.features.background`."""
    vectors = np.zeros((len(row), table.shape[1]), np.float32)
    work = np.empty(table.shape[1], np.float32)
    for at in range(len(row)):
        if row[at] < len(table):
            vector, known = vectors[at], table[row[at]]
            for place in range(len(known)):
                vector[place] = known[place]
            _shorten(vector, work)
    return vectors


@loop
def join_vectors(
    table: NDArray[np.float32], row: Positions, weight: Floats, unit: Positions, size: int
) -> NDArray[np.float32]:
    """See `detector.features.vectors`. Units rise."""
    joined = np.empty((size, table.shape[1]), np.float32)
    total, work, at = np.empty(table.shape[1]), np.empty(table.shape[1]), 0
    for here in range(size):
        total[:] = 0
        while at < len(unit) and unit[at] == here:
            factor = weight[at]
            if factor != 0:
                added = table[row[at]]
                for place in range(len(total)):
                    total[place] += added[place] * factor
            at += 1
        _shorten(total, work)
        for place in range(len(total)):
            joined[here, place] = total[place]
    return joined


@loop
def compare_vectors(vectors: NDArray[np.float32], bounds: Positions, earlier: Positions) -> Floats:
    """See `detector.features.vectors`."""
    width, found = vectors.shape[1], np.zeros((5, len(vectors)))
    total, start, whole = np.zeros(width), np.zeros(width), np.zeros(width)
    work, narrow = np.empty((4, width)), np.empty(width, np.float32)
    for article in range(len(bounds) - 1):
        whole[:] = 0
        for unit in range(bounds[article], bounds[article + 1]):
            whole += vectors[unit]
        for unit in range(bounds[article], bounds[article + 1]):
            vector, other = vectors[unit], vectors[earlier[unit]]
            for place in range(width):
                value = np.float64(vector[place])
                total[place] += value
                before, rest = total[place] - value, whole[place] - value
                if unit == bounds[article]:
                    start[place] = before
                before -= start[place]
                work[0, place], work[1, place] = before * value, before * before
                work[2, place], work[3, place] = rest * value, rest * rest
                narrow[place] = vector[place] * other[place]
            found[0, unit], found[1, unit] = _add_up(work[0]), np.sqrt(_add_up(work[1]))
            found[2, unit], found[3, unit] = _add_up(work[2]), np.sqrt(_add_up(work[3]))
            found[4, unit] = _add_up(narrow)
    return found


@numba.njit(cache=True)
def _by_stem(stem: Positions, content: NDArray[np.bool_], stems: int) -> Positions:
    """The content tokens in order of their stems, those of one stem as they come."""
    begin = np.zeros(stems + 1, np.int64)
    for at in range(len(stem)):
        begin[stem[at] + 1] += content[at]
    begin = np.cumsum(begin)
    tokens = np.empty(begin[-1], np.int64)
    for at in range(len(stem)):
        if content[at]:
            tokens[begin[stem[at]]] = at
            begin[stem[at]] += 1
    return tokens


@numba.njit(cache=True)
def _find_most(
    begin: Positions,
    end: Positions,
    pairs: tuple[Positions, Positions, Positions],
    bits: Floats,
    back: int,
    earlier: Positions,
    most: Floats,
) -> None:
    """Find the earlier unit that shares most bits with each, going back from all of its pairs."""
    home, before, first = pairs
    shared, asked = np.empty(len(most)), np.full(len(most), -1)
    partners, walk = np.empty(len(most), np.int64), np.empty(len(bits), np.int64)
    for here in range(len(most)):
        count, going = 0, end[here] - begin[here]
        for at in range(going):
            walk[at] = begin[here] + at
        for step in range(back + 1):
            left = 0
            for at in range(going):
                older = before[walk[at]]
                if older >= 0:
                    walk[left] = older
                    left += 1
                    partner = home[older] if step < back else first[older]
                    if asked[partner] != here:
                        asked[partner], shared[partner], partners[count] = here, 0.0, partner
                        count += 1
                    shared[partner] += bits[older]
            going = left
        for partner in partners[:count]:
            total = shared[partner]
            if total > most[here] or (total == most[here] and not 0 <= earlier[here] < partner):
                most[here], earlier[here] = total, partner


@loop
def share_stems(
    stem: Positions,
    unit: Positions,
    content: NDArray[np.bool_],
    bounds: Positions,
    rarity: Floats,
    back: int,
) -> tuple[Positions, Floats, Floats, Floats]:
    """See `detector.features.links`. A pair knows the one before of its article and stem."""
    size, pair, known = bounds[-1], 0, -1
    lead, begin = np.zeros(size, np.int64), np.zeros(size, np.int64)  # of each unit's pairs
    for article in range(len(bounds) - 1):
        lead[bounds[article] : bounds[article + 1]] = bounds[article]
    for at in range(len(unit) - 1, -1, -1):
        begin[unit[at]] = at
    end, bits = begin.copy(), np.empty(len(stem))
    home, before, first = np.empty((3, len(stem)), np.int64)
    most, title, whole = np.zeros((3, size))
    for at in _by_stem(stem, content, len(rarity)):
        here, again = unit[at], stem[at] == known
        if again and home[pair] == here:
            continue
        older = pair if again and home[pair] >= lead[here] else -1
        pair, known = end[here], stem[at]
        end[here] += 1
        home[pair], before[pair], bits[pair] = here, older, rarity[known]
        first[pair] = first[older] if older >= 0 else here
        whole[here] += bits[pair]
        title[here] += bits[pair] if first[pair] == lead[here] else 0.0
    earlier = np.full(size, -1)
    _find_most(begin, end, (home, before, first), bits, back, earlier, most)
    return earlier, most, title, whole


@loop
def count_shared(
    stem: Positions,
    content: NDArray[np.bool_],
    bounds: Positions,
    heading: Positions,
    stems: int,
) -> Positions:
    """See `detector.features.links`."""
    shared, marked, current = np.zeros(len(heading), np.int64), np.full(stems, -1), -1
    is_heading = np.zeros(len(heading), np.bool_)
    for unit in heading:
        is_heading[unit] |= unit >= 0
    for unit in range(len(heading)):
        if heading[unit] < 0 or is_heading[unit]:
            continue
        if heading[unit] != current:
            current = heading[unit]
            for at in range(bounds[current], bounds[current + 1]):
                if content[at]:
                    marked[stem[at]] = current
        for at in range(bounds[unit], bounds[unit + 1]):
            shared[unit] += content[at] and marked[stem[at]] == current
    return shared


@numba.njit(cache=True, inline="always")
def _which(bit: np.int64) -> np.int64:
    """A number below 16 for each of 16 bits (by a de Bruijn sequence; Leiserson et al. 1998)."""
    return ((bit * 0x09AF) & 0xFFFF) >> 12


@loop
def rank_values(values: Floats, thresholds: Floats, into: Ranks) -> None:
    """See `detector.model.trees`."""
    into[:] = 0
    for limit in thresholds:
        for row in range(len(values)):
            into[row] += not (values[row] <= limit)


@loop
def sum_leaves(
    ranks: Ranks, feature: NDArray[np.int16], rank: Ranks, mask: NDArray[np.uint16], values: Floats
) -> Floats:
    """See `detector.model.trees`. Nodes outside, rows inside, so that a step does many rows."""
    leaves = np.empty_like(values)
    for leaf in range(values.shape[1]):
        leaves[:, _which(np.int64(1) << leaf)] = values[:, leaf]
    total, left = np.zeros(ranks.shape[1]), np.empty(_ROWS, np.int16)
    for begin in range(0, len(total), _ROWS):
        count = min(_ROWS, len(total) - begin)
        wide = ranks[:, begin : begin + count].astype(np.int16)  # as wide as masks
        for tree in range(len(feature)):
            left[:] = -1
            for node in range(feature.shape[1]):
                kept, limit = np.int16(mask[tree, node]), np.int16(rank[tree, node])
                if kept == -1:
                    continue
                asked = wide[feature[tree, node]]
                for row in range(count):
                    left[row] &= kept if asked[row] > limit else np.int16(-1)
            for row in range(count):
                bits = np.int64(left[row])
                total[begin + row] += leaves[tree, _which(bits & -bits)]
    return total
