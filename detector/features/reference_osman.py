"""The counts of OSMAN, the readability measure for Arabic of El-Haj and Rayson (2016).

    OSMAN = 200.791 − 1.015·(A/B) − 24.18143403·(C + D + G + H)/A

A words, B sentences, C long words (more than five letters), D syllables, G complex words, H
complex words with a letter or ending of careful Arabic ("faseeh"): ئ ء ؤ ذ ظ, or وا or ون at the
end. A short vowel is one syllable; one before alef, waw or yeh is long and counts two, as does a
tanwin or a shadda. A complex word has more than four marks, one with faseeh more than four
syllables. The paper prints the factor as 24.181; its example needs the digits of the authors'
program.

The paper has text vowelled by a tool first. Here a word that carries its vowels is counted as
written; for a bare one the counts are estimated from its letters, by weights fitted to
`tests/features/vowelled-ar.txt`. An ending is looked for at the end of a word (the authors'
program asks for a space behind it, inside a word), and a vowel is followed to its letter across
a shadda, in whatever order the marks are stored.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

SLOPE = 24.18143403
_SHORT = "\u064e\u064f\u0650"
_DOUBLE = "\u064b\u064c\u064d\u0651"
_MARKS = f"{_SHORT}{_DOUBLE}\u0652\u0653\u0657\u0658\u0670"
_LENGTHENERS = "اوي"
_ANY_MARK = re.compile(rf"[{_MARKS}\u0640]")
_FASEEH = re.compile("[ئءؤذظ]|(?:وا|ون)$")
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=..)")
_SUN_LETTERS = frozenset("تثدذرزسشصضطظلن")
_LONG_WORD = 5
_COMPLEX = 4
_LONGEST = 64  # letters of a word that are looked at


class WordCounts(NamedTuple):
    """What one word adds to the counts; estimates need not be whole numbers."""

    syllables: float
    long: bool
    complex: bool
    faseeh: bool


def osman(words: int, sentences: int, counts: float) -> float:
    """Return OSMAN; `counts` are syllables, long, complex and faseeh words together.

    >>> round(osman(9, 1, 35), 3)  # the sentence of a children's book in the paper
    97.617
    """
    return 200.791 - 1.015 * words / sentences - SLOPE * counts / words


@lru_cache(maxsize=50_000)
def count_word(word: str) -> WordCounts:
    """Count a word of Arabic letters, vowelled or bare."""
    bare = _ANY_MARK.sub("", word[: 4 * _LONGEST])[:_LONGEST]
    syllables, marks = _read(word) if _is_vowelled(word, bare) else _estimate(bare)
    faseeh = syllables > _COMPLEX and _FASEEH.search(bare) is not None
    return WordCounts(syllables, len(bare) > _LONG_WORD, marks > _COMPLEX, faseeh)


def _is_vowelled(word: str, bare: str) -> bool:
    """Whether at least half of the letters that can carry a mark do."""
    consonants = sum(letter not in "اويى" for letter in bare)
    return 0 < 2 * sum(mark in _MARKS for mark in word) >= consonants


def _read(word: str) -> tuple[int, int]:
    """Syllables and marks of a vowelled word."""
    double = sum(mark in _DOUBLE for mark in word)
    syllables, marks = 2 * double, double
    for place, mark in enumerate(word):
        if mark in _SHORT:
            behind = next((sign for sign in word[place + 1 : place + 4] if sign not in _MARKS), "")
            syllables += 2 if behind and behind in _LENGTHENERS else 1
            marks += 1
    return syllables, marks


def _estimate(bare: str) -> tuple[float, float]:
    """Syllables and marks that a bare word would have if it were vowelled.

    Consonants mostly carry a short vowel; the article carries none, but a shadda goes to a sun
    letter behind it, and the vowel of a particle before it is written before an alef.
    """
    article = _ARTICLE.match(bare)
    body = bare[article.end() :] if article else bare
    sun = article is not None and body[0] in _SUN_LETTERS
    particle = len(article.group()) - 2 if article else 0
    lengtheners = sum(letter in _LENGTHENERS for letter in body[1:])
    consonants = len(body) - lengtheners
    syllables = 0.9 * consonants + 1.4 * lengtheners + 1.7 * sun + 2.0 * particle
    marks = 0.8 * consonants + 0.5 * lengtheners + 0.9 * sun + 1.0 * particle
    return syllables, round(marks)
