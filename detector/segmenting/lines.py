"""Lines and what their first marks say: heading, list item, table row, code, plain text."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.characters import Class

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters

BULLETS = "-*+•–—·●○▪▫■□◦‣⁃∙➢➤►▶→»✓✔✅☑"
NUMBER_MARKS = ".)-:،/"


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
    `parted` whether a blank line (or the article's beginning) stands before it.
    """

    start: NDArray[np.int64]
    body: NDArray[np.int64]
    end: NDArray[np.int64]
    article: NDArray[np.int64]
    parted: NDArray[np.bool_]
    mark: NDArray[np.uint8]
    level: NDArray[np.uint8]

    def __len__(self) -> int:  # type: ignore[override]
        """Count the lines, not the columns."""
        return len(self.start)


def read_lines(chars: Characters) -> Lines:
    """Cut the characters into lines and read the marks that each begins with."""
    start, end, parted = _trimmed(chars.kind)
    article = np.searchsorted(chars.bounds, start, side="right") - 1
    parted |= np.diff(article, prepend=-1) != 0
    marks = _Marks(chars, start, end)
    mark, level, body = marks.read()
    _mark_rules(chars, start, end, mark)
    _mark_setext(chars, start, end, parted, mark, level)
    _mark_code(chars, start, article, mark)
    return Lines(start, body, end, article, parted, mark, level)


def _trimmed(
    kind: NDArray[np.uint8],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return first and last visible character of each line, and whether a blank one precedes."""
    newlines = np.cumsum(kind == Class.NEWLINE)
    visible = np.flatnonzero((kind != Class.SPACE) & (kind != Class.NEWLINE))
    if not len(visible):
        empty = np.zeros(0, np.int64)
        return empty, empty, np.zeros(0, np.bool_)
    line = newlines[visible]
    step = np.diff(line, prepend=line[0] - 2)
    first = np.flatnonzero(step)
    start = visible[first]
    end = visible[np.append(first[1:], len(visible)) - 1] + 1
    return start, end, _crossed_two_lines(kind, start, end)


def _crossed_two_lines(
    kind: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell the lines before which more than one line end stands; CR LF counts once."""
    newline = kind == Class.NEWLINE
    count = np.concatenate(([0], np.cumsum(newline)))
    before = np.concatenate(([0], end[:-1]))
    return count[start] - count[before] > 1


class _Marks:
    """Reads the first characters of every line at once."""

    def __init__(
        self, chars: Characters, start: NDArray[np.int64], end: NDArray[np.int64]
    ) -> None:
        self.fold, self.kind = chars.fold, chars.kind
        self.start, self.end = start, end

    def at(self, offset: NDArray[np.int64] | int) -> NDArray[np.uint16]:
        """Return the character at `start + offset`, or 0 past the line's end."""
        where = self.start + offset
        return np.where(where < self.end, self.fold[np.minimum(where, len(self.fold) - 1)], 0)

    def kind_at(self, offset: NDArray[np.int64] | int) -> NDArray[np.uint8]:
        """Return its class, or that of a space past the line's end."""
        where = np.minimum(self.start + offset, len(self.kind) - 1)
        return np.where(self.start + offset < self.end, self.kind[where], Class.SPACE)

    def run_of(self, char: str, most: int) -> NDArray[np.int64]:
        """Count how often the line's first characters repeat `char`."""
        run = np.zeros(len(self.start), np.int64)
        for offset in range(most):
            run += (run == offset) & (self.at(offset) == ord(char))
        return run

    def read(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]]:
        """Return mark, heading level and the mark's width for every line, as columns."""
        mark = np.full(len(self.start), Mark.TEXT, np.uint8)
        width = np.zeros(len(self.start), np.int64)
        for value, found, wide in (
            self._bold(), self._bullets(), self._numbers(), self._quotes(), self._rows(),
            self._hashes(),
        ):  # fmt: skip
            mark[found] = value
            width[found] = wide[found]
        level = np.where(mark == Mark.HEADING, self.run_of("#", 6), 0).astype(np.uint8)
        return mark, level, np.minimum(self.start + width, self.end)

    def _hashes(self) -> tuple[Mark, NDArray[np.bool_], NDArray[np.int64]]:
        run = self.run_of("#", 7)
        spaced = self.kind_at(run) == Class.SPACE
        return Mark.HEADING, (run >= 1) & (run <= 6) & (spaced | (run >= 2)), run

    def _bullets(self) -> tuple[Mark, NDArray[np.bool_], NDArray[np.int64]]:
        first = self.at(0)
        bullet = np.isin(first, [ord(c) for c in BULLETS]) | (self.kind_at(0) == Class.SYMBOL)
        bullet &= ~np.isin(first, [ord(c) for c in "#|$€£<=`~"])
        spaced = self.kind_at(1) == Class.SPACE
        width = np.where(self.kind_at(1) == Class.SPACE, 1, 0)
        return Mark.BULLET, bullet & spaced & (self.start + 1 < self.end), width

    def _numbers(self) -> tuple[Mark, NDArray[np.bool_], NDArray[np.int64]]:
        digits = np.zeros(len(self.start), np.int64)
        for offset in range(3):
            digits += (digits == offset) & (self.kind_at(offset) == Class.DIGIT)
        lettered = (digits == 0) & (self.kind_at(0) == Class.LETTER) & np.isin(
            self.at(1), [ord(")"), ord("-")]
        )
        digits = np.where(lettered, 1, digits)
        closed = np.isin(self.at(digits), [ord(c) for c in NUMBER_MARKS])
        spaced = (self.kind_at(digits + 1) == Class.SPACE) & (self.start + digits + 1 < self.end)
        return Mark.NUMBERED, (digits > 0) & closed & spaced, digits + 1

    def _quotes(self) -> tuple[Mark, NDArray[np.bool_], NDArray[np.int64]]:
        return Mark.TEXT, self.at(0) == ord(">"), np.ones(len(self.start), np.int64)

    def _rows(self) -> tuple[Mark, NDArray[np.bool_], NDArray[np.int64]]:
        bars = np.concatenate(([0], np.cumsum(self.fold == ord("|"))))
        inside = bars[self.end] - bars[self.start]
        found = (inside >= 2) & (self.at(0) == ord("|")) | (inside >= 3)
        return Mark.ROW, found, np.zeros(len(self.start), np.int64)

    def _bold(self) -> tuple[Mark, NDArray[np.bool_], NDArray[np.int64]]:
        stars = np.isin(self.fold, [ord("*"), ord("_")])
        last = stars[self.end - 1] & stars[np.maximum(self.end - 2, 0)]
        colon = (self.fold[self.end - 1] == ord(":")) & stars[np.maximum(self.end - 2, 0)]
        found = (self.run_of("*", 3) >= 2) | (self.run_of("_", 3) >= 2)
        wide = np.full(len(self.start), 2, np.int64)
        return Mark.BOLD, found & (last | colon) & (self.end - self.start > 5), wide


def _mark_rules(
    chars: Characters, start: NDArray[np.int64], end: NDArray[np.int64], mark: NDArray[np.uint8]
) -> None:
    """Lines without a letter or digit are rules: they hold nothing to read."""
    wordy = (chars.kind == Class.LETTER) | (chars.kind == Class.DIGIT)
    count = np.concatenate(([0], np.cumsum(wordy)))
    mark[count[end] == count[start]] = Mark.RULE


def _mark_setext(
    chars: Characters,
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    parted: NDArray[np.bool_],
    mark: NDArray[np.uint8],
    level: NDArray[np.uint8],
) -> None:
    """A line of = or - right under a short line of text makes that line a heading."""
    first = chars.fold[start]
    short = np.concatenate(([0], (end - start)[:-1])) <= 120
    under = (mark == Mark.RULE) & ~parted & (end - start >= 3) & short
    for sign, depth in (("=", 1), ("-", 2)):
        count = np.concatenate(([0], np.cumsum(chars.fold == ord(sign))))
        whole = count[end] - count[start] == end - start
        above = np.flatnonzero(under & whole & (first == ord(sign))) - 1
        above = above[(above >= 0) & (mark[above] == Mark.TEXT)]
        mark[above], level[above] = Mark.HEADING, depth


def _mark_code(
    chars: Characters,
    start: NDArray[np.int64],
    article: NDArray[np.int64],
    mark: NDArray[np.uint8],
) -> None:
    """Lines between code fences, and a YAML head between rules, are code."""
    where = np.minimum(start[:, None] + np.arange(3), len(chars.fold) - 1)
    head = chars.fold[where]
    fence = (head == ord("`")).all(axis=1) | (head == ord("~")).all(axis=1)
    first = np.diff(article, prepend=-1) != 0
    rule = (head == ord("-")).all(axis=1) & (mark == Mark.RULE)
    for begin, close in ((fence, fence), (rule & first, rule)):
        for line in _inside(begin, close, article):
            mark[line] = Mark.CODE


def _inside(
    begin: NDArray[np.bool_], close: NDArray[np.bool_], article: NDArray[np.int64]
) -> list[slice]:
    """Pair each opening line with the next closing one of its article."""
    spans: list[slice] = []
    closing = np.flatnonzero(close)
    done = -1
    for opening in np.flatnonzero(begin).tolist():
        if opening <= done:
            continue
        after = closing[np.searchsorted(closing, opening + 1) :]
        if len(after) and article[after[0]] == article[opening]:
            done = int(after[0])
            spans.append(slice(opening, done + 1))
    return spans
