"""Blocks: lines put together into what is split into sentences or kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.article import Kind
from detector.languages.characters import Class
from detector.segmenting.headings import bare_headings, read_shape
from detector.segmenting.lines import Mark, read_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters
    from detector.segmenting.headings import Shape
    from detector.segmenting.lines import Lines

    Flags = NDArray[np.bool_]

BARE_LEVEL = 2
BOLD_LEVEL = 3
NARROWEST_WRAP = 45
WIDEST_WRAP = 130
MOSTLY_WRAPPED = 0.6
MOSTLY_OPEN = 0.5

_KINDS = {
    Mark.TEXT: Kind.SENTENCE, Mark.HEADING: Kind.HEADING, Mark.BULLET: Kind.ITEM,
    Mark.NUMBERED: Kind.ITEM, Mark.ROW: Kind.ROW, Mark.RULE: Kind.FURNITURE,
    Mark.CODE: Kind.FURNITURE, Mark.BOLD: Kind.SENTENCE,
}  # fmt: skip


class Blocks(NamedTuple):
    """Paragraphs, items, headings …; positions among the characters that count.

    `splits` says that the block holds sentences, `title` that it is its article's title.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    kind: NDArray[np.uint8]
    level: NDArray[np.uint8]
    article: NDArray[np.int64]
    splits: Flags
    title: Flags


def find_blocks(chars: Characters, given_title: Flags) -> Blocks:
    """Read lines, find the headings among them and join lines that were only wrapped.

    `given_title` tells the articles whose first line is a title given beside the text.
    """
    lines = read_lines(chars)
    shape = read_shape(chars, lines, _count_words(chars, lines))
    wrapped = _wrapped(chars, lines, shape)
    flows = wrapped | np.append(wrapped[1:], False)
    heading = (lines.mark == Mark.HEADING) | bare_headings(lines, shape, flows)
    first = np.diff(lines.article, prepend=-1) != 0
    heading |= first & given_title[lines.article]
    title = first & heading
    kind = np.array([_KINDS[mark] for mark in Mark], np.uint8)[lines.mark]
    kind[heading] = Kind.HEADING
    level = lines.level.copy()
    level[heading & (lines.mark != Mark.HEADING)] = BARE_LEVEL
    level[heading & (lines.mark == Mark.BOLD)] = BOLD_LEVEL
    begin = np.flatnonzero(~wrapped)
    last = np.append(begin[1:], len(lines)) - 1
    _hide_numbers(chars, lines)
    return Blocks(
        start=lines.start[begin],
        end=lines.end[last] if len(lines) else lines.end,
        kind=kind[begin],
        level=level[begin],
        article=lines.article[begin],
        splits=np.isin(kind[begin], (Kind.SENTENCE, Kind.ITEM)),
        title=title[begin],
    )


def _count_words(chars: Characters, lines: Lines) -> NDArray[np.int64]:
    """Words of each line, told by space as a person counts."""
    wordy = (chars.kind == Class.LETTER) | (chars.kind == Class.DIGIT)
    ends = wordy & ~np.append(wordy[1:], False)
    inner = np.isin(np.append(chars.fold[1:], 0), [ord(c) for c in "'’-"])
    count = np.concatenate(([0], np.cumsum(ends & ~inner)))
    words: NDArray[np.int64] = count[lines.end] - count[lines.body]
    return words


def _wrapped(chars: Characters, lines: Lines, shape: Shape) -> Flags:
    """Lines that go on with the one before: hard-wrapped text, not a new paragraph.

    A line was broken where it is when the next line's first word would not have fitted in the
    article's width; an article is hard-wrapped when most of its line ends are such breaks.
    """
    if not len(lines):
        return np.zeros(0, np.bool_)
    before = np.concatenate(([0], shape.size[:-1]))
    prose = np.isin(lines.mark, (Mark.TEXT, Mark.BULLET, Mark.NUMBERED))
    follows = (lines.mark == Mark.TEXT) & ~lines.parted & np.concatenate(([False], prose[:-1]))
    width = np.zeros(lines.article[-1] + 1, np.int64)
    np.maximum.at(width, lines.article[follows], before[follows])
    limit = width[lines.article]
    full = before + 1 + _first_word(chars, lines) > limit
    wrapped = follows & full & (limit >= NARROWEST_WRAP) & (limit <= WIDEST_WRAP)
    open_end = ~np.concatenate(([True], shape.closed[:-1]))
    share = _mean_over(lines.article, wrapped, follows)
    opened = _mean_over(lines.article, open_end, wrapped)
    flowing = (share >= MOSTLY_WRAPPED) & (opened >= MOSTLY_OPEN)
    return wrapped & flowing[lines.article]


def _mean_over(article: NDArray[np.int64], flags: Flags, among: Flags) -> NDArray[np.float64]:
    """Share of the lines `among` that have the flag, for every article."""
    found = np.bincount(article, weights=flags & among)
    return found / np.maximum(np.bincount(article, weights=among), 1)


def _first_word(chars: Characters, lines: Lines) -> NDArray[np.int64]:
    space = np.append(
        np.flatnonzero((chars.kind == Class.SPACE) | (chars.kind == Class.NEWLINE)),
        len(chars.kind),
    )
    behind: NDArray[np.int64] = space[np.searchsorted(space[:-1], lines.start)] - lines.start
    return behind


def _hide_numbers(chars: Characters, lines: Lines) -> None:
    """A list's numbers are marks, not words."""
    for line in np.flatnonzero(lines.mark == Mark.NUMBERED).tolist():
        chars.kind[lines.start[line] : lines.body[line]] = Class.SYMBOL
