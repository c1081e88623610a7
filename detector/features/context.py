"""What stands around a unit: its neighbours' values, and its section's and article's means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.compiled import compiled
from detector.features.columns import column, is_prose, unit_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.article import Batch
    from detector.features.columns import Floats, Ints


def around(batch: Batch, columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Name the means, over the words of the section and of the article, around each unit."""
    table = _table(batch, columns)
    groups = {
        "section": (batch.units.section, len(batch.sections.article)),
        "article": (batch.units.article, len(batch)),
    }
    means = {where: mean_groups(table, _weight(batch), *group) for where, group in groups.items()}
    return _named(columns, means)


def neighbours(batch: Batch, columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Name the values before and behind each unit; 0 where the article has none."""
    table = _table(batch, columns)
    before, after = np.zeros(table.shape), np.zeros(table.shape)
    same = batch.units.article[1:] == batch.units.article[:-1]
    np.multiply(table[:, :-1], same, out=before[:, 1:])
    np.multiply(table[:, 1:], same, out=after[:, :-1])
    return _named(columns, {"before": before, "after": after})


def _table(batch: Batch, columns: Mapping[str, Floats]) -> Floats:
    rows = [*columns.values()]
    return np.concatenate(rows, dtype=np.float64).reshape(len(rows), len(batch.units.start))


def _named(columns: Mapping[str, Floats], tables: Mapping[str, Floats]) -> dict[str, Floats]:
    """Name the rows of tables after the columns that they were made of, column by column."""
    return {
        f"{name}.{where}": table[row]
        for row, name in enumerate(columns)
        for where, table in tables.items()
    }


@column
def _weight(batch: Batch) -> Floats:
    return np.maximum(unit_words(batch), 1) * is_prose(batch).astype(np.float64)


@compiled
def mean_groups(table: Floats, weight: Floats, group: Ints, size: int) -> Floats:
    """Give each column of a table the weighted means of its group's columns: shape of the table.

    Args:
        table: any number of rows.
        weight: what each column counts for; a group of no weight has means of 0.
        group: the group of each column.
        size: number of groups.
    """
    whole = np.bincount(group, weight, size)
    sums = [np.bincount(group, weight * row, size) for row in table]
    total = np.array(sums, np.float64).reshape(len(table), size)
    return np.asarray((total / np.maximum(whole, 1e-9))[:, group])
