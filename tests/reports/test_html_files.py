from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detector.errors import InputError, UsageError
from detector.reports import html_files
from detector.reports.html import IndexEntry, SiteView, write_index, write_reports
from detector.reports.html_files import choose_names, write_whole
from detector.reports.html_site import Recurring

if TYPE_CHECKING:
    from pathlib import Path

    from detector.results import Result

pytest.importorskip("jinja2")


def test_one_article_is_one_file(english: Result, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "reports"
    assert write_reports([english], folder) == [folder / "river.html"]
    assert [path.name for path in folder.iterdir()] == ["river.html"]
    assert "River Lenn" in (folder / "river.html").read_text(encoding="utf-8")


def test_several_articles_have_an_index_that_links_to_each(
    english: Result, arabic: Result, abstained: Result, tmp_path: Path
) -> None:
    results = [english, replace(arabic, path="مقال جديد.md"), abstained]
    names = ["river.html", "مقال-جديد.html", "note.html", "index.html"]
    assert [path.name for path in write_reports(results, tmp_path)] == names
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    for href in ("river.html", "%D9%85%D9%82%D8%A7%D9%84-", "note.html"):
        assert f'href="{href}' in index
    assert 'href="index.html"' in (tmp_path / "note.html").read_text(encoding="utf-8")


def test_nothing_to_report_writes_nothing(tmp_path: Path) -> None:
    assert write_reports([], tmp_path) == []


def test_names_never_meet(tmp_path: Path) -> None:
    paths = ["a/x.md", "b/X.txt", "x.html", "index.html", "-", "", "../..", "con.txt"]
    names = choose_names(paths, tmp_path)
    assert names[:4] == ["x.html", "X-2.html", "x-3.html", "index-article.html"]
    assert len({name.casefold() for name in names}) == len(paths)
    assert all(name.endswith(".html") and "/" not in name for name in names)
    assert "con.html" not in names


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "C:\\x\\y<z>.md", "a\x00b\n.md", "\u202eevil.md", "." * 40, "ن" * 400],
)
def test_hostile_path_becomes_a_plain_name(english: Result, path: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (written,) = write_reports([replace(english, path=path)], folder)
    assert written.parent == folder
    assert written.exists()
    assert set(tmp_path.iterdir()) == {folder}


def test_earlier_reports_are_replaced_and_other_files_are_not(
    english: Result, tmp_path: Path
) -> None:
    (tmp_path / "river.html").write_text("my own page", encoding="utf-8")
    first = write_reports([english], tmp_path)
    again = write_reports([english], tmp_path)
    assert first == again == [tmp_path / "river-2.html"]
    assert (tmp_path / "river.html").read_text(encoding="utf-8") == "my own page"


def test_foreign_index_is_refused_before_anything_is_written(
    english: Result, arabic: Result, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("my site", encoding="utf-8")
    with pytest.raises(UsageError, match=r"index\.html: this file is not a report"):
        write_reports([english, arabic], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_index_of_a_scan_is_written_alone(tmp_path: Path) -> None:
    entry = IndexEntry.from_row({"id": "a.txt", "words": 90, "score": 12.5, "band": "some"})
    site = SiteView((Recurring("sentence", "Subscribe now.", 12),))
    path = write_index([entry], tmp_path / "out", site=site)
    assert [found.name for found in path.parent.iterdir()] == ["index.html"]
    assert "Subscribe now." in path.read_text(encoding="utf-8")


def test_folder_that_is_a_file_is_named(english: Result, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="file: reports cannot be written there"):
        write_reports([english], tmp_path / "file")


def test_broken_link_is_left_alone(english: Result, tmp_path: Path) -> None:
    (tmp_path / "river.html").symlink_to(tmp_path / "nowhere")
    assert write_reports([english], tmp_path) == [tmp_path / "river-2.html"]
    assert not (tmp_path / "nowhere").exists()


def test_failed_write_leaves_the_old_report_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.html"
    write_whole(path, "old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(html_files.Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_files_have_the_usual_rights(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.html", "x")
    finally:
        os.umask(mask)
    assert (tmp_path / "a.html").stat().st_mode & 0o777 == 0o640
