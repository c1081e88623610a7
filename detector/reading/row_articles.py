"""A file that is itself one article, as a file of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.errors import InputError
from detector.reading.decoding import decode
from detector.reading.files import MAX_BYTES, read_bytes
from detector.reading.kinds import is_html, refuse_other_kinds, text_format
from detector.reading.names import origin_of
from detector.reading.row_opening import is_remote, open_raw
from detector.reading.row_records import Fields, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.reading.row_files import RowFile
    from detector.reading.row_opening import Meter


def read_article(file: RowFile, _: Fields, after: int, __: Meter) -> Iterator[Record]:
    """Give the one row of a text, Markdown or HTML file; its id is the file's path.

    Raises:
        InputError: it cannot be read, is no text, or is too large.
    """
    if after:
        return
    try:
        yield _record(file.path)
    except InputError as error:
        yield Record(1, None, str(error))


def _record(path: str) -> Record:
    data = _bytes(path)
    refuse_other_kinds(path, data)
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 1_000_000} MB: split it")
    cells = {"id": origin_of(path), "text": ""}
    if is_html(path, data):
        return Record(1, cells, page=data)
    return Record(1, cells | {"text": decode(data, path)}, format=text_format(path))


def _bytes(path: str) -> bytes:
    if not is_remote(path):
        return read_bytes(path)
    with open_raw(path) as stream:
        return stream.read(MAX_BYTES + 1)
