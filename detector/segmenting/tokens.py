"""Words: runs of letters or of digits, with what their characters say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.hashing import hash_runs
from detector.languages.runs import count_before, runs_with, span_at
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
    start, end = runs_with(chars.bits, WORDY, _joints(chars))
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
    np.add.at(change, count_before(tokens.start, start), 1)
    np.add.at(change, count_before(tokens.start, end), -1)
    kept = np.cumsum(change)[:-1] == 0
    return Tokens(*(column[kept] for column in tokens))


def quoted(chars: Characters, at: Positions, begin: Positions) -> Flags:
    """Tell whether a quotation opened since its unit's beginning is open before each word.

    `at` holds where the words begin, `begin` where the units do.
    """
    marks = chars.where(OPEN_QUOTE | CLOSE_QUOTE | STRAIGHT_QUOTE)
    if not len(marks):
        return np.zeros(len(at), np.bool_)
    edges = np.sort(np.concatenate((marks, begin)))  # the words between two are alike
    before = count_before(marks, edges + 1)
    start = count_before(marks, begin)[span_at(begin, edges)]
    kinds = chars.bits[marks]

    def between(bit: np.uint32) -> Positions:
        total = np.concatenate(([0], np.cumsum((kinds & bit) != 0)))
        counted: Positions = total[before] - total[start]
        return counted

    is_open = between(OPEN_QUOTE) > between(CLOSE_QUOTE)
    is_open |= between(STRAIGHT_QUOTE) % 2 == 1
    words = np.diff(count_before(at, edges[1:]), prepend=0, append=len(at))
    return np.repeat(is_open, words)


def _joints(chars: Characters) -> Positions:
    """Where an apostrophe stands between letters, or a number's mark between digits."""
    at = chars.where(APOSTROPHE | NUMBER_MARK)
    at = at[(at > 0) & (at < len(chars.bits) - 1)]
    around = chars.bits[at - 1] & chars.bits[at + 1]
    mark = chars.bits[at]
    joins = ((mark & APOSTROPHE) != 0) & ((around & LETTER) != 0)
    joins |= ((mark & NUMBER_MARK) != 0) & ((around & DIGIT) != 0)
    found: Positions = at[joins]
    return found


def _count_inside(positions: Positions, start: Positions) -> Positions:
    """Count the positions (none before the first word) in every word."""
    return np.bincount(span_at(start, positions), minlength=len(start))
