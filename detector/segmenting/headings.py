"""Headings without any mark-up: the bare short lines of articles pasted as plain text.

A line is a heading when it is short, is not closed like a sentence, and leads something: prose,
a list, or another heading that does. A run of short open lines leads nothing: it is a list, a
poem, an address or a table's cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.runs import count_before, count_between, first_of_each, shift_back, shift_on
from detector.segmenting.characters import ARABIC, PAUSE, QUESTION, SPACE, TERMINATOR, TRAILING
from detector.segmenting.marks import Mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes
    from detector.segmenting.characters import Characters
    from detector.segmenting.lines import Lines
    from detector.segmenting.tokens import Tokens

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NUMBERING = 5  # characters in which a heading's own number ends: `Q 1.`
MOST_WORDS = 9
MOST_ASKED = 16
MOST_CHARACTERS = 90
MOST_TITLE_WORDS = 24
MOST_TITLE_CHARACTERS = 160
PLAIN_CHARACTERS = 40  # a longer English heading is set in title case
TITLE_CASE = 0.55
PROSE_WORDS = 9
COLON_WORDS = 5
LONGEST_CHAIN = 2
LABEL_WORDS = 3
BRIEF_WORDS = 4
ENOUGH_ASKED = 3
REPEATED = 3
ENOUGH_MARKED = 2  # an article that marks its headings has few bare ones

_ABLE, _PROSE, _LISTED = (
    np.array([mark in marks for mark in Mark])
    for marks in (
        {Mark.TEXT, Mark.BOLD, Mark.NUMBERED, Mark.BULLET},
        {Mark.TEXT, Mark.NUMBERED},
        {Mark.BULLET, Mark.ROW, Mark.CODE},
    )
)


class Shape(NamedTuple):
    """What a line looks like.

    `words` is their number, `size` its length in characters; `colon`, `question` and `closed`
    tell its last sign, `inner` that a sentence ends inside it, `low` that it begins with a small
    letter, `titled` that its words (if cased) mostly begin with capitals, `named` that it holds
    a word that is no number; `key` is a hash of its words.
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
    key: Hashes


def read_shape(chars: Characters, lines: Lines, tokens: Tokens) -> Shape:
    """Look at the beginning, the inside and the end of every line."""
    last = _last_sign(chars, lines)
    question = chars.has(QUESTION, last)
    begin, end = count_before(tokens.start, lines.body), count_before(tokens.start, lines.end)
    latin, capitals, named, key = sum_words(
        begin, end, tokens.latin, tokens.capital, tokens.number, tokens.key
    )
    low = np.append(tokens.latin & ~tokens.capital, False)[begin]
    return Shape(
        words=end - begin - count_between(_hyphenated(chars, tokens), lines.body, lines.end),
        size=lines.end - lines.start,
        colon=chars.fold[last] == ord(":"),
        question=question,
        closed=chars.has(TERMINATOR | PAUSE, last) & ~question,
        inner=count_between(_stops(chars), lines.body + NUMBERING, lines.end - 1) > 0,
        low=low & (begin < end),
        titled=capitals >= TITLE_CASE * latin,
        named=named > 0,
        key=key,
    )


def _last_sign(chars: Characters, lines: Lines) -> Positions:
    """Where each line ends but for emphasis, quotes and brackets."""
    last = lines.end - 1
    for _ in range(3):
        last = last - (chars.has(TRAILING, last) & (last > lines.body))
    return last


def _stops(chars: Characters) -> Positions:
    """Marks with white space behind them, or between Arabic letters."""
    marks = chars.where(TERMINATOR)
    glued = chars.has(ARABIC, marks + 1) & chars.has(ARABIC, np.maximum(marks - 1, 0))
    return marks[chars.has(SPACE, marks + 1) | glued]


def _hyphenated(chars: Characters, tokens: Tokens) -> Positions:
    """Where words begin that a hyphen ties to the one before: a person counts them as one."""
    hyphens = chars.where_sign("-")
    behind = count_before(tokens.start, hyphens)
    inner = (behind > 0) & (behind < len(tokens))
    hyphens, behind = hyphens[inner], behind[inner]
    tied = (tokens.end[behind - 1] == hyphens) & (tokens.start[behind] == hyphens + 1)
    found: Positions = hyphens[tied] + 1
    return found


@compiled
def sum_words(
    begin: Positions, end: Positions, latin: Flags, capital: Flags, number: Flags, key: Hashes
) -> tuple[Positions, Positions, Positions, Hashes]:
    """Sum what the words of every line are.

    Args:
        begin: the first word of each line.
        end: the first one behind it.
        latin: which words are Latin.
        capital: which begin with a capital.
        number: which hold a digit.
        key: their hashes.

    Returns:
        Latin words, those with a capital, words that are no number, and the sum of the hashes.
    """
    behind = np.maximum(begin, end)
    hashes = np.zeros(len(key) + 1, np.uint64)
    np.cumsum(key, out=hashes[1:])

    def count(trait: Flags) -> Positions:
        total = np.concatenate(([0], np.cumsum(trait)))
        found: Positions = total[behind] - total[begin]
        return found

    return count(latin), count(latin & capital), count(~number), hashes[behind] - hashes[begin]


def bare_headings(lines: Lines, shape: Shape, flows: Flags) -> Flags:
    """Tell which unmarked lines are headings; `flows` tells those that run on into others."""
    able = _is_able(lines, shape) & ~flows
    candidate = able & _is_short(shape) & ~_is_repeated(shape, able, lines.article)
    listed = _LISTED[lines.mark] & ~candidate
    candidate &= ~_introduces(lines, shape, listed | (lines.mark == Mark.NUMBERED))
    leading = _leads(lines, shape, candidate, listed)
    bold = able & _is_short(shape) & (lines.mark == Mark.BOLD)
    title = first_of_each(lines.article) & (candidate | _is_title(lines, shape, able))
    found: Flags = leading | bold | _is_asked(lines, shape, able) | title
    return found


def _is_able(lines: Lines, shape: Shape) -> Flags:
    """Tell lines that hold a word, are not closed like a sentence and are no list's items."""
    able: Flags = _ABLE[lines.mark] & shape.named & ~shape.closed & ~shape.low & ~shape.inner
    able &= ~_is_listed(lines, lines.mark == Mark.NUMBERED)
    able &= ~_is_listed(lines, lines.mark == Mark.BULLET)
    return able


def _leads(lines: Lines, shape: Shape, candidate: Flags, listed: Flags) -> Flags:
    """Tell candidates with prose or a list under them; only brief ones beside marked headings."""
    prose = _PROSE[lines.mark] & ~candidate
    prose &= (shape.words >= PROSE_WORDS) | shape.closed | shape.colon
    led = shift_back(prose | listed, lines.article)
    brief = lines.parted & (shape.words <= BRIEF_WORDS) | (lines.mark == Mark.BULLET)
    leads = _lead_chain(candidate, led, lines.article, lines.parted)
    leading: Flags = leads & (brief | ~_is_marked_up(lines))
    return leading


def _is_listed(lines: Lines, item: Flags) -> Flags:
    """Items with an item above or below; one item is no list, but may be a heading."""
    listed: Flags = item & (shift_back(item, lines.article) | shift_on(item, lines.article))
    return listed


def _is_short(shape: Shape) -> Flags:
    """A few words; more in a question. A longer English heading is set in title case."""
    most = np.where(shape.question, MOST_ASKED, MOST_WORDS)
    cased = shape.titled | shape.question | (shape.size <= PLAIN_CHARACTERS)
    colon = ~shape.colon | (shape.words <= COLON_WORDS)
    short: Flags = (shape.words <= most) & (shape.size <= MOST_CHARACTERS) & cased & colon
    return short


def _is_repeated(shape: Shape, able: Flags, article: Positions) -> Flags:
    """A line that stands three times in an article belongs to the page: no heading does."""
    repeated = able & ~shape.question
    which = np.flatnonzero(repeated)
    key = shape.key[which] + article[which].astype(np.uint64)
    _, inverse, count = np.unique(key, return_inverse=True, return_counts=True)
    repeated[which] = count[inverse] >= REPEATED
    return repeated


def _introduces(lines: Lines, shape: Shape, listed: Flags) -> Flags:
    """A line with a colon above a list is a sentence's beginning, unless it is a bare label."""
    label = lines.parted & (shape.words <= LABEL_WORDS)
    found: Flags = shape.colon & shift_back(listed, lines.article) & ~label
    return found


def _is_marked_up(lines: Lines) -> Flags:
    """Lines of articles that mark their headings, which have few bare ones."""
    marked = np.bincount(lines.article, weights=lines.mark == Mark.HEADING)
    found: Flags = (marked >= ENOUGH_MARKED)[lines.article]
    return found


def _is_asked(lines: Lines, shape: Shape, able: Flags) -> Flags:
    """Questions set off from an answer below them; lone ones may be rhetorical."""
    prose = (lines.mark == Mark.TEXT) | _LISTED[lines.mark]
    asked: Flags = able & shape.question & lines.parted & (shape.words <= MOST_ASKED)
    asked &= shift_back(prose & ~asked, lines.article)
    many = np.bincount(lines.article, weights=asked) >= ENOUGH_ASKED
    return asked & (many[lines.article] | shift_back(~lines.parted, lines.article))


def _is_title(lines: Lines, shape: Shape, able: Flags) -> Flags:
    """A first line set off by a blank one may be longer than a heading and in small letters."""
    size = (shape.words <= MOST_TITLE_WORDS) & (shape.size <= MOST_TITLE_CHARACTERS)
    found: Flags = able & size & ~shape.colon & shift_back(lines.parted, lines.article)
    return found


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
    found: Flags = candidate & ((run_leads & fits) | set_off)
    return found
