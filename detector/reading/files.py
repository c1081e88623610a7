"""Which files are read, and their bytes: never more of them than the limit, never a device."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from detector.errors import InputError
from detector.reading.kinds import is_article_name
from detector.reading.names import STDIN, is_stdin, shell_name, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_BYTES = 10_000_000
"""The largest file that is read as one article, in bytes."""

# Path("https://a.b") is kept as "https:/a.b".
_URL = re.compile(r"(?:https?|ftp|file):/", re.IGNORECASE)
# What the shell hands over for <(command) and for /dev/stdin: pipes that are meant to be read.
_DESCRIPTOR = re.compile(r"/dev/(?:stdin|fd/\d+)|/proc/(?:self|\d+)/fd/\d+")


def find_inputs(paths: Sequence[Path | str]) -> list[Path]:
    """Expand folders into the articles below them; keep "-" and files as they are given.

    Inside folders hidden names, other extensions than those of text, Markdown and HTML, and
    links to folders are passed over; the order is that of the names. A subfolder that cannot be
    opened stays in the list, so that reading it says so and the rest is still read.

    Raises:
        InputError: a path does not exist, or a folder holds no article.
    """
    found: list[Path] = []
    for path in paths:
        if is_stdin(path):
            found.append(Path(STDIN))
            continue
        is_folder = stat.S_ISDIR(_status(path).st_mode)
        found += _articles_below(Path(path)) if is_folder else [Path(path)]
    return found


def _articles_below(folder: Path) -> list[Path]:
    found = sorted(_walk(folder))
    if not found:
        raise InputError(
            f"{shown_name(folder)} holds no article: name a folder with .txt, .md or .html files"
        )
    return found


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda e: closed.append(Path(e.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and is_article_name(name):
                yield Path(here, name)
    yield from closed


def read_bytes(path: Path | str) -> bytes:
    """Read a file, or standard input for "-", up to one byte more than MAX_BYTES.

    Raises:
        InputError: the path does not exist, cannot be opened, or is a folder, a device or a
            named pipe.
    """
    try:
        if is_stdin(path):
            return _read_stdin()
        _refuse_irregular(path, _status(path).st_mode)
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(_unreadable(path, error)) from error


def _read_stdin() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("standard input is closed: pipe a text into it, or name a file")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _status(path: Path | str) -> os.stat_result:
    """Look the path up, following links."""
    try:
        return Path(path).stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        raise InputError(_unreadable(path, error)) from error


def _refuse_irregular(path: Path | str, mode: int) -> None:
    """Refuse what could give bytes without end, or none until somebody writes."""
    name = shown_name(path)
    if stat.S_ISDIR(mode):
        raise InputError(
            f"{name} is a folder: name the files in it, or check that it may be opened"
        )
    if not stat.S_ISREG(mode) and not _DESCRIPTOR.fullmatch(os.fspath(path)):
        raise InputError(f"{name} is a device or a pipe: redirect it into  detector score -")


def _unreadable(path: Path | str, error: OSError | ValueError) -> str:
    name = shown_name(path)
    if isinstance(error, FileNotFoundError):
        if _URL.match(os.fspath(path)):
            url = shell_name(re.sub(":/+", "://", os.fspath(path), count=1))
            return f"{name} is a web address: save the page first, e.g.  curl -L {url} -o page.html"
        if Path(path).is_symlink():
            return f"{name} is a link to a file that does not exist: name the file itself"
        return f"{name} does not exist: check the path"
    if isinstance(error, ValueError):
        return f"{name} is no file name: it holds a NUL character"
    reason = (error.strerror or type(error).__name__).lower()
    return f"{name} cannot be read ({reason}): check its path and permissions"
