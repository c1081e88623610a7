"""CRC-32 of parts of many words, from the sums of what the words begin with.

The sum is linear: a beginning's and that of what is cut off it, shifted by as many zeros as there
are letters behind, give the sum of those letters.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Letters = NDArray[np.uint16]
    Positions = NDArray[np.int64]
    Sums = NDArray[np.uint32]

_POLYNOMIAL = 0xEDB88320
_ONES = 0xFFFFFFFF


class SumTable(NamedTuple):
    """Sorted check sums, with one more at the end, and where those with some upper bits begin.

    `most` is the largest number of sums that share the upper bits above `shift`.
    """

    sums: Sums
    begin: NDArray[np.int32]
    shift: int
    most: int


def hash_base(base: str) -> int:
    """Hash a base to 32 bits (the check sum of its UTF-8 bytes, two for each letter)."""
    return crc32(base.encode())


def sort_sums(sums: Sums) -> SumTable:
    """Make a table of sorted sums."""
    bits = len(sums).bit_length() + 2  # few have the same upper bits
    count = np.bincount(sums >> (32 - bits), minlength=1 << bits)
    begin = (np.cumsum(count) - count).astype(np.int32)
    return SumTable(np.append(sums, np.uint32(_ONES)), begin, 32 - bits, int(count.max()))


def find_sums(table: SumTable, sums: Sums) -> tuple[Positions, NDArray[np.int32]]:
    """Which sums are in the table, and where there."""
    place = table.begin.take(sums >> np.uint32(table.shift))
    for _ in range(table.most - 1):
        place += table.sums.take(place) < sums
    found = np.flatnonzero((table.sums.take(place) == sums) & (place < len(table.sums) - 1))
    return found, place[found]


def sum_beginnings(words: Letters, size: Positions, of_bytes: Sums) -> Sums:
    """The check sums of words' first letters, inverted: a row for each number of letters.

    Args:
        words: letters of two bytes in UTF-8, a row for each word; longer words come first.
        size: the number of letters of each.
        of_bytes: see `sum_bytes`.
    """
    letters = np.ascontiguousarray(words.T)
    upper, lower = letters >> np.uint16(6), letters & np.uint16(0x3F)
    utf_8 = upper | lower << np.uint16(8) | np.uint16(0x80C0)
    sums = np.empty(letters.shape, np.uint32)
    sums[0] = _ONES
    longer = np.searchsorted(-size, -np.arange(len(letters)))
    for place, count in enumerate(longer[:-1].tolist()):
        sums[place + 1, :count] = shift(sums[place, :count] ^ utf_8[place, :count], of_bytes)
    return sums


def shift(sums: Sums, of_bytes: Sums) -> Sums:
    """What two bytes of zeros make of check sums."""
    lower, upper = sums & np.uint32(0xFF), sums >> np.uint32(8) & np.uint32(0xFF)
    shifted: Sums = (sums >> np.uint32(16)) ^ of_bytes[0].take(lower) ^ of_bytes[1].take(upper)
    return shifted


@cache
def sum_bytes() -> Sums:
    """CRC-32 of all bytes, without the inversions before and after; shape (2, 256).

    In the first row another byte of zeros follows.
    """
    bit, byte = np.uint32(1), np.uint32(8)
    one = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        one = (one >> bit) ^ (one & bit) * np.uint32(_POLYNOMIAL)
    both: Sums = np.stack(((one >> byte) ^ one[one & np.uint32(0xFF)], one))
    return both
