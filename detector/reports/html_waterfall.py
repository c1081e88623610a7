"""The contributions as a waterfall that ends at the log-odds."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from detector.reports.figures import fold_contributions, round_to_sum
from detector.reports.html_charts import Bar, Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.reports.safe import Direction
    from detector.results import Contribution, Result

_SHOWN = 10  # contributions that have a row of their own from the start


class Step(NamedTuple):
    """A row of the waterfall; `contribution` is None for the rows that sum up.

    `group` is the id of its evidence's highlight.
    """

    contribution: Contribution | None
    group: str | None
    shown: float
    bar: Bar
    start: float
    end: float
    small: bool = False


class Waterfall(NamedTuple):
    """Rows whose printed numbers add up to `total`; `rest` stands for the small ones."""

    zero: float
    intercept: Step
    steps: tuple[Step, ...]
    rest: Step | None
    folded: int
    total: Step


def draw_waterfall(result: Result, way: Direction) -> Waterfall | None:
    """Lay the contributions end to end, from the intercept to the log-odds."""
    if result.intercept is None or result.log_odds is None:
        return None
    large, small = fold_contributions(result.contributions, _SHOWN)
    ranked = [*large, *small]
    parts = [result.intercept, *(c.log_odds for c in ranked)]
    ends = list(accumulate(parts))
    scale = Scale(min(0.0, *ends), max(0.0, *ends), way)
    shown = _round_parts(parts, len(large) + 1)

    def step(c: Contribution | None, number: float, start: float, end: float) -> Step:
        return Step(
            c, _group(result, c), number, scale.bar(start, end), scale.at(start), scale.at(end)
        )

    last = len(large)  # the last step that is always shown
    steps = [step(c, shown[i], ends[i - 1], ends[i]) for i, c in enumerate(ranked, start=1)]
    return Waterfall(
        zero=scale.at(0),
        intercept=step(None, shown[0], 0, ends[0]),
        steps=tuple(s._replace(small=i >= last) for i, s in enumerate(steps)),
        rest=step(None, sum(shown[last + 1 :]), ends[last], ends[-1]) if small else None,
        folded=len(small),
        total=step(None, sum(shown), ends[-1], 0),
    )


def _group(result: Result, contribution: Contribution | None) -> str | None:
    if contribution is None or not contribution.evidence:
        return None
    return f"e{result.contributions.index(contribution)}"


def _round_parts(parts: Sequence[float], always: int) -> list[float]:
    """Round so that the rows add up, whether the small ones are folded or not."""
    *large, rest = round_to_sum([*parts[:always], sum(parts[always:])])
    small = round_to_sum(parts[always:])
    if small:
        small[0] = round(small[0] + rest - sum(small), 2)
    return [*large, *small]
