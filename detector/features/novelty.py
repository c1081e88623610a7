"""What a sentence adds to everything before it, and which earlier sentence it repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.background import stem_rarity, stem_vectors
from detector.features.columns import (
    article_words,
    by_article,
    by_unit,
    column,
    is_content,
    is_prose,
    ratio,
    token_stem,
)
from detector.features.evidence import unit_spans
from detector.features.ngrams import is_first
from detector.features.position import progress
from detector.features.spec import Feature
from detector.features.weights import unit_weight, weighted_mean
from detector.languages.distinct import contains, number_keys, sorted_distinct
from detector.languages.hashing import mix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Floats, Ints
    from detector.results import Span

LINKS_BACK = 6  # how many earlier sentences with the same stem are looked at
TYPICAL_WORDS = 400.0
HEAPS = 0.35  # new words grow with the 0.65th power of length


@column
def token_rarity(batch: Batch) -> Floats:
    """Bits of each content token, 0 for function words."""
    return stem_rarity(batch)[token_stem(batch)] * is_content(batch)


@column
def unit_bits(batch: Batch) -> Floats:
    """Information of each unit: the rarity of its content words, summed, in bits."""
    return by_unit(batch, token_rarity(batch))


@column
def new_bits(batch: Batch) -> Floats:
    """The part of it in words that no earlier unit had."""
    return by_unit(batch, token_rarity(batch) * is_first(batch))


class _Pairs(NamedTuple):
    """Distinct (unit, stem) pairs of content, in order of article, stem and unit."""

    unit: Ints
    stem: Ints
    group: Ints
    rank: Ints


@column
def _pairs(batch: Batch) -> _Pairs:
    content = np.flatnonzero(is_content(batch))
    stem, unit = token_stem(batch)[content], batch.tokens.unit[content]
    size = len(batch.units.start)
    group = batch.tokens.article[content] * len(batch.stems) + stem
    key = sorted_distinct(group * size + unit)
    unit, group = key % size, key // size
    first = np.searchsorted(group, group)
    return _Pairs(unit, group % len(batch.stems), group, np.arange(len(key)) - first)


class Links(NamedTuple):
    """For each unit the earlier one that it shares most with (-1: none), and how much.

    `overlap` is the share of the unit's information (bits) that the earlier unit also has.
    """

    earlier: NDArray[np.int64]
    overlap: NDArray[np.float64]


@column
def links(batch: Batch) -> Links:
    """Find the earlier unit that each unit repeats most, through their shared stems.

    Each stem looks back at its last few units and at its first one, so that the work grows
    with the length of the article and not with its square.
    """
    pairs, size = _pairs(batch), len(batch.units.start)
    here = np.arange(len(pairs.unit))
    later, earlier = [], []
    for back in [*range(1, LINKS_BACK + 1), 0]:
        at = here[(pairs.rank >= back) if back else (pairs.rank > LINKS_BACK)]
        later.append(at)
        earlier.append(at - (back or pairs.rank[at]))
    late, early = np.concatenate(later), np.concatenate(earlier)
    return _best(batch, pairs.unit[late], pairs.unit[early], pairs.stem[late], size)


def _best(batch: Batch, late: Ints, early: Ints, stem: Ints, size: int) -> Links:
    pair = number_keys(mix((late * size + early).astype(np.uint64)))
    bits = np.bincount(pair.number, stem_rarity(batch)[stem], len(pair.place))
    late, early = late[pair.place], early[pair.place]
    most = np.zeros(size)
    np.maximum.at(most, late, bits)
    best = bits == most[late]
    earliest = np.full(size, size)
    np.minimum.at(earliest, late[best], early[best])
    return Links(
        np.where(earliest < size, earliest, -1),
        most / np.maximum(_distinct_bits(batch), 1e-9),
    )


@column
def _distinct_bits(batch: Batch) -> Floats:
    pairs = _pairs(batch)
    size = len(batch.units.start)
    return np.asarray(np.bincount(pairs.unit, stem_rarity(batch)[pairs.stem], size), np.float64)


@column
def title_overlap(batch: Batch) -> Floats:
    """Share of each unit's information that stands in the article's title or first unit."""
    first = batch.unit_bounds[batch.units.article]
    pairs = _pairs(batch)
    lead = pairs.unit == first[pairs.unit]
    in_lead = contains(pairs.group[lead], pairs.group)
    size = len(batch.units.start)
    shared = np.bincount(
        pairs.unit, weights=stem_rarity(batch)[pairs.stem] * in_lead, minlength=size
    )
    overlap = np.nan_to_num(ratio(shared, _distinct_bits(batch)))
    overlap[batch.unit_bounds[:-1][np.diff(batch.unit_bounds) > 0]] = 0.0
    return overlap


@column
def unit_vectors(batch: Batch) -> NDArray[np.float32]:
    """Latent vector of each unit: its content words' vectors weighted by rarity, length 1."""
    content = np.flatnonzero(is_content(batch))
    row = token_stem(batch)[content]
    weight, unit = token_rarity(batch)[content], batch.tokens.unit[content]
    total = sum_vectors(stem_vectors(batch), row, weight, unit, len(batch.units.start))
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.ascontiguousarray(total / np.maximum(length, 1e-6), np.float32)


@compiled
def sum_vectors(
    table: NDArray[np.float32], row: Ints, weight: Floats, unit: Ints, size: int
) -> Floats:
    """Sum weighted rows of a table over units: shape (size, columns of the table)."""
    chosen = table[row].T
    sums = [np.bincount(unit, values * weight, size) for values in chosen]
    return np.ascontiguousarray(np.transpose(sums))


def _cosine(product: Floats, length: Floats) -> Floats:
    """Divide a unit vector's product by the other's length; rounding leads past 1 by itself."""
    return np.clip(np.nan_to_num(ratio(product, length)), -1.0, 1.0)


@column
def earlier_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the sum of all units before it in the article."""
    vectors = unit_vectors(batch).astype(np.float64)
    before = np.cumsum(vectors, axis=0) - vectors
    before -= before[batch.unit_bounds[batch.units.article]]
    length = np.linalg.norm(before, axis=1)
    return _cosine((before * vectors).sum(axis=1), length)


@column
def central_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the rest of its article."""
    vectors, article = unit_vectors(batch), batch.units.article
    each = np.ones(len(vectors))
    total = sum_vectors(vectors, np.arange(len(vectors)), each, article, len(batch))
    rest = total[article] - vectors
    return _cosine((rest * vectors).sum(axis=1), np.linalg.norm(rest, axis=1))


@column
def link_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the earlier unit it shares most with."""
    vectors, earlier = unit_vectors(batch), links(batch).earlier
    cosine = (vectors * vectors[earlier]).sum(axis=1).astype(np.float64)
    return np.where(earlier >= 0, cosine, 0.0)


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
