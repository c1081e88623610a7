"""Stems: forms of one word made equal. English by Snowball, Arabic by a light stemmer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.article import Language


def stem_words(words: Sequence[str], lang: Language) -> list[str]:
    """Stem folded words (see `fold_text`); the answer has their order and number."""
    if lang == "ar":
        return [_stem_arabic(word) for word in words]
    return list(_snowball("english").stemWords([_bare(word) for word in words]))


@cache
def _snowball(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


_PREFIXES = ("وبال", "فبال", "وكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")
_CLITICS = ("وب", "ول", "فل", "فب", "و", "ف", "ب", "ل", "ك")
_SUFFIXES = ("هما", "كما", "تهم", "تها", "ات", "ون", "ين", "ان", "ها", "هم", "هن", "كم", "نا", "يه", "ته", "ه", "ي", "ت")


def _stem_arabic(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    else:
        for prefix in _CLITICS[:5]:
            if word.startswith(prefix) and len(word) - len(prefix) >= 4:
                word = word[len(prefix) :]
                break
    for _ in range(2):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
                break
    return word
