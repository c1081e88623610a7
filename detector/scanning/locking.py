"""One scan at a time for one output, on this machine."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detector.errors import UsageError
from detector.reading.names import shown_name
from detector.reading.row_opening import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK = "lock"  # a file among the shards


@contextmanager
def only_one(folder: str, output: str) -> Iterator[None]:
    """Hold the folder of an output's shards; the system lets go of it however a scan ends.

    Raises:
        UsageError: another scan holds it.
    """
    try:
        import fcntl  # noqa: PLC0415  (not on every system)
    except ImportError:
        yield
        return
    if is_remote(folder):
        yield
        return
    with Path(folder, LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(
                f"another scan is writing {shown_name(output)}: wait for it"
            ) from error
        yield
