"""`detector score`: one article in full, or several in a table."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from detector.cli.endings import Code, complain
from detector.cli.everywhere import flag, package_version, settings
from detector.cli.inputs import Answers, answer, answer_sample, feature_labels
from detector.cli.output import emit
from detector.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from detector.results import Result


class Format(StrEnum):
    """The forms of an answer."""

    terminal = "terminal"
    json = "json"
    sarif = "sarif"
    markdown = "markdown"


class View(NamedTuple):
    """What of the answer is printed, and how."""

    format: Format
    text: bool
    cut: bool
    brief: bool
    compare: bool


def score(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            help="Articles or folders of them (text, Markdown, HTML); - is standard input.",
        ),
    ] = None,
    form: Annotated[
        Format,
        typer.Option("--format", metavar="FORM", help="terminal, json, sarif or markdown."),
    ] = Format.terminal,
    text: Annotated[
        bool, flag("--text", help="Show the text too, with a mark for every sentence.")
    ] = False,
    cut: Annotated[
        bool, flag("--cut", help="Print the shortened article instead of the report.")
    ] = False,
    brief: Annotated[bool, flag("--brief", help="Print one line for each article.")] = False,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="OLD NEW", help="Compare two versions of an article."),
    ] = None,
    keyphrase: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The search phrase to look for, instead of finding one."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The title, when it is not in the text.")
    ] = None,
    fail_over: Annotated[
        float | None,
        typer.Option(metavar="N", min=0, max=100, help="Exit with 1 when a score is above N."),
    ] = None,
    sample: Annotated[
        bool, flag("--sample", help="Score an article that comes with the package.")
    ] = False,
) -> None:
    """Say how much of an article is padding, which sentences, why, and what to cut.

    [dim]$[/dim] detector score article.txt
    [dim]$[/dim] detector score article.md --cut > shorter.md
    [dim]$[/dim] detector score drafts/ --brief --fail-over 60
    [dim]$[/dim] curl -s https://example.org/page.txt | detector score - --format json
    """
    view = View(form, text, cut, brief, compare is not None)
    _refuse_contradictions(view, files or [], sample=sample)
    paths = [*compare] if compare else files or []
    answers = answer_sample() if sample else answer(paths, title=title, keyphrase=keyphrase)
    _print(answers, view)
    judged = answers.results[-1:] if compare else answers.results
    raise typer.Exit(answers.code or _judge(judged, fail_over))


def _refuse_contradictions(view: View, files: list[Path], *, sample: bool) -> None:
    sources = [bool(files), sample, view.compare]
    if sum(sources) == 0:
        raise UsageError("no article was named: give a file, - for standard input, or --sample")
    if sum(sources) > 1:
        raise UsageError("FILE, --sample and --compare exclude each other: choose one")
    names = ("--text", "--cut", "--brief", "--compare")
    wanted = (view.text, view.cut, view.brief, view.compare)
    given = [name for name, asked in zip(names, wanted, strict=True) if asked]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other: choose one")
    if given and view.format is not Format.terminal:
        raise UsageError(f"{given[0]} is for people: leave --format {view.format.value} out")


def _judge(results: list[Result], limit: float | None) -> Code:
    """Return the exit code that `--fail-over` asks for; scores count as they are printed."""
    over = limit is not None and any(round(r.score or 0, 1) > limit for r in results)
    return Code.EXCEEDED if over else Code.DONE


def _print(answers: Answers, view: View) -> None:
    if view.format is not Format.terminal:
        emit(_written(answers, view.format))
    elif view.cut:
        _print_cut(answers)
    elif answers.results:
        _print_report(answers, view)


def _written(answers: Answers, form: Format) -> str:
    results = answers.results
    if form is Format.sarif:
        from detector.reports.sarif import to_sarif  # only what is asked for

        return to_sarif(results, package_version(), extracted=answers.extracted)
    if form is Format.markdown:
        from detector.reports.markdown import to_markdown

        labels = feature_labels()
        return "\n".join(to_markdown(result, labels=labels) for result in results)
    from detector.reports.jsonout import to_json

    if answers.several:
        return to_json(results, extracted=answers.extracted)
    return "".join(to_json(result, extracted=answers.extracted) for result in results)


def _print_cut(answers: Answers) -> None:
    from detector.cutting import cut_text
    from detector.reports.safe import make_lines_safe

    if answers.several:
        raise UsageError("--cut prints one article: name one file")
    for result in answers.results:
        if result.abstained and not settings().quiet:
            complain(f"nothing was cut, because there is no score: {result.abstained.detail}")
        text = cut_text(result)
        emit(make_lines_safe(text) if sys.stdout.isatty() else text)


def _print_report(answers: Answers, view: View) -> None:
    from detector.reports import terminal  # rich, for people only

    console, results = settings().console(), answers.results
    if view.compare:
        if not answers.unreadable:
            _print_comparison(results, console)
    elif view.brief:
        terminal.render_brief(results, console)
    elif answers.several:
        terminal.render_table(results, console, labels=feature_labels())
    else:
        terminal.render(results[0], console, show_text=view.text, labels=feature_labels())


def _print_comparison(results: list[Result], console: Console) -> None:
    from detector.reports.terminal_compare import compare

    old, new = results
    compare(old, new, console)
