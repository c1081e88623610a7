"""Repetition: what the article says again, in the same words or in others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features.columns import article_words, by_article, by_unit, is_prose, ratio
from detector.features.evidence import token_spans, unit_spans
from detector.features.judgement import judgement
from detector.features.links import links, title_overlap
from detector.features.ngrams import repeated_tokens
from detector.features.spec import Feature
from detector.features.weights import judged_share, unit_weight

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Floats
    from detector.results import Span

CLOSE = 0.5  # share of a sentence's information that makes it an echo


def _restated(batch: Batch) -> Floats:
    return judged_share(batch, judgement(batch).restates)


def _restated_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return unit_spans(batch, article, _telling(judgement(batch).restates))


def _telling(probability: Floats) -> Floats:
    return np.where(probability >= 0.25, probability, 0.0)


def _phrases(batch: Batch) -> Floats:
    again = by_unit(batch, repeated_tokens(batch, 4)) * is_prose(batch)
    return ratio(by_article(batch, again), article_words(batch))


def _phrases_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return token_spans(batch, article, repeated_tokens(batch, 4))


def _echo(batch: Batch) -> Floats:
    close = (title_overlap(batch) >= CLOSE) * unit_weight(batch)
    return ratio(by_article(batch, close), article_words(batch))


def _echo_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    overlap = title_overlap(batch) * is_prose(batch)
    return unit_spans(batch, article, np.where(overlap >= CLOSE, overlap, 0.0))


def _linked(batch: Batch) -> Floats:
    close = (links(batch).overlap >= CLOSE) * unit_weight(batch)
    return ratio(by_article(batch, close), article_words(batch))


def _linked_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    overlap = links(batch).overlap * is_prose(batch)
    return unit_spans(batch, article, np.where(overlap >= CLOSE, overlap, 0.0))


FEATURES = (
    Feature(
        id="repetition.restated",
        label="sentences that say again what was said",
        label_ar="جمل تعيد ما قيل",
        summary="Share of the words in sentences judged to restate the title or an earlier one.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="A restatement can go without losing a fact.",
        misfires="Refrains of speeches, prayers and poems, and deliberate summaries of long texts.",
        source="own: sentence model, label R of the rubric",
        values=_restated,
        evidence=_restated_evidence,
    ),
    Feature(
        id="repetition.phrases",
        label="runs of words used again",
        label_ar="عبارات مكررة بلفظها",
        summary="Share of the words inside a run of four stems that the article had before.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="Text that is spun from a template or pasted twice repeats whole runs of words.",
        misfires="Law, recipes and tables repeat fixed wordings on purpose.",
        source="after duplicate n-grams of Rae et al. 2021 (arXiv:2112.11446), on stems",
        values=_phrases,
        evidence=_phrases_evidence,
    ),
    Feature(
        id="repetition.title_echo",
        label="sentences made of the title's words",
        label_ar="جمل مبنية من كلمات العنوان",
        summary="Share of the words in sentences half of whose information stands in the title.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="Padded news restates its headline under one heading after the other.",
        misfires="Very short articles, in which the lead takes up the title.",
        source="own: words weighted by rarity (Spärck Jones 1972)",
        values=_echo,
        evidence=_echo_evidence,
    ),
    Feature(
        id="repetition.near_copies",
        label="sentences close to an earlier one",
        label_ar="جمل قريبة من جملة سابقة",
        summary="Share of the words in sentences half of whose information an earlier one has.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="A sentence that shares most of its rare words with one other repeats it.",
        misfires="Parallel entries: fixtures, specifications, definitions.",
        source="own: words weighted by rarity (Spärck Jones 1972)",
        values=_linked,
        evidence=_linked_evidence,
    ),
)
