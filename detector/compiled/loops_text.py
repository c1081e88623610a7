"""Loops over characters, lines and words: what reading and segmenting do with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from detector.compiled.loops import loop, mix, place_in, shelves_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint32]
    Codes = NDArray[np.uint16]
    Hashes = NDArray[np.uint64]
    Positions = NDArray[np.int64]


@loop
def count_words(  # noqa: PLR0913, PLR0917  (arrays alone: a tuple is looked into at every call)
    codes: NDArray[np.uint32],
    bounds: Positions,
    traits: NDArray[np.uint8],
    forms: NDArray[np.uint16],
    hashes: Hashes,
    keys: Hashes,
    lists: NDArray[np.uint8],
    base: np.uint64,
) -> NDArray[np.int64]:
    """See `detector.languages.scripts`, also for what the bits of `traits` and `lists` mean."""
    found = np.zeros((len(bounds) - 1, 11), np.int64)
    shelves = shelves_of(keys)
    for text in range(len(found)):
        counts, at, end = found[text], bounds[text], bounds[text + 1]
        while at < end:
            side, size = -1, 0
            small, folded, power = np.uint64(0), np.uint64(0), np.uint64(1)
            while at < end:
                code = min(codes[at], np.uint32(len(traits) - 1))
                what = traits[code]
                counts[0] += what >> 2 & 1
                if what & 2:
                    side = (what >> 4) - 1 if size == 0 else side
                    small += hashes[forms[0, code]] * power
                    folded += hashes[forms[1, code]] * power
                    counts[2] += what >> 3 & 1
                    power *= base
                    size += 1
                at += 1
                if not what & 3:
                    break
            counts[1] += size
            if side >= 0:
                mine = counts[3 + 4 * side :]
                mine[0] += size
                mine[1] += 1
                first = place_in(keys, shelves, mix(small))
                other = place_in(keys, shelves, mix(folded)) if folded != small else first
                near = first >= 0 and lists[first] >> 2 * side & 2 != 0
                known = other >= 0 and lists[other] >> 2 * side & 1 != 0
                mine[2] += known and not near
                mine[3] += near
    return found


@loop
def look_up(codes: NDArray[np.uint32], bits: Bits, fold: Codes) -> tuple[Bits, Codes]:
    """See `detector.segmenting.characters`."""
    of_codes, folded = np.empty(len(codes), np.uint32), np.empty(len(codes), np.uint16)
    for at in range(len(codes)):
        code = min(codes[at], np.uint32(len(bits) - 1))
        of_codes[at], folded[at] = bits[code], fold[code]
        if code == ord("\n") and at and codes[at - 1] == ord("\r"):
            of_codes[at - 1] = bits[ord(" ")]
    return of_codes, folded


@loop
def keep_characters(
    bits: Bits,
    fold: Codes,
    starts: Positions,
    blank: np.uint32,
    ignored: np.uint32,
    symbol: np.uint32,
    common: np.uint32,
) -> tuple[NDArray[np.int32], Bits, Codes, Positions, Positions, Positions, Positions]:
    """See `detector.segmenting.characters`. What is kept moves up in its place."""
    place, bounds = np.empty(len(bits) + 1, np.int32), np.empty(len(starts), np.int64)
    rare, edges = np.empty(len(bits), np.int64), np.empty(len(bits) + 1, np.int64)
    count, rares, turns = 0, 0, 0
    for text in range(len(starts) - 1):
        bounds[text] = count
        for at in range(starts[text], starts[text + 1]):
            bit = bits[at]
            if bit & ignored:
                if not _stands_alone(bits, at, blank, ignored):
                    continue
                bit = symbol
            place[count], bits[count], fold[count] = at, bit, fold[at]
            rare[rares], edges[turns] = count, count
            rares += bit & ~common != 0
            turns += (bit & blank == 0) != turns % 2
            count += 1
    place[count], bounds[-1], edges[turns] = len(bits), count, count
    turns += turns % 2
    begins, ends = edges[0:turns:2].copy(), edges[1:turns:2].copy()
    return place[: count + 1], bits[:count], fold[:count], rare[:rares].copy(), begins, ends, bounds


@numba.njit(cache=True)
def _stands_alone(bits: Bits, at: int, blank: np.uint32, ignored: np.uint32) -> bool:
    """Whether an ignored character is the first between white space and white space."""
    if at and not bits[at - 1] & blank:
        return False
    while bits[at] & ignored:
        at += 1
    ends: bool = bits[at] & blank != 0
    return ends


@loop
def choose(places: Positions, bits: Bits, wanted: np.uint32) -> Positions:
    """See `detector.segmenting.characters`."""
    found, count = np.empty(len(places), np.int64), 0
    for place in places:
        found[count] = place
        count += bits[place] & wanted != 0
    return found[:count].copy()


@loop
def runs_with(bits: Bits, wanted: np.uint32, more: Positions) -> tuple[Positions, Positions]:
    """See `detector.languages.runs`. The places rise."""
    edges, count, taken = np.empty(len(bits) + 1, np.int64), 0, 0
    upcoming = more[0] if len(more) else -1
    for at in range(len(bits)):
        flag = bits[at] & wanted != 0
        if at == upcoming:
            flag, taken = True, taken + 1
            upcoming = more[taken] if taken < len(more) else -1
        edges[count] = at
        count += flag != count % 2
    edges[count] = len(bits)
    count += count % 2
    return edges[0:count:2].copy(), edges[1:count:2].copy()


@loop
def count_before(positions: Positions, places: Positions) -> Positions:
    """See `detector.languages.runs`. Goes on from place to place, so it is fast where they rise."""
    found, count = np.empty(len(places), np.int64), 0
    for at in range(len(places)):
        if count and positions[count - 1] >= places[at]:
            count = np.searchsorted(positions[:count], places[at])
        while count + 16 <= len(positions) and positions[count + 15] < places[at]:
            count += 16
        while count < len(positions) and positions[count] < places[at]:
            count += 1
        found[at] = count
    return found


@loop
def match_phrases(
    stem: Hashes,
    start: Positions,
    end: Positions,
    tables: tuple[Hashes, Hashes, Hashes],
    longest: int,
    base: np.uint64,
) -> NDArray[np.bool_]:
    """See `detector.segmenting.sections`."""
    found = np.zeros(len(start), np.bool_)
    whole, beginnings, ends = tables
    shelves = shelves_of(whole), shelves_of(beginnings), shelves_of(ends)
    for run in range(len(start)):
        size, first, last, power = end[run] - start[run], np.uint64(0), np.uint64(0), np.uint64(1)
        for length in range(1, min(size, longest) + 1):
            first = first * base + stem[start[run] + length - 1]
            last += stem[end[run] - length] * power
            power *= base
            if length == size:
                found[run] |= place_in(whole, shelves[0], mix(first)) >= 0
            else:
                found[run] |= place_in(beginnings, shelves[1], mix(first)) >= 0
                found[run] |= place_in(ends, shelves[2], mix(last)) >= 0
    return found


@loop
def find_slots(table: Hashes, taken: NDArray[np.bool_], keys: Hashes) -> Positions:
    """See `detector.languages.word_table`."""
    bits = 0
    while 1 << bits < len(table):
        bits += 1
    slots, shift = np.empty(len(keys), np.int64), np.uint64(64 - bits)
    for at in range(len(keys)):
        slot = np.int64(keys[at] >> shift)
        while taken[slot] and table[slot] != keys[at]:
            slot = (slot + 1) % len(table)
        slots[at] = slot
    return slots
