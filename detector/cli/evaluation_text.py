"""An evaluation as lines for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from detector.learning.outcomes import Evaluation
    from detector.reports.terminal_paper import Paper

SHOWN = 10  # mistakes


def figure_lines(evaluation: Evaluation, paper: Paper) -> Iterator[Text]:
    """One table for each group: figure, value, 90 % interval, what it was counted on."""
    for group, figures in evaluation.figures.items():
        yield paper.own("")
        lead = f"{group:40}{'':>7}  {'90 % interval':<16}{'items':>7}{'sources':>9}"
        yield paper.own(lead, "bold")
        for name, figure in figures.items():
            interval = f"{_number(figure.low)} – {_number(figure.high)}"
            yield paper.own(
                f"{name:40}{_number(figure.value):>7}  {interval:<16}"
                f"{figure.count:>7}{figure.sources:>9}"
            )
    yield paper.own("")


def mistake_lines(evaluation: Evaluation, paper: Paper) -> Iterator[Text]:
    """The worst mistakes, and what was not scored."""
    if evaluation.mistakes:
        yield paper.own("judged most unlike the reader", "bold")
    for mistake in evaluation.mistakes[:SHOWN]:
        lead = paper.own(f"  {mistake.score:5.1f}  {mistake.label:<10} ")
        yield from paper.hang(lead, paper.quote(mistake.id))
    if evaluation.abstained:
        count = len(evaluation.abstained)
        yield paper.own(f"{count} of {count + evaluation.articles} articles got no score", "dim")


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"
