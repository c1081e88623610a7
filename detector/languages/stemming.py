"""Stems: forms of one word made equal. English by Snowball, Arabic by `arabic`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from detector.languages.hashing import hash_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from Stemmer import Stemmer

    from detector.article import Language
    from detector.languages.hashing import Hashes, Runs


def stem_words(words: Sequence[str], lang: Language) -> list[str]:
    """Stem folded words (see `fold_text`); the answer has their order and number."""
    if lang == "ar":
        from detector.languages.arabic import load_bases, stem_arabic  # noqa: PLC0415 (Arabic alone)

        return stem_arabic(words, load_bases())
    return list(_snowball("english").stemWords([word.removesuffix("'s") for word in words]))


def hash_stems(words: Runs, lang: Language) -> Hashes:
    """Hash the stems of folded words as `hash_strings` hashes them, without strings in Arabic."""
    if lang == "ar":
        from detector.languages.arabic import hash_arabic, load_bases  # noqa: PLC0415 (Arabic alone)

        return hash_arabic(words, load_bases())
    return hash_strings(stem_words(_spell(words), lang))


def _spell(words: Runs) -> list[str]:
    """Return folded words as strings: all are decoded at once, parted by line ends."""
    size = words.end - words.start
    begin = np.cumsum(size + 1) - (size + 1)
    place = np.arange(int((size + 1).sum())) + np.repeat(words.start - begin, size + 1)
    letters = words.codes.take(place, mode="clip")
    letters[begin + size] = ord("\n")
    found: list[str] = letters.tobytes().decode("utf-16-le", "replace").split("\n")[:-1]
    return found


@cache
def _snowball(name: str) -> Stemmer:
    from Stemmer import Stemmer  # noqa: PLC0415  (English alone)

    return Stemmer(name, 0)  # without a cache: the lexicon asks for a word once
