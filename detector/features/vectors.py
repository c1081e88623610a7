"""What units mean, as latent vectors, and how near each is to the others of its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.background import stem_vectors, token_rarity
from detector.features.columns import column, ratio, token_stem
from detector.features.inputs import Block
from detector.features.links import links

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Floats, Ints


@column
def unit_vectors(batch: Batch) -> NDArray[np.float32]:
    """Latent vector of each unit: its content words' vectors weighted by rarity, length 1."""
    stem, weight, unit = token_stem(batch), token_rarity(batch), batch.tokens.unit
    return join_vectors(stem_vectors(batch), stem, weight, unit, len(batch.units.start))


@compiled
def join_vectors(
    table: NDArray[np.float32], row: Ints, weight: Floats, unit: Ints, size: int
) -> NDArray[np.float32]:
    """Sum weighted rows of a table over units and bring the sums to length 1, unless they are 0.

    Args:
        table: vectors; their width is a multiple of 8 up to 128.
        row: the row of each token.
        weight: what it counts for.
        unit: its unit.
        size: number of units.
    """
    some = np.flatnonzero(weight)
    total = _sum_rows(table[row[some]], weight[some], unit[some], size)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.ascontiguousarray(total / np.maximum(length, 1e-6), np.float32)


def _sum_rows(rows: NDArray[np.float32], weight: Floats, group: Ints, size: int) -> Floats:
    sums = [np.bincount(group, values * weight, size) for values in rows.T]
    return np.ascontiguousarray(np.transpose(sums))


def vector_inputs(batch: Batch) -> Block:
    """The places of units' vectors as inputs of the sentence model."""
    table = unit_vectors(batch).T
    rows = {f"vector{place:02d}": place for place in range(len(table))}
    return Block(rows, table, np.arange(table.shape[1]))


class _Nearness(NamedTuple):
    """Cosines: see the functions of these names."""

    earlier: Floats
    central: Floats
    linked: Floats


@column
def _nearness(batch: Batch) -> _Nearness:
    earlier = links(batch).earlier
    found = compare_vectors(unit_vectors(batch), batch.unit_bounds, earlier)
    linked = np.where(earlier >= 0, found[4], 0.0)
    return _Nearness(_cosine(found[0], found[1]), _cosine(found[2], found[3]), linked)


def _cosine(product: Floats, length: Floats) -> Floats:
    """Divide a unit vector's product by the other's length; rounding leads past 1 by itself."""
    return np.clip(np.nan_to_num(ratio(product, length)), -1.0, 1.0)


@compiled
def compare_vectors(vectors: NDArray[np.float32], bounds: Ints, earlier: Ints) -> Floats:
    """Compare each unit's vector with three others: shape (5, units).

    Args:
        vectors: one for each unit; their width is a multiple of 8 up to 128.
        bounds: where the units of each article begin, and the end.
        earlier: one other unit for each.

    Returns:
        The product with the sum of all units before it in the article, and that sum's length;
        the same for the sum of all others in the article; the product with its `earlier` one.
    """
    article = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    wide = vectors.astype(np.float64)
    before = np.cumsum(wide, axis=0) - wide
    before -= before[bounds[article]]
    total = _sum_rows(vectors, np.ones(len(vectors)), article, len(bounds) - 1)
    rest = total[article] - wide
    rows = [
        part for sums in (before, rest)
        for part in ((sums * wide).sum(axis=1), np.linalg.norm(sums, axis=1))
    ]  # fmt: skip
    return np.array([*rows, (vectors * vectors[earlier]).sum(axis=1)], np.float64)


def earlier_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the sum of all units before it in the article."""
    return _nearness(batch).earlier


def central_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the rest of its article."""
    return _nearness(batch).central


def link_similarity(batch: Batch) -> Floats:
    """Cosine between each unit and the earlier unit it shares most with."""
    return _nearness(batch).linked
