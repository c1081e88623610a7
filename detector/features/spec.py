"""What a feature is: a value that says what it measures, beside the function that measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.results import Span

Family: TypeAlias = Literal[
    "repetition", "boilerplate", "keywords", "claims", "filler", "novelty", "reference"
]


class Feature(NamedTuple):
    """One measure of an article.

    Attributes:
        id: `family.name`; frozen once shipped.
        label: plain name in English.
        label_ar: plain name in Arabic.
        summary: one sentence: what is measured.
        unit: `share`, `bits/word`, `per 100 words`, `count`, `ratio` …
        range: lowest and highest possible value; `inf` where there is no bound.
        direction: 1 when more of it may only point to padding, −1 when less of it may, 0 when
            the measure is a reference that no model reads.
        rationale: why it signals padding.
        misfires: where it is wrong.
        source: paper, guideline or formula; "own" for what is defined here.
        values: articles of a batch → float64 of shape (articles,), NaN where not measurable.
        evidence: spans of article i of a batch that caused the value, most telling first.
        unmeasurable: why the value is NaN, when it is.
        version: raised whenever the same text may give another value than before.
    """

    id: str
    label: str
    label_ar: str
    summary: str
    unit: str
    range: tuple[float, float]
    direction: Literal[-1, 0, 1]
    rationale: str
    misfires: str
    source: str
    values: Callable[[Batch], NDArray[np.float64]]
    evidence: Callable[[Batch, int], tuple[Span, ...]] | None = None
    unmeasurable: str = "the text is too short"
    version: int = 1

    @property
    def family(self) -> str:
        """The part of the id before the point."""
        return self.id.partition(".")[0]
