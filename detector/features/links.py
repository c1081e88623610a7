"""Words that a unit shares with what stands before it: an earlier unit, the title, the heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.background import stem_rarity
from detector.features.columns import by_unit, column, is_content, ratio, token_stem
from detector.languages.distinct import contains, number_keys, sorted_distinct
from detector.languages.hashing import mix

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats, Ints

LINKS_BACK = 6  # how many earlier units with the same stem are looked at


class _Shared(NamedTuple):
    """What each unit shares: see `share_stems`."""

    earlier: Ints
    most: Floats
    title: Floats
    whole: Floats


@column
def _shared(batch: Batch) -> _Shared:
    stem, unit, content = token_stem(batch), batch.tokens.unit, is_content(batch)
    bounds, rarity = batch.unit_bounds, stem_rarity(batch)
    return _Shared(*share_stems(stem, unit, content, bounds, rarity, LINKS_BACK))


@compiled
def share_stems(
    stem: Ints, unit: Ints, content: Flags, bounds: Ints, rarity: Floats, back: int
) -> tuple[Ints, Floats, Floats, Floats]:
    """Find the earlier unit that each unit repeats most, through the stems they share.

    Each stem looks back at its last few units and at its first one, so that the work grows
    with the length of the article and not with its square.

    Args:
        stem: the stem of each token.
        unit: the unit of each token; units rise.
        content: the tokens that count.
        bounds: where the units of each article begin, and the end.
        rarity: the bits of each stem.
        back: at how many earlier units with the same stem to look.

    Returns:
        For each unit the earlier one that it shares most with (-1: none), the bits of the
        distinct stems shared with that one, of those shared with the article's first unit, and of
        all its own.
    """
    size, article = int(bounds[-1]), np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    pairs = _pairs(article[unit[content]], stem[content], unit[content], len(rarity))
    bits = rarity[pairs.stem]
    lead = pairs.unit == bounds[article[pairs.unit]]
    told = bits * contains(pairs.group[lead], pairs.group)
    late, early = _looking_back(pairs.rank, back)
    earlier, most = _most(pairs.unit[late], pairs.unit[early], bits[late], size)
    title, whole = (np.bincount(pairs.unit, each, size) for each in (told, bits))
    return earlier, most, np.asarray(title, np.float64), np.asarray(whole, np.float64)


class _Pairs(NamedTuple):
    """Distinct (unit, stem) pairs, in order of article, stem and unit.

    `group` tells article and stem, `rank` counts the pairs before it that have the same.
    """

    unit: Ints
    stem: Ints
    group: Ints
    rank: Ints


def _pairs(article: Ints, stem: Ints, unit: Ints, stems: int) -> _Pairs:
    size = int(unit.max(initial=0)) + 1
    key = sorted_distinct((article * stems + stem) * size + unit)
    group = key // size
    rank = np.arange(len(key)) - np.searchsorted(group, group)
    return _Pairs(key % size, group % max(stems, 1), group, rank)


def _looking_back(rank: Ints, back: int) -> tuple[Ints, Ints]:
    """Pairs, and for each an earlier one of its group: the last few, and the first."""
    here = np.arange(len(rank))
    near = [here[rank >= steps] for steps in range(1, back + 1)]
    far = here[rank > back]
    early = [at - steps for steps, at in enumerate(near, 1)]
    return np.concatenate([*near, far]), np.concatenate([*early, far - rank[far]])


def _most(late: Ints, early: Ints, bits: Floats, size: int) -> tuple[Ints, Floats]:
    """Sum bits over equal pairs of units; the earliest partner of each that has most, and them."""
    pair = number_keys(mix((late * size + early).astype(np.uint64)))
    total = np.bincount(pair.number, bits, len(pair.place))
    late, early = late[pair.place], early[pair.place]
    most = np.zeros(size)
    np.maximum.at(most, late, total)
    best = total == most[late]
    earliest = np.full(size, size)
    np.minimum.at(earliest, late[best], early[best])
    return np.where(earliest < size, earliest, -1), most


class Links(NamedTuple):
    """For each unit the earlier one that it shares most with (-1: none), and how much.

    `overlap` is the share of the unit's information (bits) that the earlier unit also has.
    """

    earlier: Ints
    overlap: Floats


@column
def links(batch: Batch) -> Links:
    """Find the earlier unit that each unit repeats most."""
    shared = _shared(batch)
    return Links(shared.earlier, shared.most / np.maximum(shared.whole, 1e-9))


@column
def title_overlap(batch: Batch) -> Floats:
    """Share of each unit's information that stands in the article's title or first unit."""
    shared = _shared(batch)
    overlap = np.nan_to_num(ratio(shared.title, shared.whole))
    overlap[batch.unit_bounds[:-1][np.diff(batch.unit_bounds) > 0]] = 0.0
    return overlap


@column
def heading_overlap(batch: Batch) -> Floats:
    """Share of a unit's content tokens whose stem stands in its section's heading."""
    heading = batch.sections.heading[batch.units.section]
    stem, content, bounds = token_stem(batch), is_content(batch), batch.units.tokens
    shared = count_shared(stem, content, bounds, heading, len(batch.stems))
    return shared / (by_unit(batch, content) + 1.0)


@compiled
def count_shared(stem: Ints, content: Flags, bounds: Ints, heading: Ints, stems: int) -> Ints:
    """Count the content tokens of each unit, no heading, whose stem its heading has.

    Args:
        stem: the stem of each token, below `stems`.
        content: the tokens that count.
        bounds: where the tokens of each unit begin, and the end.
        heading: the unit that is the heading of each unit, or -1.
        stems: number of distinct stems.
    """
    size = len(heading)
    unit = np.repeat(np.arange(size), np.diff(bounds))
    is_heading = np.zeros(size, np.bool_)
    is_heading[heading[heading >= 0]] = True
    inside = is_heading[unit] & content
    known = sorted_distinct(unit[inside] * stems + stem[inside])
    shared = contains(known, heading[unit] * stems + stem) & content & ~inside
    return np.bincount(unit[shared], minlength=size)
