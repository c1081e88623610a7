"""Markdown tables and numbers as all generated documents print them."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NAMES = {"ar": "Arabic", "en": "English"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, and an empty one behind it."""
    yield line(head)
    yield line(["---"] * len(head))
    yield from map(line, rows)
    yield ""


def line(cells: Sequence[str]) -> str:
    """One row."""
    return f"| {' | '.join(cells)} |"


def number(value: float | None, digits: int = 3) -> str:
    """A number, or a dash for what could not be computed."""
    return "–" if value is None or isnan(value) else f"{value:.{digits}f}"


def interval(low: float | None, high: float | None, digits: int = 3) -> str:
    """An interval; one dash where there is none."""
    if number(low) == "–":
        return "–"
    return f"{number(low, digits)} – {number(high, digits)}"
