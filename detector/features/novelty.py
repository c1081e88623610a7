"""What a sentence adds to everything before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features.background import token_rarity
from detector.features.columns import (
    article_words,
    by_article,
    by_unit,
    column,
    is_content,
    is_prose,
    ratio,
)
from detector.features.evidence import unit_spans
from detector.features.ngrams import is_first
from detector.features.position import progress
from detector.features.spec import Feature
from detector.features.vectors import earlier_similarity
from detector.features.weights import unit_weight, weighted_mean

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Floats
    from detector.results import Span

TYPICAL_WORDS = 400.0
HEAPS = 0.35  # new words grow with the 0.65th power of length


@column
def unit_bits(batch: Batch) -> Floats:
    """Information of each unit: the rarity of its content words, summed, in bits."""
    return by_unit(batch, token_rarity(batch))


@column
def new_bits(batch: Batch) -> Floats:
    """The part of it in words that no earlier unit had."""
    return by_unit(batch, token_rarity(batch) * is_first(batch))


def _new_bits_a_word(batch: Batch) -> Floats:
    prose = by_article(batch, new_bits(batch) * is_prose(batch))
    words = article_words(batch)
    return ratio(prose, words) * (words / TYPICAL_WORDS) ** HEAPS


def _late(batch: Batch) -> Floats:
    late = progress(batch) >= 2 / 3
    fresh = by_article(batch, new_bits(batch) * unit_weight(batch).astype(np.bool_) * late)
    found = ratio(fresh, by_article(batch, unit_weight(batch) * late))
    return np.where(article_words(batch) >= 60, found, np.nan)


def _nothing_new(batch: Batch, article: int) -> tuple[Span, ...]:
    whole = unit_bits(batch)
    old = np.where(whole > 0, 1.0 - new_bits(batch) / np.maximum(whole, 1e-9), 0.0)
    return unit_spans(batch, article, np.where(old >= 0.7, old, 0.0) * is_prose(batch))


def _rarity(batch: Batch) -> Floats:
    content = by_unit(batch, is_content(batch))
    bits = by_article(batch, unit_bits(batch) * is_prose(batch))
    return ratio(bits, by_article(batch, content * is_prose(batch)))


def _circling(batch: Batch) -> Floats:
    return weighted_mean(batch, earlier_similarity(batch))


def _circling_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    close = earlier_similarity(batch) * is_prose(batch)
    return unit_spans(batch, article, np.where(close >= 0.7, close, 0.0))


_INF = float("inf")

FEATURES = (
    Feature(
        id="novelty.information",
        label="new information for each word",
        label_ar="معلومات جديدة في كل كلمة",
        summary="Rarity in bits of words the article did not have before, per word of prose; "
        "brought to the length of 400 words by Heaps' law.",
        unit="bits/word",
        range=(0.0, _INF),
        direction=-1,
        rationale="A dense text keeps bringing words that few other texts have.",
        misfires="Simple language for learners and children says new things in common words.",
        source="own: inverse document frequency (Spärck Jones 1972), Heaps 1978",
        values=_new_bits_a_word,
        evidence=_nothing_new,
    ),
    Feature(
        id="novelty.late",
        label="new information in the last third",
        label_ar="معلومات جديدة في الثلث الأخير",
        summary="Rarity in bits of new words, per word, in the last third of the article.",
        unit="bits/word",
        range=(0.0, _INF),
        direction=-1,
        rationale="Padded articles have said all they know by the middle.",
        misfires="Articles that end by drawing an argument together.",
        source="own",
        values=_late,
        evidence=_nothing_new,
    ),
    Feature(
        id="novelty.rarity",
        label="rarity of its words",
        label_ar="ندرة مفرداته",
        summary="Mean rarity in bits of its content words in the background collection.",
        unit="bits",
        range=(0.0, _INF),
        direction=-1,
        rationale="Generic sentences are made of words that every article has.",
        misfires="Simple language; fields that the background collection covers well.",
        source="own: inverse document frequency (Spärck Jones 1972)",
        values=_rarity,
    ),
    Feature(
        id="novelty.circling",
        label="sentences that circle around the same",
        label_ar="جمل تدور حول المعنى نفسه",
        summary="Mean cosine between a sentence's meaning and that of all sentences before it.",
        unit="cosine",
        range=(-1.0, 1.0),
        direction=1,
        rationale="Paraphrase keeps the meaning in place while the words change.",
        misfires="Articles on one narrow technical subject.",
        source="own: latent vectors by truncated SVD of PPMI (Levy and Goldberg 2014)",
        values=_circling,
        evidence=_circling_evidence,
    ),
)
