"""From numbers to an answer: reasons with spans, sections, over-used phrases, claims, the cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.article import Kind
from detector.features import FEATURES
from detector.features.claims import KINDS, claims, new_claims
from detector.features.columns import is_content, token_stem, unit_words
from detector.features.judgement import judgement
from detector.features.keyphrases import MOST_PHRASES, mentions, named_mentions, phrases
from detector.features.links import links
from detector.features.position import progress
from detector.features.weights import unit_weight
from detector.results import (
    Claim,
    Contribution,
    Keyphrase,
    Section,
    Sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.article import Batch
    from detector.features.columns import Ints
    from detector.model import LanguageModel, Verdicts
    from detector.results import Reason, Span

PADDED = 0.5  # a sentence is called padding from this probability on
REPEATS = 0.2  # least share of a sentence's information that an earlier one must have
_REASONS: tuple[Reason, ...] = ("restates", "generic", "stuffing")
_ALIKE = 0.9  # share of the mentions that a phrase must go on alike in to be longer
_LONGEST = 6
_SAME = 0.7  # a phrase inside another one with this share of its mentions is not named again


class Place(NamedTuple):
    """One article of a batch, with what was found for the batch as a whole."""

    batch: Batch
    article: int

    @property
    def units(self) -> range:
        """The units of the article that stand in its text; a title given beside it does not."""
        first, last = self.batch.unit_bounds[self.article : self.article + 2].tolist()
        while first < last and self.batch.units.start[first] < 0:
            first += 1
        return range(first, last)

    @property
    def sections(self) -> range:
        """Its sections."""
        return range(*self.batch.section_bounds[self.article : self.article + 2].tolist())


def contributions_of(
    place: Place, verdicts: Verdicts, model: LanguageModel
) -> tuple[Contribution, ...]:
    """What every feature adds to the log-odds, strongest first."""
    found = []
    for index, feature in enumerate(FEATURES):
        value = float(verdicts.features[feature.id][place.article])
        known = not np.isnan(value)
        spans = feature.evidence(place.batch, place.article) if feature.evidence else ()
        found.append(
            Contribution(
                feature=feature.id,
                family=feature.family,
                value=value if known else None,
                reason=None if known else feature.unmeasurable,
                unit=feature.unit,
                percentile=model.articles.percentile(feature.id, value),
                log_odds=float(verdicts.terms[place.article, index]),
                evidence=spans,
            )
        )
    return tuple(sorted(found, key=lambda c: -abs(c.log_odds)))


def sentences_of(place: Place) -> tuple[Sentence, ...]:
    """Every unit of the text with its probability, its reason and what it repeats."""
    batch, units = place.batch, place.units
    judged = judgement(batch)
    linked = links(batch)
    split = np.column_stack([judged.restates, judged.generic, judged.stuffing])
    found = []
    for unit in units:
        kind = Kind(batch.units.kind[unit])
        prose = kind not in {Kind.HEADING, Kind.FURNITURE}
        padding = float(judged.padding[unit]) if prose else None
        padded = padding is not None and padding >= PADDED
        reason = _REASONS[int(split[unit].argmax())] if padded else None
        earlier = int(linked.earlier[unit])
        repeats = prose and linked.overlap[unit] >= REPEATS and earlier >= units.start
        found.append(
            Sentence(
                start=int(batch.units.start[unit]),
                end=int(batch.units.end[unit]),
                kind=kind.name.lower(),  # type: ignore[arg-type]  # the names of both are the same
                padding=padding,
                reason=reason,
                restates=earlier - units.start if repeats else None,
                section=int(batch.units.section[unit]) - place.sections.start,
            )
        )
    return tuple(found)


def sections_of(place: Place) -> tuple[Section, ...]:
    """Every section with what it adds; one that has no text of its own is left out."""
    batch = place.batch
    judged, weight, fresh = judgement(batch), unit_weight(batch), new_claims(batch)
    found = []
    for section in place.sections:
        first, last = batch.sections.units[section : section + 2].tolist()
        first = max(first, place.units.start)
        span = slice(first, max(first, last))
        words = float(weight[span].sum())
        heading = int(batch.sections.heading[section])
        found.append(
            Section(
                start=int(batch.units.start[first]) if first < last else 0,
                end=int(batch.units.end[last - 1]) if first < last else 0,
                heading=_text(place, heading) if heading >= 0 else None,
                level=int(batch.units.level[heading]) if heading >= 0 else 0,
                stock=bool(batch.sections.stock[section]),
                position=_middle(place, span),
                words=int(words),
                new_claims=int(fresh[span].sum()),
                restated=_share(judged.restates[span], weight[span]),
                padding=_share(judged.padding[span], weight[span]),
            )
        )
    return tuple(found)


def _text(place: Place, unit: int) -> str:
    units = place.batch.units
    text = place.batch.sources[place.article].text[units.start[unit] : units.end[unit]]
    return " ".join(text.strip().strip("#*_ \t").split())


def _middle(place: Place, span: slice) -> float:
    found = progress(place.batch)[span]
    return float(found.mean()) if len(found) else 0.0


def _share(probability: np.ndarray, weight: np.ndarray) -> float | None:
    words = float(weight.sum())
    return float((probability * weight).sum() / words) if words else None


def keyphrases_of(place: Place) -> tuple[Keyphrase, ...]:
    """The phrase that the user named, if any, then the most over-used ones.

    A phrase that only stands inside another is not named again.
    """
    batch, found = place.batch, phrases(place.batch)
    kept = [(phrase.spans, phrase) for phrase in _named(place)]
    first, last = np.searchsorted(found.article, [place.article, place.article + 1])
    for index in range(first, min(last, first + 4 * MOST_PHRASES)):
        spans = tuple(_mention_spans(place, int(found.size[index]), int(found.group[index])))
        if not spans or any(other and _inside(spans, other) for other, _ in kept):
            continue
        phrase = " ".join(batch.sources[place.article].text[slice(*spans[0])].split())
        if not phrase.replace(" ", "").isdecimal():
            kept.append((spans, _keyphrase(place, phrase, spans)))
        if len(kept) == MOST_PHRASES:
            break
    return tuple(phrase for _, phrase in kept)


def _named(place: Place) -> Iterator[Keyphrase]:
    batch, tokens = place.batch, place.batch.tokens
    named = batch.sources[place.article].keyphrase
    if named:
        first, size = named_mentions(batch, place.article, named)
        places = [at for at in first.tolist() if tokens.start[at] >= 0]
        spans = tuple((int(tokens.start[at]), int(tokens.end[at + size - 1])) for at in places)
        yield _keyphrase(place, " ".join(named.split()), spans)


def _keyphrase(place: Place, phrase: str, spans: tuple[Span, ...]) -> Keyphrase:
    words = float(unit_words(place.batch)[place.units.start : place.units.stop].sum())
    density = len(spans) * len(phrase.split()) / max(words, 1.0)
    return Keyphrase(phrase, len(spans), density, spans)


def _mention_spans(place: Place, size: int, group: int) -> Iterator[Span]:
    tokens = place.batch.tokens
    first = mentions(place.batch, size, group)
    last = first + size - 1
    last += _grows(place.batch, last, 1)
    first -= _grows(place.batch, first, -1)
    for begin, end in zip(first.tolist(), last.tolist(), strict=True):
        if tokens.start[begin] >= 0:
            yield int(tokens.start[begin]), int(tokens.end[end])


def _grows(batch: Batch, at: Ints, step: int) -> int:
    """By how many words nearly all mentions go on alike: names are longer than the runs."""
    unit, stem = batch.tokens.unit, token_stem(batch)
    for more in range(1, _LONGEST):
        beyond = np.clip(at + step * more, 0, len(stem) - 1)
        inside = (beyond == at + step * more) & (unit[beyond] == unit[at])
        same = np.bincount(stem[beyond][inside]).max(initial=0)
        if not inside.all() or same < _ALIKE * len(at) or not is_content(batch)[beyond[0]]:
            return more - 1
    return _LONGEST - 1


def _inside(spans: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    """Whether most of the spans touch one of the others."""
    begin = np.array([start for start, _ in others])
    end = np.array([end for _, end in others])
    start = np.array([start for start, _ in spans])
    stop = np.array([end for _, end in spans])
    place = np.clip(np.searchsorted(begin, stop) - 1, 0, len(begin) - 1)
    touched = (begin[place] < stop) & (end[place] > start)
    return bool(touched.mean() >= _SAME)


def claims_of(place: Place) -> tuple[Claim, ...]:
    """Every checkable specific of the text, in reading order."""
    batch, found = place.batch, claims(place.batch)
    first, last = batch.token_bounds[place.article : place.article + 2]
    inside = np.flatnonzero((found.first >= first) & (found.first < last))
    spans = (
        Claim(
            int(batch.tokens.start[found.first[index]]),
            int(batch.tokens.end[found.last[index]]),
            KINDS[found.kind[index]],
        )
        for index in inside.tolist()
    )
    return tuple(claim for claim in spans if claim.start >= 0)


def cut_list(sentences: tuple[Sentence, ...]) -> tuple[int, ...]:
    """Indices of the sentences to delete: those called padding."""
    return tuple(
        index
        for index, sentence in enumerate(sentences)
        if sentence.padding is not None and sentence.padding >= PADDED
    )
