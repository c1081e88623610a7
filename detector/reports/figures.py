"""Small facts that several reports show: counts of words, rounded sums, verdicts of sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detector.reports.safe import make_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detector.reports.wording import Verdict
    from detector.results import Contribution, Result, Section, Sentence

_ADDRESS = re.compile(r"https?://\S{1,2000}|www\.\S{1,2000}|\]\([^()\s]{1,2000}\)")
_SILENT = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+")  # marks, tatweel
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’ʼ](?=[^\W\d_])|[.,٫٬](?=\d))*")


def count_words(text: str) -> int:
    """Count the words; vowel marks do not part one, addresses are none.

    >>> count_words("مُحَمَّد said 3.5 of them don't: https://example.org/a-b")
    6
    """
    plain = _SILENT.sub("", _ADDRESS.sub(" ", text))
    return sum(1 for _ in _WORD.finditer(plain))


def text_of(result: Result, sentence: Sentence) -> str:
    """Return a sentence's words as one harmless line."""
    text = make_safe(result.text[sentence.start : sentence.end])
    return text.strip("#").strip() if sentence.kind == "heading" else text


def beginning(text: str, length: int) -> str:
    """Cut a text to a number of characters, between words where they are not too long.

    >>> beginning("Rivers are the lifeblood of the natural world.", 24)
    'Rivers are the lifeblood…'
    """
    if len(text) <= length:
        return text
    cut = text[: length + 1].rpartition(" ")[0]
    return (cut if len(cut) > length // 2 else text[: length - 1]).rstrip() + "…"


def words_cut(result: Result) -> int:
    """Count the words that the cut list saves."""
    return result.words - result.cuts.words_after if result.cuts else 0


def padded(result: Result) -> Iterator[tuple[int, Sentence]]:
    """Go through the sentences that are likelier padding than not, with their index."""
    return ((i, s) for i, s in enumerate(result.sentences) if s.reason is not None)


def repeated(sentence: Sentence) -> int | None:
    """Return the index of the earlier sentence, where repeating it is what makes this padding."""
    return sentence.restates if sentence.reason == "restates" else None


def listed(results: Result | Sequence[Result]) -> list[Result]:
    """Return one result or several as a list."""
    return list(results) if isinstance(results, (list, tuple)) else [results]  # type: ignore[list-item]


def fold_contributions(
    contributions: Sequence[Contribution], shown: int
) -> tuple[list[Contribution], list[Contribution]]:
    """Part the strongest contributions from the small ones that one line will sum up."""
    ranked = sorted(contributions, key=lambda c: -abs(c.log_odds))
    if len(ranked) <= shown + 1:  # a single one folded would save nothing
        return ranked, []
    return ranked[:shown], ranked[shown:]


def round_to_sum(values: Sequence[float], digits: int = 2) -> list[float]:
    """Round numbers so that what is shown adds up to the rounded sum (largest remainders).

    >>> round_to_sum([0.004, 0.004, 0.004])
    [0.01, 0.0, 0.0]
    """
    scale = 10**digits
    floors = [int(value * scale // 1) for value in values]
    missing = round(sum(values) * scale) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda i: floors[i] - values[i] * scale)
    for i in by_remainder[:missing]:
        floors[i] += 1
    return [floor / scale for floor in floors]


def section_verdict(section: Section) -> Verdict:
    """Say in one word what a section is worth; the limits are the rubric's (10, 30, 60 %)."""
    if section.padding is None or not section.words:
        return "empty"
    if section.restated is not None and section.restated >= 0.5:
        return "repeats"
    limits: tuple[tuple[float, Verdict], ...] = ((0.6, "filler"), (0.3, "padded"), (0.1, "loose"))
    for limit, verdict in limits:
        if section.padding >= limit:
            return verdict
    return "thin" if not section.new_claims and section.words >= 40 else "solid"
