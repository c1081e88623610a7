"""Words: runs of letters or of digits, with what their characters say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.hashing import hash_runs
from detector.languages.runs import runs_of
from detector.segmenting.characters import (
    APOSTROPHE,
    ARABIC,
    CLOSE_QUOTE,
    DIGIT,
    LATIN,
    LETTER,
    NUMBER_MARK,
    OPEN_QUOTE,
    STRAIGHT_QUOTE,
    UPPER,
    WORDY,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes
    from detector.segmenting.characters import Characters

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]


class Tokens(NamedTuple):
    """Words in reading order; positions among the characters that count.

    `key` is the hash of the folded form, `number` whether it holds a digit, `capital` whether
    it begins with a capital, `shout` whether all of its two letters or more are capitals.
    """

    start: Positions
    end: Positions
    key: Hashes
    number: Flags
    capital: Flags
    shout: Flags
    arabic: Flags
    latin: Flags

    def __len__(self) -> int:
        """Count the words, not the columns."""
        return len(self.start)


def read_tokens(chars: Characters) -> Tokens:
    """Find the words; an apostrophe between letters and a mark between digits stay inside."""
    start, end = runs_of(_wordy(chars))
    capitals = _count_inside(chars.where(UPPER), start)
    first = chars.bits[start]
    return Tokens(
        start=start,
        end=end,
        key=hash_runs(chars.fold, start, end),
        number=_count_inside(chars.where(DIGIT), start) > 0,
        capital=(first & UPPER) != 0,
        shout=(capitals == end - start) & (capitals > 1),
        arabic=(first & ARABIC) != 0,
        latin=(first & LATIN) != 0,
    )


def leave_out(tokens: Tokens, start: Positions, end: Positions) -> Tokens:
    """Drop the words between some bounds (of sorted spans), such as a list's numbers."""
    if not len(start):
        return tokens
    change = np.zeros(len(tokens) + 1, np.int64)
    np.add.at(change, np.searchsorted(tokens.start, start), 1)
    np.add.at(change, np.searchsorted(tokens.start, end), -1)
    kept = np.cumsum(change)[:-1] == 0
    return Tokens(*(column[kept] for column in tokens))


def quoted(chars: Characters, at: Positions, begin: Positions, unit: Positions) -> Flags:
    """Tell whether a quotation opened since its unit's beginning is open before each word.

    `at` holds where the words begin, `begin` where the units do, `unit` the unit of each word.
    """
    marks = chars.where(OPEN_QUOTE | CLOSE_QUOTE | STRAIGHT_QUOTE)
    if not len(marks):
        return np.zeros(len(at), np.bool_)
    before = np.cumsum(np.bincount(np.searchsorted(at, marks), minlength=len(at) + 1))[:-1]
    start = np.searchsorted(marks, begin)[unit]
    kinds = chars.bits[marks]

    def between(bit: np.uint32) -> Positions:
        total = np.concatenate(([0], np.cumsum((kinds & bit) != 0)))
        counted: Positions = total[before] - total[start]
        return counted

    found: Flags = (between(OPEN_QUOTE) > between(CLOSE_QUOTE)) | (between(STRAIGHT_QUOTE) % 2 == 1)
    return found


def _wordy(chars: Characters) -> Flags:
    wordy: Flags = (chars.bits & WORDY) != 0
    for mark, around in ((APOSTROPHE, LETTER), (NUMBER_MARK, DIGIT)):
        at = chars.where(mark)
        at = at[(at > 0) & (at < len(wordy) - 1)]
        inner = chars.has(around, at - 1) & chars.has(around, at + 1)
        wordy[at[inner]] = True
    return wordy


def _count_inside(positions: Positions, start: Positions) -> Positions:
    """Count the positions (none before the first word) in every word."""
    words = np.searchsorted(start, positions, side="right") - 1
    return np.bincount(words, minlength=len(start))
