"""Runs one scan in a process of its own; with a number, dies of kill -9 at that write."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fake_scorer

from detector.errors import DetectorError
from detector.scanning import Limits, ScanOptions, scan
from detector.scanning import store as stores

if TYPE_CHECKING:
    from collections.abc import Iterator


def die_at(fatal: int) -> None:
    """Kill this process when write number `fatal` ends: odd ones before the rename, even after."""
    create = stores.Store.create
    count = [0]

    @contextmanager
    def counted(self: stores.Store, path: str) -> Iterator[Any]:
        count[0] += 2
        with create(self, path) as file:
            yield file
            if count[0] - 1 == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
        if count[0] == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    stores.Store.create = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    scorer = getattr(fake_scorer, told.pop("scorer", "fake"))
    if fatal := told.pop("fatal", 0):
        die_at(fatal)
    options = ScanOptions(tuple(told.pop("inputs")), **told)
    try:
        tally = scan(options, limits=Limits(4, 4000, 2, 2), scorer=scorer)
    except DetectorError as error:
        sys.exit(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    Path(f"{options.output}.tally").write_text(str(tally.rows), encoding="utf-8")
