"""Lines and what their first marks say: heading, list item, table row, code, plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.runs import count_between, first_of_each, runs_of, shift_on, span_at
from detector.segmenting.characters import BAR, BLANK, NEWLINE, SYMBOL, WORDY
from detector.segmenting.marks import HEAD, MARK_KINDS, Mark, read_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.segmenting.characters import Characters

    Bits = NDArray[np.uint32]
    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

LONGEST_UNDERLINED = 120
FRONT_MATTER = 60


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
