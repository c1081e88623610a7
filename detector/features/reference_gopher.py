"""Gopher's repetition measures, by datatrove's arithmetic.

Definitions differ from one implementation to the next; these follow datatrove's
`GopherRepetitionFilter`: only the second and later copies of a line count, characters of the
text count with spaces in the denominator, and the most frequent n-gram counts however rare it
is. A text is split at LF, as there; CR LF counts as LF. A text without any n-gram is not
measurable, where datatrove lets it pass.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from detector.features.reference_common import each_article, raw_texts, raw_words, share
from detector.features.spec import Feature

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detector.article import Batch
    from detector.features.columns import Floats

_PARAGRAPHS = re.compile(r"\n{2,}")
_LINES = re.compile(r"\n+")


def duplicates(parts: Sequence[str]) -> tuple[int, int]:
    """Count the parts that stood before, and their characters."""
    seen: set[str] = set()
    count = characters = 0
    for part in parts:
        if part in seen:
            count += 1
            characters += len(part)
        seen.add(part)
    return count, characters


def top_gram(words: Sequence[str], size: int) -> int:
    """Characters of the most frequent run of `size` words, times its count; overlaps count."""
    found = Counter(" ".join(words[i : i + size]) for i in range(len(words) - size + 1))
    if not found:
        return 0
    top, count = found.most_common(1)[0]
    return len(top) * count


def duplicated_grams(words: Sequence[str], size: int) -> int:
    """Characters, without spaces, in runs of `size` words that stood before; no overlaps."""
    seen: set[str] = set()
    characters = place = 0
    while place <= len(words) - size:
        run = "".join(words[place : place + size])
        if run in seen:
            characters += len(run)
            place += size
        else:
            seen.add(run)
            place += 1
    return characters


def _split(batch: Batch, article: int, at: re.Pattern[str]) -> list[str]:
    """Lines as they are; paragraphs of the stripped text, as datatrove has it."""
    text = raw_texts(batch)[article]
    return at.split(text.strip() if at is _PARAGRAPHS else text)


def _copies(at: re.Pattern[str]) -> Callable[[Batch], Floats]:
    def values(batch: Batch) -> Floats:
        def one(article: int) -> float:
            if not raw_texts(batch)[article].strip():
                return float("nan")
            parts = _split(batch, article, at)
            return share(duplicates(parts)[0], len(parts))

        return each_article(batch, one)

    return values


def _copied_characters(at: re.Pattern[str]) -> Callable[[Batch], Floats]:
    def values(batch: Batch) -> Floats:
        def one(article: int) -> float:
            text = raw_texts(batch)[article]
            if not text.strip():
                return float("nan")
            return share(duplicates(_split(batch, article, at))[1], len(text))

        return each_article(batch, one)

    return values


def _grams(count: Callable[[Sequence[str], int], int], size: int) -> Callable[[Batch], Floats]:
    def values(batch: Batch) -> Floats:
        def one(article: int) -> float:
            words = raw_words(batch)[article]
            if len(words) < size:
                return float("nan")
            return share(count(words, size), len(raw_texts(batch)[article]))

        return each_article(batch, one)

    return values


_GOPHER = "Rae et al. 2021 (arXiv:2112.11446), table A1; datatrove's GopherRepetitionFilter"
_FURNITURE = "Pages with tables, menus or forms, where short lines come again on purpose"

_LINE_FEATURES = (
    Feature(
        id="reference.dup_line_frac",
        label="lines that are copies (Gopher)",
        label_ar="نسبة الأسطر المكررة (Gopher)",
        summary="Share of the lines that are copies of an earlier line.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Pages put together by machines repeat whole lines.",
        misfires=f"{_FURNITURE}; a text that begins and ends with empty lines has one copy more.",
        source=_GOPHER,
        values=_copies(_LINES),
    ),
    Feature(
        id="reference.dup_para_frac",
        label="paragraphs that are copies (Gopher)",
        label_ar="نسبة الفقرات المكررة (Gopher)",
        summary="Share of the paragraphs (parted by empty lines) that copy an earlier one.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="A paragraph pasted twice adds nothing the second time.",
        misfires=f"{_FURNITURE}; blind where paragraphs are not parted by empty lines.",
        source=_GOPHER,
        values=_copies(_PARAGRAPHS),
    ),
    Feature(
        id="reference.dup_line_char_frac",
        label="characters in copied lines (Gopher)",
        label_ar="نسبة الأحرف في الأسطر المكررة (Gopher)",
        summary="Characters of lines that are copies of an earlier line, over all characters.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Weighs copied lines by their length, so that menus count less.",
        misfires="Refrains of songs and prayers; blind to copies that differ in one letter.",
        source=_GOPHER,
        values=_copied_characters(_LINES),
    ),
    Feature(
        id="reference.dup_para_char_frac",
        label="characters in copied paragraphs (Gopher)",
        label_ar="نسبة الأحرف في الفقرات المكررة (Gopher)",
        summary="Characters of paragraphs that are copies of an earlier one, over all characters.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Weighs pasted paragraphs by their length.",
        misfires="Refrains; blind where paragraphs are not parted by empty lines.",
        source=_GOPHER,
        values=_copied_characters(_PARAGRAPHS),
    ),
)

_TOP_FEATURES = tuple(
    Feature(
        id=f"reference.top_{size}_gram",
        label=f"most frequent run of {size} words (Gopher)",
        label_ar=f"أكثر التتابعات تكرارا من {words} (Gopher)",
        summary=f"Characters of the most frequent run of {size} words times its count, over all "
        "characters.",
        unit="ratio",
        range=(0.0, 2.0 * size - 1.0),
        direction=0,
        rationale="A stuffed search phrase is usually the most frequent run of words.",
        misfires="Short texts, where any run is frequent; overlapping runs of one word count "
        "more than once, so that the ratio may pass 1.",
        source=_GOPHER,
        values=_grams(top_gram, size),
        unmeasurable=f"the text has fewer than {size} words",
    )
    for size, words in ((2, "كلمتين"), (3, "ثلاث كلمات"), (4, "أربع كلمات"))
)

_ARABIC_NUMBERS = {5: "خمس", 6: "ست", 7: "سبع", 8: "ثماني", 9: "تسع", 10: "عشر"}
_DUPLICATED_FEATURES = tuple(
    Feature(
        id=f"reference.duplicated_{size}_n_grams",
        label=f"repeated runs of {size} words (Gopher)",
        label_ar=f"تتابعات مكررة من {number} كلمات (Gopher)",
        summary=f"Characters in runs of {size} words that stood before, over all characters.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Long runs of words come again only when sentences were copied or spun.",
        misfires="Quoted statutes, refrains and fixed formulas; blind to paraphrase and to "
        "stuffed phrases, which are shorter.",
        source=_GOPHER,
        values=_grams(duplicated_grams, size),
        unmeasurable=f"the text has fewer than {size} words",
    )
    for size, number in _ARABIC_NUMBERS.items()
)

FEATURES = (*_LINE_FEATURES, *_TOP_FEATURES, *_DUPLICATED_FEATURES)
"""Gopher's thirteen, in the order of its table."""
