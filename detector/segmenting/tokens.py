"""Words: runs of letters or of digits, with what their characters say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.hashing import BASE, hash_letters, letter_hashes
from detector.languages.runs import count_before, runs_of, span_at
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
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes
    from detector.segmenting.characters import Characters

    Bits = NDArray[np.uint32]
    Kinds = tuple[np.uint32, np.uint32, np.uint32, np.uint32, np.uint32]
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
    kinds = LETTER, DIGIT, UPPER, APOSTROPHE, NUMBER_MARK
    start, end, key, number, shout = find_words(
        chars.bits, chars.fold, letter_hashes(), BASE, kinds
    )
    first = chars.bits[start]
    return Tokens(
        start=start,
        end=end,
        key=key,
        number=number,
        capital=(first & UPPER) != 0,
        shout=shout,
        arabic=(first & ARABIC) != 0,
        latin=(first & LATIN) != 0,
    )


@compiled
def find_words(
    bits: Bits, codes: NDArray[np.uint16], letters: Hashes, base: np.uint64, kinds: Kinds
) -> tuple[Positions, Positions, Hashes, Flags, Flags]:
    """Find the words among characters.

    Args:
        bits: what the characters are.
        codes: their folded forms.
        letters: what each folded form stands for in a hash.
        base: see `hash_letters`.
        kinds: the bits of a letter, a digit, a capital, an apostrophe and a mark in numbers.

    Returns:
        `start`, `end`, `key`, `number` and `shout` of `Tokens`.
    """
    letter, digit, upper, _, _ = kinds
    wordy = (bits & (letter | digit)) != 0
    wordy[_joints(bits, kinds)] = True
    start, end = runs_of(wordy)

    def count(kind: np.uint32) -> Positions:
        total = np.concatenate(([0], np.cumsum((bits & kind) != 0)))
        counted: Positions = total[end] - total[start]
        return counted

    key, size = hash_letters(letters, base, codes, start, end), end - start
    return start, end, key, count(digit) > 0, (count(upper) == size) & (size > 1)


def _joints(bits: Bits, kinds: Kinds) -> Positions:
    """Where an apostrophe stands between letters, or a number's mark between digits."""
    letter, digit, _, apostrophe, number_mark = kinds
    at = np.flatnonzero((bits[1:-1] & (apostrophe | number_mark)) != 0) + 1
    around = bits[at - 1] & bits[at + 1]
    joins = ((bits[at] & apostrophe) != 0) & ((around & letter) != 0)
    joins |= ((bits[at] & number_mark) != 0) & ((around & digit) != 0)
    found: Positions = at[joins]
    return found


def quoted(chars: Characters, at: Positions, begin: Positions) -> Flags:
    """Tell whether a quotation opened since its unit's beginning is open before each word.

    `at` holds where the words begin, `begin` where the units do.
    """
    marks = chars.where(OPEN_QUOTE | CLOSE_QUOTE | STRAIGHT_QUOTE)
    if not len(marks):
        return np.zeros(len(at), np.bool_)
    return find_quoted(at, begin, marks, chars.bits[marks], (OPEN_QUOTE, CLOSE_QUOTE))


@compiled
def find_quoted(
    at: Positions,
    begin: Positions,
    marks: Positions,
    kinds: Bits,
    directed: tuple[np.uint32, np.uint32],
) -> Flags:
    """Tell which words are quoted.

    Args:
        at: where the words begin.
        begin: where the units begin, the first one at the first word or before it.
        marks: where quotation marks stand.
        kinds: what each of them is.
        directed: the bits of those that open and that close; the others are straight.
    """
    edges = np.sort(np.concatenate((marks, begin)))  # the words between two are alike
    before = count_before(marks, edges + 1)
    start = count_before(marks, begin)[span_at(begin, edges)]
    opens, closes = ((kinds & bit) != 0 for bit in directed)

    def between(these: Flags) -> Positions:
        total = np.concatenate(([0], np.cumsum(these)))
        counted: Positions = total[before] - total[start]
        return counted

    is_open = between(opens) > between(closes)
    is_open |= between(~(opens | closes)) % 2 == 1
    words = np.diff(count_before(at, edges[1:]), prepend=0, append=len(at))
    return np.repeat(is_open, words)
