"""Loops in machine code, where the extra `fast` (numba) is installed.

A function marked `compiled` works with numpy. Once `start` was called, the loop of the same name
in `detector.compiled.loops…` takes its place and gives the same answer, bit for bit. Only what
goes through many articles calls `start`: loading loops takes as long as scoring a thousand.
"""

from __future__ import annotations

import os
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

_ROOMS = ("text", "lines", "stems", "measures", "site")
ROOMS = tuple(f"detector.compiled.loops_{room}" for room in _ROOMS)
MANY = 1000  # articles that are scored without loops in the time that loading them takes
_LOOPS: dict[str, Callable[..., Any]] = {}
_met = 0


def compiled(function: Callable[P, T]) -> Callable[P, T]:
    """Let the loop of the same name take the function's place once loops were started."""
    name = function.__name__

    @wraps(function)
    def either(*args: P.args, **kwargs: P.kwargs) -> T:
        return _LOOPS.get(name, function)(*args, **kwargs)  # type: ignore[no-any-return]

    return either


def meet(articles: int) -> None:
    """Count the articles of this process; once they are many, start the loops.

    However many are still to come, it then takes at most about twice the time it could have.
    """
    global _met  # noqa: PLW0603  (a process loads loops once, whoever scores in it)
    _met += articles
    if _met >= MANY:
        start()


def is_first_time() -> bool:
    """Say whether `start` is going to compile, as far as the package's folder tells."""
    folder = Path(__file__).parent
    if "NUMBA_CACHE_DIR" in os.environ or not os.access(folder, os.W_OK):
        return False
    return find_spec("numba") is not None and not any(folder.glob("__pycache__/loops*.nbi"))


@cache
def start() -> bool:
    """Use the loops from now on, in this process; say whether they are there.

    The first time on a machine they are compiled, which takes most of a minute, and kept on disk
    (in the package's folder or, where that is read-only, in the user's cache).
    """
    try:
        from detector.compiled.loops import LOOPS  # noqa: PLC0415  (numba takes 0.4 s to load)

        for room in ROOMS:
            import_module(room)
    except (ImportError, RuntimeError):  # none that fits numpy; no place to keep them
        return False
    _LOOPS.update(LOOPS)
    return True
