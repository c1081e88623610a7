"""The curve of new information along the article."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from detector.reports.html_charts import Bar, Scale
from detector.reports.html_text import sentence_words, tint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.reports.safe import Direction
    from detector.results import Result

_LABEL_GAP = 3.5  # per cent of the width that a section's number needs


class Cell(NamedTuple):
    """A sentence in the strip under the curve."""

    bar: Bar
    reason: str
    step: int
    number: int


class Tick(NamedTuple):
    """The beginning of a section: its place and its number, None where there is no room."""

    x: float
    number: int | None


class Curve(NamedTuple):
    """The curve of new information; `line` and `area` are SVG point lists of 0–100."""

    line: str
    area: str
    new: int
    all: int
    end: tuple[float, float]
    cells: tuple[Cell, ...]
    ticks: tuple[Tick, ...]


def draw_curve(result: Result, way: Direction) -> Curve | None:
    """Draw words read against words that probably add something; None without words.

    A sentence counts as new its words times (1 - padding).
    """
    words = sentence_words(result)
    total = sum(words)
    if not total:
        return None
    fresh = [n * (1 - (s.padding or 0)) for n, s in zip(words, result.sentences, strict=True)]
    x, y = Scale(0, total, way), Scale(0, total)
    read = list(accumulate(words, initial=0))
    points = [
        (x.at(a), round(100 - y.at(b), 2))
        for a, b in zip(read, accumulate(fresh, initial=0.0), strict=True)
    ]
    line = " ".join(f"{a},{b}" for a, b in dict.fromkeys(points))
    cells = (
        Cell(x.bar(read[i], read[i + 1]), s.reason or "kept", tint(s.padding), i + 1)
        for i, s in enumerate(result.sentences)
        if words[i]
    )
    ticks = _section_ticks(result, read, x)
    area = f"{line} {x.at(total)},0"
    return Curve(line, area, round(sum(fresh)), total, points[-1], tuple(cells), ticks)


def _section_ticks(result: Result, read: Sequence[int], x: Scale) -> tuple[Tick, ...]:
    first: dict[int, int] = {}
    for index, sentence in enumerate(result.sentences):
        first.setdefault(sentence.section, index)
    ticks: list[Tick] = []
    labelled = -_LABEL_GAP
    for section, index in first.items():
        along = 100 * read[index] / read[-1]
        roomy = along - labelled >= _LABEL_GAP
        labelled = along if roomy else labelled
        ticks.append(Tick(x.at(read[index]), section + 1 if roomy else None))
    return tuple(ticks)
