"""How far a scan is, on standard error: rate, time left and the scores so far."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from detector import compiled
from detector.cli.endings import complain
from detector.cli.everywhere import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detector.scanning import Progress

    Watch: TypeAlias = Callable[[Progress], None]

_BARS = "▁▂▃▄▅▆▇█"
_LOGGED = 30.0  # seconds between lines where nobody is looking


@contextmanager
def watching() -> Iterator[Watch | None]:
    """Give a function that shows progress: a moving line, or now and then one in a log."""
    if settings().quiet:
        yield None
    elif sys.stderr.isatty():
        with _moving() as show:
            yield _warning_once(_Pace(), show)
    else:
        last = [time.monotonic()]

        def log(line: str) -> None:
            if time.monotonic() - last[0] >= _LOGGED:
                last[0] = time.monotonic()
                print(f"detector: {line}", file=sys.stderr, flush=True)  # noqa: T201  (that is its work)

        yield _warning_once(_Pace(), log)


@contextmanager
def _moving() -> Iterator[Callable[[str], None]]:
    from rich.status import Status  # only where it is seen

    console = settings().console(stderr=True)
    with Status(_first_words(), console=console, refresh_per_second=4) as status:
        yield status.update


def _first_words() -> str:
    if compiled.is_first_time():
        return "the first long scan on a machine compiles its inner loops: most of a minute"
    return "reading the first articles"


class _Pace:
    """Tells rate and time left, from what this run has read."""

    def __init__(self) -> None:
        self._begun: tuple[float, int, int] | None = None

    def line(self, now: Progress) -> str:
        """Return one line: articles, rate, share done, time left, bad rows, scores."""
        at = time.monotonic()
        if self._begun is None:
            self._begun = at, now.tally.rows, now.bytes_read
        since, rows, read = self._begun
        seconds = max(at - since, 1e-3)
        parts = [f"{now.tally.rows:,} articles"]
        if now.tally.rows > rows:
            parts.append(f"{(now.tally.rows - rows) / seconds:,.0f}/s")
        if now.bytes_total and now.bytes_read:
            parts.append(f"{min(1.0, now.bytes_read / now.bytes_total):.0%}")
        if now.bytes_read > read and now.bytes_total >= now.bytes_read:
            left = (now.bytes_total - now.bytes_read) * seconds / (now.bytes_read - read)
            parts.append(f"{duration(left)} left")
        if now.tally.bad:
            parts.append(f"{now.tally.bad:,} bad rows")
        return "  ".join([*parts, f"0 {sparks(now.tally.bins)} 100"])


def _warning_once(pace: _Pace, show: Callable[[str], None]) -> Watch:
    warned: list[bool] = []

    def watch(now: Progress) -> None:
        show(pace.line(now))
        if now.short_by and not warned:
            warned.append(True)
            complain(
                f"the disk will be full before the end: {now.short_by / 1e9:,.1f} GB more are "
                "needed, as it looks now; make room, or stop and go on later with --resume"
            )

    return watch


def duration(seconds: float) -> str:
    """Return a time as people read it.

    >>> duration(59.6), duration(3725), duration(200_000)
    ('1:00', '1:02:05', '55:33:20')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def sparks(bins: list[int]) -> str:
    """Draw counts as one character each.

    >>> sparks([0, 1, 8, 4])
    ' ▁█▄'
    """
    most = max(*bins, 1)
    return "".join(_BARS[(count * 8 - 1) // most] if count else " " for count in bins)
