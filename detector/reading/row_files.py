"""Which files a scan reads: files, folders, patterns, data sets, here or at a remote address."""

from __future__ import annotations

import glob
import json
import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from detector.errors import InputError, UsageError
from detector.reading.kinds import is_article_name
from detector.reading.names import STDIN, is_stdin, shown_name
from detector.reading.row_opening import filesystems, is_remote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Kind(Enum):
    """How the rows of a file are read."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    ARROW = "arrow"
    WARC = "warc"
    ARTICLE = "article"


_SUFFIXES = {
    Kind.JSON: (".jsonl", ".ndjson"),
    Kind.CSV: (".csv", ".tsv"),
    Kind.PARQUET: (".parquet",),
    Kind.ARROW: (".arrow",),
    Kind.WARC: (".warc", ".wet"),
}
_PACKED = {Kind.JSON: (".gz", ".zst"), Kind.CSV: (".gz", ".zst"), Kind.WARC: (".gz",)}
_STATE, _SPLITS = "state.json", "dataset_dict.json"  # of datasets' save_to_disk


class RowFile(NamedTuple):
    """A file to read: its size in bytes, and a mark that changes when it is written to."""

    path: str
    kind: Kind
    size: int
    mark: str


def find_rows(inputs: Sequence[str], output: str) -> Iterator[RowFile]:
    """Go through the files that are named, in folders in the order of their names.

    Args:
        inputs: files, folders, patterns, or "-" for JSONL on standard input.
        output: what the scan writes; beside it nothing that begins with its name is read.

    Raises:
        InputError: an input does not exist or holds nothing to read.
        UsageError: an input is the output.
        MissingExtraError: a remote address needs fsspec.
    """
    for given in inputs:
        if is_stdin(given):
            yield RowFile(STDIN, Kind.JSON, 0, "")
            continue
        found = False
        for file in _remote(given) if is_remote(given) else _local(given):
            if _is_output(file.path, output):
                if file.path == given:
                    raise UsageError(f"{shown_name(given)} is an input and the output: rename one")
                continue
            found = True
            yield file
        if not found:
            raise InputError(
                f"{shown_name(given)} holds nothing to read: name files of rows "
                "(.jsonl, .csv, .parquet, .warc) or of articles (.txt, .md, .html)"
            )


def kind_of(path: str) -> Kind | None:
    """Tell by its name how the rows of a file in a folder are read, if at all."""
    name = path.rpartition("/")[2].lower()
    for kind, suffixes in _SUFFIXES.items():
        packed = tuple(end + packing for end in suffixes for packing in _PACKED.get(kind, ()))
        if name.endswith(suffixes + packed):
            return kind
    return Kind.ARTICLE if is_article_name(name) else None


def _named_kind(path: str) -> Kind:
    """Tell the kind of a file that is named itself; .json is taken for JSONL there."""
    if path.lower().endswith((".json", ".json.gz", ".json.zst")):
        return Kind.JSON
    return kind_of(path) or Kind.ARTICLE


def _is_output(path: str, output: str) -> bool:
    if not is_remote(path) and not is_remote(output):
        path, output = str(Path(path).absolute()), str(Path(output).absolute())
    return path == output or path.startswith(
        (f"{output}.parts/", f"{output}.errors.", f"{output}.site.", f"{output}.manifest.")
    )


def _local(given: str) -> Iterator[RowFile]:
    if not os.path.lexists(given) and glob.has_magic(given):
        for path in sorted(glob.iglob(given, recursive=True)):  # noqa: PTH207  (keeps "./" as given)
            if not Path(path).is_dir():
                yield _file(path, _named_kind(path))
    elif Path(given).is_dir():
        yield from _folder(given)
    else:
        yield _file(given, _named_kind(given))


def _folder(folder: str) -> Iterator[RowFile]:
    """Go through a folder, a data set's parts in the order that it names itself."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if _SPLITS in names:
            folders[:] = _listed(here, _SPLITS, "splits")
            continue
        parts = _listed(here, _STATE, "_data_files") if _STATE in names else sorted(names)
        for name in parts:
            kind = kind_of(name)
            if kind is not None and not name.startswith("."):
                yield _file(os.path.join(here, name), kind)  # noqa: PTH118  (as the user named it)


def _listed(folder: str, name: str, key: str) -> list[str]:
    """Read the parts of a saved data set; damaged, it has none."""
    try:
        entries = json.loads(Path(folder, name).read_bytes())[key]
        found = [entry["filename"] if isinstance(entry, dict) else str(entry) for entry in entries]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []
    return [entry for entry in found if isinstance(entry, str) and entry == Path(entry).name]


def _file(path: str, kind: Kind) -> RowFile:
    try:
        status = os.stat(path)  # noqa: PTH116  (also takes names that are no Path)
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise InputError(f"{shown_name(path)} does not exist: check the path") from error
        raise InputError(f"{shown_name(path)} cannot be read: check its permissions") from error
    return RowFile(path, kind, status.st_size, str(status.st_mtime_ns))


def _remote(given: str) -> Iterator[RowFile]:
    core = filesystems().core
    try:
        system, path = core.url_to_fs(given)
        is_folder = not glob.has_magic(path) and system.isdir(path)
        found = system.find(path) if is_folder else _matching(system, path)
        for name in sorted(found):
            how = kind_of(name) if is_folder else _named_kind(name)
            if how is not None:
                yield _remote_file(system, name, how)
    except (OSError, ImportError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"{shown_name(given)} cannot be read: {shown_name(reason)}") from error


def _matching(system: Any, path: str) -> list[str]:
    return list(system.glob(path)) if glob.has_magic(path) else [path]


def _remote_file(system: Any, name: str, kind: Kind) -> RowFile:
    facts = system.info(name)
    marks = (facts.get(key) for key in ("ETag", "etag", "mtime", "LastModified", "updated"))
    mark = next((str(mark) for mark in marks if mark is not None), "")
    return RowFile(str(system.unstrip_protocol(name)), kind, int(facts.get("size") or 0), mark)
