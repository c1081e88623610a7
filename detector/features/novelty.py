"""What a sentence adds to everything before it, and which earlier sentence it repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.features.background import background_row, load_background, stem_rarity
from detector.features.columns import by_unit, column, is_content, is_first, ratio, token_stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Floats, Ints

LINKS_BACK = 6  # how many earlier sentences with the same stem are looked at


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
    key = np.unique(group * size + unit)
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
    bits = stem_rarity(batch)[stem]
    key, place = np.unique(late * size + early, return_inverse=True)
    shared = np.bincount(place, weights=bits, minlength=len(key))
    unit, other = key // size, key % size
    order = np.lexsort((-other, shared, unit))
    last = order[np.append(unit[order][1:] != unit[order][:-1], True)] if len(key) else order
    found = Links(np.full(size, -1), np.zeros(size))
    found.earlier[unit[last]] = other[last]
    found.overlap[unit[last]] = shared[last] / np.maximum(_distinct_bits(batch)[unit[last]], 1e-9)
    return found


@column
def _distinct_bits(batch: Batch) -> Floats:
    pairs = _pairs(batch)
    size = len(batch.units.start)
    return np.bincount(pairs.unit, weights=stem_rarity(batch)[pairs.stem], minlength=size)


@column
def title_overlap(batch: Batch) -> Floats:
    """Share of each unit's information that stands in the article's title or first unit."""
    first = batch.unit_bounds[batch.units.article]
    pairs = _pairs(batch)
    lead = pairs.unit == first[pairs.unit]
    in_lead = np.isin(pairs.group, pairs.group[lead])
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
    table = load_background(batch.lang).vectors
    content = np.flatnonzero(is_content(batch))
    row = background_row(batch)[token_stem(batch)[content]]
    weighted = table[row] * token_rarity(batch)[content, None].astype(np.float32)
    total = np.zeros((len(batch.units.start), table.shape[1]), np.float32)
    if len(content):
        unit = batch.tokens.unit[content]
        starts = np.flatnonzero(np.diff(unit, prepend=-1))
        total[unit[starts]] = np.add.reduceat(weighted, starts, axis=0)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return total / np.maximum(length, 1e-6)


@column
def earlier_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the sum of all units before it in the article."""
    vectors = unit_vectors(batch).astype(np.float64)
    before = np.cumsum(vectors, axis=0) - vectors
    base = before[np.minimum(batch.unit_bounds[:-1], len(vectors) - 1)]
    before -= base[batch.units.article]
    length = np.linalg.norm(before, axis=1)
    return np.nan_to_num(ratio((before * vectors).sum(axis=1), length))


@column
def central_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the rest of its article."""
    vectors = unit_vectors(batch).astype(np.float64)
    total = np.zeros((len(batch), vectors.shape[1]))
    np.add.at(total, batch.units.article, vectors)
    rest = total[batch.units.article] - vectors
    return np.nan_to_num(ratio((rest * vectors).sum(axis=1), np.linalg.norm(rest, axis=1)))


@column
def link_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the earlier unit it shares most with."""
    vectors, earlier = unit_vectors(batch), links(batch).earlier
    cosine = (vectors * vectors[earlier]).sum(axis=1).astype(np.float64)
    return np.where(earlier >= 0, cosine, 0.0)
