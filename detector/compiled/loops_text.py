"""Loops over characters and words: what reading and telling languages do with numpy."""

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
def keep_characters(
    codes: NDArray[np.uint32],
    bits: Bits,
    fold: Codes,
    starts: Positions,
    kinds: tuple[np.uint32, np.uint32, np.uint32],
) -> tuple[NDArray[np.int32], Bits, Codes, Positions]:
    """See `detector.segmenting.characters`."""
    _, ignored, symbol = kinds
    place, bounds = np.empty(len(codes) + 1, np.int32), np.empty(len(starts), np.int64)
    of_codes, folded = np.empty(len(codes), np.uint32), np.empty(len(codes), np.uint16)
    count, last = np.uint64(0), np.uint32(len(bits) - 1)
    for text in range(len(starts) - 1):
        bounds[text] = count
        for at in range(starts[text], starts[text + 1]):
            code = min(codes[at], last)
            bit = bits[code]
            if bit & ignored:
                if not _stands_alone(codes, at, bits, kinds):
                    continue
                bit = symbol
            if code == ord("\n") and at and codes[at - 1] == ord("\r"):
                of_codes[count - np.uint64(1)] = bits[ord(" ")]
            place[count], of_codes[count], folded[count] = at, bit, fold[code]
            count += np.uint64(1)
    place[count], bounds[-1] = len(codes), count
    return place[: count + np.uint64(1)], of_codes[:count], folded[:count], bounds


@numba.njit(cache=True)
def _stands_alone(
    codes: NDArray[np.uint32],
    at: int,
    bits: Bits,
    kinds: tuple[np.uint32, np.uint32, np.uint32],
) -> bool:
    """Whether an ignored character is the first between white space and white space."""
    blank, ignored, _ = kinds
    last = np.uint32(len(bits) - 1)
    if at and not bits[min(codes[at - 1], last)] & blank:
        return False
    while bits[min(codes[at], last)] & ignored:
        at += 1
    ends: bool = bits[min(codes[at], last)] & blank != 0
    return ends


@loop
def find_rare(bits: Bits, common: np.uint32) -> Positions:
    """See `detector.segmenting.characters`."""
    found, count = np.empty(len(bits), np.int64), 0
    for at in range(len(bits)):
        found[count] = at
        count += bits[at] & ~common != 0
    return found[:count].copy()


@loop
def skip_blanks(bits: Bits, places: Positions, blank: np.uint32) -> Positions:
    """See `detector.segmenting.characters`."""
    found = places.copy()
    for at in range(len(found)):
        while found[at] < len(bits) and bits[found[at]] & blank:
            found[at] += 1
    return found


@loop
def trim_blanks(bits: Bits, places: Positions, blank: np.uint32) -> Positions:
    """See `detector.segmenting.characters`."""
    found = places.copy()
    for at in range(len(found)):
        while bits[found[at] - 1] & blank:
            found[at] -= 1
    return found


@loop
def find_words(
    bits: Bits,
    codes: Codes,
    letters: Hashes,
    base: np.uint64,
    kinds: tuple[np.uint32, np.uint32, np.uint32, np.uint32, np.uint32],
) -> tuple[Positions, Positions, Hashes, NDArray[np.bool_], NDArray[np.bool_]]:
    """See `detector.segmenting.tokens`.

    Where words end cannot be foretold, so nothing branches there: what is known so far is written
    down at every character, and the next word begins from nothing by a mask.
    """
    letter, digit, upper, apostrophe, number_mark = kinds
    wordy, marks = letter | digit, apostrophe | number_mark
    edges, most = np.empty(len(bits) + 2, np.int64), len(bits) // 2 + 2
    key, seen = np.empty(most, np.uint64), np.empty(most, np.uint32)
    turns, inside = np.uint64(0), np.uint64(0)  # unsigned, so no index is looked at for its sign
    total, power, told = np.uint64(0), np.uint64(1), np.uint32(0)
    for at in range(len(bits)):
        bit = bits[at]
        word = np.uint64(bit & wordy != 0)
        if bit & marks and 0 < at < len(bits) - 1:
            around = bits[at - 1] & bits[at + 1]
            word |= np.uint64(bit & apostrophe != 0 and around & letter != 0)
            word |= np.uint64(bit & number_mark != 0 and around & digit != 0)
        run = turns >> np.uint64(1)
        edges[turns], key[run], seen[run] = at, total, told
        turns += word ^ inside
        inside, mask = word, np.uint64(0) - word
        total = (total + letters[codes[at]] * power) & mask
        told = (told | (bit ^ upper)) & np.uint32(mask)
        power = power * base if word else np.uint64(1)
    run = turns >> np.uint64(1)
    edges[turns], key[run], seen[run] = len(bits), total, told
    count = (turns + np.uint64(1)) >> np.uint64(1)
    start, end, key, seen = edges[0::2][:count], edges[1::2][:count], key[:count], seen[:count]
    for number in range(len(key)):
        key[number] = mix(key[number])
    return start.copy(), end.copy(), key, seen & digit != 0, (seen & upper == 0) & (end - start > 1)


@loop
def choose(places: Positions, bits: Bits, wanted: np.uint32) -> Positions:
    """See `detector.segmenting.characters`."""
    found, count = np.empty(len(places), np.int64), 0
    for place in places:
        found[count] = place
        count += bits[place] & wanted != 0
    return found[:count].copy()


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
