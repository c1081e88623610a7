"""Headings without any mark-up: the bare short lines of articles pasted as plain text.

A line is a heading when it is short, is not closed like a sentence, and leads something: prose,
a list, or another heading that does. A run of short open lines leads nothing: it is a list, a
poem, an address or a table's cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.segmenting.characters import PAUSE, QUESTION, SPACE, TERMINATOR, TRAILING
from detector.segmenting.lines import Mark
from detector.segmenting.runs import count_between, first_of_each, shift_back, shift_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters
    from detector.segmenting.lines import Lines
    from detector.segmenting.tokens import Tokens

    Positions = NDArray[np.int64]
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

_ABLE, _PROSE, _LISTED = (
    np.array([mark in marks for mark in Mark])
    for marks in (
        {Mark.TEXT, Mark.BOLD, Mark.NUMBERED},
        {Mark.TEXT, Mark.NUMBERED},
        {Mark.BULLET, Mark.ROW, Mark.CODE},
    )
)


class Shape(NamedTuple):
    """What a line looks like.

    `words` is their number, `size` its length in characters; `colon`, `question` and `closed`
    tell its last sign, `inner` that a sentence ends inside it, `low` that it begins with a small
    letter, `titled` that its words (if cased) mostly begin with capitals, `named` that it holds
    a word that is no number.
    """

    words: Positions
    size: Positions
    colon: Flags
    question: Flags
    closed: Flags
    inner: Flags
    low: Flags
    titled: Flags
    named: Flags


def read_shape(chars: Characters, lines: Lines, tokens: Tokens) -> Shape:
    """Look at the beginning, the inside and the end of every line."""
    last = _last_sign(chars, lines)
    question = chars.has(QUESTION, last)
    count = _Counter(tokens, lines)
    latin, capitals = count.of(tokens.latin), count.of(tokens.latin & tokens.capital)
    return Shape(
        words=count.of(~_hyphenated(chars, tokens)),
        size=lines.end - lines.start,
        colon=chars.fold[last] == ord(":"),
        question=question,
        closed=chars.has(TERMINATOR | PAUSE, last) & ~question,
        inner=count_between(_stops(chars), lines.body + 3, lines.end - 1) > 0,
        low=count.first(tokens.latin & ~tokens.capital),
        titled=capitals >= TITLE_CASE * latin,
        named=count.of(~tokens.number) > 0,
    )


def _last_sign(chars: Characters, lines: Lines) -> Positions:
    """Where each line ends but for emphasis, quotes and brackets."""
    last = lines.end - 1
    for _ in range(3):
        last = last - (chars.has(TRAILING, last) & (last > lines.body))
    return last


def _stops(chars: Characters) -> Positions:
    """Marks with white space behind them."""
    marks = chars.where(TERMINATOR)
    return marks[chars.has(SPACE, marks + 1)]


def _hyphenated(chars: Characters, tokens: Tokens) -> Flags:
    """Tell words that a hyphen ties to the one before: a person counts them as one."""
    tied = np.zeros(len(tokens), np.bool_)
    tied[1:] = tokens.start[1:] == tokens.end[:-1] + 1
    tied[tied] = chars.fold[tokens.start[tied] - 1] == ord("-")
    return tied


class _Counter:
    """Counts the words of every line that have some trait."""

    def __init__(self, tokens: Tokens, lines: Lines) -> None:
        self.begin = np.searchsorted(tokens.start, lines.body)
        self.end = np.searchsorted(tokens.start, lines.end)

    def of(self, trait: Flags) -> Positions:
        total = np.concatenate(([0], np.cumsum(trait, dtype=np.int32)))
        found: Positions = np.maximum(total[self.end] - total[self.begin], 0)
        return found

    def first(self, trait: Flags) -> Flags:
        """Tell whether the first word of each line has the trait."""
        return np.append(trait, False)[self.begin] & (self.begin < self.end)


def bare_headings(lines: Lines, shape: Shape, wrapped: Flags) -> Flags:
    """Tell which unmarked lines are headings; `wrapped` tells those that flow into others."""
    edge = first_of_each(lines.article)
    candidate = _candidates(lines, shape) & ~wrapped
    prose = _PROSE[lines.mark] & ~candidate
    prose &= (shape.words >= PROSE_WORDS) | shape.closed
    listed = _LISTED[lines.mark]
    numbered = lines.mark == Mark.NUMBERED
    in_list = numbered & (shift_back(numbered, lines.article) | shift_on(numbered, lines.article))
    brief = lines.parted & (shape.words <= BRIEF_WORDS)
    introduces = shape.colon & shift_back(listed | numbered, lines.article)
    candidate &= ~in_list & (brief | ~introduces)
    led = shift_back(prose | listed | (lines.mark == Mark.HEADING), lines.article)
    bold = candidate & (lines.mark == Mark.BOLD)
    marked = np.bincount(lines.article, weights=lines.mark == Mark.HEADING)
    bare = _lead_chain(candidate, led, lines.article, lines.parted) & (
        edge | brief | (marked < ENOUGH_MARKED)[lines.article]
    )
    found: Flags = bare | bold
    return found


def _candidates(lines: Lines, shape: Shape) -> Flags:
    able = _ABLE[lines.mark]
    short = (shape.words >= 1) & (shape.words <= MOST_WORDS) & (shape.size <= MOST_CHARACTERS)
    short &= shape.titled | shape.question | (shape.size <= PLAIN_CHARACTERS)
    short &= ~shape.colon | (shape.words <= COLON_WORDS)
    return able & short & ~shape.closed & ~shape.low & ~shape.inner


def _lead_chain(candidate: Flags, led: Flags, article: Positions, parted: Flags) -> Flags:
    """Keep candidates that lead something, in chains of at most two; longer ones are lists.

    An article's first line may stand before such a chain as its title, and a candidate set off
    by a blank line from a tight list above it leads what follows.
    """
    edge = first_of_each(article)
    breaks = ~candidate | edge
    breaks[1:] |= ~candidate[:-1]
    run = np.cumsum(breaks)
    last = np.append(breaks[1:], True)[: len(breaks)]
    leads = candidate & led & last
    run_leads = np.bincount(run, weights=leads)[run] > 0
    titled = np.bincount(run, weights=edge)[run]
    fits = np.bincount(run)[run] <= LONGEST_CHAIN + titled
    set_off = leads & parted & ~shift_on(parted & ~edge, article)
    found: Flags = candidate & ((run_leads & fits) | set_off | edge)
    return found
