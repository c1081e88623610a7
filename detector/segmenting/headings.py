"""Headings without any mark-up: the bare short lines of articles pasted as plain text.

A line is a heading when it is short, is not closed like a sentence, and leads something: prose,
a list, or another heading that does. A run of short open lines leads nothing: it is a list, a
poem, an address or a table's cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.characters import Class
from detector.segmenting.lines import Mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters
    from detector.segmenting.lines import Lines

    Flags = NDArray[np.bool_]

MOST_WORDS = 14
MOST_CHARACTERS = 90
PLAIN_CHARACTERS = 40  # a longer English heading is set in title case
TITLE_CASE = 0.55
PROSE_WORDS = 9
COLON_WORDS = 5
LONGEST_CHAIN = 2
BRIEF_WORDS = 4
ENOUGH_MARKED = 2  # an article that marks its headings has few bare ones

_NEVER_LAST = [ord(c) for c in ",;،؛…"]
_QUESTION = [ord(c) for c in "?؟"]
_SKIPPED_LAST = [ord(c) for c in "*_\"'”’»)"]


class Shape(NamedTuple):
    """What a line looks like.

    `words` is their number, `size` its length in characters; `colon`, `question` and `closed`
    tell its last sign, `inner` that a sentence ends inside it, `low` that it begins with a small
    letter, `titled` that its words (if cased) mostly begin with capitals.
    """

    words: NDArray[np.int64]
    size: NDArray[np.int64]
    colon: Flags
    question: Flags
    closed: Flags
    inner: Flags
    low: Flags
    titled: Flags


def read_shape(chars: Characters, lines: Lines, words: NDArray[np.int64]) -> Shape:
    """Look at the beginning, the inside and the end of every line; `words` counts its words."""
    last = lines.end - 1
    for _ in range(3):
        skip = np.isin(chars.fold[last], _SKIPPED_LAST) & (last > lines.body)
        last = last - skip
    sign = chars.fold[last]
    question = np.isin(sign, _QUESTION)
    closed = (chars.kind[last] == Class.TERMINATOR) & ~question | np.isin(sign, _NEVER_LAST)
    first = np.minimum(lines.body + (chars.kind[lines.body] == Class.SPACE), lines.end - 1)
    latin = (chars.kind == Class.LETTER) & (chars.fold < 0x250)
    return Shape(
        words=words,
        size=lines.end - lines.start,
        colon=sign == ord(":"),
        question=question,
        closed=closed,
        inner=_inner_ends(chars, lines),
        low=latin[first] & ~chars.upper[first],
        titled=_title_case(chars, lines, latin),
    )


def _inner_ends(chars: Characters, lines: Lines) -> Flags:
    ends = (chars.kind == Class.TERMINATOR) & np.append(chars.kind[1:] == Class.SPACE, False)
    return _counted(ends, lines.body + 3, lines.end - 1) > 0


def _title_case(chars: Characters, lines: Lines, latin: Flags) -> Flags:
    """Whether most words begin with a capital; true for scripts without case."""
    begins = latin & ~np.concatenate(([False], latin[:-1]))
    words = _counted(begins, lines.body, lines.end)
    capitals = _counted(begins & chars.upper, lines.body, lines.end)
    return capitals >= TITLE_CASE * words


def _counted(flags: Flags, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    total = np.concatenate(([0], np.cumsum(flags)))
    found: NDArray[np.int64] = total[end] - total[np.minimum(start, end)]
    return found


def bare_headings(lines: Lines, shape: Shape, wrapped: Flags) -> Flags:
    """Tell which unmarked lines are headings; `wrapped` tells those that flow into others."""
    if not len(lines):
        return np.zeros(0, np.bool_)
    edge = np.diff(lines.article, prepend=-1) != 0
    candidate = _candidates(lines, shape) & ~wrapped
    prose = np.isin(lines.mark, (Mark.TEXT, Mark.NUMBERED)) & ~candidate
    prose &= (shape.words >= PROSE_WORDS) | shape.closed
    listed = np.isin(lines.mark, (Mark.BULLET, Mark.ROW, Mark.CODE))
    numbered = lines.mark == Mark.NUMBERED
    in_list = numbered & (_next(numbered, lines.article) | _before(numbered, lines.article))
    brief = lines.parted & (shape.words <= BRIEF_WORDS)
    candidate &= ~in_list & (brief | ~(shape.colon & _next(listed | numbered, lines.article)))
    led = _next(prose | listed | (lines.mark == Mark.HEADING), lines.article)
    bold = candidate & (lines.mark == Mark.BOLD)
    marked = np.bincount(lines.article, weights=lines.mark == Mark.HEADING)
    bare = _lead_chain(candidate, led, lines.article, lines.parted) & (
        edge | brief | (marked < ENOUGH_MARKED)[lines.article]
    )
    return bare | bold


def _candidates(lines: Lines, shape: Shape) -> Flags:
    able = np.isin(lines.mark, (Mark.TEXT, Mark.BOLD, Mark.NUMBERED))
    short = (shape.words >= 1) & (shape.words <= MOST_WORDS) & (shape.size <= MOST_CHARACTERS)
    short &= shape.titled | shape.question | (shape.size <= PLAIN_CHARACTERS)
    short &= ~shape.colon | (shape.words <= COLON_WORDS)
    return able & short & ~shape.closed & ~shape.low & ~shape.inner


def _next(flags: Flags, article: NDArray[np.int64]) -> Flags:
    """Shift: whether the next line of the same article has the flag."""
    same = np.append(article[1:] == article[:-1], False)
    return np.append(flags[1:], False) & same


def _before(flags: Flags, article: NDArray[np.int64]) -> Flags:
    same = np.concatenate(([False], article[1:] == article[:-1]))
    return np.concatenate(([False], flags[:-1])) & same


def _lead_chain(
    candidate: Flags, led: Flags, article: NDArray[np.int64], parted: Flags
) -> Flags:
    """Keep candidates that lead something, in chains of at most two; longer ones are lists.

    An article's first line may stand before such a chain as its title, and a candidate set off
    by a blank line from a tight list above it leads what follows.
    """
    edge = np.diff(article, prepend=-1) != 0
    breaks = ~candidate | np.concatenate(([True], ~candidate[:-1])) | edge
    run = np.cumsum(breaks)
    last = np.append(breaks[1:], True)
    leads = candidate & led & last
    run_leads = np.bincount(run, weights=leads)[run] > 0
    titled = np.bincount(run, weights=edge)[run]
    fits = np.bincount(run)[run] <= LONGEST_CHAIN + titled
    set_off = leads & parted & ~_before(parted & ~edge, article)
    return candidate & ((run_leads & fits) | set_off | edge)
