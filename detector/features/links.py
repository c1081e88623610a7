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
    stem, tokens, content = token_stem(batch), batch.units.tokens, is_content(batch)
    bounds, rarity = batch.unit_bounds, stem_rarity(batch)
    return _Shared(*share_stems(stem, tokens, content, bounds, rarity, LINKS_BACK))


@compiled
def share_stems(
    stem: Ints, tokens: Ints, content: Flags, bounds: Ints, rarity: Floats, back: int
) -> tuple[Ints, Floats, Floats, Floats]:
    """Find the earlier unit that each unit repeats most, through the stems they share.

    Each stem looks back at its last few units and at its first one, so that the work grows
    with the length of the article and not with its square.

    Args:
        stem: the stem of each token.
        tokens: where the tokens of each unit begin, and the end.
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
    unit = np.repeat(np.arange(size), np.diff(tokens))[content]
    pairs = _pairs(article[unit], stem[content], unit, len(rarity))
    bits = rarity[pairs.stem]
    told = bits * (pairs.first == bounds[article[pairs.unit]])
    late, early = _looking_back(pairs, back)
    earlier, most = _most(pairs.unit[late], early, bits[late], size)
    title, whole = (np.bincount(pairs.unit, each, size) for each in (told, bits))
    return earlier, most, np.asarray(title, np.float64), np.asarray(whole, np.float64)


class _Pairs(NamedTuple):
    """Distinct (unit, stem) pairs in reading order.

    `before` is the pair before of the same article and stem (-1: none), `first` the unit of the
    first such pair.
    """

    unit: Ints
    stem: Ints
    before: Ints
    first: Ints


def _pairs(article: Ints, stem: Ints, unit: Ints, stems: int) -> _Pairs:
    kept = np.sort(number_keys(mix((unit * stems + stem).astype(np.uint64))).place)
    article, stem, unit = article[kept], stem[kept], unit[kept]
    group = article * stems + stem
    order = np.argsort(group, kind="stable")
    begins = np.append(True, np.diff(group[order]) > 0)[: len(order)]
    before, first = np.empty_like(order), np.empty_like(order)
    before[order] = np.where(begins, -1, np.roll(order, 1))
    first[order] = unit[order[begins]][np.cumsum(begins) - 1]
    return _Pairs(unit, stem, before, first)


def _looking_back(pairs: _Pairs, back: int) -> tuple[Ints, Ints]:
    """Pairs, and for each an earlier unit of its stem: the last few, and the first."""
    pair = np.arange(len(pairs.unit))
    steps, older = [], pairs.before
    for step in range(back + 1):
        pair, older = pair[older >= 0], older[older >= 0]
        steps.append((pair, (pairs.unit if step < back else pairs.first)[older]))
        older = pairs.before[older]
    late, early = (np.concatenate(part) for part in zip(*steps, strict=True))
    order = np.argsort(late, kind="stable")
    return late[order], early[order]


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
