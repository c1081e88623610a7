"""`detector report`: HTML pages, and an index of many articles or of a scan."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from detector.cli.endings import complain
from detector.cli.everywhere import settings
from detector.cli.inputs import answer, feature_labels
from detector.errors import UsageError
from detector.reading.names import visible

if TYPE_CHECKING:
    from detector.reports.html_files import Labels
    from detector.reports.wording import Ui

ROWS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
"""Ends of the names that a scan's output has."""


class UiChoice(StrEnum):
    """The language of a page's own words."""

    auto = "auto"
    ar = "ar"
    en = "en"

    @property
    def ui(self) -> Ui | None:
        """The language that is asked for, if any."""
        return None if self is UiChoice.auto else cast("Ui", self.value)


def report(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Articles, folders, - for standard input; or the rows that a scan wrote.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")
    ] = Path("reports"),
    keyphrase: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The search phrase to look for, instead of finding one."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The title, when it is not in the text.")
    ] = None,
    ui: Annotated[
        UiChoice,
        typer.Option(metavar="LANG", help="Language of the page: ar, en, or auto: the article's."),
    ] = UiChoice.auto,
) -> None:
    """Write one self-contained HTML page for each article, and index.html when there are several.

    [dim]$[/dim] detector report article.md
    [dim]$[/dim] detector report articles/ -o reports/monday
    [dim]$[/dim] detector report scan.jsonl -o reports/site
    """
    if any(path.name.lower().endswith(ROWS) for path in files):
        _report_rows(files, output, ui.ui)
        return
    from detector.reports.html_files import write_reports  # jinja2

    answers = answer(files, title=title, keyphrase=keyphrase)
    if answers.results:
        _name(write_reports(answers.results, output, labels=_labels(), ui=ui.ui))
    raise typer.Exit(answers.code)


def _report_rows(files: list[Path], output: Path, ui: Ui | None) -> None:
    if len(files) > 1:
        raise UsageError("an index is made of the rows of one scan: name one file of rows")
    from detector.reports.html_files import write_index  # jinja2
    from detector.scanning.reportable import read_scan

    scan = read_scan(str(files[0]))
    index = write_index(scan.entries, output, labels=_labels(), ui=ui, site=scan.site)
    if scan.rows > len(scan.entries) and not settings().quiet:
        complain(f"the page lists the {len(scan.entries):,} most padded of {scan.rows:,} articles")
    _name([index])


def _labels() -> Labels:
    return {"en": feature_labels("en"), "ar": feature_labels("ar")}


def _name(written: list[Path]) -> None:
    if not settings().quiet:
        for path in written:
            typer.echo(visible(str(path)))
