"""Loops over lines, units and their words: what segmenting does with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from detector.compiled.loops import loop, mix, place_in, shelves_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.marks import MarkKinds

    Bits = NDArray[np.uint32]
    Codes = NDArray[np.uint16]
    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64]
    Positions = NDArray[np.int64]


@loop
def trim_lines(
    bits: Bits, newlines: Positions, kinds: tuple[np.uint32, np.uint32]
) -> tuple[Positions, Positions, Flags, Positions, Flags]:
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
    """See `detector.segmenting.marks`, whose rules are tried from the last one on."""
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
def match_phrases(
    stem: Hashes,
    start: Positions,
    end: Positions,
    tables: tuple[Hashes, Hashes, Hashes],
    longest: int,
    base: np.uint64,
) -> Flags:
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
) -> Flags:
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
    latin: Flags,
    capital: Flags,
    number: Flags,
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
