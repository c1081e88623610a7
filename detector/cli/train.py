"""`detector train`: a model of your own from your own labels."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from detector.cli.default_model import set_default_model
from detector.cli.endings import Code, complain
from detector.cli.everywhere import settings
from detector.cli.inputs import chosen_model, feature_labels
from detector.cli.labelled import (
    ColumnOption,
    LabelOption,
    LabelTypeChoice,
    SkipOption,
    read_data,
)
from detector.cli.report import UiChoice
from detector.errors import MissingExtraError, UsageError
from detector.reading.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from detector.learning.findings import Findings
    from detector.learning.outcomes import TrainingReport
    from detector.reports.wording import Ui

    Progress: TypeAlias = Callable[[str, float], None]

_HOW = {
    "blended": "few labels: the model before was blended in",
    "refitted": "enough labels: fitted on these alone",
    "kept": "too few labels: kept as it was",
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
    ui: Annotated[
        UiChoice,
        typer.Option(metavar="LANG", help="Language of the report: ar, en, or auto: as the data."),
    ] = UiChoice.auto,
) -> None:
    """Train a model on labelled articles, test it on held-out sources, and write it to one file.

    Beside it stand its model card (.card.md) and a report of the tests (.report.html). At least
    10 dense and 10 padded articles; better a few hundred of many sources.

    [dim]$[/dim] detector train labels.jsonl -o models/mine.model
    [dim]$[/dim] detector train articles/ -o models/mine.model   [dim]# dense/, padded/[/dim]
    [dim]$[/dim] detector score article.txt --model models/mine.model
    """
    _refuse_output(output)
    if jobs == 0 or jobs < -1:
        raise UsageError("--jobs is 1 or more, or -1 for one on each core")
    labelled = read_data(data, label_type, column, skip_bad=skip_bad)
    from detector.learning.enough import languages_to_learn, require_enough

    require_enough(labelled)
    for lang in sorted(set(labelled.lang) - set(languages_to_learn(labelled))):
        complain(f"too few labels in {lang}: its part of the model before is kept")
    from detector.model import load_model

    base = chosen_model() or load_model()
    _make_folder(output.parent)
    from detector.learning.fitting import train as fit  # scikit-learn

    with _progress() as progress:
        report = fit(labelled, output, seed=seed, jobs=jobs, progress=progress, base=base)
    papers = _write_papers(output, report.findings, ui.ui) if report.findings else []
    _tell(report, papers)
    if promote:
        raise typer.Exit(_promote(report))


def _refuse_output(path: Path) -> None:
    """Refuse to write over what is no model, card or report, before the work begins.

    Raises:
        UsageError: a folder or another file stands there.
    """
    if path.is_dir():
        raise UsageError(f"{shown_name(path)} is a folder: name a file, e.g. mine.model in it")
    if path.exists():
        with path.open("rb") as file:
            if file.read(2) not in (b"PK", b""):  # models are zip files
                raise UsageError(f"{shown_name(path)} exists and is no model: name another file")
    from detector.learning.papers import strangers

    for other in strangers(path):
        raise UsageError(
            f"{shown_name(other)} would be overwritten, and no training wrote it: move it, or "
            "name another model file"
        )


def _make_folder(folder: Path) -> None:
    """Make the folder of the model, and refuse one that cannot be written to.

    Raises:
        UsageError: it cannot be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        raise UsageError(f"{shown_name(folder)} cannot be written to: name another folder")


def _write_papers(output: Path, findings: Findings, ui: Ui | None) -> list[Path]:
    """Write card and report; without jinja2 the card alone."""
    from detector.learning.papers import write_card, write_report

    written = [write_card(findings, output)]
    labels: dict[Ui, dict[str, str]] = {"en": feature_labels("en"), "ar": feature_labels("ar")}
    try:
        written.append(write_report(findings, output, labels=labels, ui=ui))
    except MissingExtraError as error:
        complain(f"the report of the tests was not written: {error}")
    return written


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


def _tell(report: TrainingReport, papers: Sequence[Path]) -> None:
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
    for path in (*report.files, *papers):
        typer.echo(shown_name(path))


def _promote(report: TrainingReport) -> Code:
    if not report.improves:
        complain("not made the default: it does not beat the model before by more than the noise")
        return Code.EXCEEDED
    set_default_model(report.files[0])
    complain(f"{shown_name(report.files[0])} is the default from now on")
    return Code.DONE
