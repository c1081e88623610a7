"""`detector train`: a model of your own from your own labels."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from detector.cli.default_model import set_default_model
from detector.cli.endings import Code, complain
from detector.cli.everywhere import settings
from detector.cli.inputs import chosen_model
from detector.cli.labelled import (
    ColumnOption,
    LabelOption,
    LabelTypeChoice,
    SkipOption,
    read_data,
)
from detector.errors import UsageError
from detector.reading.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detector.learning.outcomes import TrainingReport

    Progress: TypeAlias = Callable[[str, float], None]

_HOW = {
    "blended": "few labels: the model before was blended in",
    "refitted": "enough labels: fitted on these alone",
    "kept": "no labels: kept as it was",
}


def train(
    data: Annotated[
        list[Path],
        typer.Argument(metavar="DATA...", help="JSONL, CSV, Parquet, or folders named by label."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="MODEL", help="The model file to write.")
    ],
    label_type: LabelOption = LabelTypeChoice.auto,
    column: ColumnOption = None,
    skip_bad: SkipOption = False,
    seed: Annotated[int, typer.Option(min=0, help="Same data and seed, same model.")] = 0,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", help="Processes at once; -1 is one for each core.")
    ] = 1,
    promote: Annotated[
        bool,
        typer.Option(
            "--promote",
            help="Make it the default if it beats the present model by more than the noise; "
            "exit with 1 if not.",
        ),
    ] = False,
) -> None:
    """Train a model on labelled articles, test it on held-out sources, and write it to one file.

    At least 10 dense and 10 padded articles; better a few hundred of many sources.

    [dim]$[/dim] detector train labels.jsonl -o models/mine.model
    [dim]$[/dim] detector train articles/ -o models/mine.model   [dim]# dense/, padded/[/dim]
    [dim]$[/dim] detector score article.txt --model models/mine.model
    """
    _refuse_output(output)
    if jobs == 0 or jobs < -1:
        raise UsageError("--jobs is 1 or more, or -1 for one on each core")
    labelled = read_data(data, label_type, column, skip_bad=skip_bad)
    from detector.learning.enough import require_enough

    require_enough(labelled)
    from detector.model import load_model

    base = chosen_model() or load_model()
    from detector.learning.fitting import train as fit  # scikit-learn

    with _progress() as progress:
        report = fit(labelled, output, seed=seed, jobs=jobs, progress=progress, base=base)
    _tell(report)
    if promote:
        raise typer.Exit(_promote(report))


def _refuse_output(path: Path) -> None:
    """Refuse to write over what is no model, before the work begins.

    Raises:
        UsageError: a folder or another file stands there.
    """
    if path.is_dir():
        raise UsageError(f"{shown_name(path)} is a folder: name a file, e.g. mine.model in it")
    if path.exists():
        with path.open("rb") as file:
            if file.read(2) not in (b"PK", b""):  # models are zip files
                raise UsageError(f"{shown_name(path)} exists and is no model: name another file")


@contextmanager
def _progress() -> Iterator[Progress]:
    """Give a function that shows a stage and how far it is (0–1), and the time left."""
    if settings().quiet or not sys.stderr.isatty():
        yield _Stages().tell
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=settings().console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda stage, part: bar.update(task, description=stage, completed=part)


class _Stages:
    """Says every stage once, where nobody watches a bar."""

    def __init__(self) -> None:
        self._told = ""

    def tell(self, stage: str, part: float) -> None:
        """Print a stage when it begins."""
        del part
        if stage != self._told and not settings().quiet:
            complain(stage)
        self._told = stage


def _tell(report: TrainingReport) -> None:
    from detector.cli.evaluation_text import figure_lines
    from detector.reports.terminal_paper import Paper, print_lines

    console = settings().console()
    paper = Paper.of(console)
    if not settings().quiet:
        for lang, mode in sorted(report.mode.items()):
            print_lines(console, [paper.own(f"{lang}: {_HOW[mode]}")])
        print_lines(console, figure_lines(report.evaluation, paper))
        if report.gain is not None:
            gain = report.gain
            said = f"against the model before: {gain.value:+.3f} AUROC"
            print_lines(console, [paper.own(f"{said} ({gain.low:+.3f} to {gain.high:+.3f})")])
    for path in report.files:
        typer.echo(shown_name(path))


def _promote(report: TrainingReport) -> Code:
    if not report.improves:
        complain("not made the default: it does not beat the model before by more than the noise")
        return Code.EXCEEDED
    set_default_model(report.files[0])
    complain(f"{shown_name(report.files[0])} is the default from now on")
    return Code.DONE
