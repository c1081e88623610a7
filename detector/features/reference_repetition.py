"""Repetition between the parts of one article: self-repetition and n-gram diversity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features.columns import is_prose, ratio, unit_words
from detector.features.ngrams import grams
from detector.features.reference_common import each_article, prose_words
from detector.features.spec import Feature
from detector.languages.hashing import hash_ngrams

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Floats, Ints

_GRAM = 4


def _self_repetition(batch: Batch, group_of_unit: Ints, owner: Ints) -> Floats:
    """Mean of ln(1 + Σ (documents that hold the 4-gram − 1)) over an article's documents.

    `group_of_unit` numbers the documents, units of which are prose; `owner` are their articles.
    """
    found = grams(batch, _GRAM)
    unit = batch.tokens.unit[found.token]
    prose = is_prose(batch)
    inside = prose[unit]
    size = int(found.group.max(initial=-1)) + 1
    pairs = np.unique(group_of_unit[unit[inside]] * size + found.group[inside])
    holders = np.bincount(pairs % size, minlength=size) if size else np.zeros(0, np.int64)
    document = pairs // max(size, 1)
    shared = np.bincount(document, weights=holders[pairs % max(size, 1)] - 1, minlength=len(owner))
    words = np.bincount(group_of_unit, weights=unit_words(batch) * prose, minlength=len(owner))
    real = words > 0
    total = np.bincount(owner, weights=np.log1p(shared) * real, minlength=len(batch))
    count = np.bincount(owner, weights=real, minlength=len(batch))
    return np.where(count >= 2, ratio(total, count), np.nan)


def _over_sentences(batch: Batch) -> Floats:
    units = np.arange(len(batch.units.start))
    return _self_repetition(batch, units, batch.units.article)


def _over_sections(batch: Batch) -> Floats:
    return _self_repetition(batch, batch.units.section, batch.sections.article)


def _ngram_diversity(batch: Batch) -> Floats:
    keys = batch.words.key

    def one(article: int) -> float:
        words = keys[prose_words(batch)[article]]
        if len(words) < _GRAM:
            return float("nan")
        runs = [words, *(hash_ngrams(words, size) for size in (2, 3, 4))]
        return sum(len(np.unique(run)) / len(run) for run in runs)

    return each_article(batch, one)


_DIVERSITY = "Shaib et al. 2024 (arXiv:2403.00553)"
FEATURES = (
    Feature(
        id="reference.self_repetition_sentences",
        label="4-grams shared between sentences",
        label_ar="تتابعات من أربع كلمات تشترك فيها الجمل",
        summary="Mean over sentences of ln(1 + Σ over their runs of four stems of the other "
        "sentences that hold the run).",
        unit="score",
        range=(0.0, float("inf")),
        direction=0,
        rationale="Sentences written from one template share runs of words.",
        misfires="Long texts have more sentences to share with; names of four words or more.",
        source=f"{_DIVERSITY}, with sentences in place of documents, on stems",
        values=_over_sentences,
        unmeasurable="the text has fewer than two sentences",
    ),
    Feature(
        id="reference.self_repetition_sections",
        label="4-grams shared between sections",
        label_ar="تتابعات من أربع كلمات تشترك فيها الأقسام",
        summary="Mean over sections of ln(1 + Σ over their runs of four stems of the other "
        "sections that hold the run).",
        unit="score",
        range=(0.0, float("inf")),
        direction=0,
        rationale="Sections that say the same under other headings share runs of words.",
        misfires="Long sections share more than short ones; catalogues with one form an entry.",
        source=f"{_DIVERSITY}, with sections in place of documents, on stems",
        values=_over_sections,
        unmeasurable="the text has fewer than two sections with prose",
    ),
    Feature(
        id="reference.ngram_diversity",
        label="n-gram diversity",
        label_ar="تنوع التتابعات اللفظية",
        summary="Distinct over all runs of n words, summed over n = 1 … 4.",
        unit="ratio",
        range=(0.0, 4.0),
        direction=0,
        rationale="Repetition of words and phrases lowers the share of distinct runs.",
        misfires="Falls with the length of any text; compare texts of like length only.",
        source=f"{_DIVERSITY}; Meister et al. 2023",
        values=_ngram_diversity,
        unmeasurable="the text has fewer than four words",
    ),
)
"""Repetition between parts, in a fixed order."""
