"""Full names said again where a short form or a pronoun is natural."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features import anchors
from detector.features.columns import article_words, by_article, by_unit, column, is_prose, ratio
from detector.features.evidence import token_spans
from detector.features.ngrams import covered, grams
from detector.features.phrases import tokens_of
from detector.features.spec import Feature
from detector.languages.distinct import contains
from detector.languages.runs import neighbours_alike

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats
    from detector.results import Span

LONGEST = 4  # words of a name that are compared; what follows is taken as the same name


@column
def full_names_again(batch: Batch) -> Flags:
    """Tokens of names of two words or more that the article had in full before.

    Places are left out: they have no short form. In Arabic names with attached particles are
    the same name, since stems are compared.
    """
    unit = batch.tokens.unit
    name = np.flatnonzero(anchors.is_name(batch) & is_prose(batch)[unit])
    start, last = neighbours_alike(name, unit[name])
    end = last + 1
    places = np.concatenate(([0], np.cumsum(tokens_of(batch, "places"))))
    person = places[end] - places[start] < end - start
    again = np.zeros(len(unit), np.bool_)
    for size in range(2, LONGEST + 1):
        mine = start[person & (np.minimum(end - start, LONGEST) == size)]
        known = contains(grams(batch, size).later, mine)
        again |= covered(batch, mine[known], size)
    return again


def _share(batch: Batch) -> Floats:
    return ratio(by_article(batch, by_unit(batch, full_names_again(batch))), article_words(batch))


def _evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return token_spans(batch, article, full_names_again(batch))


FEATURES = (
    Feature(
        id="reference.full_names_again",
        label="names said in full again",
        label_ar="أسماء كاملة مكررة",
        summary="Share of the words in names of two words or more that stood in full before.",
        unit="share",
        range=(0.0, 1.0),
        direction=0,
        rationale="After its first mention a person has a surname and a pronoun; a search phrase "
        "has not.",
        misfires="Two people of one family; legal texts, which name parties in full.",
        source="own",
        values=_share,
        evidence=_evidence,
    ),
)
