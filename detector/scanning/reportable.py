"""What a report shows of a finished scan."""

from __future__ import annotations

import heapq
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from detector.errors import InputError
from detector.reading.names import shown_name
from detector.reading.row_columns import arrow
from detector.reading.row_opening import is_remote, open_stream
from detector.reports.html_index import IndexEntry
from detector.reports.html_site import SiteView
from detector.scanning.store import store_for

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 20_000  # articles of a page that a browser still shows well


class ScanReport(NamedTuple):
    """The articles of a scan and what it found across them.

    `entries` are the `MOST` with the highest scores where there are more, `rows` counts all.
    """

    entries: list[IndexEntry]
    rows: int
    site: SiteView


def read_scan(path: str) -> ScanReport:
    """Read a scan's output and the site view beside it, for `write_index`.

    Raises:
        InputError: it cannot be read, or holds no rows of a scan.
        MissingExtraError: reading it needs a package.
    """
    number = 0
    kept: list[tuple[float, int, IndexEntry]] = []
    try:
        for number, row in enumerate(_rows(path), 1):
            entry = IndexEntry.from_row(row)
            item = (-1.0 if entry.score is None else entry.score, -number, entry)
            heapq.heappush(kept, item) if len(kept) < MOST else heapq.heappushpop(kept, item)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(
            f"{shown_name(path)} holds no rows of a scan (row {number + 1}): "
            "name the output of  detector scan"
        ) from error
    entries = [entry for *_, entry in sorted(kept, key=lambda item: -item[1])]
    return ScanReport(entries, number, _site(f"{path}.site.json"))


def _rows(path: str) -> Iterator[dict[str, Any]]:
    if path.lower().endswith(".parquet"):
        package = arrow()
        source = store_for(path).open(path) if is_remote(path) else path
        with package.parquet.ParquetFile(source) as table:
            wanted = {"id", "lang", "words", "score", "share", "band", "reasons"}
            columns = [name for name in table.schema_arrow.names if name in wanted]
            for batch in table.iter_batches(columns=columns):
                yield from batch.to_pylist()
        return
    with open_stream(path) as file:
        for line in file:
            yield json.loads(line)


def _site(path: str) -> SiteView:
    """Read the site view; without one, or with a damaged one, there is nothing to show."""
    store = store_for(path)
    if not store.exists(path):
        return SiteView()
    try:
        with store.open(path) as file:
            return SiteView.from_json(json.loads(file.read()))
    except (OSError, ValueError, LookupError, TypeError):
        return SiteView()
