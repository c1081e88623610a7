"""Groups of articles that a model may treat unequally: by length, by headings, by source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from detector.article import Kind
from detector.features.columns import article_words
from detector.learning.findings import Group
from detector.learning.testing import is_sharp, ranking
from detector.model.shapes import sigmoid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detector.learning.evaluating import Predictions
    from detector.learning.testing import Tested
    from detector.learning.trainset import TrainSet

    Flags = NDArray[np.bool_]

FEWEST = 5  # of either class, to rank a group; of a source, to be listed
LARGEST_SOURCES = 10


def groups_of(tested: Tested, threshold: float) -> tuple[Group, ...]:
    """Figures of the trained model by length, headings, and source, the largest sources first.

    Args:
        tested: a language's articles and what is said of them.
        threshold: the probability (0–1) from which on an article is called padded.
    """
    data, words = tested.data, article_words(tested.data.batch)
    limit, headed = int(np.median(words)), has_headings(data)
    masks: list[tuple[Literal["length", "headings", "source"], str, Flags]] = [
        ("length", "short", words <= limit),
        ("length", "long", words > limit),
        ("headings", "with", headed),
        ("headings", "without", ~headed),
        *(("source", name, mask) for name, mask in _sources(tested)),
    ]
    return tuple(
        _group(data, tested.found, among, threshold)._replace(
            kind=kind, name=name, limit=limit if kind == "length" else 0
        )
        for kind, name, among in masks
        if among.any() and not (kind != "source" and among.all())
    )


def has_headings(data: TrainSet) -> Flags:
    """Tell which articles have a heading besides their title."""
    units = data.batch.units
    heads = (units.kind == Kind.HEADING) & ~units.title
    return np.asarray(np.bincount(units.article, weights=heads, minlength=len(data)) > 0)


def _sources(tested: Tested) -> Iterator[tuple[str, Flags]]:
    names = np.array(tested.labelled.groups)
    found, size = np.unique(names, return_counts=True)
    largest = np.argsort(-size, kind="stable")[:LARGEST_SOURCES]
    for place in largest.tolist():
        if size[place] >= FEWEST:
            yield str(found[place]), names == found[place]


def _group(data: TrainSet, found: Predictions, among: Flags, threshold: float) -> Group:
    heavy, known = data.verdict >= 2, among & (data.verdict >= 0)
    above = sigmoid(found.log_odds) >= threshold
    rows = np.flatnonzero(among & is_sharp(data))
    padded = int(heavy[rows].sum())
    ranked = min(padded, len(rows) - padded) >= FEWEST
    shared = among & ~np.isnan(data.share)
    off = np.abs(found.share - data.share)[shared]
    return Group(
        kind="source",
        name="",
        limit=0,
        articles=int(among.sum()),
        auroc=ranking(data, found.log_odds, rows) if ranked else None,
        share_error=float(off.mean()) if len(off) else float("nan"),
        accused=int((known & ~heavy & above).sum()),
        dense=int((known & ~heavy).sum()),
        missed=int((known & heavy & ~above).sum()),
        padded=int((known & heavy).sum()),
    )
