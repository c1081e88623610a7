"""The tables of an article's page, row by row."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from detector.reports.figures import section_verdict
from detector.reports.html_charts import draw_spans
from detector.reports.html_strings import claim_kind
from detector.reports.safe import direction, make_safe
from detector.reports.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.reports.safe import Direction
    from detector.reports.wording import Ui
    from detector.results import Result, Section, Span


class SectionRow(NamedTuple):
    """A section of the article with the number of its first sentence."""

    section: Section
    heading: str | None
    verdict: str
    first: int | None


class PhraseRow(NamedTuple):
    """A phrase or a kind of claim: where it stands along the article."""

    group: str
    name: str
    way: Direction
    number: int
    density: float | None
    places: list[float]


class ClaimItem(NamedTuple):
    """A claim with its kind and the number of the sentence that holds it."""

    text: str
    kind: str
    number: int | None


def count_reasons(result: Result) -> dict[str, int]:
    """Count the sentences by reason, those that stay under "kept"."""
    kinds = Counter(s.reason or "kept" for s in result.sentences if s.padding is not None)
    return {kind: kinds[kind] for kind in ("restates", "generic", "stuffing", "kept")}


def list_sections(result: Result, ui: Ui) -> list[SectionRow]:
    """List the sections, each with a verdict in one word."""
    first: dict[int, int] = {}
    for index, sentence in enumerate(result.sentences):
        first.setdefault(sentence.section, index + 1)
    return [
        SectionRow(
            section,
            make_safe(section.heading).strip("# ") if section.heading else None,
            wording(ui).verdicts[section_verdict(section)],
            first.get(index),
        )
        for index, section in enumerate(result.sections)
    ]


def list_keyphrases(result: Result, way: Direction) -> Iterator[PhraseRow]:
    """Go through the over-used phrases with their places along the article."""
    for index, phrase in enumerate(result.keyphrases):
        name = make_safe(phrase.phrase)
        places = draw_spans(phrase.spans, len(result.text), way)
        yield PhraseRow(f"k{index}", name, direction(name), phrase.count, phrase.density, places)


def claims_by_kind(result: Result) -> list[tuple[str, tuple[Span, ...]]]:
    """Group the claims by kind, the commonest first."""
    kinds: dict[str, list[Span]] = {}
    for claim in result.claims:
        kinds.setdefault(claim.kind, []).append((claim.start, claim.end))
    return sorted(((kind, tuple(spans)) for kind, spans in kinds.items()), key=_by_number)


def _by_number(group: tuple[str, tuple[Span, ...]]) -> tuple[int, str]:
    return -len(group[1]), group[0]


def list_claim_kinds(result: Result, way: Direction, ui: Ui) -> Iterator[PhraseRow]:
    """Go through the kinds of claims, the commonest first, with their places."""
    for index, (kind, spans) in enumerate(claims_by_kind(result)):
        places = draw_spans(spans, len(result.text), way)
        name = claim_kind(kind, ui)
        yield PhraseRow(f"c{index}", name, direction(name), len(spans), None, places)


def list_claims(result: Result, ui: Ui) -> list[ClaimItem]:
    """List the claims in reading order."""
    starts = [sentence.start for sentence in result.sentences]
    return [
        ClaimItem(
            make_safe(result.text[claim.start : claim.end]),
            claim_kind(claim.kind, ui),
            bisect_right(starts, claim.start) or None,
        )
        for claim in sorted(result.claims, key=lambda c: (c.start, c.end))
    ]
