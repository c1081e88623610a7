"""Curves and points of an evaluation as numbers for the templates' SVG, in per cent of the plot."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detector.reports.html_charts import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.learning.findings import Amount, Bin, Line, ShapeLine
    from detector.reports.safe import Direction

Limits: TypeAlias = "tuple[float, float]"
WHOLE: Limits = (0.0, 1.0)


class Dot(NamedTuple):
    """A point with its interval from `top` to `bottom`, and what it stands for."""

    x: float
    y: float
    top: float
    bottom: float
    articles: int


class Tick(NamedTuple):
    """A line across the plot and the value it stands for."""

    place: float
    value: float


class LearningPlot(NamedTuple):
    """Dots joined by `line`; `before` is the height of the model before, None where unknown."""

    dots: tuple[Dot, ...]
    line: str
    before: float | None
    ticks: tuple[Tick, ...]
    most: int


class ShapePlot(NamedTuple):
    """One feature's shape now and in the model before, and where nothing is added."""

    shape: ShapeLine
    now: str
    before: str
    zero: float


def draw_line(line: Line, way: Direction, x: Limits = WHOLE, y: Limits = WHOLE) -> str:
    """Return the points of a curve as an SVG list; y grows upwards.

    >>> from types import SimpleNamespace
    >>> draw_line(SimpleNamespace(x=(0, 0.5), y=(0, 1)), "ltr")
    '0.0,100.0 50.0,0.0'
    """
    across, up = Scale(*x, way), Scale(*y)
    points = ((across.at(a), _down(up.at(b))) for a, b in zip(line.x, line.y, strict=True))
    return " ".join(f"{a},{b}" for a, b in dict.fromkeys(points))


def draw_reliability(bins: Sequence[Bin], way: Direction) -> tuple[Dot, ...]:
    """Place bins by their mean probability and the part that readers call padded."""
    across, up = Scale(*WHOLE, way), Scale(*WHOLE)
    return tuple(
        Dot(
            across.at(each.chance),
            _down(up.at(each.rate)),
            _down(up.at(each.high)),
            _down(up.at(each.low)),
            each.articles,
        )
        for each in bins
    )


def draw_learning(amounts: Sequence[Amount], before: float, way: Direction) -> LearningPlot | None:
    """Draw AUROC by articles learned from; None with fewer than two amounts."""
    known = [amount for amount in amounts if math.isfinite(amount.auroc.value)]
    if len(known) < 2:
        return None
    lows = [amount.auroc.low for amount in known if math.isfinite(amount.auroc.low)]
    values = [*lows, *(amount.auroc.value for amount in known)]
    least = min([*values, before] if math.isfinite(before) else values)
    floor = max(0.0, math.floor(10 * least - 1e-9) / 10)
    across, up = Scale(0, max(amount.articles for amount in known), way), Scale(floor, 1.0)
    dots = tuple(
        Dot(
            across.at(amount.articles),
            _down(up.at(amount.auroc.value)),
            _down(up.at(_or(amount.auroc.high, amount.auroc.value))),
            _down(up.at(_or(amount.auroc.low, amount.auroc.value))),
            amount.articles,
        )
        for amount in known
    )
    return LearningPlot(
        dots=dots,
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        before=_down(up.at(before)) if math.isfinite(before) else None,
        ticks=tuple(Tick(_down(up.at(value)), value) for value in (floor, (floor + 1.0) / 2, 1.0)),
        most=max(amount.articles for amount in known),
    )


def draw_shapes(shapes: Sequence[ShapeLine], way: Direction) -> tuple[tuple[ShapePlot, ...], float]:
    """Draw shapes on one scale of log-odds; also return how far it reaches up and down."""
    heights = (abs(y) for shape in shapes for y in (*shape.now.y, *shape.before.y))
    reach = max(heights, default=0.0) or 1.0
    limits = (-reach, reach)
    plots = tuple(
        ShapePlot(
            shape,
            draw_line(shape.now, way, (shape.low, shape.high), limits),
            draw_line(shape.before, way, (shape.low, shape.high), limits),
            50.0,
        )
        for shape in shapes
    )
    return plots, reach


def _down(place: float) -> float:
    """SVG counts from the top."""
    return round(100 - place, 2)


def _or(value: float, other: float) -> float:
    return value if math.isfinite(value) else other
