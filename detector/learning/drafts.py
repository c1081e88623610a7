"""One article while it is being labelled: an immutable value that every answer replaces."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detector.learning.languages import detect
from detector.learning.rubric import share_of
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Source
    from detector.learning.answers import Labels
    from detector.learning.rubric import Unit
    from detector.results import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """An article, its units, and what was answered so far.

    Attributes:
        source: the article, with its language.
        spans: where its units stand in the text, in reading order.
        labels: one label for each unit, "" where none was given yet.
        verdict: 0–3, None until it is given.
        before: the draft before the last answer, None at the start.
    """

    source: Source
    spans: tuple[Span, ...]
    labels: tuple[str, ...]
    verdict: int | None = None
    before: Draft | None = field(default=None, repr=False, compare=False)

    @property
    def place(self) -> int | None:
        """Index of the next unit without a label."""
        return self.labels.index("") if "" in self.labels else None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that have a label."""
        pairs = zip(self.spans, self.labels, strict=True)
        return tuple((start, end, label) for (start, end), label in pairs if label)

    @property
    def share(self) -> float:
        """The padding share that the labels make (0–1), NaN without prose."""
        return share_of(self.source.text, self.units)

    def label(self, answer: Labels) -> Draft:
        """Give labels to the units that the answer names.

        Raises:
            ValueError: there are more labels than units left.
        """
        units = answer.units
        if units is None:
            open_units = [i for i, label in enumerate(self.labels) if not label]
            units = tuple(open_units[: len(answer.labels)])
            if len(answer.labels) > len(units):
                raise ValueError(f"{len(answer.labels)} labels for the {len(units)} units left")
        each = answer.labels if len(answer.labels) == len(units) else answer.labels * len(units)
        given = dict(zip(units, each, strict=True))
        labels = tuple(given.get(i, label) for i, label in enumerate(self.labels))
        return replace(self, labels=labels, before=self)

    def judge(self, verdict: int) -> Draft:
        """Give the verdict."""
        return replace(self, verdict=verdict, before=self)


def start_draft(source: Source) -> Draft:
    """Cut an article into units, none of them labelled yet.

    Raises:
        ValueError: it is in neither Arabic nor English, or has no units.
    """
    lang = source.lang or detect(source.text)
    units = make_batch([source], lang).units
    inside = units.start >= 0  # a title given beside the text stands before it
    spans = zip(units.start[inside].tolist(), units.end[inside].tolist(), strict=True)
    found = tuple((int(start), int(end)) for start, end in spans)
    if not found:
        raise ValueError("it holds no sentences")
    return Draft(source._replace(lang=lang), found, ("",) * len(found))
