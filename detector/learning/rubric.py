"""The labels of the rubric, and what follows from them: an article's share and its verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from detector.languages.characters import fold_text

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit: TypeAlias = tuple[int, int, str]
"""Start, end (character positions) and one character of `LABELS`."""

LABELS = "KRGSBHX"
"""Keep, restates, generic, stuffing, furniture, heading, stock heading."""
PADDING = "RGS"
OUTSIDE = "BHX"  # neither padding nor kept: no words of the article
VERDICTS = ("dense", "some", "heavy", "mostly")
SHARE_LIMITS = (0.1, 0.3, 0.6)
"""The share at which each verdict but the first begins."""

_WORD = re.compile(r"\w+")


def count_words(text: str) -> int:
    """Count the runs of letters and digits; marks on letters do not part a word."""
    return sum(1 for _ in _WORD.finditer(fold_text(text)))


def share_of(text: str, units: Sequence[Unit]) -> float:
    """Words in units labelled R, G or S over words in all units but B, H and X (0–1).

    NaN when no unit holds words that count.
    """
    padding = counted = 0
    for start, end, label in units:
        words = 0 if label in OUTSIDE else count_words(text[start:end])
        counted += words
        padding += words if label in PADDING else 0
    return padding / counted if counted else float("nan")


def verdict_of(share: float) -> int:
    """The verdict 0–3 whose range of shares this one lies in."""
    return sum(share >= limit for limit in SHARE_LIMITS)
