"""What a scan found, in a few lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from detector.cli.everywhere import settings
from detector.reading.names import visible
from detector.scanning.store import store_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.scanning import Tally

_WIDTH = 40


def print_summary(tally: Tally, output: str) -> None:
    """Print counts, histogram and what recurs."""
    console = settings().console()
    for line in summary(tally, output):
        console.print(line, markup=False, soft_wrap=True)


def summary(tally: Tally, output: str) -> Iterator[str]:
    """Go through the lines of the summary."""
    yield f"{tally.rows:,} articles: {tally.scored:,} scored{_mean(tally)}{_unscored(tally)}"
    if tally.bad:
        rows = "row" if tally.bad == 1 else "rows"
        yield f"{tally.bad:,} {rows} could not be read: {visible(output)}.errors.jsonl"
    if tally.written < tally.rows:
        yield f"{tally.written:,} of them written"
    most = max(*tally.bins, 1)
    for index, count in enumerate(tally.bins if tally.scored else ()):
        bar = "█" * round(_WIDTH * count / most)
        yield f"{10 * index:>4}-{10 * index + 10:<4}{bar or '·' * bool(count)} {count:,}"
    yield from _recurring(f"{output}.site.json")
    yield f"written: {visible(output)}"


def _mean(tally: Tally) -> str:
    return "" if tally.mean is None else f", mean score {tally.mean:.1f}"


def _unscored(tally: Tally) -> str:
    why = ", ".join(f"{reason} {count:,}" for reason, count in tally.abstained.most_common())
    return f"; {tally.abstained.total():,} without a score ({visible(why)})" if why else ""


def _recurring(path: str) -> Iterator[str]:
    store = store_for(path)
    if not store.exists(path):
        return
    with store.open(path) as file:
        site: dict[str, Any] = json.loads(file.read())
    found, near = len(site["recurring"]), site["near_duplicates"]["documents"]
    if found:
        yield f"{found:,} passages recur across articles: {visible(path)}"
    if near:
        yield f"{near:,} articles are nearly the same as an earlier one"
