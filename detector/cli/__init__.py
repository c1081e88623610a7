"""The command line: `detector COMMAND …`; its commands are gathered in `detector.cli.commands`.

Nothing is imported here: what `main` sets has to be there before anything else is.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["main"]

_RARELY = 200_000  # new objects: more than one article takes


def main() -> NoReturn:
    """Run the command line of this process.

    Linear algebra keeps to one thread, unless OPENBLAS_NUM_THREADS says otherwise: here it is
    small, and starting more threads costs more than scoring an article. Cycles of dead objects
    are looked for rarely, and not at the end: loading modules makes many objects that stay, and
    looking through them takes a tenth of the time of a short command.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_RARELY)
    from detector.cli.commands import run

    try:
        run()
    finally:
        gc.freeze()
