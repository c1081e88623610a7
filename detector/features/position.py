"""Where each unit stands: in its article, in its section, under which heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind
from detector.features.columns import (
    article_words,
    by_section,
    column,
    is_prose,
    ratio,
    unit_words,
)

if TYPE_CHECKING:
    from detector.article import Batch
    from detector.features.columns import Flags, Floats, Ints


@column
def words_before(batch: Batch) -> Floats:
    """Words of prose that stand before each unit in its article."""
    words = (unit_words(batch) * is_prose(batch)).astype(np.float64)
    total = np.cumsum(words) - words
    first = batch.unit_bounds[batch.units.article]
    return total - total[first] if len(total) else total


@column
def progress(batch: Batch) -> Floats:
    """Share of the article's words that stand before the unit's middle, 0–1."""
    whole = article_words(batch)[batch.units.article]
    middle = words_before(batch) + unit_words(batch) * is_prose(batch) / 2
    return np.clip(np.nan_to_num(ratio(middle, whole)), 0, 1)


@column
def section_words(batch: Batch) -> Floats:
    """Words of prose in each section."""
    return by_section(batch, unit_words(batch) * is_prose(batch))


@column
def last_section(batch: Batch) -> Flags:
    """Units in the last section of an article that has two sections or more."""
    section = batch.units.section
    last = batch.section_bounds[1:][batch.units.article] - 1
    several = np.diff(batch.section_bounds)[batch.units.article] > 1
    found: Flags = (section == last) & several
    return found


@column
def after_heading(batch: Batch) -> Flags:
    """Units that stand right under a heading."""
    heading = batch.units.kind == Kind.HEADING
    same = np.concatenate(([False], batch.units.article[1:] == batch.units.article[:-1]))
    found: Flags = np.concatenate(([False], heading[:-1])) & same
    return found


@column
def units_from_end(batch: Batch) -> Ints:
    """Units of prose that stand behind each unit in its article."""
    prose = is_prose(batch).astype(np.int64)
    total = np.cumsum(prose)
    last = batch.unit_bounds[1:][batch.units.article] - 1
    behind: Ints = total[last] - total
    return behind
