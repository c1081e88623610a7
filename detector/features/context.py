"""What stands around a unit: its neighbours' values, and its section's and article's means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.compiled import compiled
from detector.features.columns import column, is_prose, unit_words
from detector.features.inputs import Block

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Floats, Ints


def around(batch: Batch, own: Block) -> tuple[Block, Block]:
    """The means of units' own inputs, over the words of the section and of the article."""
    groups = batch.units.section, batch.units.article
    sizes = len(batch.sections.article), len(batch)
    section, article = mean_groups(own.table, _weight(batch), *groups, *sizes)
    return (
        Block(own.rows, section, groups[0], "section"),
        Block(own.rows, article, groups[1], "article"),
    )


def neighbours(batch: Batch, own: Block) -> tuple[Block, Block]:
    """Units' own inputs before and behind each unit; 0 where the article has none."""
    unit = np.arange(len(own.item))
    same = batch.units.article[1:] == batch.units.article[:-1]
    before, after = np.full((2, len(unit)), -1)
    before[1:][same] = unit[:-1][same]
    after[:-1][same] = unit[1:][same]
    return own._replace(item=before, where="before"), own._replace(item=after, where="after")


@column
def _weight(batch: Batch) -> Floats:
    return np.maximum(unit_words(batch), 1) * is_prose(batch).astype(np.float64)


@compiled
def mean_groups(
    table: NDArray[np.floating], weight: Floats, inner: Ints, outer: Ints, inners: int, outers: int
) -> tuple[Floats, Floats]:
    """Average the columns of a table over groups: shapes (rows, inners) and (rows, outers).

    Args:
        table: any number of rows.
        weight: what each column counts for; a group of no weight has means of 0.
        inner: the inner group of each column; groups rise.
        outer: the outer one.
        inners: number of inner groups.
        outers: number of outer ones.
    """

    def mean(group: Ints, size: int) -> Floats:
        whole = np.bincount(group, weight, size)
        sums = [np.bincount(group, weight * row, size) for row in table]
        total = np.array(sums, np.float64).reshape(len(table), size)
        return np.asarray(total / np.maximum(whole, 1e-9))

    return mean(inner, inners), mean(outer, outers)
