"""What is checked before a scan begins, so that nothing fails after hours that could at once."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from detector.errors import MissingExtraError, UsageError
from detector.reading.kinds import HTML
from detector.reading.names import shown_name
from detector.reading.row_columns import arrow
from detector.reading.row_files import Kind, find_rows
from detector.reading.row_opening import zstandard
from detector.reading.row_warc import archive_iterator
from detector.scanning.assembling import check_format
from detector.scanning.manifest import Manifest, fingerprint, version
from detector.scanning.work import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detector.reading.row_files import RowFile
    from detector.scanning.options import ScanOptions
    from detector.scanning.store import Store


def prepare(options: ScanOptions, store: Store, path: str, *, own_scorer: bool) -> Manifest:
    """Return the manifest to go on with: a new one, or that of the scan to resume.

    Args:
        options: what is asked.
        store: where the output goes.
        path: where the manifest stands.
        own_scorer: whether the detector's own model scores.

    Raises:
        UsageError: the output exists, or belongs to another scan.
        InputError: an input does not exist.
        ModelError: the model cannot be used.
        MissingExtraError: an input or the output needs a package.
    """
    check_format(options.output)
    old = _old(options, store, path)
    files = find_rows(options.inputs, options.output)
    now = Manifest(
        inputs=fingerprint(_with_packages(files)),
        options=options.deciding(),
        model=_model(options.model) if own_scorer else {"name": "given", "sha256": None},
        version=version(),
    )
    if old is None:
        return now
    old.refuse_other(now)
    gone = old.finished and not store.exists(options.output)
    return now if gone else old


def _old(options: ScanOptions, store: Store, path: str) -> Manifest | None:
    """Return the manifest of the scan to resume, if there is one."""
    output = shown_name(options.output)
    there = store.exists(options.output)
    if options.overwrite:
        return None
    if not options.resume:
        if there:
            raise UsageError(f"{output} exists: add --overwrite, or --resume to go on with it")
        found = Manifest.read(store, path)
        if found is not None and not found.finished:
            raise UsageError(
                f"{output} has an unfinished scan: go on with --resume, or begin again with "
                "--overwrite"
            )
        return None
    found = Manifest.read(store, path)
    if found is None and there:
        raise UsageError(f"{output} was not written by a scan: choose another name")
    return found


def _model(path: str | None) -> dict[str, Any]:
    model = load(path)
    return {"name": model.name, "format": model.format, "sha256": model.sha256}


def _with_packages(files: Iterable[RowFile]) -> Iterator[RowFile]:
    """Pass the files on, making sure that the packages they need are there."""
    for file in files:
        name = file.path.lower()
        if file.kind in {Kind.PARQUET, Kind.ARROW}:
            arrow()
        elif file.kind is Kind.WARC:
            archive_iterator()
        if name.endswith(".zst"):
            zstandard()
        if file.kind is Kind.WARC or name.endswith(tuple(HTML)):
            _html()
        yield file


def _html() -> None:
    if find_spec("trafilatura") is None:
        raise MissingExtraError("reading HTML", "trafilatura", "html")
