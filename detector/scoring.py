"""The whole way from sources to answers, for one article or for many."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from detector import compiled
from detector.cutting import cut_text
from detector.explaining import (
    Place,
    claims_of,
    contributions_of,
    cut_list,
    keyphrases_of,
    sections_of,
    sentences_of,
)
from detector.features import FEATURES, measure
from detector.features.columns import unit_words
from detector.languages.detection import Detection, detect_languages
from detector.model import judge_batch, load_model
from detector.model.shapes import sigmoid
from detector.results import (
    Abstention,
    Cuts,
    ModelInfo,
    Result,
    Row,
    Share,
)
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from detector.article import Batch, Language, Source
    from detector.model import Model, Verdicts
    from detector.results import Band, Sentence

T = TypeVar("T")

FEWEST_WORDS = 80
MOSTLY = 0.5
LOT = 128  # articles of one batch: their columns fit a processor's cache
LOT_CHARACTERS = 600_000
MOST_SENTENCES = 20_000
_STRONGEST = 3
_BANDS: tuple[tuple[float, Band], ...] = ((0.1, "dense"), (0.3, "some"), (0.6, "heavy"))


@cache
def default_model() -> Model:
    """The model that ships with the package, read once."""
    return load_model()


def score_sources(sources: Sequence[Source], *, model: Model | None = None) -> list[Result]:
    """Score articles and explain every score.

    Args:
        sources: the articles, in any mix of languages.
        model: which model scores; by default the shipped one.

    Returns:
        A result for each source, in their order. An article that cannot be scored abstains.
    """
    used = model or default_model()
    results = _map(sources, used, _one_by_one(_explain))
    pairs = zip(sources, results, strict=True)
    cut = [_without_padding(source, result) for source, result in pairs]
    rescored = _map([source for source in cut if source], used, _one_by_one(_row))
    after = iter(rescored)
    return [
        replace(result, cuts=_cuts(result, next(after) if source else None))
        if result.abstained is None
        else result
        for source, result in zip(cut, results, strict=True)
    ]


def score_rows(
    sources: Sequence[Source],
    *,
    model: Model | None = None,
    features: bool = False,
    reference: bool = False,
    sentences: bool = False,
) -> list[Row]:
    """Score articles without evidence, as a scan does.

    Args:
        sources: the articles, in any mix of languages.
        model: which model scores; by default the shipped one.
        features: whether the rows carry the value of every feature.
        reference: whether they carry the reference measures too, which takes several times as long.
        sentences: whether they carry the sentences with their probabilities.

    Returns:
        A row for each source, in their order; the scores are those of `score_sources`.
    """

    def rows(lot: list[_View]) -> list[Row]:
        asked = features or reference
        values = _values(lot, reference=reference) if asked else [{} for _ in lot]
        told = [sentences_of(view.place) if sentences and view.place else () for view in lot]
        return list(map(_row, lot, values, told))

    return _map(sources, model or default_model(), rows)


class _View(NamedTuple):
    """One article on its way: where it stands, what was found, or why there is no score."""

    source: Source
    model: Model
    lang: Language | None
    words: int
    abstained: Abstention | None
    place: Place | None = None
    verdicts: Verdicts | None = None
    numbers: _Numbers | None = None


class _Numbers(NamedTuple):
    """What the rows of a batch say, one entry for every article."""

    score: list[float]
    share: list[Share]
    band: list[Band]
    reasons: list[tuple[str, ...]]


def _map(
    sources: Sequence[Source], model: Model, answer: Callable[[list[_View]], list[T]]
) -> list[T]:
    """Answer for every source, in lots of one language each; the order is kept."""
    compiled.meet(len(sources))
    answers: dict[int, T] = {}
    waiting: dict[Language, list[int]] = {}
    for index, (lang, abstained) in enumerate(_languages(sources, model)):
        source = sources[index]
        if lang is None or abstained:
            words = len(source.text.split())
            (answers[index],) = answer([_View(source, model, lang, words, abstained)])
        else:
            waiting.setdefault(lang, []).append(index)
    for lang, indices in waiting.items():
        for lot in _lots(indices, sources):
            views = _judge([sources[index] for index in lot], lang, model)
            answers |= dict(zip(lot, answer(views), strict=True))
    return [answers[index] for index in range(len(sources))]


def _one_by_one(answer: Callable[[_View], T]) -> Callable[[list[_View]], list[T]]:
    return lambda lot: [answer(view) for view in lot]


def _languages(
    sources: Sequence[Source], model: Model
) -> list[tuple[Language | None, Abstention | None]]:
    """The language of every source, or why it has none that this model knows."""
    found = iter(detect_languages([source.text for source in sources if not source.lang]))
    return [
        _known(Detection(source.lang) if source.lang else next(found), model) for source in sources
    ]


def _known(found: Detection, model: Model) -> tuple[Language | None, Abstention | None]:
    if found.lang is None:
        return None, Abstention(found.reason or "language", found.detail or "")
    if found.lang not in model.languages:
        known = f"this model does not know the language {found.lang!r}"
        return found.lang, Abstention("language", known)
    return found.lang, None


def _lots(indices: list[int], sources: Sequence[Source]) -> Iterator[list[int]]:
    """Cut into lots of a bounded number of articles and of characters."""
    lot: list[int] = []
    size = 0
    for index in indices:
        length = len(sources[index].text)
        if lot and (len(lot) == LOT or size + length > LOT_CHARACTERS):
            yield lot
            lot, size = [], 0
        lot.append(index)
        size += length
    if lot:
        yield lot


def _judge(sources: list[Source], lang: Language, model: Model) -> list[_View]:
    batch = make_batch(sources, lang)
    if (np.diff(batch.unit_bounds) > MOST_SENTENCES).any():
        return _judge_fewer(sources, np.diff(batch.unit_bounds), lang, model)
    verdicts = judge_batch(batch, model.languages[lang])
    every = np.bincount(batch.units.article, weights=unit_words(batch), minlength=len(batch))
    numbers, words = _numbers(verdicts), verdicts.words.astype(np.int64).tolist()
    abstained = map(_abstains, words, every.tolist())
    return [
        _View(source, model, lang, count, why, Place(batch, article), verdicts, numbers)
        for article, (source, count, why) in enumerate(zip(sources, words, abstained, strict=True))
    ]


def _judge_fewer(
    sources: list[Source], units: NDArray[np.int64], lang: Language, model: Model
) -> list[_View]:
    """Judge a lot without the texts that are no single article: they would take all memory."""
    fine = (units <= MOST_SENTENCES).tolist()
    kept = [source for source, fits in zip(sources, fine, strict=True) if fits]
    views = iter(_judge(kept, lang, model) if kept else [])
    return [
        next(views)
        if fits
        else _View(source, model, lang, len(source.text.split()), _too_long(int(count)))
        for source, fits, count in zip(sources, fine, units, strict=True)
    ]


def _too_long(units: int) -> Abstention:
    return Abstention(
        "too_long",
        f"{units} lines and sentences are no single article (at most {MOST_SENTENCES}): split it",
    )


def _abstains(words: int, every: float) -> Abstention | None:
    """Say why an article gets no score, if it gets none."""
    if every and words < MOSTLY * every:
        return Abstention(
            "not_prose",
            f"only {words} of {int(every)} words are sentences: score the article's text alone",
        )
    if words < FEWEST_WORDS:
        return Abstention(
            "too_short",
            f"{words} words are too few for a score: {FEWEST_WORDS} words of prose are needed",
        )
    return None


def _values(lot: list[_View], *, reference: bool) -> list[dict[str, float | None]]:
    """The features of every article of a lot that has a score, None where not measurable."""
    judged = [(view.place, view.verdicts) for view in lot if view.place and view.verdicts]
    if not judged:
        return [{} for _ in lot]
    place, found = judged[0]  # of one batch, as all others
    columns = {**found.features, **(_reference(place.batch) if reference else {})}
    table = np.array([*columns.values()]).T
    articles = np.where(np.isnan(table), np.array(None), table).tolist()
    return [
        dict(zip(columns, articles[view.place.article], strict=True))
        if view.place and not view.abstained
        else {}
        for view in lot
    ]


def _reference(batch: Batch) -> dict[str, NDArray[np.float64]]:
    from detector.features.reference import REFERENCE  # noqa: PLC0415  (seldom asked for)

    return measure(batch, REFERENCE)


def _numbers(found: Verdicts) -> _Numbers:
    limits, bands = zip(*_BANDS, strict=True)
    names = np.array([*bands, "mostly"])[np.searchsorted(limits, found.share, side="right")]
    strongest = np.argsort(-found.terms, axis=1, kind="stable")[:, :_STRONGEST]
    raises = np.take_along_axis(found.terms, strongest, axis=1) > 0
    return _Numbers(
        score=(100.0 * sigmoid(found.log_odds)).tolist(),
        share=list(map(Share, found.share.tolist(), found.low.tolist(), found.high.tolist())),
        band=names.tolist(),
        reasons=[
            tuple(FEATURES[index].id for index in row[:count])
            for row, count in zip(strongest.tolist(), raises.sum(axis=1).tolist(), strict=True)
        ],
    )


def _row(
    view: _View,
    features: Mapping[str, float | None] | None = None,
    sentences: tuple[Sentence, ...] = (),
) -> Row:
    if view.abstained or view.place is None or view.numbers is None:
        return Row(view.lang, view.words, None, None, None, view.abstained, (), {}, sentences)
    numbers, article = view.numbers, view.place.article
    return Row(
        lang=view.lang,
        words=view.words,
        score=numbers.score[article],
        share=numbers.share[article],
        band=numbers.band[article],
        abstained=None,
        reasons=numbers.reasons[article],
        features=features or {},
        sentences=sentences,
    )


def _explain(view: _View) -> Result:
    """Explain everything but the cut, which is scored with all others of the call."""
    row, place = _row(view), view.place
    bare = Result(
        path=view.source.origin,
        title=_title(view),
        lang=view.lang,
        text=view.source.text,
        words=view.words,
        score=row.score,
        band=row.band,
        share=row.share,
        abstained=view.abstained,
        log_odds=None,
        intercept=None,
        contributions=(),
        sentences=sentences_of(place) if place else (),
        sections=sections_of(place) if place else (),
        keyphrases=keyphrases_of(place) if place else (),
        claims=claims_of(place) if place else (),
        cuts=None,
        model=ModelInfo(view.model.name, view.model.format, view.model.sha256),
    )
    if view.abstained or view.lang is None or place is None or view.verdicts is None:
        return bare
    language = view.model.languages[view.lang]
    return replace(
        bare,
        log_odds=float(view.verdicts.log_odds[place.article]),
        intercept=language.articles.intercept,
        contributions=contributions_of(place, view.verdicts, language),
    )


def _title(view: _View) -> str | None:
    """The title given beside the text, or the first line that reads as one."""
    if view.source.title:
        return " ".join(view.source.title.split())
    if view.place is None:
        return None
    units, place = view.place.batch.units, view.place.units
    if not len(place) or not units.title[place.start]:
        return None
    text = view.source.text[units.start[place.start] : units.end[place.start]]
    return " ".join(text.strip().strip("#*_ \t").split()) or None


def _without_padding(source: Source, result: Result) -> Source | None:
    """The article without its padding, to be scored again; None where there is no score."""
    if result.abstained is not None:
        return None
    cut = Cuts(cut_list(result.sentences), 0, None, None)
    lang: Language | None = "ar" if result.lang == "ar" else "en"
    return source._replace(text=cut_text(replace(result, cuts=cut)), lang=lang)


def _cuts(result: Result, after: Row | None) -> Cuts:
    sentences = cut_list(result.sentences)
    if after is None or after.abstained is not None:
        return Cuts(sentences, after.words if after else 0, None, None)
    share = after.share.value if after.share else None
    return Cuts(sentences, after.words, after.score, share)
