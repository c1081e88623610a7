"""Rows from CSV: the first line names the columns."""

from __future__ import annotations

import csv
import io
from itertools import count
from typing import TYPE_CHECKING

from detector.errors import InputError
from detector.reading.names import shown_name
from detector.reading.row_opening import LONGEST, open_stream
from detector.reading.row_records import Fields, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.reading.row_files import RowFile
    from detector.reading.row_opening import Meter

_DELIMITERS = ",;\t|"


def read_csv(file: RowFile, fields: Fields, after: int, meter: Meter) -> Iterator[Record]:
    """Go through the records behind record `after`.

    Raises:
        InputError: no column has the text's name.
    """
    csv.field_size_limit(LONGEST + 1)
    with (
        open_stream(file.path, meter) as stream,
        io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="") as text,
    ):
        header = text.readline(1_000_000)
        delimiter = max(_DELIMITERS, key=header.count)
        columns = next(csv.reader([header], delimiter=delimiter), [])
        if fields.text not in columns:
            raise InputError(no_column(fields.text, columns))
        rows = csv.reader(text, delimiter=delimiter)
        for number in count(1):
            record = _next(rows, columns, number)
            if record is None:
                return
            if number > after and (record.fault or record.cells):
                yield record


def no_column(name: str, columns: list[str]) -> str:
    """Say that no column has the text's name, and which there are."""
    there = shown_name(", ".join(columns)) or "none"
    return f"no column {shown_name(name)} (there are: {there}): name it with --text-field"


def _next(rows: Iterator[list[str]], columns: list[str], number: int) -> Record | None:
    try:
        values = next(rows, None)
    except csv.Error as error:
        return Record(number, None, f"broken CSV: {error}")
    if values is None:
        return None
    if any("\udc80" <= char <= "\udcff" for value in values for char in _unusual(value)):
        return Record(number, None, "not UTF-8")
    return Record(number, dict(zip(columns, values, strict=False)))


def _unusual(value: str) -> str:
    """Return the value where it holds a byte that is no UTF-8, else nothing."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        return value[error.start : error.end]
    return ""
