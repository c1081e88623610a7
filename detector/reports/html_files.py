"""Report files: names that are safe and never collide, writes that are whole or not at all."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from detector.errors import InputError, UsageError
from detector.reports.html_article import article_page, choose_ui
from detector.reports.html_index import IndexEntry, index_page, usual_ui
from detector.reports.html_render import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detector.reports.html_site import SiteView
    from detector.reports.wording import Ui
    from detector.results import Result

Labels: TypeAlias = "Mapping[Ui, Mapping[str, str]]"

INDEX = "index.html"
_LONGEST = 60  # characters of a name: file systems take 255 bytes, a letter up to 4
_RESERVED = {"index", "con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}
_MARK = f'<meta name="generator" content="{GENERATOR}">'.encode()


def write_reports(
    results: Sequence[Result],
    folder: Path,
    *,
    labels: Labels | None = None,
    ui: Ui | None = None,
) -> list[Path]:
    """Write a page for each article, and index.html when there are several.

    Earlier reports in the folder are replaced; any other file is left alone, and an article of
    the same name takes a number.

    Args:
        results: the answers, in the order in which pages are named.
        folder: where to; it is made when it does not exist.
        labels: plain names of features by id, for each language of the interface.
        ui: language of the interface; by default each article's own.

    Returns:
        The files written; index.html is the last.

    Raises:
        MissingExtraError: jinja2 is not installed.
        InputError: the folder cannot be written to.
        UsageError: the folder holds an index.html that is not a report.
    """
    several = len(results) > 1
    with _folder(folder, with_index=several):
        names = choose_names([result.path for result in results], folder)
        index = INDEX if several else None
        for result, name in zip(results, names, strict=True):
            spoken = choose_ui(result, ui)
            named = (labels or {}).get(spoken)
            page = article_page(result, labels=named, ui=spoken, index=index)
            write_whole(folder / name, page)
    pages = [folder / name for name in names]
    if not several:
        return pages
    entries = map(IndexEntry.from_result, results, map(quote, names))
    return [*pages, write_index(list(entries), folder, labels=labels, ui=ui)]


def write_index(
    entries: Sequence[IndexEntry],
    folder: Path,
    *,
    labels: Labels | None = None,
    ui: Ui | None = None,
    site: SiteView | None = None,
) -> Path:
    """Write index.html alone, as for the rows of a scan, and return it.

    The arguments are those of `write_reports` and `index_page`.

    Raises:
        MissingExtraError: jinja2 is not installed.
        InputError: the folder cannot be written to.
        UsageError: the folder holds an index.html that is not a report.
    """
    spoken = ui or usual_ui(entries)
    named = (labels or {}).get(spoken)
    page = index_page(entries, labels=named, ui=spoken, site=site)
    with _folder(folder, with_index=True):
        write_whole(folder / INDEX, page)
    return folder / INDEX


@contextmanager
def _folder(folder: Path, *, with_index: bool) -> Iterator[None]:
    """Make the folder, refuse to lose a stranger's index.html, and name what goes wrong."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if with_index and not _is_free(folder / INDEX):
            raise UsageError(
                f"{folder / INDEX}: this file is not a report and would be overwritten; "
                "choose another folder with -o"
            )
        yield
    except OSError as error:
        reason = error.strerror or error
        raise InputError(
            f"{folder}: reports cannot be written there ({reason}); choose another folder with -o"
        ) from error


def choose_names(paths: Sequence[str], folder: Path) -> list[str]:
    """Name a page for each path, so that none meets another or a file that is not a report."""
    taken: set[str] = set()
    names = []
    for path in paths:
        stem, number = _stem(path), 1
        name = f"{stem}.html"
        while name.casefold() in taken or not _is_free(folder / name):
            number += 1
            name = f"{stem}-{number}.html"
        taken.add(name.casefold())
        names.append(name)
    return names


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step: readers see the old one or the new one, never half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".report-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _stem(path: str) -> str:
    """Make a file name of a path's last part: letters, digits, hyphens, nothing else.

    >>> _stem("../a b/c:d<e>.md"), _stem("مقال.txt"), _stem("-"), _stem("index.html")
    ('c-d-e', 'مقال', 'article', 'index-article')
    """
    last = unicodedata.normalize("NFC", PurePath(path.replace("\\", "/")).stem)
    kept = "".join(char if char.isalnum() or char in "._" else "-" for char in last)
    stem = "-".join(filter(None, kept.split("-")))[:_LONGEST].strip("._-")
    if not stem:
        return "article"
    return f"{stem}-article" if stem.casefold() in _RESERVED else stem


def _is_free(path: Path) -> bool:
    """Say whether a report may stand here: nothing does, or an earlier report."""
    if not path.is_symlink() and not path.exists():
        return True
    return path.is_file() and _is_report(path)


def _is_report(path: Path) -> bool:
    with path.open("rb") as file:
        return _MARK in file.read(4096)
