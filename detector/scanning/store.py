"""Output files, here or at a remote address: a file is there whole or not at all."""

from __future__ import annotations

import gzip
import io
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from detector.errors import InputError, UsageError
from detector.reading.names import shown_name
from detector.reading.row_opening import filesystems, is_remote, zstandard

if TYPE_CHECKING:
    from collections.abc import Iterator


class Store:
    """Files by their paths on this machine; written beside their place, then renamed."""

    def exists(self, path: str) -> bool:
        """Say whether something stands there."""
        return os.path.lexists(path)

    def make_folder(self, path: str) -> None:
        """Make a folder and those above it."""
        Path(path).mkdir(parents=True, exist_ok=True)

    def open(self, path: str) -> BinaryIO:
        """Open a file to read."""
        return Path(path).open("rb")

    @contextmanager
    def create(self, path: str) -> Iterator[BinaryIO]:
        """Give a stream whose bytes become the file when all went well."""
        unfinished = Path(f"{path}.tmp")
        try:
            with unfinished.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise

    def remove(self, path: str) -> None:
        """Remove a file or a folder, if it is there."""
        if Path(path).is_dir() and not Path(path).is_symlink():
            shutil.rmtree(path)
        else:
            Path(path).unlink(missing_ok=True)

    def clear(self, folder: str, keep: str) -> None:
        """Remove the files of a folder, all but one."""
        for path in Path(folder).iterdir():
            if path.name != keep:
                path.unlink(missing_ok=True)

    def free(self, path: str) -> int | None:
        """Return the free space in bytes where the file stands, if it can be told."""
        return shutil.disk_usage(Path(path).absolute().parent).free


class RemoteStore(Store):
    """Files at fsspec addresses; an object store shows a file when its upload is complete."""

    def __init__(self, path: str) -> None:
        self._system: Any = filesystems().core.url_to_fs(path)[0]

    def exists(self, path: str) -> bool:
        """Say whether something stands there."""
        self._system.invalidate_cache()
        return bool(self._system.exists(path))

    def make_folder(self, path: str) -> None:
        """Make a folder where the address has such things."""
        self._system.makedirs(path, exist_ok=True)

    def open(self, path: str) -> BinaryIO:
        """Open a file to read."""
        return cast("BinaryIO", self._system.open(path, "rb"))

    @contextmanager
    def create(self, path: str) -> Iterator[BinaryIO]:
        """Give a stream whose bytes become the file when all went well."""
        file = self._system.open(path, "wb", autocommit=False)
        try:
            yield file
        except BaseException:
            file.discard()
            raise
        file.close()
        file.commit()

    def remove(self, path: str) -> None:
        """Remove a file or a folder, if it is there."""
        if self.exists(path):
            self._system.rm(path, recursive=True)

    def clear(self, folder: str, keep: str) -> None:
        """Remove the files of a folder; there is no lock to keep."""
        del keep
        self.remove(folder)
        self.make_folder(folder)

    def free(self, path: str) -> int | None:
        """Return nothing: a remote address does not tell."""
        del path
        return None


def store_for(path: str) -> Store:
    """Return the store that a path belongs to.

    Raises:
        MissingExtraError: a remote address needs fsspec.
        InputError: the address cannot be used.
    """
    if not is_remote(path):
        return Store()
    try:
        return RemoteStore(path)
    except (ImportError, ValueError) as error:
        raise InputError(f"{shown_name(path)} cannot be used: {error}") from error


@contextmanager
def packed(stream: BinaryIO, path: str) -> Iterator[BinaryIO]:
    """Compress what is written where the path ends in .gz or .zst; equal input, equal bytes."""
    if path.lower().endswith(".gz"):
        with gzip.GzipFile("", "wb", 6, stream, mtime=0) as file:
            yield cast("BinaryIO", file)
    elif path.lower().endswith(".zst"):
        writer = zstandard().ZstdCompressor(level=6).stream_writer(stream, closefd=False)
        with writer, io.BufferedWriter(cast("Any", writer)) as file:
            yield cast("BinaryIO", file)
    else:
        yield stream


@contextmanager
def try_writing(path: str) -> Iterator[None]:
    """Turn what fails before anything is done into one sentence.

    Raises:
        UsageError: nothing can be written there.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{shown_name(path)} cannot be written ({_told(error)}): choose another place"
        ) from error


@contextmanager
def telling(path: str) -> Iterator[None]:
    """Turn a write that fails on the way into one sentence.

    Raises:
        InputError: it failed, as on a full disk.
    """
    try:
        yield
    except OSError as error:
        raise InputError(
            f"{shown_name(path)} cannot be written ({_told(error)}): what is done is kept; "
            "make room or mend the permissions, and run again with --resume"
        ) from error


def _told(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).lower()
