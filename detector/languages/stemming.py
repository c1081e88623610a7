"""Stems: forms of one word made equal. English by Snowball, Arabic by `arabic`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from Stemmer import Stemmer

    from detector.article import Language


def stem_words(words: Sequence[str], lang: Language) -> list[str]:
    """Stem folded words (see `fold_text`); the answer has their order and number."""
    if lang == "ar":
        from detector.languages.arabic import load_bases, stem_arabic  # noqa: PLC0415 (Arabic alone)

        return stem_arabic(words, load_bases())
    return list(_snowball("english").stemWords([word.removesuffix("'s") for word in words]))


@cache
def _snowball(name: str) -> Stemmer:
    from Stemmer import Stemmer  # noqa: PLC0415  (English alone)

    return Stemmer(name, 0)  # without a cache: the lexicon asks for a word once
