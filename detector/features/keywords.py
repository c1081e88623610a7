"""Keywords: the phrase an article is stuffed with, and what is there for its sake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind
from detector.features.columns import (
    article_words,
    by_article,
    by_unit,
    column,
    is_prose,
)
from detector.features.evidence import token_spans, unit_spans
from detector.features.judgement import judgement
from detector.features.keyphrases import focus
from detector.features.spec import Feature
from detector.features.weights import judged_share

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats
    from detector.results import Span


def _excess(batch: Batch) -> Floats:
    return np.where(article_words(batch) > 0, focus(batch).excess, np.nan)


def _focus_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return token_spans(batch, article, focus(batch).tokens)


@column
def _focus_units(batch: Batch) -> Flags:
    found: Flags = by_unit(batch, focus(batch).tokens) > 0
    return found


def _headings(batch: Batch) -> Floats:
    heading = (batch.units.kind == Kind.HEADING) & ~batch.units.title
    carried = by_article(batch, heading & _focus_units(batch))
    return np.asarray(carried / (by_article(batch, heading) + 2.0))


def _headings_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    heading = (batch.units.kind == Kind.HEADING) & _focus_units(batch)
    return unit_spans(batch, article, heading.astype(np.float64))


def _stuffed(batch: Batch) -> Floats:
    return judged_share(batch, judgement(batch).stuffing)


def _stuffed_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    stuffing = judgement(batch).stuffing * is_prose(batch)
    return unit_spans(batch, article, np.where(stuffing >= 0.2, stuffing, 0.0))


FEATURES = (
    Feature(
        id="keywords.excess",
        label="one phrase used far too often",
        label_ar="عبارة مكررة أكثر مما يلزم",
        summary="Share of the words in mentions of the most over-used phrase that the length "
        "does not need (two, and one for every 120 words).",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="A phrase carried for search engines comes back in every paragraph.",
        misfires="Reference texts about one term: definitions, specifications, laws.",
        source="own, after keyphrase density of Yoast SEO; clitics and spellings folded",
        values=_excess,
        evidence=_focus_evidence,
    ),
    Feature(
        id="keywords.headings",
        label="headings built on the phrase",
        label_ar="عناوين مبنية على العبارة",
        summary="Headings with the most over-used phrase over all headings and two more.",
        unit="ratio",
        range=(0.0, 1.0),
        direction=1,
        rationale="“What is X”, “Benefits of X”, “X in Riyadh” are written for a search box.",
        misfires="Manuals whose chapters are about the parts of one thing.",
        source="own, after keyphrase in subheadings of Yoast SEO",
        values=_headings,
        evidence=_headings_evidence,
    ),
    Feature(
        id="keywords.stuffed",
        label="sentences there for search phrases",
        label_ar="جمل وضعت لأجل عبارات البحث",
        summary="Share of the words in sentences judged to be there for search phrases.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="Lists of places and products with nothing said of them inform nobody.",
        misfires="Indexes and lists of stock.",
        source="own: sentence model, label S of the rubric",
        values=_stuffed,
        evidence=_stuffed_evidence,
    ),
)
