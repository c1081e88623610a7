"""Gather what the held-out tests found into plain values, for the card and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np

from detector.features import FEATURES
from detector.features.columns import article_words
from detector.learning.curves import precision, reliability, roc
from detector.learning.evaluating import figures
from detector.learning.findings import (
    Confusion,
    Judged,
    LanguageFindings,
    Line,
    Miss,
    Reading,
    ShapeLine,
)
from detector.learning.groups import groups_of
from detector.model.shapes import sigmoid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from detector.article import Language
    from detector.learning.data import LabelledSet
    from detector.learning.evaluating import Figure, Predictions
    from detector.learning.testing import Tested
    from detector.model.articles import ArticleModel

    Floats = NDArray[np.float64]

THRESHOLD = 50.0  # the score from which on an article is called padded
MISSES = 30
SHAPES = 12
SHAPE_POINTS = 41
READINGS: tuple[Reading, ...] = get_args(Reading)


def gather(
    lang: Language, tested: Tested, now: ArticleModel, before: ArticleModel
) -> LanguageFindings:
    """Gather what was found in one language.

    Args:
        lang: the language.
        tested: its articles and what is said of them.
        now: the trained article model, whose shapes are drawn.
        before: the article model before.
    """
    return LanguageFindings(
        lang=lang,
        mode=tested.mode,
        articles=len(tested.data),
        sources=len(np.unique(tested.data.group)),
        now=judged(tested, tested.found),
        before=judged(tested, tested.before),
        groups=groups_of(tested, THRESHOLD / 100),
        amounts=tested.amounts,
        amounts_before=tested.amounts_before,
        shapes=_shapes(tested.found, now, before),
    )


def judged(tested: Tested, found: Predictions) -> Judged:
    """Say how one model does on the articles of a language."""
    data = tested.data
    rows = np.flatnonzero(data.verdict >= 0)
    heavy, log_odds = data.verdict[rows] >= 2, found.log_odds[rows]
    return Judged(
        figures=figures(data, found, np.ones(len(data), np.bool_)),
        roc=roc(heavy, log_odds),
        precision=precision(heavy, log_odds),
        reliability=reliability(heavy, sigmoid(log_odds)),
        confusion=_confusion(tested.labelled, found),
    )


def figures_of(found: Sequence[LanguageFindings]) -> dict[str, dict[str, Figure]]:
    """Return the figures of the trained model by language."""
    return {part.lang: dict(part.now.figures) for part in found}


def misses_of(tested: Sequence[Tested]) -> tuple[Miss, ...]:
    """List the articles on the wrong side of the threshold, the worst first."""
    found = [miss for part in tested for miss in _misses(part)]
    found.sort(key=lambda miss: -abs(miss.score - THRESHOLD))
    return tuple(found[:MISSES])


def readings(labelled: LabelledSet) -> tuple[Reading, ...]:
    """What a reader said of each article; the grey zone of yes-or-no labels is `some`."""
    yes_or_no: dict[int, Reading] = {0: "dense", 1: "padded", -1: "some"}
    return tuple(
        READINGS[verdict] if verdict >= 0 else yes_or_no[padded]
        for verdict, padded in zip(labelled.verdict.tolist(), labelled.padded.tolist(), strict=True)
    )


def _confusion(labelled: LabelledSet, found: Predictions) -> tuple[Confusion, ...]:
    said = np.array(readings(labelled))
    above = 100.0 * sigmoid(found.log_odds) >= THRESHOLD
    rows = ((name, said == name) for name in READINGS)
    return tuple(
        Confusion(name, int((mine & ~above).sum()), int((mine & above).sum()))
        for name, mine in rows
        if mine.any()
    )


def _misses(tested: Tested) -> Iterator[Miss]:
    data, labelled = tested.data, tested.labelled
    now, before = (100.0 * sigmoid(p.log_odds) for p in (tested.found, tested.before))
    wrong = (data.verdict >= 0) & ((now >= THRESHOLD) != (data.verdict >= 2))
    words, said = article_words(data.batch), readings(labelled)
    for i in np.flatnonzero(wrong).tolist():
        source = labelled.sources[i]
        yield Miss(
            id=labelled.ids[i],
            title=source.title,
            file=labelled.files[i],
            source=labelled.groups[i],
            lang=labelled.lang[i],
            words=int(words[i]),
            reading=said[i],
            score=float(now[i]),
            before=float(before[i]),
        )


def _shapes(found: Predictions, now: ArticleModel, before: ArticleModel) -> tuple[ShapeLine, ...]:
    weight = np.abs(found.terms - np.median(found.terms, axis=0)).mean(axis=0)
    order = np.argsort(-weight, kind="stable")[:SHAPES]
    drawn = (
        _shape(now, before, place, float(weight[place]))
        for place in order.tolist()
        if weight[place] > 0
    )
    return tuple(shape for shape in drawn if shape is not None)


def _shape(now: ArticleModel, before: ArticleModel, place: int, weight: float) -> ShapeLine | None:
    """Sample a shape over what 95 of 100 reference articles have; None where that is nothing."""
    usual = now.percentiles[place]
    low, high = float(usual[2]), float(usual[98])
    if not low < high:
        return None
    values = np.linspace(low, high, SHAPE_POINTS)
    feature = FEATURES[place]
    return ShapeLine(
        feature=feature.id,
        unit=feature.unit,
        weight=weight,
        low=low,
        high=high,
        now=_line(values, now.shapes.term(place, values)),
        before=_line(values, before.shapes.term(place, values)),
    )


def _line(x: Floats, y: Floats) -> Line:
    return Line(tuple(x.tolist()), tuple(y.tolist()))
