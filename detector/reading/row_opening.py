"""Opening local and remote files, compressed or not, as streams of bytes."""

from __future__ import annotations

import gzip
import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from detector.errors import InputError, MissingExtraError
from detector.reading.names import is_stdin, shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

LONGEST = 10_000_000
"""The longest text of a row, in characters."""


class Meter:
    """How many bytes of the file in hand have been read."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin a new file."""
        self.bytes: Callable[[], int] = int

    def follow(self, stream: BinaryIO) -> None:
        """Take the position in `stream` from now on."""
        self.bytes = lambda: 0 if stream.closed else _position(stream)


def _position(stream: BinaryIO) -> int:
    try:
        return stream.tell()
    except OSError:  # a pipe has no position
        return 0


def is_remote(path: str) -> bool:
    """Tell paths of fsspec (`s3://…`) from those of this machine."""
    return "://" in path


def filesystems() -> ModuleType:
    """Return fsspec.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import fsspec.core  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise MissingExtraError("an address such as s3://…", "fsspec", "remote") from error
    return cast("ModuleType", fsspec)


def zstandard() -> ModuleType:
    """Return the package zstandard.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import zstandard as package  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise MissingExtraError("reading and writing .zst", "zstandard", "zstd") from error
    return package


def open_raw(path: str) -> BinaryIO:
    """Open the bytes of a file as they are.

    Raises:
        InputError: it cannot be opened.
        MissingExtraError: its address needs fsspec.
    """
    if is_stdin(path):
        return sys.stdin.buffer
    try:
        if is_remote(path):
            return cast("BinaryIO", filesystems().core.open(path, "rb").open())
        return Path(path).open("rb")
    except ImportError as error:  # fsspec names the package that the address needs
        raise InputError(f"{shown_name(path)} cannot be opened: {error}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{shown_name(path)} cannot be opened ({reason})") from error


@contextmanager
def open_stream(path: str, meter: Meter | None = None) -> Iterator[BinaryIO]:
    """Give a file as a stream of its bytes, unpacked where its name ends in .gz or .zst.

    Raises:
        InputError: it cannot be opened.
        MissingExtraError: its address or its compression needs a package.
    """
    with open_raw(path) as raw:
        if meter is not None:
            meter.follow(raw)
        name = path.lower()
        if name.endswith(".gz"):
            with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
                yield cast("BinaryIO", unpacked)
        elif name.endswith(".zst"):
            reader = zstandard().ZstdDecompressor().stream_reader(raw, read_across_frames=True)
            with io.BufferedReader(reader, 1 << 20) as unpacked:
                yield cast("BinaryIO", unpacked)
        else:
            yield raw
