"""What stands around a unit: its neighbours' values, and its section's and article's means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features.columns import column, is_prose, unit_words

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Floats, Ints


def neighbour(batch: Batch, values: Floats, step: int) -> Floats:
    """The value of the unit `step` before (or, if negative, behind) each; 0 past the ends."""
    found, article, width = np.zeros(len(values)), batch.units.article, abs(step)
    same = article[width:] == article[: max(len(article) - width, 0)]
    if step > 0:
        found[width:] = np.where(same, values[: len(same)], 0.0)
    else:
        found[: len(same)] = np.where(same, values[width:], 0.0)
    return found


@column
def _weight(batch: Batch) -> Floats:
    return np.maximum(unit_words(batch), 1) * is_prose(batch).astype(np.float64)


def section_mean(batch: Batch, values: Floats) -> Floats:
    """Mean over the words of the unit's section."""
    return _mean(batch, values, batch.units.section, len(batch.sections.article))


def article_mean(batch: Batch, values: Floats) -> Floats:
    """Mean over the words of the unit's article."""
    return _mean(batch, values, batch.units.article, len(batch))


def _mean(batch: Batch, values: Floats, group: Ints, size: int) -> Floats:
    weight = _weight(batch)
    total = np.bincount(group, weights=weight * values, minlength=size)
    whole = np.bincount(group, weights=weight, minlength=size)
    return np.asarray((total / np.maximum(whole, 1e-9))[group])


def neighbours(batch: Batch, name: str, values: Floats) -> dict[str, Floats]:
    """Name the values before and behind each unit."""
    return {
        f"{name}.before": neighbour(batch, values, 1),
        f"{name}.after": neighbour(batch, values, -1),
    }


def around(batch: Batch, name: str, values: Floats) -> dict[str, Floats]:
    """Name the means of the section and of the article around each unit."""
    return {
        f"{name}.section": section_mean(batch, values),
        f"{name}.article": article_mean(batch, values),
    }
