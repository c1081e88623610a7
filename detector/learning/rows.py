"""Files of labelled data as rows: what each holds, and in which file and line it stands."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detector.errors import DetectorError, InputError
from detector.reading import find_inputs, shown_name
from detector.reading.decoding import decode
from detector.reading.row_columns import arrow
from detector.reading.row_opening import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Cells: TypeAlias = Mapping[str, object]

_DELIMITERS = ",;\t|"
_PACKED = ("", ".gz")


class Row(NamedTuple):
    """One row of a data file: `line` counts from 1, `cells` is None when it cannot be read.

    `fault` then says why. In Parquet the line is the row's number; a file that is itself the
    article is line 0.
    """

    file: Path
    line: int
    cells: Cells | None
    fault: str = ""


def read_rows(path: Path) -> Iterator[Row]:
    """Go through the rows of a JSONL, CSV or Parquet file, or of folders named by label.

    Raises:
        InputError: the file cannot be read at all, or is none of these.
        MissingExtraError: it is Parquet and the extra `parquet` is not installed.
    """
    if not os.path.exists(path):  # noqa: PTH110  (Path.exists raises where it may not look)
        raise InputError(f"{shown_name(path)} does not exist: check the path")
    if path.is_dir():
        return _folder_rows(path)
    name = path.name.lower()
    for read, endings in _READERS.items():
        if name.endswith(endings):
            return read(path)
    remedy = "name a .jsonl, .csv or .parquet file, or a folder with one folder for each label"
    raise InputError(f"{shown_name(path)} holds no labelled rows: {remedy}")


def _json_rows(path: Path) -> Iterator[Row]:
    for line, data in enumerate(_lines(path), 1):
        if data.strip():
            yield _json_row(path, line, data)


def _json_row(path: Path, line: int, data: bytes) -> Row:
    try:
        cells = json.loads(data.decode("utf-8-sig" if line == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return Row(path, line, None, f"the byte at {error.start} is no UTF-8")
    except json.JSONDecodeError as error:
        return Row(path, line, None, f"no JSON: {error.msg} at character {error.colno}")
    except (RecursionError, ValueError):  # ValueError: an integer of thousands of digits
        return Row(path, line, None, "no JSON that can be read: too deep, or a number too long")
    if not isinstance(cells, dict):
        return Row(path, line, None, "no JSON object")
    return Row(path, line, cells)


def _lines(path: Path) -> Iterator[bytes]:
    zipped = path.name.lower().endswith(".gz")
    with _told(path), gzip.open(path) if zipped else path.open("rb") as file:
        yield from file


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say of a file that breaks off where, whatever its library raises."""
    try:
        yield
    except DetectorError:
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        told = shown_name(reason.partition("\n")[0].rstrip("."))
        raise InputError(f"{shown_name(path)} cannot be read ({told}): is it whole?") from error


def _csv_rows(path: Path) -> Iterator[Row]:
    text = decode(b"".join(_lines(path)), path)
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    before = csv.field_size_limit(LONGEST)
    try:
        yield from _csv_cells(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(before)


def _csv_cells(path: Path, reader: Iterator[list[str]]) -> Iterator[Row]:
    names: list[str] | None = None
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined]  # of csv.reader
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield Row(path, line, None, f"no CSV: {error}")
            continue
        if values is None:
            return
        if names is None:
            names = values
        elif len(values) > len(names):
            fault = f"{len(values)} cells under {len(names)} column names: quote those with commas"
            yield Row(path, line, None, fault)
        elif any(values):
            yield Row(path, line, {n: v for n, v in zip(names, values, strict=False) if v})


def _parquet_rows(path: Path) -> Iterator[Row]:
    with _told(path), arrow().parquet.ParquetFile(path) as file:
        cells = (row for batch in file.iter_batches(1000) for row in batch.to_pylist())
        for line, row in enumerate(cells, 1):
            yield Row(path, line, row)


def _folder_rows(path: Path) -> Iterator[Row]:
    try:
        labels = sorted(f for f in path.iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError as error:
        raise InputError(f"{shown_name(path)} cannot be opened: check its permissions") from error
    if not labels:
        raise InputError(
            f"{shown_name(path)} holds no folders named by label: make e.g. dense and padded in it"
        )
    for folder in labels:
        for article in find_inputs([folder]):
            yield Row(article, 0, {"path": article.resolve(), "label": folder.name})


_READERS: dict[Callable[[Path], Iterator[Row]], tuple[str, ...]] = {
    _json_rows: tuple(f".{name}{packed}" for name in ("jsonl", "ndjson") for packed in _PACKED),
    _csv_rows: tuple(f".{name}{packed}" for name in ("csv", "tsv") for packed in _PACKED),
    _parquet_rows: (".parquet",),
}


def holds_rows(path: Path) -> bool:
    """Tell by its name whether a file holds rows."""
    return path.name.lower().endswith(sum(_READERS.values(), ()))
