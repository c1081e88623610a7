"""The marks that lines begin with: of headings, list items, table rows, quotes and bold lines."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.runs import count_between
from detector.segmenting.characters import BLANK, BULLET, DIGIT, EMPHASIS, LETTER, LISTING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint32]
    Codes = NDArray[np.uint16]
    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Rule = tuple["Mark", Flags, Positions]

HEAD = 8  # characters of a line that its mark is looked for in


class Mark(IntEnum):
    """What a line's marks make of it."""

    TEXT = 0
    HEADING = 1
    BULLET = 2
    NUMBERED = 3
    ROW = 4
    RULE = 5
    CODE = 6
    BOLD = 7


class MarkKinds(NamedTuple):
    """The bits of what marks are made of."""

    blank: np.uint32
    bullet: np.uint32
    digit: np.uint32
    letter: np.uint32
    listing: np.uint32
    emphasis: np.uint32


MARK_KINDS = MarkKinds(BLANK, BULLET, DIGIT, LETTER, LISTING, EMPHASIS)


class _Head(NamedTuple):
    """The first characters of every line, as columns of tables; 0 and white space past its end.

    `last` are the folded forms of each line's last character, `emphasis` tells whether it and
    the one before are marks of emphasis.
    """

    start: Positions
    end: Positions
    bits: Bits
    fold: Codes
    last: Codes
    emphasis: tuple[Flags, Flags]
    kinds: MarkKinds

    def run_of(self, sign: str) -> Positions:
        """Count how often the line's first characters repeat `sign`, at most `HEAD - 1`."""
        found = np.zeros(len(self.start), np.int64)
        some = np.flatnonzero(self.fold[:, 0] == ord(sign))
        other = self.fold[some] != ord(sign)
        other[:, -1] = True
        found[some] = np.argmax(other, axis=1)
        return found

    def has(self, kind: np.uint32, at: Positions) -> Flags:
        """Tell whether the character at a column of each line is of a kind."""
        found: Flags = (self.bits[np.arange(len(self.bits)), at] & kind) != 0
        return found

    def spaced(self, at: Positions) -> Flags:
        """Tell whether white space and then more of the line follow at a column."""
        return self.has(self.kinds.blank, at) & (self.start + at < self.end)


@compiled
def read_marks(
    bits: Bits,
    codes: Codes,
    bounds: tuple[Positions, Positions],
    bars: Positions,
    kinds: MarkKinds,
) -> tuple[NDArray[np.uint8], Positions]:
    """Read the marks of lines.

    Args:
        bits: what the characters are.
        codes: their folded forms.
        bounds: where the lines begin and where they end (exclusive).
        bars: where vertical bars stand.
        kinds: what marks are made of.

    Returns:
        `mark` of `Lines`, and in how many characters it is written.
    """
    start, end = bounds
    where = start[:, None] + np.arange(HEAD)
    inside = where < end[:, None]
    where = np.minimum(where, len(codes) - 1)
    emphasis = (bits & kinds.emphasis) != 0
    head = _Head(
        start,
        end,
        np.where(inside, bits[where], kinds.blank),
        np.where(inside, codes[where], np.uint16(0)),
        codes[end - 1],
        (emphasis[end - 1], emphasis[np.maximum(end - 2, 0)]),
        kinds,
    )
    mark, width = np.full(len(start), Mark.TEXT, np.uint8), np.zeros(len(start), np.int64)
    rules = _bold(head), _bullets(head), _numbers(head), _quotes(head), _rows(head, bars)
    for value, found, wide in (*rules, _hashes(head)):  # the last that fits counts
        mark[found] = value
        width[found] = wide[found]
    return mark, width


def _hashes(head: _Head) -> Rule:
    """`# Heading`, and `##Heading` as it is often written; `#tag` is none."""
    run = head.run_of("#")
    return Mark.HEADING, (run >= 1) & (run <= 6) & (head.spaced(run) | (run >= 2)), run


def _bullets(head: _Head) -> Rule:
    bullet = (head.bits[:, 0] & head.kinds.bullet) != 0
    one = np.ones(len(bullet), np.int64)
    return Mark.BULLET, bullet & head.spaced(one), one


def _numbers(head: _Head) -> Rule:
    """`1.` or `12)` or `a)` and white space."""
    digit = (head.bits[:, :4] & head.kinds.digit) == 0
    digit[:, -1] = True
    size = np.argmax(digit, axis=1)
    lettered = (size == 0) & ((head.bits[:, 0] & head.kinds.letter) != 0)
    lettered &= (head.fold[:, 1] == ord(")")) | (head.fold[:, 1] == ord("-"))
    size = np.where(lettered, 1, size)
    closed = head.has(head.kinds.listing, size)
    return Mark.NUMBERED, (size > 0) & closed & head.spaced(size + 1), size + 1


def _quotes(head: _Head) -> Rule:
    return Mark.TEXT, head.fold[:, 0] == ord(">"), np.ones(len(head.start), np.int64)


def _rows(head: _Head, bars: Positions) -> Rule:
    inside = count_between(bars, head.start, head.end)
    found = (inside >= 2) & (head.fold[:, 0] == ord("|")) | (inside >= 3)
    return Mark.ROW, found, np.zeros(len(inside), np.int64)


def _bold(head: _Head) -> Rule:
    """A line that is bold from end to end, or to the colon that ends it."""
    last, before = head.emphasis
    closed = (last | (head.last == ord(":"))) & before
    found = (head.run_of("*") >= 2) | (head.run_of("_") >= 2)
    wide = np.full(len(head.end), 2, np.int64)
    return Mark.BOLD, found & closed & (head.end - head.start > 5), wide
