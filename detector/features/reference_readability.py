"""Readability: Flesch reading ease for English, OSMAN for Arabic.

Both count words and sentences of running text and of list items; headings, table rows and
furniture are left out, as are words without a letter of the language's script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind
from detector.features.columns import by_unit, column, unit_words
from detector.features.reference_common import each_article
from detector.features.reference_osman import count_word, osman
from detector.features.reference_syllables import count_syllables
from detector.features.spec import Feature

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats

_ARABIC = ("\u0620", "\u064a")


@column
def _is_running(batch: Batch) -> Flags:
    """Units that are sentences or items."""
    kind = batch.units.kind
    found: Flags = (kind == Kind.SENTENCE) | (kind == Kind.ITEM)
    return found


@column
def _running_words(batch: Batch) -> list[list[str]]:
    """The words of each article's sentences and items, as written."""
    tokens = batch.tokens
    kept = _is_running(batch)[tokens.unit] & ~tokens.number
    found = []
    for article, source in enumerate(batch.sources):
        first, last = batch.token_bounds[article : article + 2].tolist()
        at = np.flatnonzero(kept[first:last]) + first
        spans = zip(tokens.start[at].tolist(), tokens.end[at].tolist(), strict=True)
        found.append([source.text[start:end] for start, end in spans])
    return found


@column
def _sentences(batch: Batch) -> list[int]:
    """Number of each article's sentences and items that hold a word that is no number."""
    worded = by_unit(batch, ~batch.tokens.number) > 0
    kept = worded & _is_running(batch) & (unit_words(batch) > 0)
    counts = np.bincount(batch.units.article[kept], minlength=len(batch))
    found: list[int] = counts.tolist()
    return found


def flesch(words: int, sentences: int, syllables: int) -> float:
    """Return Flesch reading ease.

    >>> round(flesch(6, 1, 6), 3)  # The cat sat on the mat.
    116.145
    """
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def _flesch(batch: Batch) -> Floats:
    def one(article: int) -> float:
        words, sentences = _running_words(batch)[article], _sentences(batch)[article]
        if batch.lang != "en" or not words:
            return float("nan")
        return flesch(len(words), sentences, sum(map(count_syllables, words)))

    return each_article(batch, one)


def _in_arabic(word: str) -> bool:
    first, last = _ARABIC
    return first <= word[:1] <= last


def _osman(batch: Batch) -> Floats:
    def one(article: int) -> float:
        words = [word for word in _running_words(batch)[article] if _in_arabic(word)]
        if batch.lang != "ar" or not words:
            return float("nan")
        return osman(len(words), _sentences(batch)[article], sum(map(_weight, words)))

    return each_article(batch, one)


def _weight(word: str) -> float:
    counts = count_word(word)
    return counts.syllables + counts.long + counts.complex + counts.faseeh


FEATURES = (
    Feature(
        id="reference.flesch_reading_ease",
        label="Flesch reading ease (English)",
        label_ar="سهولة القراءة بمقياس Flesch (للإنجليزية)",
        summary="206.835 − 1.015 words/sentences − 84.6 syllables/words; higher is easier. Its "
        "counterpart for Arabic is OSMAN.",
        unit="score",
        range=(float("-inf"), 121.22),
        direction=0,
        rationale="A weak sign: padded pages are full of long abstract words and read a little "
        "harder, and so does good specialist prose.",
        misfires="Says nothing of what is said; short sentences without any content score best.",
        source="Flesch 1948 (Journal of Applied Psychology 32); own syllable counter",
        values=_flesch,
        unmeasurable="the text is not English, or has no sentence",
    ),
    Feature(
        id="reference.osman",
        label="OSMAN readability (Arabic)",
        label_ar="مقروئية النص العربي بمقياس أوسمان (OSMAN)",
        summary="200.791 − 1.015 words/sentences − 24.181 (long + syllables + complex + faseeh)/"
        "words; higher is easier. Its counterpart for English is Flesch reading ease.",
        unit="score",
        range=(float("-inf"), 200.791),
        direction=0,
        rationale="A weak sign: padded pages are full of long abstract words and read a little "
        "harder, and so does good specialist prose.",
        misfires="Syllables of text without diacritics are estimated; paragraphs that hold on to "
        "commas to their end are one sentence and score as hard.",
        source="El-Haj and Rayson 2016 (LREC, L16-1038)",
        values=_osman,
        unmeasurable="the text is not Arabic, or has no sentence",
    ),
)
"""Readability of either language."""
