"""The rules of C4 and mC4 as numbers: the lines they would keep, notices, long lines.

They follow datatrove's `C4QualityFilter` and `C4ParagraphFilter`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detector.features.reference_quality import ELLIPSES, TERMINAL, line_share, of_lines
from detector.features.spec import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.article import Batch, Language
    from detector.features.columns import Floats

_QUOTES = ('"', "'", "”", "’", "»")
_CITATION = re.compile(r"\[\d*\]|\[edit\]|\[citation needed\]")
_LONG_LINE = 200
_LONGEST_WORD = 1_000
_FEWEST_WORDS = 3

POLICY: dict[Language, tuple[str, ...]] = {
    "en": (
        "terms of use",
        "privacy policy",
        "cookie policy",
        "uses cookies",
        "use of cookies",
        "use cookies",
    ),
    "ar": (
        "شروط الاستخدام",
        "شروط الإستخدام",
        "سياسة الخصوصية",
        "سياسة ملفات تعريف الارتباط",
        "ملفات تعريف الارتباط",
        "ملفات الارتباط",
    ),
}
"""C4's phrases; those for Arabic are translations, there are none in C4."""


def c4_keeps(line: str) -> bool:
    """Tell whether C4's rules for lines keep a line, with ends of sentences of any script.

    It ends like a sentence and not in an ellipsis, has three words or more, none longer than
    1,000 characters, and does not speak of JavaScript. (Policy lines are counted apart.)
    """
    words = line.split()
    bare = _CITATION.sub("", line.strip())
    ends = bare.endswith((*TERMINAL, *_QUOTES)) and not bare.endswith(ELLIPSES)
    sized = len(words) >= _FEWEST_WORDS and max(map(len, words)) <= _LONGEST_WORD
    return ends and sized and "javascript" not in line.lower()


def _policy_lines(batch: Batch) -> Floats:
    phrases = POLICY[batch.lang]
    share_of = line_share(lambda line: any(phrase in line.lower() for phrase in phrases))
    return share_of(batch)


def _long_lines(lines: Sequence[str]) -> float:
    return float(sum(len(line) >= _LONG_LINE for line in lines)) if lines else float("nan")


_C4 = "Raffel et al. 2020 (JMLR 21:140); datatrove's C4QualityFilter"
_EMPTY = "the text is empty"

FEATURES = (
    Feature(
        id="reference.c4_line_ratio",
        label="lines that C4 would keep",
        label_ar="نسبة الأسطر التي تبقيها قواعد C4",
        summary="Share of the lines that end like a sentence, have three words or more, none of "
        "them endless, and do not speak of JavaScript.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="What C4 drops is mostly furniture of the page.",
        misfires="Drops headings and items of lists, which may be dense.",
        source=f"{_C4}; ends of sentences of other scripts count as well",
        values=line_share(c4_keeps),
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.c4_policy_line_ratio",
        label="lines about cookies and terms (C4)",
        label_ar="أسطر سياسات الخصوصية وشروط الاستخدام (C4)",
        summary="Share of the lines that hold a phrase of cookie, privacy and terms notices.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="Such notices belong to the page and not to the article.",
        misfires="Articles about privacy law.",
        source=f"{_C4}; the Arabic phrases are translations",
        values=_policy_lines,
        unmeasurable=_EMPTY,
    ),
    Feature(
        id="reference.mc4_long_lines",
        label="long lines (mC4)",
        label_ar="عدد الأسطر الطويلة (mC4)",
        summary="Number of lines of 200 characters or more.",
        unit="count",
        range=(0.0, float("inf")),
        direction=0,
        rationale="A page with fewer than three has no running text.",
        misfires="Hard-wrapped text has none; Arabic says the same in fewer characters.",
        source="Xue et al. 2021 (arXiv:2010.11934); datatrove's C4ParagraphFilter",
        values=of_lines(_long_lines),
        unmeasurable=_EMPTY,
    ),
)
"""Rules of C4 and mC4, in a fixed order."""
