"""Sections, and the headings that would fit any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind, Sections
from detector.languages.distinct import contains
from detector.languages.hashing import hash_rows
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
    start, end = units.tokens[heading], units.tokens[heading + 1]
    stock = np.zeros(len(begin), np.bool_)
    stock[headed] = stock_headings(stems[words.stem[word]], start, end, lexicon)
    return Sections(
        article=units.article[begin],
        units=np.append(begin, len(units.start)),
        heading=np.where(headed, begin, -1),
        stock=stock,
    )


def stock_headings(stem: Hashes, start: Positions, end: Positions, lexicon: Lexicon) -> Flags:
    """Tell stock headings by their stems, `stem[start:end]`: whole, by beginning or by end."""
    size = end - start
    stock = np.zeros(len(start), np.bool_)
    for length in range(1, LONGEST_PHRASE + 1):
        stock |= _match(stem, start, lexicon.stock_whole, length, size == length)
        stock |= _match(stem, start, lexicon.stock_start, length, size > length)
        stock |= _match(stem, end - length, lexicon.stock_end, length, size > length)
    return stock


def _match(stem: Hashes, at: Positions, keys: Hashes, length: int, able: Flags) -> Flags:
    """Tell which runs of `length` stems, where `able`, are among the sorted keys."""
    found = able.copy()
    if able.any():
        runs = stem[at[able][:, None] + np.arange(length)]
        found[able] = contains(keys, hash_rows(runs))
    return found
