"""Rows from JSONL: one JSON object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from detector.reading.row_opening import LONGEST, open_stream
from detector.reading.row_records import Fields, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.reading.row_files import RowFile
    from detector.reading.row_opening import Meter

_LINE = 6 * LONGEST + 4_000_000  # bytes: a character may be written \u0000
_BOM = b"\xef\xbb\xbf"


def read_json(file: RowFile, _: Fields, after: int, meter: Meter) -> Iterator[Record]:
    """Go through the lines behind line `after`; blank ones are passed over."""
    with open_stream(file.path, meter) as stream:
        for number, line in enumerate(_lines(stream), 1):
            if number > after and (len(line) > _LINE or not line.isspace()):
                yield _record(number, line)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Go through the lines; of one that is too long, only the beginning is kept."""
    while line := stream.readline(_LINE + 1):
        yield line
        rest = line
        while len(rest) > _LINE and not rest.endswith(b"\n"):
            rest = stream.readline(_LINE + 1)


def _record(number: int, line: bytes) -> Record:
    if len(line) > _LINE:
        return Record(number, None, f"the line is longer than {_LINE:,} bytes")
    try:
        text = line.removeprefix(_BOM if number == 1 else b"").rstrip(b"\r\n").decode("utf-8")
        cells = json.loads(text)
    except UnicodeDecodeError as error:
        return Record(number, None, f"not UTF-8: the byte at offset {error.start} of the line")
    except json.JSONDecodeError as error:
        return Record(number, None, f"broken JSON at column {error.colno}: {error.msg}")
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else "a number too long"
        return Record(number, None, f"broken JSON: {reason}")
    if not isinstance(cells, dict):
        return Record(number, None, "the line is not a JSON object")
    return Record(number, cells)
