"""Rows from web archives: pages of WARC files, extracted texts of WET files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detector.errors import MissingExtraError
from detector.reading.files import MAX_BYTES
from detector.reading.row_opening import open_raw
from detector.reading.row_records import Fields, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.reading.row_files import RowFile
    from detector.reading.row_opening import Meter

_HTML = ("text/html", "application/xhtml+xml")


def archive_iterator() -> Any:
    """Return warcio's iterator over the records of an archive.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise MissingExtraError("reading web archives", "warcio", "warc") from error
    return ArchiveIterator


def read_warc(file: RowFile, _: Fields, after: int, meter: Meter) -> Iterator[Record]:
    """Go through the pages and texts behind record `after`; other records are passed over."""
    with open_raw(file.path) as stream:
        meter.follow(stream)
        for number, entry in enumerate(archive_iterator()(stream), 1):
            if number > after and _is_article(entry):
                yield _record(number, entry)


def _is_article(entry: Any) -> bool:
    if entry.rec_type == "conversion":
        return True
    if entry.rec_type not in {"response", "resource"}:
        return False
    http = entry.http_headers
    found = http is None or http.get_statuscode() == "200"
    headers = entry.rec_headers if http is None else http
    kind = headers.get_header("Content-Type") or ""
    return found and kind.lower().startswith(_HTML)


def _record(number: int, entry: Any) -> Record:
    address = entry.rec_headers.get_header("WARC-Target-URI")
    cells: dict[str, object] = {"id": address, "url": address, "text": ""}
    data = entry.content_stream().read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return Record(number, None, f"the page is larger than {MAX_BYTES // 1_000_000} MB")
    if entry.rec_type != "conversion":
        return Record(number, cells, page=data)
    cells["text"] = data.decode("utf-8", "replace")
    return Record(number, cells, format="plain")
