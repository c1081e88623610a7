"""The console of the command line."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class PlainConsole(Console):
    """A console that leaves a closed pipe to the command line, as any other error."""

    def on_broken_pipe(self) -> NoReturn:
        """Pass the error on, instead of leaving with rich's own exit code."""
        raise BrokenPipeError
