"""Rows from Parquet files and from the Arrow files of Hugging Face datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from detector.errors import InputError, MissingExtraError
from detector.reading.row_csv import no_column
from detector.reading.row_opening import filesystems, is_remote
from detector.reading.row_records import Fields, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from detector.reading.row_files import RowFile
    from detector.reading.row_opening import Meter

_ROWS = 256  # a batch, so that long texts do not add up


def arrow() -> ModuleType:
    """Return pyarrow with its Parquet module.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: PLC0415  (heavy, and an extra)
    except ImportError as error:
        raise MissingExtraError("reading and writing Parquet", "pyarrow", "parquet") from error
    return cast("ModuleType", pyarrow)


def read_parquet(file: RowFile, fields: Fields, after: int, meter: Meter) -> Iterator[Record]:
    """Go through the rows behind row `after`, whole row groups of them without reading.

    Raises:
        InputError: no column has the text's name.
    """
    with _open(file.path) as stream, arrow().parquet.ParquetFile(stream) as table:
        columns = _columns(table.schema_arrow.names, fields)
        total = max(table.metadata.num_rows, 1)
        number = 0
        groups: list[int] = []
        for group in range(table.num_row_groups):
            rows = table.metadata.row_group(group).num_rows
            if not groups and number + rows <= after:
                number += rows
            else:
                groups.append(group)
        for batch in table.iter_batches(_ROWS, row_groups=groups, columns=columns):
            yield from _records(batch, number, after)
            number += batch.num_rows
            meter.bytes = lambda done=number: file.size * done // total  # type: ignore[misc]


def read_arrow(file: RowFile, fields: Fields, after: int, _: Meter) -> Iterator[Record]:
    """Go through the rows of an Arrow file, as a stream or with an index.

    Raises:
        InputError: no column has the text's name.
    """
    ipc, number = arrow().ipc, 0
    with _open(file.path) as stream:
        for large in _batches(ipc, stream):
            columns = _columns(large.schema.names, fields)
            for begin in range(0, large.num_rows, _ROWS):
                batch = large.select(columns).slice(begin, _ROWS)
                yield from _records(batch, number, after)
                number += batch.num_rows


def _batches(ipc: Any, stream: Any) -> Iterator[Any]:
    if stream.read(6) == b"ARROW1":
        table = ipc.open_file(stream)
        yield from map(table.get_batch, range(table.num_record_batches))
        return
    stream.seek(0)
    yield from ipc.open_stream(stream)


def _open(path: str) -> Any:
    return filesystems().core.open(path, "rb").open() if is_remote(path) else arrow().OSFile(path)


def _columns(names: list[str], fields: Fields) -> list[str]:
    if fields.text not in names:
        raise InputError(no_column(fields.text, names))
    return [name for name in names if name in fields]


def _records(batch: Any, before: int, after: int) -> Iterator[Record]:
    if before + batch.num_rows > after:
        for number, cells in enumerate(batch.to_pylist(), before + 1):
            if number > after:
                yield Record(number, cells)
