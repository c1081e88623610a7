"""Words: runs of letters or of digits, with what their characters say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.characters import Class, Script
from detector.languages.hashing import hash_runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters
    from detector.languages.hashing import Hashes

_APOSTROPHES = [ord(c) for c in "'’ʼ"]
_NUMBER_MARKS = [ord(c) for c in ".,٫٬"]


class Tokens(NamedTuple):
    """Words in reading order; positions among the characters that count.

    `key` is the hash of the folded form, `number` whether it holds a digit, `capital` whether
    it begins with a capital, `shout` whether all of its two letters or more are capitals.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    key: Hashes
    number: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    shout: NDArray[np.bool_]
    arabic: NDArray[np.bool_]
    latin: NDArray[np.bool_]

    def __len__(self) -> int:  # type: ignore[override]
        """Count the words, not the columns."""
        return len(self.start)


def read_tokens(chars: Characters) -> Tokens:
    """Find the words; an apostrophe between letters and a mark between digits stay inside."""
    letter, digit = chars.kind == Class.LETTER, chars.kind == Class.DIGIT
    wordy = letter | digit
    wordy[1:-1] |= _inner(chars, letter, _APOSTROPHES) | _inner(chars, digit, _NUMBER_MARKS)
    edges = np.diff(wordy.astype(np.int8), prepend=0, append=0)
    start, end = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    first = chars.script[start]
    return Tokens(
        start=start,
        end=end,
        key=hash_runs(chars.fold, start, end),
        number=_count(digit, start, end) > 0,
        capital=chars.upper[start],
        shout=(_count(chars.upper, start, end) == end - start) & (end - start > 1),
        arabic=first == Script.ARABIC,
        latin=first == Script.LATIN,
    )


def _inner(
    chars: Characters, inside: NDArray[np.bool_], marks: list[int]
) -> NDArray[np.bool_]:
    return np.isin(chars.fold[1:-1], marks) & inside[:-2] & inside[2:]


def _count(
    flags: NDArray[np.bool_], start: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.int64]:
    total = np.concatenate(([0], np.cumsum(flags)))
    counted: NDArray[np.int64] = total[end] - total[start]
    return counted
