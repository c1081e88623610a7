"""Loops over tokens, units and articles: what the measures and the model do with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from detector.compiled.loops import hash_run, loop, mix, place_in, shelves_of, slot_of, slots_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.lexicon import Table

    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint64]
    Positions = NDArray[np.int64]
    Ranks = NDArray[np.uint8]

_ROWS = 256  # rows that go through all trees at once: their ranks fit a processor's cache


@numba.njit(cache=True)
def _keep_repeated(
    runs: tuple[int, int],
    groups: tuple[int, int],
    token: Positions,
    number: Positions,
    place: Positions,
    counts: Positions,
) -> tuple[int, int]:
    """Move the runs of an article's repeated groups to the front; the new ends of both."""
    kept, group = groups[0], np.empty(groups[1] - groups[0], np.int64)
    for at in range(groups[0], groups[1]):
        group[at - groups[0]] = kept if counts[at] > 1 else -1
        counts[kept] = counts[at]
        kept += counts[at] > 1
    run, known = runs[0], groups[0]
    for at in range(runs[0], runs[1]):
        here = group[number[at] - groups[0]]
        if here >= 0:
            token[run], number[run] = token[at], here
            if here == known:  # they come in order
                place[here] = run
                known += 1
            run += 1
    return run, kept


@loop
def number_stems(
    stem: Positions, article: Positions, stems: int
) -> tuple[Positions, Positions, Positions, Positions]:
    """See `detector.features.ngrams`. Counts an article's stems before it goes through them again.

    Which stems recur cannot be foretold, so nothing branches there: everything is written down,
    and written over unless it is to stay. Unsigned, no index is looked at for its sign.
    """
    token, number = np.empty(len(stem) + 1, np.int64), np.empty(len(stem) + 1, np.int64)
    place, counts = np.empty(len(stem) + 1, np.int64), np.empty(len(stem) + 1, np.int64)
    times, group = np.zeros(stems, np.int64), np.full(stems, -1)
    runs, groups, behind, end = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(len(stem))
    while behind < end:
        begin = behind
        while behind < end and article[behind] == article[begin]:
            times[np.uint64(stem[behind])] += 1
            behind += np.uint64(1)
        for at in range(begin, behind):
            here = np.uint64(stem[at])
            again, known = times[here] > 1, group[here] >= 0
            group[here] = group[here] if known else np.int64(groups)
            place[groups], counts[groups] = runs, times[here]
            groups += np.uint64(again and not known)
            token[runs], number[runs] = at, group[here]
            runs += np.uint64(again)
        for at in range(begin, behind):
            times[np.uint64(stem[at])], group[np.uint64(stem[at])] = 0, -1
    return token[:runs], number[:runs], place[:groups], counts[:groups]


@loop
def number_runs(
    stems: Hashes,
    unit: Positions,
    article: Positions,
    shorter: Positions,
    size: int,
    base: np.uint64,
) -> tuple[Positions, Positions, Positions, Positions]:
    """See `detector.features.ngrams`. A table for each article, tried slot by slot."""
    token, number = np.empty(len(shorter), np.int64), np.empty(len(shorter), np.int64)
    place, counts = np.empty(len(shorter), np.int64), np.empty(len(shorter), np.int64)
    found = np.empty(len(shorter), np.uint64)
    runs, groups, behind = 0, 0, 0
    while behind < len(shorter):
        first, here = behind, article[shorter[behind]]
        while behind < len(shorter) and article[shorter[behind]] == here:
            behind += 1
        table, first_run, first_group = slots_for(behind - first), runs, groups
        for at in range(first, behind - 1):
            begin = shorter[at]
            if shorter[at + 1] != begin + 1 or unit[begin] != unit[begin + size - 1]:
                continue
            token[runs], found[runs] = begin, hash_run(stems, begin, begin + size, base)
            slot = slot_of(table, place, found, found[runs])
            if table[slot] < 0:
                table[slot], place[groups], counts[groups] = groups, runs, 0
                groups += 1
            number[runs] = table[slot]
            counts[table[slot]] += 1
            runs += 1
        runs, groups = _keep_repeated(
            (first_run, runs), (first_group, groups), token, number, place, counts
        )
    return token[:runs], number[:runs], place[:groups], counts[:groups]


@numba.njit(cache=True)
def _mark(table: Hashes, marks: Hashes) -> None:
    """Set for each key the bit that its upper 17 bits name: a sieve for keys that are not there."""
    for key in table:
        marks[key >> np.uint64(53)] |= np.uint64(1) << (key >> np.uint64(47) & np.uint64(63))


@numba.njit(cache=True, inline="always")
def _marked(marks: Hashes, key: np.uint64) -> np.uint64:
    """1 if the bit of a key is set, 0 otherwise."""
    bits = marks[key >> np.uint64(53)] >> (key >> np.uint64(47) & np.uint64(63))
    marked: np.uint64 = bits & np.uint64(1)
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
    """See `detector.features.phrases`. What the sieve lets through is written down, then sought."""
    (anywhere, opening), places = tables, (shelves_of(tables[0].keys), shelves_of(tables[1].keys))
    marks, most = np.zeros(1 << 11, np.uint64), _count_bits(sizes) + 1
    _mark(anywhere.keys, marks)
    _mark(opening.keys, marks)
    token, length = np.empty(most, np.int64), np.empty(most, np.int64)
    bits, count = np.empty(most, np.uint64), np.uint64(0)
    for at in range(np.uint64(len(stems))):
        total, end, left = np.uint64(0), np.uint64(at), sizes[at] >> np.uint64(1)
        while left and end < len(stems) and unit[end] == unit[at]:
            total = total * base + stems[end]
            end, key = end + np.uint64(1), mix(total)
            token[count], length[count], bits[count] = at, end - at, key
            count += _marked(marks, key) & left
            left >>= np.uint64(1)
    found = np.uint64(0)
    for at in range(count):
        place, known = place_in(anywhere.keys, places[0], bits[at]), np.uint64(0)
        known |= anywhere.bits[place] if place >= 0 else np.uint64(0)
        place = place_in(opening.keys, places[1], bits[at]) if begins[token[at]] else -1
        known |= opening.bits[place] if place >= 0 else np.uint64(0)
        token[found], length[found], bits[found] = token[at], length[at], known
        found += np.uint64(known != 0)
    return token[:found], length[:found], bits[:found]


@loop
def cover_tokens(token: Positions, length: Positions, bits: Hashes, size: int) -> Hashes:
    """See `detector.features.phrases`."""
    covering = np.zeros(size, np.uint64)
    for at in range(len(token)):
        for place in range(token[at], token[at] + length[at]):
            covering[place] |= bits[at]
    return covering


@loop
def sum_weights(
    keys: Hashes,
    weights: NDArray[np.float32],
    stems: Hashes,
    unit: Positions,
    size: int,
    base: np.uint64,
    units: int,
) -> Floats:
    """See `detector.model.lexical`. What the sieve lets through is written down, then sought."""
    total, marks, shelves = np.zeros(units), np.zeros(1 << 11, np.uint64), shelves_of(keys)
    _mark(keys, marks)
    token, found = np.empty(len(stems) + 1, np.int64), np.empty(len(stems) + 1, np.uint64)
    count, last = np.uint64(0), np.uint64(size - 1)
    for at in range(np.uint64(max(len(stems) - size + 1, 0))):
        token[count] = at
        found[count] = hash_run(stems, at, at + last + np.uint64(1), base)
        count += _marked(marks, found[count]) & np.uint64(unit[at] == unit[at + last])
    for at in range(count):
        place = place_in(keys, shelves, found[at])
        if place >= 0:
            total[unit[token[at]]] += weights[place]
    return total


@loop
def count_tokens(bounds: Positions, flags: NDArray[np.bool_]) -> Floats:
    """See `detector.features.columns`. Eight flags at once are a number."""
    total, eights = np.empty(len(bounds) - 1), flags[: len(flags) // 8 * 8].view(np.uint64)
    before, seen = np.empty(len(eights) + 1, np.int64), np.int64(0)
    for eight in range(len(eights)):
        before[eight] = seen
        seen += np.int64((eights[eight] * np.uint64(0x0101010101010101)) >> np.uint64(56))
    before[len(eights)], last = seen, np.int64(0)
    for unit in range(len(total)):
        end = bounds[unit + 1]
        count = before[end >> 3]
        for at in range(end >> 3 << 3, end):
            count += flags[at]
        total[unit], last = count - last, count
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
def mean_groups(
    table: NDArray[np.floating],
    weight: Floats,
    inner: Positions,
    outer: Positions,
    inners: int,
    outers: int,
) -> tuple[Floats, Floats]:
    """See `detector.features.context`. Four rows at once, whose sums do not wait for each other."""
    rows, in_inner, in_outer = len(table), np.zeros(inners), np.zeros(outers)
    of_inner, of_outer = np.zeros((rows, inners)), np.zeros((rows, outers))
    for at in range(len(weight)):
        in_inner[inner[at]] += weight[at]
        in_outer[outer[at]] += weight[at]
    for begin in range(0, rows, 4):
        for at in range(len(weight)):
            for row in range(begin, min(begin + 4, rows)):
                value = weight[at] * table[row, at]
                of_inner[row, inner[at]] += value
                of_outer[row, outer[at]] += value
    for row in range(rows):
        for group in range(inners):
            of_inner[row, group] /= max(in_inner[group], 1e-9)
        for group in range(outers):
            of_outer[row, group] /= max(in_outer[group], 1e-9)
    return of_inner, of_outer


@numba.njit(cache=True)
def _add_up(eight: NDArray[np.floating]) -> np.floating:
    """Add eight sums as `numpy.add.reduce` does, which sums every eighth of up to 128 values."""
    left = (eight[0] + eight[1]) + (eight[2] + eight[3])
    return left + ((eight[4] + eight[5]) + (eight[6] + eight[7]))  # type: ignore[no-any-return]


@numba.njit(cache=True, error_model="numpy")
def _shorten(vector: NDArray[np.floating]) -> None:
    """Bring a vector to length 1, unless it is 0."""
    squares = np.zeros(8, vector.dtype)
    for begin in range(0, len(vector), 8):
        for lane in range(8):
            squares[lane] += vector[begin + lane] * vector[begin + lane]
    length = max(np.sqrt(_add_up(squares)), vector.dtype.type(1e-6))
    for place in range(len(vector)):
        vector[place] /= length


@loop
def take_directions(table: NDArray[np.int8], row: Positions) -> NDArray[np.float32]:
    """See `detector.features.background`."""
    vectors = np.zeros((len(row), table.shape[1]), np.float32)
    for at in range(len(row)):
        if row[at] < len(table):
            vector, known = vectors[at], table[row[at]]
            for place in range(len(known)):
                vector[place] = known[place]
            _shorten(vector)
    return vectors


@loop
def join_vectors(
    table: NDArray[np.float32], row: Positions, weight: Floats, unit: Positions, size: int
) -> NDArray[np.float32]:
    """See `detector.features.vectors`. Units rise."""
    joined, total, at = np.empty((size, table.shape[1]), np.float32), np.empty(table.shape[1]), 0
    for here in range(size):
        total[:] = 0
        while at < len(unit) and unit[at] == here:
            factor = weight[at]
            if factor != 0:
                added = table[row[at]]
                for place in range(len(total)):
                    total[place] += added[place] * factor
            at += 1
        _shorten(total)
        for place in range(len(total)):
            joined[here, place] = total[place]
    return joined


@loop
def compare_vectors(vectors: NDArray[np.float32], bounds: Positions, earlier: Positions) -> Floats:
    """See `detector.features.vectors`."""
    width, found = vectors.shape[1], np.empty((5, len(vectors)))
    total, start, whole = np.zeros(width), np.zeros(width), np.zeros(width)
    sums, narrow = np.empty((4, 8)), np.empty(8, np.float32)
    for article in range(len(bounds) - 1):
        whole[:] = 0
        for unit in range(bounds[article], bounds[article + 1]):
            whole += vectors[unit]
        for unit in range(bounds[article], bounds[article + 1]):
            vector, other = vectors[unit], vectors[earlier[unit]]
            sums[:], narrow[:] = 0, 0
            for place in range(width):
                lane, value = place & 7, np.float64(vector[place])
                total[place] += value
                before, rest = total[place] - value, whole[place] - value
                if unit == bounds[article]:
                    start[place] = before
                before -= start[place]
                sums[0, lane] += before * value
                sums[1, lane] += before * before
                sums[2, lane] += rest * value
                sums[3, lane] += rest * rest
                narrow[lane] += vector[place] * other[place]
            found[0, unit], found[1, unit] = _add_up(sums[0]), np.sqrt(_add_up(sums[1]))
            found[2, unit], found[3, unit] = _add_up(sums[2]), np.sqrt(_add_up(sums[3]))
            found[4, unit] = _add_up(narrow)
    return found


@numba.njit(cache=True)
def _most_of(shared: Floats, partners: Positions) -> tuple[int, float]:
    """The partner that shares most, the earliest of those, and how much; -1 if there are none."""
    best, most = -1, 0.0
    for partner in partners:
        if shared[partner] > most or (shared[partner] == most and not 0 <= best < partner):
            best, most = partner, shared[partner]
    return best, most


@loop
def share_stems(
    stem: Positions,
    tokens: Positions,
    content: NDArray[np.bool_],
    bounds: Positions,
    rarity: Floats,
    back: int,
) -> tuple[Positions, Floats, Floats, Floats]:
    """See `detector.features.links`. A pair knows the one before of its article and stem."""
    size, pairs, last = len(tokens) - 1, 0, np.full(len(rarity), -1)
    home, before, first = np.empty((3, len(stem)), np.int64)
    earlier, asked, partners = np.full(size, -1), np.full(size, -1), np.empty(size, np.int64)
    most, title, whole, shared = np.zeros((4, size))
    for article in range(len(bounds) - 1):
        lead = bounds[article]
        for unit in range(lead, bounds[article + 1]):
            count = 0
            for at in range(tokens[unit], tokens[unit + 1]):
                older = last[stem[at]]
                if not content[at] or (older >= 0 and home[older] == unit):
                    continue
                if older >= 0 and home[older] < lead:
                    older = -1
                home[pairs], before[pairs], last[stem[at]] = unit, older, pairs
                first[pairs] = first[older] if older >= 0 else unit
                bits = rarity[stem[at]]
                whole[unit] += bits
                title[unit] += bits if first[pairs] == lead else 0.0
                pairs += 1
                for left in range(back, -1, -1):
                    if older < 0:
                        break
                    partner = home[older] if left else first[older]
                    if asked[partner] != unit:
                        asked[partner], shared[partner], partners[count] = unit, 0.0, partner
                        count += 1
                    shared[partner] += bits
                    older = before[older]
            earlier[unit], most[unit] = _most_of(shared, partners[:count])
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


@numba.njit(cache=True)
def _narrow(limits: Floats, values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Limits of the values' own width that the same values lie above."""
    narrow = limits.astype(values.dtype)
    for at in range(len(narrow)):
        if narrow[at] > limits[at]:
            narrow[at] = np.nextafter(narrow[at], values.dtype.type(-np.inf))
    return narrow


@numba.njit(cache=True)
def _rank_items(
    table: NDArray[np.floating],
    row: Positions,
    item: Positions,
    limits: tuple[Positions, Positions, NDArray[np.floating]],
    into: Ranks,
    place: Positions,
) -> None:
    """Rank some items of some rows; each threshold is held against many values at once."""
    number, bounds, thresholds = limits
    values, rank = np.zeros(_ROWS, table.dtype), np.empty(_ROWS, np.uint8)
    for begin in range(0, len(item), _ROWS):
        count = min(_ROWS, len(item) - begin)
        for at in range(len(row)):
            asked = table[row[at]]
            for here in range(count):
                known = item[begin + here]
                values[here] = asked[known] if known >= 0 else 0
            for here in range(_ROWS):
                rank[here] = 0
            for limit in thresholds[bounds[number[at]] : bounds[number[at] + 1]]:
                for here in range(_ROWS):
                    rank[here] += not (values[here] <= limit)
            for here in range(count):
                into[place[at], begin + here] = rank[here]


@loop
def rank_values(
    table: NDArray[np.floating],
    row: Positions,
    item: Positions,
    number: Positions,
    bounds: Positions,
    thresholds: Floats,
    ranks: Ranks,
) -> None:
    """See `detector.model.trees`. Items that many units read are ranked before they are spread."""
    items, limits = table.shape[1], (number, bounds, _narrow(thresholds, table))
    if items >= len(item):
        _rank_items(table, row, item, limits, ranks, number)
        return
    found, reads = np.empty((len(row), items + 1), np.uint8), item + 1
    _rank_items(table, row, np.arange(-1, items), limits, found, np.arange(len(row)))
    for at in range(len(row)):
        for unit in range(len(item)):
            ranks[number[at], unit] = found[at, reads[unit]]


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
