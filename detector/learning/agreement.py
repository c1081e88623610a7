"""How far two readers of the same articles agree: verdicts, sentences, shares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detector.errors import DataError
from detector.learning.kappa import cohen_kappa, quadratic
from detector.learning.rubric import LABELS, PADDING
from detector.learning.trainset import project_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from detector.learning.data import LabelledSet
    from detector.learning.kappa import Kappa

    Ints = NDArray[np.int64]
    Pair = tuple[int, int]

_PROSE = "K" + PADDING


@dataclass(frozen=True, slots=True)
class VerdictPair:
    """An article that both judged, and differently; `first` and `second` are verdicts 0–3."""

    id: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class UnitPair:
    """A unit of the first reader that the second labelled otherwise."""

    id: str
    start: int
    end: int
    text: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two readers of the same articles agree on.

    Attributes:
        articles: how many both read (equal texts).
        only_first, only_second: ids of articles that one alone read.
        verdict: κ of verdicts 0–3; `verdict_weighted` with quadratic weights.
        padded: κ of padded (verdict 2–3) or not.
        sentence: κ of padding or kept, over units that both took for prose.
        label: κ of all seven labels, over all units that both labelled.
        share_difference: mean of the second's share less the first's (−1…1), or None.
        share_distance: mean absolute difference of the shares (0–1), or None.
        verdicts: articles with different verdicts, the farthest apart first.
        units: units of which one called padding what the other kept, in reading order.
    """

    articles: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    verdict: Kappa
    verdict_weighted: Kappa
    padded: Kappa
    sentence: Kappa
    label: Kappa
    share_difference: float | None
    share_distance: float | None
    verdicts: tuple[VerdictPair, ...]
    units: tuple[UnitPair, ...]


def compare_readers(first: LabelledSet, second: LabelledSet, *, seed: int = 0) -> Agreement:
    """Compare the labels of two readers on the articles whose texts are equal.

    Units may have been cut differently: each of the first reader's takes the second's label
    that covers most of it.

    Args:
        first: what one read; where a text was labelled twice, the last counts.
        second: what the other read.
        seed: of the intervals, which come from resampling articles.

    Raises:
        DataError: they have no article in common.
    """
    pairs, alone_first, alone_second = _match(first, second)
    if not pairs:
        raise DataError(
            "the two files have no article in common: compare labels of the same, unchanged texts"
        )
    both = [_unit_labels(first.units[i], second.units[j]) for i, j in pairs]
    verdicts = _verdict_tables(first.verdict, second.verdict, pairs, 4)
    prose = [_table(a, b, _PROSE) for a, b in both]
    differences = [float(second.share[j] - first.share[i]) for i, j in pairs]
    known = [d for d in differences if not math.isnan(d)]
    return Agreement(
        articles=len(pairs),
        only_first=tuple(first.ids[i] for i in alone_first),
        only_second=tuple(second.ids[j] for j in alone_second),
        verdict=cohen_kappa(verdicts, seed=seed),
        verdict_weighted=cohen_kappa(verdicts, weights=quadratic(4), seed=seed),
        padded=cohen_kappa(_verdict_tables(_padded(first), _padded(second), pairs, 2), seed=seed),
        sentence=cohen_kappa([_folded(table) for table in prose], seed=seed),
        label=cohen_kappa([_table(a, b, LABELS) for a, b in both], seed=seed),
        share_difference=float(np.mean(known)) if known else None,
        share_distance=float(np.mean(np.abs(known))) if known else None,
        verdicts=_verdict_pairs(first, second, pairs),
        units=tuple(_unit_pairs(first, pairs, both)),
    )


def _match(first: LabelledSet, second: LabelledSet) -> tuple[list[Pair], list[int], list[int]]:
    theirs = {source.text: j for j, source in enumerate(second.sources)}
    ours = {source.text: i for i, source in enumerate(first.sources)}
    pairs = sorted((i, theirs[text]) for text, i in ours.items() if text in theirs)
    alone = sorted(i for text, i in ours.items() if text not in theirs)
    return pairs, alone, sorted(j for text, j in theirs.items() if text not in ours)


def _padded(data: LabelledSet) -> Ints:
    """1 for padded, 0 for not (the grey zone is not), −1 where unknown."""
    return np.where((data.padded < 0) & (data.verdict == 1), 0, data.padded).astype(np.int64)


def _verdict_tables(first: Ints, second: Ints, pairs: Sequence[Pair], size: int) -> Ints:
    tables = np.zeros((len(pairs), size, size), np.int64)
    for table, (i, j) in zip(tables, pairs, strict=True):
        if first[i] >= 0 and second[j] >= 0:
            table[first[i], second[j]] = 1
    return tables


def _unit_labels(
    first: Sequence[tuple[int, int, str]], second: Sequence[tuple[int, int, str]]
) -> tuple[Ints, Ints]:
    """Both readers' labels of the first's units as places in `LABELS`, −1 where none."""
    start = np.array([unit[0] for unit in first], np.int64)
    end = np.array([unit[1] for unit in first], np.int64)
    ours = np.array([LABELS.index(unit[2]) for unit in first], np.int64)
    return ours, project_labels(start, end, second)


def _table(first: Ints, second: Ints, labels: str) -> Ints:
    """Count pairs of labels over the units to which both gave one of these."""
    place = np.array([labels.find(label) for label in LABELS] + [-1])
    a, b = place[first], place[second]
    both = (a >= 0) & (b >= 0)
    size = len(labels)
    counted = np.bincount(a[both] * size + b[both], minlength=size * size)
    return np.asarray(counted.reshape(size, size), np.int64)


def _folded(table: Ints) -> Ints:
    """Padding or kept, out of the four labels of prose."""
    return np.array([[table[0, 0], table[0, 1:].sum()], [table[1:, 0].sum(), table[1:, 1:].sum()]])


def _verdict_pairs(
    first: LabelledSet, second: LabelledSet, pairs: Sequence[Pair]
) -> tuple[VerdictPair, ...]:
    said = [(first.ids[i], int(first.verdict[i]), int(second.verdict[j])) for i, j in pairs]
    differ = [VerdictPair(*one) for one in said if min(one[1:]) >= 0 and one[1] != one[2]]
    return tuple(sorted(differ, key=lambda pair: (-abs(pair.first - pair.second), pair.id)))


def _unit_pairs(
    first: LabelledSet, pairs: Sequence[Pair], both: Sequence[tuple[Ints, Ints]]
) -> Iterator[UnitPair]:
    for (i, _), (_, theirs) in zip(pairs, both, strict=True):
        for (start, end, said), other in zip(first.units[i], theirs.tolist(), strict=True):
            label = LABELS[other] if other >= 0 else ""
            if label and {said, label} <= set(_PROSE) and (said == "K") != (label == "K"):
                text = first.sources[i].text[start:end]
                yield UnitPair(first.ids[i], start, end, text, said, label)
