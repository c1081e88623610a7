"""Loops over characters, lines and words: what reading and segmenting do with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from detector.compiled.loops import loop, mix, place_in, shelves_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.arabic import Tables
    from detector.languages.arabic_affixes import Affixes
    from detector.languages.checksums import SumTable
    from detector.segmenting.lines import MarkKinds

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
def trim_lines(
    bits: Bits, newlines: Positions, kinds: tuple[np.uint32, np.uint32]
) -> tuple[Positions, Positions, NDArray[np.bool_], Positions, NDArray[np.bool_]]:
    """See `detector.segmenting.lines`."""
    blank, wordy = kinds
    start, end, leading = np.empty((3, len(newlines)), np.int64)
    parted, worded = np.empty((2, len(newlines)), np.bool_)
    count, begin, breaks = 0, 0, 2
    for newline in newlines:
        while bits[begin] & blank and begin < newline:
            begin += 1
        if begin < newline:
            last, run, word = newline, begin, begin
            while bits[last - 1] & blank:
                last -= 1
            while not bits[run] & blank:
                run += 1
            while word < last and not bits[word] & wordy:
                word += 1
            start[count], end[count], leading[count] = begin, last, run - begin
            parted[count], worded[count] = breaks > 1, word < last
            count += 1
            breaks = 0
        breaks += 1
        begin = newline + 1
    return start[:count], end[:count], parted[:count], leading[:count], worded[:count]


@loop
def read_marks(
    bits: Bits,
    codes: Codes,
    bounds: tuple[Positions, Positions],
    bars: Positions,
    kinds: MarkKinds,
) -> tuple[NDArray[np.uint8], Positions]:
    """See `detector.segmenting.lines`, whose rules are tried from the last one on."""
    start, end = bounds
    mark, width = np.empty(len(start), np.uint8), np.empty(len(start), np.int64)
    bar = 0
    for line in range(len(start)):
        before = bar = bar + _count_below(bars[bar:], start[line])
        bar += _count_below(bars[bar:], end[line])
        line_bits, line_codes = bits[start[line] : end[line]], codes[start[line] : end[line]]
        mark[line], width[line] = _mark_of(line_bits, line_codes, bar - before, kinds)
    return mark, width


@numba.njit(cache=True, inline="always")
def _count_below(positions: Positions, end: int) -> int:
    """Count the first positions up to an end."""
    count = 0
    while count < len(positions) and positions[count] < end:
        count += 1
    return count


@numba.njit(cache=True)
def _mark_of(bits: Bits, codes: Codes, bars: int, kinds: MarkKinds) -> tuple[int, int]:
    """A line's mark, as a number of `Mark`, and in how many characters it is written."""
    sign, run = codes[0], 1
    while run < min(len(codes), 7) and codes[run] == sign:
        run += 1
    if sign == ord("#") and run <= 6 and (run >= 2 or _is_spaced(bits, run, kinds.blank)):
        return 1, run
    if bars >= 3 or (bars == 2 and sign == ord("|")):
        return 4, 0
    if sign == ord(">"):
        return 0, 1
    number = _number_size(bits, codes, kinds)
    if number:
        return 3, number
    if bits[0] & kinds.bullet and _is_spaced(bits, 1, kinds.blank):
        return 2, 1
    starred = run >= 2 and (sign == ord("*") or sign == ord("_"))
    return (7, 2) if starred and _is_bold(bits, codes, kinds.emphasis) else (0, 0)


@numba.njit(cache=True)
def _number_size(bits: Bits, codes: Codes, kinds: MarkKinds) -> int:
    """The characters of a list's number, 0 if a line has none."""
    size = 0
    while size < min(len(bits), 3) and bits[size] & kinds.digit:
        size += 1
    if size == 0 and bits[0] & kinds.letter and len(codes) > 1:
        size = int(codes[1] == ord(")") or codes[1] == ord("-"))
    closed = 0 < size < len(bits) and bits[size] & kinds.listing != 0
    return size + 1 if closed and _is_spaced(bits, size + 1, kinds.blank) else 0


@numba.njit(cache=True)
def _is_bold(bits: Bits, codes: Codes, emphasis: np.uint32) -> bool:
    """Whether what begins bold is so to its end, or to the colon that ends it."""
    if len(bits) <= 5 or not bits[-2] & emphasis:
        return False
    closed: bool = bits[-1] & emphasis != 0 or codes[-1] == ord(":")
    return closed


@numba.njit(cache=True, inline="always")
def _is_spaced(bits: Bits, at: int, blank: np.uint32) -> bool:
    """Whether white space, and so more of the line, follows at a place of it."""
    spaced: bool = at < len(bits) and bits[at] & blank != 0
    return spaced


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
def place_tokens(
    place: NDArray[np.int32],
    bounds: tuple[Positions, Positions],
    units: Positions,
    article: Positions,
    shift: Positions,
) -> tuple[Positions, Positions, Positions, Positions]:
    """See `detector.segmenting.columns`."""
    begin, behind = bounds
    start, end = np.empty(len(begin), np.int64), np.empty(len(begin), np.int64)
    unit_of, article_of = np.empty(len(begin), np.int64), np.empty(len(begin), np.int64)
    for unit in range(len(article)):
        own = shift[article[unit]]
        for at in range(units[unit], units[unit + 1]):
            start[at], end[at] = place[begin[at]] - own, place[behind[at]] - own
            unit_of[at], article_of[at] = unit, article[unit]
    return start, end, unit_of, article_of


@loop
def find_quoted(
    at: Positions,
    begin: Positions,
    marks: Positions,
    kinds: Bits,
    directed: tuple[np.uint32, np.uint32],
) -> NDArray[np.bool_]:
    """See `detector.segmenting.tokens`."""
    opens, closes = directed
    found = np.empty(len(at), np.bool_)
    unit, mark, depth, straight = 0, 0, 0, 0
    for token in range(len(at)):
        while unit < len(begin) and begin[unit] <= at[token]:
            while mark < len(marks) and marks[mark] < begin[unit]:
                mark += 1
            depth, straight = 0, 0
            unit += 1
        while mark < len(marks) and marks[mark] < at[token]:
            kind = kinds[mark]
            depth += (kind & opens != 0) - (kind & closes != 0)
            straight += kind & (opens | closes) == 0
            mark += 1
        found[token] = depth > 0 or straight % 2 == 1
    return found


@loop
def sum_words(
    begin: Positions,
    end: Positions,
    latin: NDArray[np.bool_],
    capital: NDArray[np.bool_],
    number: NDArray[np.bool_],
    key: Hashes,
) -> tuple[Positions, Positions, Positions, Hashes]:
    """See `detector.segmenting.headings`."""
    of_latin, of_capitals, of_named = np.zeros((3, len(begin)), np.int64)
    keys = np.zeros(len(begin), np.uint64)
    for line in range(len(begin)):
        for word in range(begin[line], end[line]):
            of_latin[line] += latin[word]
            of_capitals[line] += latin[word] and capital[word]
            of_named[line] += not number[word]
            keys[line] += key[word]
    return of_latin, of_capitals, of_named, keys


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


@loop
def find_bases(
    codes: Codes,
    start: Positions,
    end: Positions,
    known: Affixes,
    bases: tuple[SumTable, NDArray[np.float64], tuple[float, float], SumTable],
    tables: Tables,
) -> tuple[Positions, Positions, Positions]:
    """See `detector.languages.arabic`."""
    before, after = known.proclitics.follows, known.endings.follows
    begin, many, pairs, around = known.begin, known.many, known.pair, known.around
    proclitic, before_base, behind_base = known.proclitic, known.start, known.ending
    endings, (by_size, of_bytes, shifted) = len(known.endings.through), tables
    (
        (table, shelves, shift, _),
        costs,
        (new, new_letter),
        (mapped, mapped_shelves, mapped_shift, _),
    ) = bases
    first, last, other = start.copy(), end.copy(), np.full(len(start), -1, np.int64)
    sums = np.empty(len(by_size), np.uint32)
    for word in range(len(start)):
        letters = codes[start[word] : end[word]]
        if not _is_arabic(letters, by_size):
            continue
        _sum_beginnings(letters, of_bytes, sums)
        both = _walk(before, letters) * endings + _walk(after, letters[::-1])
        best, best_size, least = 0, 0, np.inf
        for at in range(begin[both], begin[both] + many[both]):
            pair = pairs[at]
            size = len(letters) - before_base[pair] - behind_base[pair]
            if size > 0:
                value = sums[before_base[pair] + size] ^ shifted[proclitic[pair], size]
                place = _find_sum(table, shelves, shift, value)
                cost = costs[place] if place >= 0 else new + new_letter * size
                cost = around[pair] + by_size[size] + cost
                if cost < least:
                    best, best_size, least = pair, size, cost
        behind = before_base[best] + best_size
        if best_size > 3 and letters[behind - 1] == ord("ه"):
            behind -= 1
        value = sums[behind] ^ shifted[proclitic[best], behind - before_base[best]]
        first[word], last[word] = start[word] + before_base[best], start[word] + behind
        other[word] = _find_sum(mapped, mapped_shelves, mapped_shift, value)
    return first, last, other


@numba.njit(cache=True, inline="always")
def _is_arabic(letters: Codes, by_size: NDArray[np.float64]) -> bool:
    """Whether a word begins in Arabic, has two bytes a letter in UTF-8 and is of a usual size."""
    if len(letters) >= len(by_size) or by_size[len(letters)] == np.inf:
        return False
    for letter in letters:
        if not 0x80 <= letter < 0x800:
            return False
    arabic: bool = ord("ء") <= letters[0] <= ord("ي")
    return arabic


@numba.njit(cache=True, inline="always")
def _sum_beginnings(letters: Codes, of_bytes: Bits, sums: Bits) -> None:
    """Put the check sums of a word's first letters, inverted, into `sums`."""
    sums[0] = np.uint32(0xFFFFFFFF)
    for place in range(len(letters)):
        letter = np.uint32(letters[place])
        utf_8 = letter >> np.uint32(6) | (letter & np.uint32(0x3F)) << np.uint32(8)
        value = sums[place] ^ (utf_8 | np.uint32(0x80C0))
        upper = of_bytes[1, value >> np.uint32(8) & np.uint32(0xFF)]
        sums[place + 1] = value >> np.uint32(16) ^ of_bytes[0, value & np.uint32(0xFF)] ^ upper


@numba.njit(cache=True, inline="always")
def _walk(follows: Codes, letters: Codes) -> int:
    """The last node that a word's letters reach in a trie; see `Trie` for what its numbers mean."""
    last = node = 64
    for letter in letters:
        node = follows[node + min(letter - 0x620 & 0xFFFF, 63)]
        if node == 0:
            break
        last = node
    return last // 64


@numba.njit(cache=True, inline="always")
def _find_sum(sums: Bits, begin: NDArray[np.int32], shift: int, value: np.uint32) -> int:
    """Where a check sum stands in a table, or -1."""
    place = np.int64(begin[value >> np.uint32(shift)])
    while sums[place] < value:
        place += 1
    found = sums[place] == value and place < len(sums) - 1
    return int(place) if found else -1
