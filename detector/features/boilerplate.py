"""Boilerplate: stock sections, and openings and endings that add nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind
from detector.features.columns import column, is_prose
from detector.features.evidence import unit_spans
from detector.features.judgement import judgement
from detector.features.position import progress, units_from_end, words_before
from detector.features.spec import Feature
from detector.features.weights import judged_share, weighted_mean

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats
    from detector.results import Span

LAST_PART = 0.85
LAST_UNITS = 3
FIRST_WORDS = 60


@column
def in_stock_section(batch: Batch) -> Flags:
    """Units under a heading that would fit any article."""
    stock: Flags = batch.sections.stock[batch.units.section]
    return stock


@column
def in_ending(batch: Batch) -> Flags:
    """Units of prose at the end of the article, with or without a heading."""
    late = (progress(batch) >= LAST_PART) | (units_from_end(batch) < LAST_UNITS)
    found: Flags = late & (progress(batch) > 0.5) & is_prose(batch)
    return found


@column
def in_opening(batch: Batch) -> Flags:
    """Units of prose at the article's beginning."""
    found: Flags = (words_before(batch) < FIRST_WORDS) & is_prose(batch)
    return found


def _stock_sections(batch: Batch) -> Floats:
    return judged_share(batch, judgement(batch).padding * in_stock_section(batch))


def _stock_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    heading = (batch.units.kind == Kind.HEADING) & in_stock_section(batch)
    return unit_spans(batch, article, heading.astype(np.float64))


def _stock_headings(batch: Batch) -> Floats:
    heads = batch.sections.heading >= 0
    article = batch.sections.article
    stock = np.bincount(article, weights=batch.sections.stock & heads, minlength=len(batch))
    every = np.bincount(article, weights=heads, minlength=len(batch))
    return np.asarray(stock / (every + 2.0))


def _ending(batch: Batch) -> Floats:
    return weighted_mean(batch, judgement(batch).padding, in_ending(batch))


def _ending_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return unit_spans(batch, article, _likely(batch) * in_ending(batch))


def _opening(batch: Batch) -> Floats:
    return weighted_mean(batch, judgement(batch).padding, in_opening(batch))


def _opening_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return unit_spans(batch, article, _likely(batch) * in_opening(batch))


def _likely(batch: Batch) -> Floats:
    padding = judgement(batch).padding
    return np.where(padding >= 0.5, padding, 0.0)


FEATURES = (
    Feature(
        id="boilerplate.stock_sections",
        label="empty stock sections",
        label_ar="أقسام نمطية فارغة",
        summary="Share of the words that are padding under headings that would fit any article.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="Importance, implications, lessons, conclusion: the mould of padded pages.",
        misfires="Real content under such a heading is judged, not the heading.",
        source="own: stock headings of the language pack (label X) and the sentence model",
        values=_stock_sections,
        evidence=_stock_evidence,
    ),
    Feature(
        id="boilerplate.stock_headings",
        label="headings that would fit any article",
        label_ar="عناوين تصلح لأي مقال",
        summary="Stock headings over all headings and two more: one of one is no certainty.",
        unit="ratio",
        range=(0.0, 1.0),
        direction=1,
        rationale="A writer with something to say names it in the heading.",
        misfires="Reports and minutes that follow a prescribed form.",
        source="own: stock headings of the language pack (label X of the rubric)",
        values=_stock_headings,
        evidence=_stock_evidence,
    ),
    Feature(
        id="boilerplate.ending",
        label="an ending that adds nothing",
        label_ar="نهاية لا تضيف شيئا",
        summary="Padding among the words at the end, whether or not a heading announces it.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="A conclusion that adds nothing is found by its place and content.",
        misfires="Letters and speeches end with thanks and wishes.",
        source="own: sentence model",
        values=_ending,
        evidence=_ending_evidence,
    ),
    Feature(
        id="boilerplate.opening",
        label="an opening that clears its throat",
        label_ar="افتتاحية لا تدخل في الموضوع",
        summary="Padding among the first sixty words.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="Padded pages delay their purpose with what is true of any subject.",
        misfires="Essays that begin from afar and mean it.",
        source="own: sentence model",
        values=_opening,
        evidence=_opening_evidence,
    ),
)
