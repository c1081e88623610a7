"""Options for labelled data, which several commands take, and reading it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from detector.cli.endings import complain
from detector.cli.everywhere import settings
from detector.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detector.learning.data import LabelledSet

PANEL = "Labelled data"


class LabelTypeChoice(StrEnum):
    """How the column `label` is read."""

    auto = "auto"
    binary = "binary"
    verdict = "verdict"
    share = "share"


LabelOption: TypeAlias = Annotated[
    LabelTypeChoice,
    typer.Option(
        "--label-type",
        help="0 or 1, a verdict 0 to 3, or a share 0 to 1; told from the labels where it can be.",
        rich_help_panel=PANEL,
    ),
]
ColumnOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME=THEIRS",
        help="A column that has another name in the data, e.g. text=body.",
        rich_help_panel=PANEL,
    ),
]
SkipOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--skip-bad",
        help="Go on without rows that cannot be read; each is named.",
        rich_help_panel=PANEL,
    ),
]


def read_data(
    paths: Sequence[Path],
    label_type: LabelTypeChoice = LabelTypeChoice.auto,
    columns: Sequence[str] | None = None,
    *,
    skip_bad: bool = False,
) -> LabelledSet:
    """Read labelled data and tell on standard error what is wrong with it.

    Raises:
        DataError: rows are bad and were not to be skipped, or nothing is labelled.
        InputError: a file cannot be read.
        UsageError: `columns` are not NAME=THEIRS.
    """
    from detector.learning.data import read_labelled
    from detector.learning.labels import LABEL_TYPES

    kind = next((kind for kind in LABEL_TYPES if kind == label_type), None)
    try:
        data = read_labelled(
            list(paths),
            label_type=kind,
            columns=_columns(columns or ()),
            lang=settings().lang,
            skip_bad=skip_bad,
        )
    except DataError as error:
        summary, *rows = str(error).split("\n")
        for row in rows:
            complain(row.strip())
        raise DataError(summary.rstrip(":")) from error
    if kind is None and data.label_type is not None and not settings().quiet:
        complain(f"labels are read as {data.label_type}; --label-type can say otherwise")
    _report(data)
    return data


def _columns(given: Sequence[str]) -> dict[str, str]:
    from detector.learning.reading import COLUMNS

    found = {}
    for pair in given:
        ours, sign, theirs = pair.partition("=")
        if ours not in COLUMNS or not sign or not theirs:
            names = ", ".join(COLUMNS)
            raise UsageError(f"--column {pair}: give NAME=THEIRS, with NAME one of {names}")
        found[ours] = theirs
    return found


def _report(data: LabelledSet) -> None:
    for row in data.bad:
        complain(f"left out: {row}")
    for pair in data.conflicts:
        first, second = data.ids[pair.first], data.ids[pair.second]
        complain(f"{first} and {second} are nearly the same text, one dense and the other padded")
    others = len(data.duplicates) - len(data.conflicts)
    if others and not settings().quiet:
        complain(f"{others} pairs of articles are nearly the same text; none is split in testing")
