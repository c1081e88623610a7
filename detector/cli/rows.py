"""The rows that a scan wrote, as entries of the index page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from detector.errors import InputError
from detector.reading.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from detector.reports.html_index import IndexEntry


def read_entries(path: Path) -> list[IndexEntry]:
    """Read the output of `detector scan`.

    Raises:
        InputError: it cannot be read, or a line is not such a row.
    """
    from detector.reports.html_index import IndexEntry  # jinja2

    entries = []
    for number, line in _lines(path):
        try:
            entries.append(IndexEntry.from_row(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise InputError(
                f"{shown_name(path)}:{number}: this is no row of a scan; "
                "name the file that  detector scan -o  wrote"
            ) from error
    return entries


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(f"{shown_name(path)} cannot be read ({reason}): check the path") from error
