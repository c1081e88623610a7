"""Claims: what a reader could look up, and what of it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.features import anchors
from detector.features.columns import (
    article_words,
    by_article,
    by_unit,
    column,
    is_prose,
    ratio,
)
from detector.features.evidence import token_spans, unit_spans
from detector.features.ngrams import is_first
from detector.features.phrases import count_of, tokens_of
from detector.features.spec import Feature
from detector.features.weights import unit_weight
from detector.languages.runs import neighbours_alike

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats, Ints
    from detector.results import Span

KINDS = (
    "figure", "date", "place", "name", "institution", "quotation", "comparison", "attribution",
)  # fmt: skip
_INF = float("inf")


class Claims(NamedTuple):
    """Runs of anchoring words in prose: first and last token, kind (of `KINDS`), whether new."""

    first: Ints
    last: Ints
    kind: Ints
    new: Flags


@column
def token_kind(batch: Batch) -> Ints:
    """The place in `KINDS` of each token's anchor, −1 for a token that is none."""
    marks = (
        anchors.is_figure(batch) & ~anchors.is_date(batch),
        anchors.is_date(batch),
        anchors.is_name(batch) & tokens_of(batch, "places"),
        anchors.is_name(batch),
        anchors.is_institution(batch),
        batch.tokens.quoted,
        tokens_of(batch, "comparisons"),
        tokens_of(batch, "attributions"),
    )
    kind = np.full(len(batch.tokens.unit), -1)
    for place in range(len(marks) - 1, -1, -1):
        np.copyto(kind, place, where=marks[place])
    np.copyto(kind, -1, where=~_states(batch).take(batch.tokens.unit))
    return kind


def _states(batch: Batch) -> Flags:
    """Units that state something: no questions, promises, nor hedges without a figure or date."""
    measured = by_unit(batch, anchors.is_figure(batch) | anchors.is_date(batch)) > 0
    vague = (count_of(batch, "hedges") > 0) & ~measured
    promised = count_of(batch, "promises") > 0
    states: Flags = is_prose(batch) & ~batch.units.question & ~vague & ~promised
    return states


@column
def claims(batch: Batch) -> Claims:
    """Join neighbouring tokens of one kind; a run is new when one of its stems is."""
    kind, unit = token_kind(batch), batch.tokens.unit
    found = np.flatnonzero(kind >= 0)
    first, last = neighbours_alike(found, kind[found], unit[found])
    fresh = np.concatenate(([0], np.cumsum(is_first(batch))))
    return Claims(first, last, kind[first], fresh[last + 1] > fresh[first])


def _per_hundred(batch: Batch, kept: Flags) -> Floats:
    article = batch.tokens.article[claims(batch).first[kept]]
    count = np.bincount(article, minlength=len(batch))
    return 100.0 * ratio(count, article_words(batch))


def _density(batch: Batch) -> Floats:
    return _per_hundred(batch, np.ones(len(claims(batch).first), np.bool_))


def _new(batch: Batch) -> Floats:
    return _per_hundred(batch, claims(batch).new)


def _claims_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return token_spans(batch, article, token_kind(batch) >= 0)


@column
def unit_claims(batch: Batch) -> Floats:
    """Number of claims in each unit."""
    unit = batch.tokens.unit[claims(batch).first]
    return np.bincount(unit, minlength=len(batch.units.start)).astype(np.float64)


@column
def new_claims(batch: Batch) -> Floats:
    """Number of new claims in each unit."""
    found = claims(batch)
    unit = batch.tokens.unit[found.first]
    size = len(batch.units.start)
    return np.asarray(np.bincount(unit, found.new, size), np.float64)


def _bare_units(batch: Batch) -> Flags:
    bare: Flags = (unit_claims(batch) == 0) & is_prose(batch)
    return bare


def _bare(batch: Batch) -> Floats:
    return ratio(by_article(batch, unit_weight(batch) * _bare_units(batch)), article_words(batch))


def _bare_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return unit_spans(batch, article, unit_weight(batch) * _bare_units(batch))


@column
def _sourced_units(batch: Batch) -> Flags:
    """Units that attribute what they say to somebody who can be named."""
    said = count_of(batch, "attributions") > 0
    named = by_unit(batch, anchors.is_name(batch) | anchors.is_institution(batch)) > 0
    sourced: Flags = said & named & (count_of(batch, "anonymous") == 0) & is_prose(batch)
    return sourced


def _sourced(batch: Batch) -> Floats:
    return ratio(
        by_article(batch, unit_weight(batch) * _sourced_units(batch)), article_words(batch)
    )


def _sourced_evidence(batch: Batch, article: int) -> tuple[Span, ...]:
    return unit_spans(batch, article, _sourced_units(batch).astype(np.float64))


FEATURES = (
    Feature(
        id="claims.density",
        label="checkable specifics",
        label_ar="معلومات يمكن التحقق منها",
        summary="Figures, dates, names, places, quotations, comparisons and attributions per "
        "100 words; none in questions, promises and hedged generalities.",
        unit="per 100 words",
        range=(0.0, _INF),
        direction=-1,
        rationale="What can be checked was found out by somebody; padding has little of it.",
        misfires="Essays, fiction and instructions live without names and figures.",
        source="after check-worthy claims (Hassan et al. 2017); vocabulary of Unicode CLDR",
        values=_density,
        evidence=_claims_evidence,
    ),
    Feature(
        id="claims.new",
        label="specifics said for the first time",
        label_ar="معلومات تذكر لأول مرة",
        summary="Checkable specifics per 100 words that the article did not have before.",
        unit="per 100 words",
        range=(0.0, _INF),
        direction=-1,
        rationale="A name repeated in every paragraph is no new information.",
        misfires="Long articles about one person or place.",
        source="own",
        values=_new,
        evidence=_claims_evidence,
    ),
    Feature(
        id="claims.bare",
        label="sentences without anything to check",
        label_ar="جمل بلا معلومة يمكن التحقق منها",
        summary="Share of the words in sentences without a single checkable specific.",
        unit="share",
        range=(0.0, 1.0),
        direction=1,
        rationale="Sentences that would stand in any article name nothing.",
        misfires="Arguments and instructions need no names.",
        source="own",
        values=_bare,
        evidence=_bare_evidence,
    ),
    Feature(
        id="claims.sourced",
        label="statements with a named source",
        label_ar="أقوال منسوبة إلى مصدر مسمى",
        summary="Share of the words in sentences that attribute what they say to a named source.",
        unit="share",
        range=(0.0, 1.0),
        direction=-1,
        rationale="Somebody who can be asked was asked.",
        misfires="First-hand reports need no source.",
        source="own: attributions and names of the language pack",
        values=_sourced,
        evidence=_sourced_evidence,
    ),
)
