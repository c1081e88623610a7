"""Sections, and the headings that would fit any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind, Sections
from detector.languages.hashing import hash_ngrams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Units, Words
    from detector.languages.hashing import Hashes
    from detector.languages.lexicon import Lexicon


def find_sections(  # noqa: PLR0913 - the columns it reads
    units: Units,
    bounds: NDArray[np.int64],
    word: NDArray[np.int64],
    words: Words,
    stems: Hashes,
    lexicon: Lexicon,
) -> Sections:
    """Cut every article at its headings; the title opens the text before the first one."""
    first = np.diff(units.article, prepend=-1) != 0
    heads = (units.kind == Kind.HEADING) & ~units.title
    begin = np.flatnonzero(first | heads)
    heading = np.where(heads[begin], begin, -1)
    stock = np.zeros(len(begin), np.bool_)
    for section in np.flatnonzero(heading >= 0).tolist():
        unit = heading[section]
        stem = stems[words.stem[word[bounds[unit] : bounds[unit + 1]]]]
        stock[section] = is_stock(stem, lexicon)
    return Sections(
        article=units.article[begin],
        units=np.append(begin, len(units.start)),
        heading=heading,
        stock=stock,
    )


def is_stock(stem: Hashes, lexicon: Lexicon) -> bool:
    """Tell a stock heading by the hashes of its stems: whole, by its beginning or by its end."""
    size = len(stem)
    if size == 0:
        return False
    tables = (lexicon.stock_whole, lexicon.stock_start, lexicon.stock_end)
    whole, start, end = tables
    return (
        _holds(whole, stem)
        or any(_holds(start, stem[:n]) for n in start if n < size)
        or any(_holds(end, stem[-n:]) for n in end if n < size)
    )


def _holds(table: dict[int, Hashes], stem: Hashes) -> bool:
    keys = table.get(len(stem))
    if keys is None:
        return False
    key = hash_ngrams(stem, len(stem))[0]
    place = np.searchsorted(keys, key)
    return bool(place < len(keys) and keys[place] == key)
