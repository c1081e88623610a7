"""Rows packed into numbered lots of a bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detector.reading.rows import InputRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detector.reading.rows import BadRow
    from detector.scanning.options import Limits


class Lot(NamedTuple):
    """Rows that are scored at once; `end` is the file and row that the last of them stands in."""

    rows: list[InputRow | BadRow]
    end: tuple[int, int]
    bytes_read: int = 0


def pack(rows: Iterable[tuple[int, InputRow | BadRow]], limits: Limits) -> Iterator[Lot]:
    """Fill one lot after another; where they are cut depends on the rows alone."""
    lot: list[InputRow | BadRow] = []
    size, end = 0, (0, 0)
    for file, row in rows:
        weight = _weight(row)
        if lot and (len(lot) == limits.rows or size + weight > limits.characters):
            yield Lot(lot, end)
            lot, size = [], 0
        lot.append(row)
        size, end = size + weight, (file, row.row)
    if lot:
        yield Lot(lot, end)


def _weight(row: InputRow | BadRow) -> int:
    if not isinstance(row, InputRow):
        return 0
    return len(row.text) + len(row.page or b"")
