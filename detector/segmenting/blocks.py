"""Blocks: lines put together into what is split into sentences or kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.article import Kind
from detector.languages.runs import first_of_each
from detector.segmenting.headings import bare_headings, read_shape
from detector.segmenting.marks import Mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters
    from detector.segmenting.headings import Shape
    from detector.segmenting.lines import Lines
    from detector.segmenting.tokens import Tokens

    Positions = NDArray[np.int64]
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
_FLOWS = np.array([mark in {Mark.TEXT, Mark.BULLET, Mark.NUMBERED} for mark in Mark])
_KIND_OF = np.array([_KINDS[mark] for mark in Mark], np.uint8)


class Blocks(NamedTuple):
    """Paragraphs, items, headings …; positions among the characters that count.

    `splits` says that the block holds sentences, `title` that it is its article's title.
    """

    start: Positions
    end: Positions
    kind: NDArray[np.uint8]
    level: NDArray[np.uint8]
    article: Positions
    splits: Flags
    title: Flags


def find_blocks(chars: Characters, lines: Lines, tokens: Tokens, given_title: Flags) -> Blocks:
    """Find the headings among the lines and join lines that were only wrapped.

    `given_title` tells the articles whose first line is a title given beside the text.
    """
    shape = read_shape(chars, lines, tokens)
    wrapped = _wrapped(lines, shape)
    first = first_of_each(lines.article)
    heading = _headings(lines, shape, wrapped) | (first & given_title[lines.article])
    kind = np.where(heading, np.uint8(Kind.HEADING), _KIND_OF[lines.mark])
    begin = np.flatnonzero(~wrapped)
    last = np.append(begin[1:], len(lines))[: len(begin)] - 1
    return Blocks(
        start=lines.start[begin],
        end=lines.end[last],
        kind=kind[begin],
        level=_levels(lines, heading)[begin],
        article=lines.article[begin],
        splits=(kind[begin] == Kind.SENTENCE) | (kind[begin] == Kind.ITEM),
        title=(first & heading)[begin],
    )


def _headings(lines: Lines, shape: Shape, wrapped: Flags) -> Flags:
    flows = wrapped.copy()
    flows[:-1] |= wrapped[1:]
    found: Flags = (lines.mark == Mark.HEADING) | bare_headings(lines, shape, flows)
    return found


def _levels(lines: Lines, heading: Flags) -> NDArray[np.uint8]:
    level = lines.level.copy()
    level[heading & (lines.mark != Mark.HEADING)] = BARE_LEVEL
    level[heading & (lines.mark == Mark.BOLD)] = BOLD_LEVEL
    return level


def _wrapped(lines: Lines, shape: Shape) -> Flags:
    """Lines that go on with the one before: hard-wrapped text, not a new paragraph.

    A line was broken where it is when the next line's first word would not have fitted in the
    article's width; an article is hard-wrapped when most of its line ends are such breaks.
    """
    follows: Flags = (lines.mark == Mark.TEXT) & ~lines.parted
    follows[1:] &= _FLOWS[lines.mark[:-1]]
    if not follows.any():
        return follows
    before = np.concatenate(([0], shape.size[:-1]))
    width = np.zeros(lines.article[-1] + 1, np.int64)
    np.maximum.at(width, lines.article[follows], before[follows])
    limit = width[lines.article]
    full = before + 1 + lines.leading > limit
    wrapped: Flags = follows & full & (limit >= NARROWEST_WRAP) & (limit <= WIDEST_WRAP)
    open_end = np.concatenate(([False], ~shape.closed[:-1]))
    share = _mean_over(lines.article, wrapped, follows)
    opened = _mean_over(lines.article, open_end, wrapped)
    flowing = (share >= MOSTLY_WRAPPED) & (opened >= MOSTLY_OPEN)
    return wrapped & flowing[lines.article]


def _mean_over(article: Positions, flags: Flags, among: Flags) -> NDArray[np.float64]:
    """Share of the lines `among` that have the flag, for every article."""
    found = np.bincount(article, weights=flags & among)
    return found / np.maximum(np.bincount(article, weights=among), 1)
