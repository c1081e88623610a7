"""Filler: stock phrases, praise and asserted importance, and sentences that fit any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features.columns import article_words, by_article, by_unit, is_prose, ratio
from detector.features.evidence import token_spans, unit_spans
from detector.features.judgement import judgement
from detector.features.phrases import tokens_of
from detector.features.spec import Feature
from detector.features.weights import judged_share, weighted_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Batch
    from detector.features.columns import Floats
    from detector.results import Span

THROAT_CLEARING = ("fillers", "summaries", "transitions", "stock_claims")
PRAISE = ("evaluations", "importance", "promises")


def _listed(names: tuple[str, ...]) -> Callable[[Batch], Floats]:
    def share(batch: Batch) -> Floats:
        inside = by_unit(batch, tokens_of(batch, *names)) * is_prose(batch)
        return ratio(by_article(batch, inside), article_words(batch))

    return share


def _listed_evidence(names: tuple[str, ...]) -> Callable[[Batch, int], tuple[Span, ...]]:
    def spans(batch: Batch, article: int) -> tuple[Span, ...]:
        return token_spans(batch, article, tokens_of(batch, *names))

    return spans


def _generic(batch: Batch) -> Floats:
    return judged_share(batch, judgement(batch).generic)


def _generic_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    generic = judgement(batch).generic * is_prose(batch)
    return unit_spans(batch, article, np.where(generic >= 0.3, generic, 0.0))


def _wording(batch: Batch) -> Floats:
    return weighted_mean(batch, judgement(batch).wording)


def _wording_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    wording = judgement(batch).wording * is_prose(batch)
    return unit_spans(batch, article, np.where(wording >= 0.5, wording, 0.0))


FEATURES = (
    Feature(
        id="filler.generic",
        label="sentences that fit any article",
        label_ar="جمل تصلح لأي مقال",
        summary="Share of the words in sentences judged to be true of any subject.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="What stands unchanged in a hundred other articles says nothing of this one.",
        misfires="Beginners' texts, which need to say what experts take as given.",
        source="own: sentence model, label G of the rubric",
        values=_generic,
        evidence=_generic_evidence,
    ),
    Feature(
        id="filler.phrases",
        label="throat-clearing and stock phrases",
        label_ar="عبارات تمهيدية ومحفوظة",
        summary="Share of the words in fillers, announced summaries, connectives and truisms.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="They can be crossed out of any sentence and nothing is lost.",
        misfires="Speeches, which need connectives for the ear.",
        source="own lists of the language pack",
        values=_listed(THROAT_CLEARING),
        evidence=_listed_evidence(THROAT_CLEARING),
    ),
    Feature(
        id="filler.praise",
        label="praise, promises and asserted importance",
        label_ar="مديح ووعود وتأكيد للأهمية",
        summary="Share of the words in praise without a fact, promises and asserted importance.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="An importance that is asserted is one that was not shown.",
        misfires="Reviews, which must praise, and quotations.",
        source="own lists of the language pack",
        values=_listed(PRAISE),
        evidence=_listed_evidence(PRAISE),
    ),
    Feature(
        id="filler.wording",
        label="wording typical of padding",
        label_ar="صياغة مألوفة في الحشو",
        summary="Mean lexical evidence of its sentences: how typical of padding their words are.",
        unit="log-odds",
        range=(-float("inf"), float("inf")),
        direction=1,
        rationale="Padding draws on the same words and phrases in article after article.",
        misfires="Subjects that padded pages often treat, such as marketing and health.",
        source="own: penalised logistic regression on words and stem runs of five sources or more",
        values=_wording,
        evidence=_wording_evidence,
    ),
)
