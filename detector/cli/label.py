"""`detector label`: read articles and say, sentence by sentence, what is padding."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli.endings import Code, complain
from detector.cli.everywhere import settings
from detector.cli.inputs import chosen_model
from detector.errors import DetectorError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detector.article import Source
    from detector.learning.labelling import LabelFile
    from detector.learning.sampling import Order
    from detector.results import Row


def label(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Articles, folders of them, or files of rows."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="Where labels go, as JSONL.")
    ],
    random: Annotated[
        bool,
        typer.Option("--random", help="Ask in random order: a sample that estimates fairly."),
    ] = False,
    seed: Annotated[int, typer.Option(help="Of the random order.")] = 0,
) -> None:
    """Label articles in the terminal, the most useful one first.

    Every answer is kept at once: leave with q or Ctrl-C at any time, and the same command goes
    on where you were. The model's guess is shown only when you have answered.

    [dim]$[/dim] detector label drafts/ -o labels.jsonl
    [dim]$[/dim] detector label drafts/ -o labels.jsonl --random
    """
    from detector.cli.label_screen import Screen
    from detector.learning.labelling import LabelFile, Session

    file = LabelFile(output)
    sources = list(_read(files))
    if not sources:
        raise UsageError("no article to label was read: name text files, folders or rows")
    order = _order(sources, file, random=random, seed=seed)
    session = Session(sources, order, file, sampling="random" if random else "active")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    Screen(settings().console(), session, file, answers).run()
    for source, why in session.unread:
        complain(f"{source.origin} was not asked for: {why}")
    raise typer.Exit(Code.DONE)


def answers(sources: Sequence[Source]) -> list[Row]:
    """Let the model that was asked for judge articles, with measures and sentences."""
    from detector.scoring import score_rows

    return score_rows(sources, model=chosen_model(), features=True, sentences=True)


def _order(sources: Sequence[Source], file: LabelFile, *, random: bool, seed: int) -> Order:
    from detector.learning.sampling import ActiveOrder, RandomOrder

    if random or all(file.holds(source) for source in sources):
        return RandomOrder(len(sources), seed=seed)
    return ActiveOrder(answers(sources))


def _read(paths: Sequence[Path]) -> Iterator[Source]:
    from detector.learning.rows import holds_rows
    from detector.reading import find_inputs, read_source

    for path in paths:
        try:
            if holds_rows(path):
                yield from _read_rows(path)
                continue
            found = find_inputs([path])
        except DetectorError as error:
            complain(error)
            continue
        for article in found:
            try:
                yield read_source(article, lang=settings().lang)
            except DetectorError as error:
                complain(error)


def _read_rows(path: Path) -> Iterator[Source]:
    from detector.learning.data import BadRow
    from detector.learning.reading import renamed, row_name, row_source
    from detector.learning.rows import read_rows

    for row in read_rows(path):
        cells = renamed(row.cells or {}, {})
        try:
            yield row_source(row, cells, row_name(row, cells))
        except ValueError as error:
            complain(f"left out: {BadRow(str(row.file), row.line, str(error))}")
