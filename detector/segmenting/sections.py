"""Sections, and the headings that would fit any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind, Sections
from detector.compiled import compiled
from detector.languages.distinct import contains
from detector.languages.hashing import BASE, hash_rows
from detector.languages.lexicon import LONGEST_PHRASE
from detector.languages.runs import first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Units, Words
    from detector.languages.hashing import Hashes
    from detector.languages.lexicon import Lexicon

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def find_sections(
    units: Units, word: Positions, words: Words, stems: Hashes, lexicon: Lexicon
) -> Sections:
    """Cut every article at its headings; the title opens the text before the first one."""
    heads = (units.kind == Kind.HEADING) & ~units.title
    begin = np.flatnonzero(first_of_each(units.article) | heads)
    headed = heads[begin]
    heading = begin[headed]
    size = np.diff(units.tokens)[heading]
    end = np.cumsum(size)  # of each among the headings' words
    token = np.repeat(units.tokens[heading + 1] - end, size) + np.arange(size.sum())
    stem = stems[words.stem[word[token]]]
    stock = np.zeros(len(begin), np.bool_)
    stock[headed] = stock_headings(stem, end - size, end, lexicon)
    return Sections(
        article=units.article[begin],
        units=np.append(begin, len(units.start)),
        heading=np.where(headed, begin, -1),
        stock=stock,
    )


def stock_headings(stem: Hashes, start: Positions, end: Positions, lexicon: Lexicon) -> Flags:
    """Tell stock headings by their stems, `stem[start:end]`: whole, by beginning or by end."""
    tables = lexicon.stock_whole, lexicon.stock_start, lexicon.stock_end
    return match_phrases(stem, start, end, tables, LONGEST_PHRASE, BASE)


@compiled
def match_phrases(
    stem: Hashes,
    start: Positions,
    end: Positions,
    tables: tuple[Hashes, Hashes, Hashes],
    longest: int,
    base: np.uint64,
) -> Flags:
    """Tell which runs of stems are a phrase, or more than one of those they begin or end with.

    Args:
        stem: hashes of stems.
        start: where the runs begin.
        end: where they end (exclusive).
        tables: sorted hashes of the phrases: whole, as beginnings and as ends.
        longest: stems of the longest phrase.
        base: see `hash_rows`.
    """
    size = end - start
    found = np.zeros(len(start), np.bool_)

    def match(keys: Hashes, at: Positions, able: Flags) -> None:
        which = np.flatnonzero(able)
        runs = stem[at[which][:, None] + np.arange(length)]
        found[which] |= contains(keys, hash_rows(runs, base))

    for length in range(1, longest + 1):
        match(tables[0], start, size == length)
        match(tables[1], start, size > length)
        match(tables[2], end - length, size > length)
    return found
