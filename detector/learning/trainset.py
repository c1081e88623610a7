"""Labelled articles of one language as a batch with labels for its units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detector.article import Kind
from detector.features.columns import article_words, is_prose, unit_words
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.article import Batch, Language, Source
    from detector.learning.data import LabelledSet

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LABELS = "KRGSBHX"
PADDING = "RGS"
BAND_MIDDLES = (0.04, 0.2, 0.45, 0.75)  # the share of a verdict, where only that is known


@dataclass(frozen=True, eq=False)
class TrainSet:
    """Articles of one language, segmented, with what readers said of them.

    Attributes:
        batch: the articles as columns.
        ids: an id for each article.
        group: index of each article's source; articles of one source are never split.
        verdict: 0–3, −1 where unknown; where only yes or no is known, 2 or 0.
        share: padding share 0–1, NaN where unknown.
        label: for each unit the place of its label in `LABELS`, −1 where none.
        written: articles of the project's own, which count less than real ones.
    """

    batch: Batch
    ids: tuple[str, ...]
    group: Ints
    verdict: Ints
    share: Floats
    label: Ints
    written: Flags

    def __len__(self) -> int:
        """Count the articles."""
        return len(self.batch)

    @property
    def labelled(self) -> Flags:
        """Units of prose that readers kept or called padding."""
        known = np.isin(self.label, [LABELS.index(c) for c in "KRGS"])
        return np.asarray(known & (self.batch.units.kind != Kind.HEADING))

    @property
    def padded(self) -> Flags:
        """Units that readers called padding."""
        return np.isin(self.label, [LABELS.index(c) for c in PADDING])

    @property
    def unit_group(self) -> Ints:
        """Index of each unit's source."""
        return np.asarray(self.group[self.batch.units.article])


def make_trainset(  # noqa: PLR0913 - the columns of labelled data
    sources: Sequence[Source],
    lang: Language,
    *,
    ids: Sequence[str],
    groups: Sequence[str],
    verdicts: Sequence[int],
    shares: Sequence[float],
    units: Sequence[Sequence[tuple[int, int, str]]],
    written: Sequence[bool],
) -> TrainSet:
    """Segment labelled articles and carry their labels over to our own units by overlap."""
    batch = make_batch(sources, lang)
    bounds = batch.unit_bounds
    label = [
        project_labels(
            batch.units.start[bounds[i] : bounds[i + 1]],
            batch.units.end[bounds[i] : bounds[i + 1]],
            labelled,
        )
        for i, labelled in enumerate(units)
    ]
    return TrainSet(
        batch=batch,
        ids=tuple(ids),
        group=np.unique(np.array(groups), return_inverse=True)[1],
        verdict=np.array(verdicts, np.int64),
        share=np.array(shares, np.float64),
        label=np.concatenate([*label, np.zeros(0, np.int64)]),
        written=np.array(written, np.bool_),
    )


def trainset_of(labelled: LabelledSet, lang: Language) -> TrainSet:
    """Take the articles of one language out of labelled data and segment them."""
    part = labelled.of_language(lang)
    yes_or_no = np.array([-1, 0, 2])[part.padded.astype(np.int64) + 1]
    middle = np.array([*BAND_MIDDLES, np.nan])[part.verdict]
    return make_trainset(
        part.sources,
        lang,
        ids=part.ids,
        groups=part.groups,
        verdicts=np.where(part.verdict >= 0, part.verdict, yes_or_no).tolist(),
        shares=np.where(np.isnan(part.share), middle, part.share).tolist(),
        units=part.units,
        written=[False] * len(part),
    )


def project_labels(start: Ints, end: Ints, labelled: Sequence[tuple[int, int, str]]) -> Ints:
    """Give each span the label that overlaps most of it, −1 where none does.

    Args:
        start: beginnings of spans in reading order, shape (spans,).
        end: their ends.
        labelled: spans with a label of `LABELS`, as readers marked them, not overlapping.
    """
    found = np.full(len(start), -1)
    marks = sorted(labelled)
    first = 0
    for span, (low, high) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        while first < len(marks) and marks[first][1] <= low:
            first += 1
        shared: dict[str, int] = {}
        place = first
        while place < len(marks) and marks[place][0] < high:
            begin, finish, name = marks[place]
            shared[name] = shared.get(name, 0) + max(0, min(high, finish) - max(low, begin))
            place += 1
        if shared and max(shared.values()) > 0:
            found[span] = LABELS.find(max(shared, key=lambda name: shared[name]))
    return found


def words_of_units(batch: Batch) -> Floats:
    """Words that each unit counts for: those of prose."""
    return np.asarray(unit_words(batch) * is_prose(batch), np.float64)


def expected_share(batch: Batch, padding: Floats) -> Floats:
    """Share of each article's words that the units' padding probabilities expect."""
    words = words_of_units(batch)
    total = np.bincount(batch.units.article, weights=words * padding, minlength=len(batch))
    return np.asarray(total / np.maximum(article_words(batch), 1.0))
