"""One row of labelled data as one labelled article, or why it is none."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detector.article import Source
from detector.errors import DetectorError
from detector.languages import LANGUAGES
from detector.learning.labels import Label, of_share, of_verdict, read_label
from detector.learning.rubric import LABELS, share_of
from detector.reading import read_source
from detector.reading.names import origin_of
from detector.reading.row_opening import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detector.article import Language
    from detector.learning.labels import LabelType
    from detector.learning.rows import Cells, Row
    from detector.learning.rubric import Unit

COLUMNS = ("id", "text", "path", "label", "verdict", "share", "title", "lang", "source", "units")
"""The columns that are read; `columns` of `read_labelled` gives others' names for them."""


class Example(NamedTuple):
    """One labelled article.

    `group` is its source, or its own id where none is given; `file` is where its text was read,
    or the file that its id names, if there is one.
    """

    source: Source
    id: str
    label: Label
    units: tuple[Unit, ...]
    group: str
    file: Path | None


def renamed(cells: Cells, columns: Mapping[str, str]) -> dict[str, object]:
    """Keep the columns that are read, under their names here, and of these the filled ones."""
    named = {name: cells.get(columns.get(name, name)) for name in COLUMNS}
    return {name: value for name, value in named.items() if value not in (None, "")}


def read_example(row: Row, cells: Cells, kind: LabelType | None) -> Example:
    """Read one row whose columns have their names here.

    Raises:
        ValueError: something in it cannot be read, or is missing.
    """
    name = row_name(row, cells)
    found = row_source(row, cells, name)
    units = _units(cells.get("units"), found.text)
    label = _label(cells, kind, found.text, units)
    group = str(cells.get("source", name))
    return Example(found, name, label, units, group, _file(row, cells, name))


def row_name(row: Row, cells: Cells) -> str:
    """Return the row's id, or where it stands."""
    place = f"{row.file.name}#{row.line}" if row.line else origin_of(row.file)
    return str(cells.get("id", place))


def row_source(row: Row, cells: Cells, name: str) -> Source:
    """Read the article of a row, without its label.

    Raises:
        ValueError: there is no text, or it cannot be read.
    """
    if row.fault:
        raise ValueError(row.fault)
    title, lang = _words(cells.get("title")), _language(cells.get("lang"))
    if "text" not in cells:
        return _from_file(row, cells, title, lang, name)
    text = cells["text"]
    if not isinstance(text, str):
        raise ValueError(f"text is {type(text).__name__}, not a string")  # noqa: TRY004 - one kind
    if len(text) > LONGEST:
        raise ValueError(f"text is longer than {LONGEST:,} characters: split it")
    if not text.strip():
        raise ValueError("text is empty")
    return Source(text, name, title, lang)


def _from_file(
    row: Row, cells: Cells, title: str | None, lang: Language | None, name: str
) -> Source:
    if "path" not in cells:
        raise ValueError("neither text nor path is given")
    try:
        found = read_source(row.file.parent / Path(str(cells["path"])), title=title, lang=lang)
    except DetectorError as error:
        raise ValueError(str(error)) from error
    if not found.text.strip():
        raise ValueError("the file at path is empty")
    return Source(found.text, name, found.title, lang, found.format, found.extracted)


def _file(row: Row, cells: Cells, name: str) -> Path | None:
    path = row.file.parent / Path(str(cells.get("path", name)))
    for place in (path, Path(name)):
        if os.path.isfile(place):  # noqa: PTH113  (Path.is_file raises where it may not look)
            return place
    return None


def _words(value: object) -> str | None:
    return None if value is None else str(value)


def _language(value: object) -> Language | None:
    if value is None or str(value).lower() == "auto":
        return None
    code = str(value).lower().replace("_", "-").partition("-")[0]
    for lang in LANGUAGES:
        if code == lang:
            return lang
    raise ValueError(f"lang {str(value)[:20]!r} is none of {', '.join(LANGUAGES)}")


def _label(cells: Cells, kind: LabelType | None, text: str, units: tuple[Unit, ...]) -> Label:
    """Read the label column, or else the verdict's and the share's; units give a share too."""
    label = Label()
    if "label" in cells and kind is not None:
        label = read_label(cells["label"], kind)
    share = read_label(cells["share"], "share").share if "share" in cells else label.share
    if math.isnan(share) and units:
        share = share_of(text, units)
    if label == Label() and "verdict" in cells:
        label = of_verdict(read_label(cells["verdict"], "verdict").verdict)
    if label == Label():
        if math.isnan(share):
            raise ValueError("no label, verdict, share or units is given")
        label = of_share(share)
    return label._replace(share=share)


def _units(value: object, text: str) -> tuple[Unit, ...]:
    if value is None:
        return ()
    try:
        given = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as error:
        raise ValueError("units is no JSON list") from error
    if not isinstance(given, list):
        raise ValueError("units is no list of [start, end, label]")  # noqa: TRY004 - one kind
    units = tuple(_unit(item) for item in given)
    before = 0
    for number, (start, end, _) in enumerate(units):
        if not before <= start < end <= len(text):
            raise ValueError(
                f"unit {number} ({start}–{end}) is empty, overlaps the one before, or ends "
                f"after the text's {len(text)} characters"
            )
        before = end
    return units


def _unit(item: object) -> Unit:
    if isinstance(item, dict):
        item = [item.get("start"), item.get("end"), item.get("label")]
    match item:
        case [int(start), int(end), str(label)] if len(label) == 1 and label in LABELS:
            return start, end, label
    raise ValueError(f"{str(item)[:40]} in units is no [start, end, one of {' '.join(LABELS)}]")
