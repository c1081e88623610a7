"""Why the score is what it is: contributions that add up to the log-odds, as signed bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detector.reports.figures import fold_contributions, round_to_sum
from detector.reports.safe import make_safe
from detector.reports.terminal_paper import NARROW
from detector.reports.wording import count, feature_label, ranked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detector.reports.terminal_paper import Paper
    from detector.results import Contribution, Result

_SHOWN = 8  # reasons listed one by one
_QUOTED = 3  # of these, how many with a passage that caused them


def reason_lines(result: Result, paper: Paper, labels: Mapping[str, str]) -> Iterator[Text]:
    """Go through the lines of the reasons, strongest first; none without a score.

    The shown numbers add up to the shown log-odds: rounding is spread over them, and what is
    not listed stands summed up in one line.
    """
    if result.log_odds is None or result.intercept is None or result.score is None:
        return
    shown, rest = fold_contributions(result.contributions, _SHOWN)
    parts = [result.intercept, *(c.log_odds for c in shown)]
    if rest:
        parts.append(sum(c.log_odds for c in rest))
    rounded = round_to_sum(parts)
    largest = max(map(abs, rounded))
    yield from paper.hang(Text(), paper.own(say("why"), "bold"))
    yield from _row(paper, rounded[0], largest, paper.own(say("start"), "dim"))
    for rank, (contribution, points) in enumerate(zip(shown, rounded[1:], strict=False)):
        yield from _reason(paper, contribution, points, largest, labels)
        if rank < _QUOTED:
            yield from _evidence(result, paper, contribution)
    if rest:
        yield from _row(paper, rounded[-1], largest, paper.own(count("other", len(rest)), "dim"))
    total = say("total", score=f"{result.score:.1f}")
    lead = paper.own(f"{sum(rounded) + 0.0:+6.2f}  ", "bold")
    yield from paper.hang(lead, paper.own(total, "bold"))


def _reason(
    paper: Paper,
    contribution: Contribution,
    points: float,
    largest: float,
    labels: Mapping[str, str],
) -> Iterator[Text]:
    label = paper.quote(feature_label(contribution, labels))
    value = paper.quote(ranked(contribution), "dim")
    yield from _row(paper, points, largest, Text.assemble(label, ": ", value))


def _row(paper: Paper, points: float, largest: float, body: Text) -> Iterator[Text]:
    bar = paper.signed_bar(points, largest, _half(paper))
    yield from paper.hang(Text.assemble(paper.own(f"{points:+6.2f} "), bar, " "), body)


def _half(paper: Paper) -> int:
    """Columns on either side of the bars' axis."""
    return 7 if paper.width >= NARROW else 4


def _evidence(result: Result, paper: Paper, contribution: Contribution) -> Iterator[Text]:
    """Quote the first passage behind a reason."""
    if not contribution.evidence:
        return
    start, end = contribution.evidence[0]
    indent = 2 * _half(paper) + 9
    quoted = paper.quote(say("evidence", text=make_safe(result.text[start:end])), "dim")
    yield from paper.hang(Text(" " * indent), quoted, limit=1)
