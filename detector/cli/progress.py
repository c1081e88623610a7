"""How far the work is, on standard error, where somebody may be looking."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from detector.cli.everywhere import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def track(lots: Iterable[T], *, steps: int, size: int) -> Iterator[T]:
    """Go through lots of `size` steps each; a bar moves when there is more than one step."""
    if steps < 2 or settings().quiet or not sys.stderr.isatty():
        yield from lots
        return
    from rich.progress import (  # only where it is seen
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TimeRemainingColumn,
    )

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=settings().console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=steps)
        for lot in lots:
            yield lot
            progress.advance(task, size)
