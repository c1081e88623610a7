"""Names of files as messages show them: safe on a terminal, always on one line."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"
_LONGEST = 300


def shown_name(path: Path | str) -> str:
    r"""Return the name with everything escaped that a terminal might obey.

    Line ends, escape codes, text-direction controls and bytes that are no UTF-8 become
    backslash escapes; a name too long for a message loses its middle.

    >>> shown_name("draft\x1b[31m\n.txt")
    'draft\\x1b[31m\\n.txt'
    """
    name = os.fspath(path)
    if name == STDIN:
        return "standard input"
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 :]}"
    return visible(name)


def visible(text: str) -> str:
    r"""Return one line with everything escaped that a terminal might obey.

    >>> visible("\x1b[31mred\n")
    '\\x1b[31mred\\n'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shell_name(path: Path | str) -> str:
    """Return the name as a shell takes it, or FILE when it cannot be shown as it is."""
    name = os.fspath(path)
    return shlex.quote(name) if shown_name(name) == name else "FILE"


def is_stdin(path: Path | str) -> bool:
    """Tell whether the path is the dash that stands for standard input."""
    return os.fspath(path) == STDIN


def origin_of(path: Path | str) -> str:
    """Return the path as text that every encoder takes, bytes that are no UTF-8 escaped."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
