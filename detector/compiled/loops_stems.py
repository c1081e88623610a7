"""A loop over new Arabic words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from detector.compiled.loops import loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.arabic import Tables
    from detector.languages.arabic_affixes import Affixes
    from detector.languages.checksums import SumTable

    Bits = NDArray[np.uint32]
    Codes = NDArray[np.uint16]
    Floats = NDArray[np.float64]
    Positions = NDArray[np.int64]


@loop
def find_bases(
    codes: Codes,
    start: Positions,
    end: Positions,
    known: Affixes,
    bases: tuple[SumTable, Floats, tuple[float, float], SumTable],
    tables: Tables,
) -> tuple[Positions, Positions, Positions]:
    """See `detector.languages.arabic`.

    Arrays are taken out of their tuples beforehand: every look into one counts its references.
    """
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
def _is_arabic(letters: Codes, by_size: Floats) -> bool:
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
