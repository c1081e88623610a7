"""The ratios that Gopher and FineWeb judge a page by.

They follow datatrove's `GopherQualityFilter` and `FineWebQualityFilter`, each rule as a number
of its own; `reference_limits` has the limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.features.reference_common import (
    each_article,
    raw_lines,
    raw_texts,
    raw_words,
    share,
)
from detector.features.reference_gopher import duplicates
from detector.features.spec import Feature

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detector.article import Batch, Language
    from detector.features.columns import Floats

TERMINAL = tuple(".?!؟۔؞。．！？｡‼⁇⁈⁉‽")
ELLIPSES = ("...", "…")
_BULLETS = ("•", "-")
_SHORT_LINE = 30

STOP_WORDS: dict[Language, frozenset[str]] = {
    "en": frozenset(("the", "be", "to", "of", "and", "that", "have", "with")),
    "ar": frozenset(
        (
            *("في", "من", "على", "إلى", "أن", "مع", "أو", "هو"),
            *("عن", "التي", "كان", "بين", "ما", "كانت", "هي", "بعد"),
        )
    ),
}
"""Gopher's eight words; FineWeb-2's for Arabic without a comma and two words of its news."""


def _of_words(measure: Callable[[Sequence[str]], float]) -> Callable[[Batch], Floats]:
    """Measure the words of each raw text, where it has any."""
    return lambda batch: each_article(batch, lambda article: measure(raw_words(batch)[article]))


def of_lines(measure: Callable[[Sequence[str]], float]) -> Callable[[Batch], Floats]:
    """Measure the lines of each raw text that are not blank."""
    return lambda batch: each_article(batch, lambda article: measure(raw_lines(batch)[article]))


def _per_word(*signs: str) -> Callable[[Batch], Floats]:
    """Occurrences of some signs over the number of words."""

    def values(batch: Batch) -> Floats:
        def one(article: int) -> float:
            found = sum(raw_texts(batch)[article].count(sign) for sign in signs)
            return share(found, len(raw_words(batch)[article]))

        return each_article(batch, one)

    return values


def line_share(test: Callable[[str], bool]) -> Callable[[Batch], Floats]:
    """Share of the lines that pass a test."""
    return of_lines(lambda lines: share(sum(map(test, lines)), len(lines)))


def _word_length(words: Sequence[str]) -> float:
    lengths = [len(word) for word in words if any(map(str.isalnum, word))]
    return share(sum(lengths), len(lengths))


def _alpha_words(words: Sequence[str]) -> float:
    return share(sum(any(map(str.isalpha, word)) for word in words), len(words))


def _stop_word_kinds(batch: Batch) -> Floats:
    wanted = STOP_WORDS[batch.lang]

    def one(article: int) -> float:
        words = raw_words(batch)[article]
        return float(len(wanted.intersection(words))) if words else float("nan")

    return each_article(batch, one)


def _copied_characters(lines: Sequence[str]) -> float:
    """Characters of copied lines over all but line ends; blank lines hold none to speak of."""
    return share(duplicates(lines)[1], sum(map(len, lines)))


_GOPHER = "Rae et al. 2021 (arXiv:2112.11446), table A1; datatrove's GopherQualityFilter"
_FINEWEB = "Penedo et al. 2024 (arXiv:2406.17557); datatrove's FineWebQualityFilter"
_EMPTY = "the text is empty"

_GOPHER_FEATURES = (
    Feature(
        id="reference.mean_word_length",
        label="mean word length (Gopher)",
        label_ar="متوسط طول الكلمة (Gopher)",
        summary="Mean number of characters of the words that hold a letter or digit.",
        unit="characters",
        range=(1.0, float("inf")),
        direction=0,
        rationale="Padding prefers long abstract words; outside the limits stand lists of codes "
        "and broken text.",
        misfires="Diacritics lengthen Arabic words; law and science have long words.",
        source=_GOPHER,
        values=_of_words(_word_length),
        unmeasurable="the text has no words",
    ),
    Feature(
        id="reference.hash_word_ratio",
        label="hash signs for each word (Gopher)",
        label_ar="علامات # لكل كلمة (Gopher)",
        summary="Number of # signs over the number of words.",
        unit="ratio",
        range=(0.0, float("inf")),
        direction=0,
        rationale="Walls of hashtags are there to be found, not to be read.",
        misfires="Markdown headings are written with this sign.",
        source=_GOPHER,
        values=_per_word("#"),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.ellipsis_word_ratio",
        label="ellipses for each word (Gopher)",
        label_ar="علامات الحذف لكل كلمة (Gopher)",
        summary="Number of ellipses over the number of words.",
        unit="ratio",
        range=(0.0, float("inf")),
        direction=0,
        rationale="Teasers that were cut off end in an ellipsis.",
        misfires="Interviews and novels, where speech breaks off.",
        source=_GOPHER,
        values=_per_word(*ELLIPSES),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.bullet_line_ratio",
        label="lines that begin with a bullet (Gopher)",
        label_ar="الأسطر المبدوءة بعلامة تعداد (Gopher)",
        summary="Share of the lines that begin with • or a hyphen.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="A page of bullets alone is a list of links or keywords more often than a text.",
        misfires="Recipes, checklists and specifications.",
        source=f"{_GOPHER}; blank lines do not count here",
        values=line_share(lambda line: line.lstrip().startswith(_BULLETS)),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.ellipsis_line_ratio",
        label="lines that end in an ellipsis (Gopher)",
        label_ar="الأسطر المنتهية بعلامة حذف (Gopher)",
        summary="Share of the lines that end in an ellipsis.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Lists of teasers end every line in an ellipsis.",
        misfires="Dialogue and poems.",
        source=f"{_GOPHER}; blank lines do not count here",
        values=line_share(lambda line: line.rstrip().endswith(ELLIPSES)),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.alpha_word_ratio",
        label="words with a letter (Gopher)",
        label_ar="نسبة الكلمات التي فيها حرف (Gopher)",
        summary="Share of the words, punctuation marks counted among them, that hold a letter.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Pages of signs and figures are no prose.",
        misfires="Tables of figures, which are dense; heavy punctuation.",
        source=_GOPHER,
        values=_of_words(_alpha_words),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.stop_word_kinds",
        label="kinds of common function words (Gopher)",
        label_ar="عدد الكلمات الوظيفية الشائعة المستعملة (Gopher)",
        summary="How many of a short list of function words the text holds at all.",
        unit="count",
        range=(0.0, float(max(map(len, STOP_WORDS.values())))),
        direction=0,
        rationale="Lists of search phrases lack the words that make sentences.",
        misfires="Any prose has them, padded or dense; only lists of words fall below two.",
        source=f"{_GOPHER}; for Arabic FineWeb-2 (configs/arb_Arab.yml)",
        values=_stop_word_kinds,
        unmeasurable=_EMPTY,
    ),
)

_FINEWEB_FEATURES = (
    Feature(
        id="reference.line_punct_ratio",
        label="lines that end like a sentence (FineWeb)",
        label_ar="الأسطر المنتهية بعلامة نهاية جملة (FineWeb)",
        summary="Share of the lines that end in a full stop, question or exclamation mark.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Menus, tags and keyword lists do not end like sentences.",
        misfires="Arabic pages often close paragraphs without a stop; closing quotes do not count.",
        source=f"{_FINEWEB}; of its list of marks those of Arabic, Latin and wide scripts",
        values=line_share(lambda line: line.endswith(TERMINAL)),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.short_line_ratio",
        label="short lines (FineWeb)",
        label_ar="نسبة الأسطر القصيرة (FineWeb)",
        summary="Share of the lines of 30 characters or fewer.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Pages of short lines are navigation, not articles.",
        misfires="Poems, dialogue and lists; FineWeb-2 leaves the rule out for Arabic.",
        source=_FINEWEB,
        values=line_share(lambda line: len(line) <= _SHORT_LINE),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.char_dup_ratio",
        label="characters in copied lines (FineWeb)",
        label_ar="نسبة الأحرف في الأسطر المكررة (FineWeb)",
        summary="Characters of lines that are copies of an earlier line, over the characters of "
        "all lines.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Templates repeat whole lines.",
        misfires="Refrains; FineWeb's limit of 0.01 is strict, FineWeb-2 has 0.1.",
        source=_FINEWEB,
        values=of_lines(_copied_characters),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.list_ratio",
        label="line ends for each word (FineWeb)",
        label_ar="نهايات الأسطر لكل كلمة (FineWeb)",
        summary="Number of line ends over the number of words.",
        unit="ratio",
        range=(0.0, float("inf")),
        direction=0,
        rationale="Lists of names and links have a line end after every few words.",
        misfires="Poems; text with several empty lines between paragraphs.",
        source=_FINEWEB,
        values=_per_word("\n"),
        unmeasurable="the text has no words",
    ),
)

FEATURES = (*_GOPHER_FEATURES, *_FINEWEB_FEATURES)
"""Quality ratios of corpus filters, in a fixed order."""
