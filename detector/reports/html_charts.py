"""The small charts as numbers for the templates' SVG, and the axes that all charts share.

Places are in per cent of the drawing. Every chart has a direction: where the text runs from
right to left, so do they.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detector.reports.safe import Direction
    from detector.results import Result, Span


class Bar(NamedTuple):
    """A stretch along an axis: its left end and width in per cent."""

    x: float
    width: float


class Scale(NamedTuple):
    """An axis from `low` to `high`, drawn from 0 to 100 or mirrored."""

    low: float
    high: float
    way: Direction = "ltr"

    def at(self, value: float) -> float:
        """Return the place of a value in per cent of the width.

        >>> Scale(0, 50).at(10), Scale(0, 50, "rtl").at(10)
        (20.0, 80.0)
        """
        place = 100 * (value - self.low) / ((self.high - self.low) or 1)
        return round(place if self.way == "ltr" else 100 - place, 2)

    def bar(self, start: float, end: float) -> Bar:
        """Return the stretch between two values, whichever is the larger."""
        left, right = sorted((self.at(start), self.at(end)))
        return Bar(left, round(right - left, 2))


class Dial(NamedTuple):
    """Arcs as SVG paths: the score outside, the share and its interval inside."""

    track: str
    score: str
    inner_track: str
    interval: str | None
    share: tuple[float, float] | None


class Bin(NamedTuple):
    """A bar of the histogram: its range of scores, its count and its place."""

    low: int
    high: int
    number: int
    bar: Bar
    height: float


def draw_dial(result: Result, way: Direction) -> Dial:
    """Draw the half circle of 0–100, the score outside and the share inside."""
    share = result.share
    return Dial(
        track=_arc(0, 1, 84, way),
        score=_arc(0, (result.score or 0) / 100, 84, way),
        inner_track=_arc(0, 1, 68, way),
        interval=_arc(share.low, share.high, 68, way) if share else None,
        share=_on_circle(share.value, 68, way) if share else None,
    )


def _on_circle(part: float, radius: float, way: Direction) -> tuple[float, float]:
    angle = pi * (1 - part if way == "ltr" else part)
    return round(100 + radius * cos(angle), 2), round(100 - radius * sin(angle), 2)


def _arc(start: float, end: float, radius: float, way: Direction) -> str:
    (x0, y0), (x1, y1) = _on_circle(start, radius, way), _on_circle(end, radius, way)
    sweep = 1 if way == "ltr" else 0
    return f"M{x0} {y0}A{radius} {radius} 0 0 {sweep} {x1} {y1}"


def draw_spans(spans: Iterable[Span], length: int, way: Direction) -> list[float]:
    """Place spans along the text, in per cent of its width."""
    scale = Scale(0, length, way)
    return [scale.at((start + end) / 2) for start, end in spans]


def draw_histogram(scores: Sequence[float], way: Direction) -> list[Bin]:
    """Count scores in twenty steps of five."""
    counts = [0] * 20
    for score in scores:
        counts[min(int(score // 5), 19)] += 1
    scale, top = Scale(0, 100, way), max(counts)
    return [
        Bin(5 * i, 5 * i + 5, n, scale.bar(5 * i, 5 * i + 5), round(100 * n / (top or 1), 2))
        for i, n in enumerate(counts)
    ]
