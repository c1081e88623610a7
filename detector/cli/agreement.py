"""`detector agreement`: how far two readers of the same articles agree."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli.everywhere import settings
from detector.cli.labelled import read_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from detector.learning.agreement import Agreement
    from detector.learning.kappa import Kappa
    from detector.reports.terminal_paper import Paper

SHOWN = 20  # disagreements of each kind; --format json has them all


class Format(StrEnum):
    """The forms of the answer."""

    terminal = "terminal"
    json = "json"


def agreement(
    first: Annotated[Path, typer.Argument(metavar="A", help="Labels of one reader.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Labels of another, same texts.")],
    form: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = (
        Format.terminal
    ),
) -> None:
    """Say how far two readers agree: Cohen's kappa of verdicts and sentences, and shares.

    Intervals are at 95 %, from resampling articles. Kappa is 1 where they always agree and 0
    where they agree as often as chance would have it.

    [dim]$[/dim] detector agreement mine.jsonl yours.jsonl
    """
    from detector.learning.agreement import compare_readers

    found = compare_readers(read_data([first]), read_data([second]))
    if form is Format.json:
        from detector.cli.output import emit
        from detector.reports.jsonout import dump

        emit(dump({"schema": 1, **asdict(found)}))
        return
    from detector.reports.terminal_paper import Paper, print_lines

    console = settings().console()
    print_lines(console, _lines(found, Paper.of(console)))


def _lines(found: Agreement, paper: Paper) -> Iterator[Text]:
    yield paper.own(f"{found.articles} articles read by both", "bold")
    alone = (len(found.only_first), len(found.only_second))
    if any(alone):
        yield paper.own(f"{alone[0]} by the first only, {alone[1]} by the second only", "dim")
    yield paper.own("")
    yield paper.own(f"{'':24}{'kappa':>7}  {'95 % interval':<15}{'agree':>7}{'items':>8}", "dim")
    for name, kappa in (
        ("verdict 0-3", found.verdict),
        ("  weighted", found.verdict_weighted),
        ("padded or not", found.padded),
        ("sentence padded or kept", found.sentence),
        ("sentence, all labels", found.label),
    ):
        yield paper.own(_kappa_line(name, kappa))
    if found.share_difference is not None:
        yield paper.own("")
        yield paper.own(
            f"padding share: the second's is {found.share_difference:+.3f} on average, "
            f"and {found.share_distance:.3f} apart"
        )
    yield from _disagreements(found, paper)


def _kappa_line(name: str, kappa: Kappa) -> str:
    value = "–" if kappa.value is None else f"{kappa.value:.3f}"
    interval = "" if kappa.low is None else f"{kappa.low:.3f} – {kappa.high:.3f}"
    agree = "" if kappa.observed is None else f"{kappa.observed:.0%}"
    return f"{name:24}{value:>7}  {interval:<15}{agree:>7}{kappa.items:>8}"


def _disagreements(found: Agreement, paper: Paper) -> Iterator[Text]:
    if found.verdicts:
        yield paper.own("")
        yield paper.own("verdicts that differ", "bold")
    for verdict in found.verdicts[:SHOWN]:
        yield from paper.hang(
            paper.own(f"  {verdict.first} | {verdict.second}  "), paper.quote(verdict.id)
        )
    yield from _more(len(found.verdicts), paper)
    if found.units:
        yield paper.own("")
        yield paper.own("sentences that one kept and the other called padding", "bold")
    before = None
    for unit in found.units[:SHOWN]:
        if unit.id != before:
            yield from paper.hang(paper.own("  "), paper.quote(unit.id, "dim"))
        before = unit.id
        lead = paper.own(f"  {unit.first} | {unit.second}  ")
        yield from paper.hang(lead, paper.quote(unit.text), limit=2)
    yield from _more(len(found.units), paper)


def _more(count: int, paper: Paper) -> Iterator[Text]:
    if count > SHOWN:
        yield paper.own(f"  … and {count - SHOWN} more: --format json has them all", "dim")
