from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from detector.features import FEATURES

pytest.importorskip("jinja2")

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


def test_one_article_is_one_page(run: Run, english: Path, tmp_path: Path) -> None:
    outcome = run("report", english, "-o", tmp_path / "out")
    assert outcome.code == 0
    assert outcome.out == f"{tmp_path / 'out' / 'en.html'}\n"
    page = (tmp_path / "out" / "en.html").read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in page
    assert "sounding wire" in page
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["en.html"]


def test_several_articles_have_an_index(
    run: Run, english: Path, arabic: Path, note: Path, tmp_path: Path
) -> None:
    outcome = run("report", english, arabic, note, "-o", tmp_path / "out", "--quiet")
    assert (outcome.code, outcome.out) == (0, "")
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == ["ar.html", "en.html", "index.html", "note.html"]
    assert 'dir="rtl"' in (tmp_path / "out" / "ar.html").read_text(encoding="utf-8")


def test_a_page_speaks_the_articles_language_or_the_one_asked_for(
    run: Run, arabic: Path, tmp_path: Path
) -> None:
    page = tmp_path / "ar.html"
    for options, language in ([], "ar"), (["--ui", "en"], "en"):
        assert run("report", arabic, "-o", tmp_path, *options).code == 0
        (body,) = re.findall(r"<html lang=\"(..)\"", page.read_text(encoding="utf-8"))
        assert body == language
    assert "الخمسين ديناراً" in page.read_text(encoding="utf-8")


def test_an_arabic_page_names_features_in_arabic(run: Run, arabic: Path, tmp_path: Path) -> None:
    run("report", arabic, "-o", tmp_path)
    page = (tmp_path / "ar.html").read_text(encoding="utf-8")
    assert not [each.label for each in FEATURES if each.label in page]
    assert [each.label_ar for each in FEATURES if each.label_ar in page]


def test_the_rest_is_reported_when_one_cannot_be_read(
    run: Run, english: Path, tmp_path: Path
) -> None:
    outcome = run("report", tmp_path / "missing.txt", english, "-o", tmp_path / "out")
    assert outcome.code == 3
    assert (tmp_path / "out" / "en.html").exists()
    assert run("report", tmp_path / "missing.txt", "-o", tmp_path / "none").code == 3
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_to(run: Run, english: Path, note: Path) -> None:
    outcome = run("report", english, "-o", note / "below-a-file")
    assert outcome.code == 3
    assert "choose another folder with -o" in outcome.err


ROW = {"id": "a/b.txt", "lang": "en", "words": 300, "score": 91.5, "share": 0.7, "band": "mostly"}


def test_rows_of_a_scan_are_an_index(run: Run, tmp_path: Path) -> None:
    rows = tmp_path / "scan.jsonl"
    rows.write_text(f"{json.dumps(ROW)}\n{json.dumps(ROW | {'id': 'c', 'score': None})}\n")
    outcome = run("report", rows, "-o", tmp_path / "out")
    assert outcome.code == 0
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "91.5" in page
    assert "b.txt" in page


def test_what_the_scan_found_across_articles_is_shown(run: Run, tmp_path: Path) -> None:
    rows = tmp_path / "scan.jsonl"
    rows.write_text(f"{json.dumps(ROW)}\n{json.dumps(ROW | {'id': 'a/c.txt'})}\n")
    group = {"group": "a", "documents": 2, "scored": 2, "padded": 2}
    site = {
        "recurring": [{"kind": "heading", "text": "Why it matters", "documents": 3}],
        "near_duplicates": {
            "documents": 1,
            "clusters": [{"documents": 2, "ids": ["a/b.txt", "a/c.txt"]}],
        },
        "groups": [group | {"mean_score": 91.5, "mean_share": 0.7}],
    }
    (tmp_path / "scan.jsonl.site.json").write_text(json.dumps(site))
    assert run("report", rows, "-o", tmp_path / "out").code == 0
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "Why it matters" in page
    assert '<a href="#a2"><bdi>a/c.txt</bdi></a>' in page
    assert 'data-search="a"' in page


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"score": 1}', '{"id": "x", "words": "many"}'])
def test_rows_that_are_none_are_refused(run: Run, tmp_path: Path, line: str) -> None:
    rows = tmp_path / "scan.jsonl"
    rows.write_text(f"{json.dumps(ROW)}\n{line}\n")
    outcome = run("report", rows, "-o", tmp_path / "out")
    assert outcome.code == 3
    assert f"{rows} holds no rows of a scan" in outcome.err
    assert outcome.err.count("\n") == 1


def test_rows_of_two_scans_are_refused(run: Run, tmp_path: Path, english: Path) -> None:
    rows = tmp_path / "scan.jsonl"
    assert run("report", rows, english).code == 2
    assert run("report", rows).code == 3
