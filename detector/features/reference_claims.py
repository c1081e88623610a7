"""Authorities without a name: they stand in too few articles to tell padded from dense ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.features.columns import article_words, by_article, is_prose, ratio
from detector.features.evidence import token_spans
from detector.features.phrases import count_of, tokens_of
from detector.features.spec import Feature

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Floats
    from detector.results import Span


def _anonymous(batch: Batch) -> Floats:
    count = by_article(batch, count_of(batch, "anonymous") * is_prose(batch))
    return 100.0 * ratio(count, article_words(batch))


def _anonymous_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return token_spans(batch, article, tokens_of(batch, "anonymous"))


FEATURES = (
    Feature(
        id="reference.anonymous_authorities",
        label="authorities nobody can ask",
        label_ar="مرجعيات بلا أسماء",
        summary="Mentions of experts, studies and observers without a name, per 100 words.",
        unit="per 100 words",
        range=(0.0, 100.0),
        direction=0,
        rationale="“Experts agree” lends weight to what anybody could say.",
        misfires="Sources who must stay unnamed.",
        source="own: list `anonymous` of the language pack",
        values=_anonymous,
        evidence=_anonymous_evidence,
    ),
)
