"""Lines and what their first marks say: heading, list item, table row, code, plain text."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.runs import (
    count_between,
    first_of_each,
    runs_of,
    shift_on,
    span_at,
)
from detector.segmenting.characters import (
    BAR,
    BLANK,
    BULLET,
    DIGIT,
    EMPHASIS,
    LETTER,
    LISTING,
    NEWLINE,
    SYMBOL,
    WORDY,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters

    Bits = NDArray[np.uint32]
    Codes = NDArray[np.uint16]
    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Rule = tuple["Mark", Flags, Positions]

HEAD = 8
LONGEST_UNDERLINED = 120
FRONT_MATTER = 60


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


class Lines(NamedTuple):
    """The lines that are not blank, trimmed; positions among the characters that count.

    `body` is where the line begins behind its mark, `level` a marked heading's depth,
    `parted` whether a blank line (or the article's beginning) stands before it, `leading` the
    length of its first run without white space.
    """

    start: Positions
    body: Positions
    end: Positions
    article: Positions
    parted: Flags
    mark: NDArray[np.uint8]
    level: NDArray[np.uint8]
    leading: Positions

    def __len__(self) -> int:
        """Count the lines, not the columns."""
        return len(self.start)


def read_lines(chars: Characters) -> Lines:
    """Cut the characters into lines, read their marks and hide the numbers of lists.

    These are no words and end no sentence: from here on they are symbols.
    """
    kinds = BLANK, WORDY
    start, end, parted, leading, wordy = trim_lines(chars.bits, chars.where(NEWLINE), kinds)
    article = span_at(chars.bounds, start)
    first = first_of_each(article)
    mark, width = read_marks(chars.bits, chars.fold, (start, end), chars.where(BAR), MARK_KINDS)
    level = np.where(mark == Mark.HEADING, width, 0).astype(np.uint8)
    body = np.minimum(start + width, end)
    mark[~wordy] = Mark.RULE
    parted |= first
    _mark_setext(chars, (start, end), parted, mark, level)
    parted |= shift_on(mark == Mark.RULE, article)
    _mark_code(chars, start, article, mark)
    numbered = np.flatnonzero(mark == Mark.NUMBERED)
    number = start[numbered][:, None] + np.arange(HEAD)
    chars.bits[number[number < body[numbered][:, None]]] = SYMBOL
    return Lines(start, body, end, article, parted, mark, level, leading)


@compiled
def trim_lines(
    bits: Bits, newlines: Positions, kinds: tuple[np.uint32, np.uint32]
) -> tuple[Positions, Positions, Flags, Positions, Flags]:
    """Return the visible bounds of each line with any, and more.

    Args:
        bits: what the characters are; they end with a line end.
        newlines: where the lines end.
        kinds: the bits of white space, and of letters and digits.

    Returns:
        Where each line begins and ends, whether a blank one precedes (as one does the first), the
        length of its first run without white space, and whether it holds a letter or digit.
    """
    blank, wordy = kinds
    words = np.concatenate(([0], np.cumsum((bits & wordy) != 0)))
    start, end = runs_of((bits & blank) == 0)
    breaks = np.concatenate(([0, 0], np.searchsorted(start, newlines)))
    breaks = breaks[breaks < len(start)]
    begin = np.flatnonzero(first_of_each(breaks))
    first, parted = breaks[begin], np.diff(begin, append=len(breaks)) > 1
    last = np.append(first[1:], len(start))[: len(first)] - 1
    leading, start, end = end[first] - start[first], start[first], end[last]
    return start, end, parted, leading, words[end] > words[start]


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


def _mark_setext(
    chars: Characters,
    bounds: tuple[Positions, Positions],
    parted: Flags,
    mark: NDArray[np.uint8],
    level: NDArray[np.uint8],
) -> None:
    """A line of = or - right under a short line of text makes that line a heading."""
    start, end = bounds
    size = end - start
    short = np.concatenate(([False], size[:-1] <= LONGEST_UNDERLINED))
    under = (mark == Mark.RULE) & ~parted & (size >= 3) & short
    for sign, depth in (("=", 1), ("-", 2)):
        lines = np.flatnonzero(under & (chars.fold[start] == ord(sign)))
        if len(lines):
            whole = count_between(chars.where_sign(sign), start[lines], end[lines]) == size[lines]
            above = lines[whole] - 1
            above = above[(mark[above] == Mark.TEXT) | (mark[above] == Mark.BOLD)]
            mark[above], level[above] = Mark.HEADING, depth


def _mark_code(
    chars: Characters, start: Positions, article: Positions, mark: NDArray[np.uint8]
) -> None:
    """Lines between code fences, and a YAML head between rules, are code."""
    first = chars.fold[start]
    fence = (first == ord("`")) | (first == ord("~"))
    rule = (first == ord("-")) & (mark == Mark.RULE)
    some = np.flatnonzero(fence | rule)
    if not len(some):
        return
    where = np.minimum(start[some][:, None] + np.arange(3), len(chars.fold) - 1)
    single = some[(chars.fold[where] != first[some][:, None]).any(axis=1)]
    fence[single] = rule[single] = False
    for inside in (_fenced(fence, article), _front_matter(rule, article)):
        mark[inside] = Mark.CODE


def _fenced(fence: Flags, article: Positions) -> Flags:
    """Tell lines from an opening fence to the next of the same article; a lone one opens nothing.

    Markdown lets a lone fence run to the text's end; here that would hide an article behind
    one stray mark.
    """
    lines = np.flatnonzero(fence)
    owner = article[lines]
    ordinal = np.arange(len(lines)) - np.searchsorted(owner, owner)
    opens = ordinal % 2 == 0
    closed = np.append(opens[:-1] & (owner[1:] == owner[:-1]), False)[: len(lines)]
    return _between(lines[closed], lines[np.flatnonzero(closed) + 1], len(article))


def _front_matter(rule: Flags, article: Positions) -> Flags:
    """Tell lines of a head between two rules, when the first of them begins the article."""
    opening = np.flatnonzero(rule & first_of_each(article))
    rules = np.append(np.flatnonzero(rule), len(article))
    closing = rules[np.searchsorted(rules, opening, side="right")]
    near = closing <= np.minimum(opening + FRONT_MATTER, len(article) - 1)
    opening, closing = opening[near], closing[near]
    same = article[closing] == article[opening]
    return _between(opening[same], closing[same], len(article))


def _between(first: Positions, last: Positions, size: int) -> Flags:
    change = np.zeros(size + 1, np.int64)
    change[first] += 1
    change[last + 1] -= 1
    inside: Flags = np.cumsum(change)[:-1] > 0
    return inside
