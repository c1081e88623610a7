"""Rows of many articles, one after another: what a scan reads, from any file of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from detector.errors import InputError, MissingExtraError
from detector.reading.names import origin_of, shown_name
from detector.reading.row_articles import read_article
from detector.reading.row_columns import read_arrow, read_parquet
from detector.reading.row_csv import read_csv
from detector.reading.row_files import Kind
from detector.reading.row_json import read_json
from detector.reading.row_opening import LONGEST, Meter
from detector.reading.row_records import Fields
from detector.reading.row_warc import read_warc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from detector.article import Language, TextFormat
    from detector.reading.row_files import RowFile
    from detector.reading.row_records import Record

    Reader: TypeAlias = Callable[[RowFile, Fields, int, Meter], Iterator[Record]]

_READERS: dict[Kind, Reader] = {
    Kind.JSON: read_json,
    Kind.CSV: read_csv,
    Kind.PARQUET: read_parquet,
    Kind.ARROW: read_arrow,
    Kind.WARC: read_warc,
    Kind.ARTICLE: read_article,
}
_OWN_NAMES = {Kind.WARC, Kind.ARTICLE}  # their records have the plain field names
_LANGUAGES: dict[str, Language] = {
    "ar": "ar", "ara": "ar", "arb": "ar", "arabic": "ar",
    "en": "en", "eng": "en", "english": "en",
}  # fmt: skip


class InputRow(NamedTuple):
    """One article as a row gives it.

    `path` and `row` (counted from 1: the line of a JSONL file, else the record) say where it
    stands. `page` is HTML whose main text is still to be taken out; `text` is then empty.
    `format` is set where the file's name says how marks are read.
    """

    path: str
    row: int
    id: str | int
    text: str
    title: str | None = None
    lang: Language | None = None
    url: str | None = None
    page: bytes | None = None
    format: TextFormat | None = None


class BadRow(NamedTuple):
    """A row that cannot be read: where it stands and why. Row 0 is the file as a whole."""

    path: str
    row: int
    reason: str


class RowStream:
    """The rows of many files in order, one at a time.

    Args:
        files: the files, in order.
        fields: the names under which rows give text, id, title, language and address.
        start: the file (by index) and the last row of it that are passed over.

    Iterating gives (index of the file, row) and never raises for what a file holds: a file
    that breaks off is a bad row, and the next one is read.
    """

    def __init__(
        self, files: Iterable[RowFile], fields: Fields, start: tuple[int, int] = (0, 0)
    ) -> None:
        self._files = files
        self._fields = fields
        self._start = start
        self._before = 0
        self._meter = Meter()

    @property
    def bytes_read(self) -> int:
        """Bytes of the files that have been read, passed over ones included."""
        return self._before + self._meter.bytes()

    def __iter__(self) -> Iterator[tuple[int, InputRow | BadRow]]:
        """Go through the rows."""
        first, after = self._start
        for index, file in enumerate(self._files):
            if index >= first:
                for row in _read_file(file, self._fields, after, self._meter):
                    yield index, row
                after = 0
            self._meter.reset()
            self._before += file.size


def _read_file(
    file: RowFile, fields: Fields, after: int, meter: Meter
) -> Iterator[InputRow | BadRow]:
    path, last = origin_of(file.path), after
    fields = Fields() if file.kind in _OWN_NAMES else fields
    try:
        for record in _READERS[file.kind](file, fields, after, meter):
            last = record.number
            yield _row(path, record, fields)
    except MissingExtraError:
        raise
    except InputError as error:
        yield BadRow(path, last, str(error))
    except Exception as error:  # noqa: BLE001  (a damaged file can make its library raise anything)
        yield BadRow(path, last, f"the rest of the file cannot be read: {_told(error)}")


def _told(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return shown_name(" ".join(reason.split()))


def _row(path: str, record: Record, fields: Fields) -> InputRow | BadRow:
    cells, number = record.cells, record.number
    if cells is None:
        return BadRow(path, number, record.fault)
    found = {key: cells.get(name) for key, name in fields._asdict().items()}
    fault = _fault(found, fields, cells)
    if fault:
        return BadRow(path, number, fault)
    given = found["id"]
    return InputRow(
        path=path,
        row=number,
        id=given if isinstance(given, int | str) and given != "" else f"{path}#{number}",
        text=str(found["text"]),
        title=_string(found["title"]),
        lang=language_of(found["lang"]),
        url=_string(found["url"]),
        page=record.page,
        format=record.format,
    )


def _fault(found: dict[str, object], fields: Fields, cells: object) -> str | None:
    text = found["text"]
    if text is None:
        has = isinstance(cells, dict) and fields.text in cells
        return f"{shown_name(fields.text)} is null" if has else f"no {shown_name(fields.text)}"
    if isinstance(text, str) and len(text) > LONGEST:
        return f"{shown_name(fields.text)} is longer than {LONGEST:,} characters"
    for key, value in found.items():
        kinds = (str, int) if key == "id" else (str,)
        if value is not None and (isinstance(value, bool) or not isinstance(value, kinds)):
            return f"{shown_name(getattr(fields, key))} is {_kind(value)}, not text"
    return None


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    names |= {dict: "an object", bytes: "bytes"}
    return names.get(type(value), f"a {type(value).__name__}")


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def language_of(value: object) -> Language | None:
    """Read `ar`, `en-US`, `eng_Latn`; None for any other, which is then told from the text."""
    name = str(value or "").strip().casefold().replace("_", "-")
    return _LANGUAGES.get(name.partition("-")[0])
