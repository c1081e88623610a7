from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from detector.reports.html import IndexEntry, index_page
from detector.reports.html_site import Copies, Group, Recurring, SiteView, site_rows
from detector.scanning.reportable import read_scan

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("jinja2")

FOUND: dict[str, Any] = {
    "format": 1,
    "recurring": [{"kind": "paragraph", "text": "Follow us. Or not.", "documents": 7}],
    "near_duplicates": {"documents": 2, "clusters": [{"documents": 3, "ids": [4, "b", "c"]}]},
    "groups": [
        {
            "group": "news",
            "documents": 8,
            "scored": 4,
            "mean_score": 61.5,
            "mean_share": 0.375,
            "padded": 3,
        }
    ],
}


def entry(name: str, score: float = 50.0) -> IndexEntry:
    row = {"id": name, "lang": "en", "words": 100, "score": score, "share": 0.5, "band": "some"}
    return IndexEntry.from_row(row)


def part(html: str, name: str) -> str:
    (found,) = re.findall(
        rf'<section [^>]*aria-labelledby="h-{name}">(.*?)</section>', html, re.DOTALL
    )
    return str(found)


def test_the_view_is_read_as_the_scan_wrote_it() -> None:
    assert SiteView.from_json(FOUND) == SiteView(
        recurring=(Recurring("paragraph", "Follow us. Or not.", 7),),
        copies=(Copies(3, ("4", "b", "c")),),
        duplicates=2,
        groups=(Group("news", 8, 4, 61.5, 0.375, 3),),
    )


@pytest.mark.parametrize("damaged", ["{", "[]", "{}", "7", '{"recurring": [1]}'])
def test_a_damaged_view_shows_nothing(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "out.jsonl").write_text('{"id": "a", "words": 9}\n')
    (tmp_path / "out.jsonl.site.json").write_text(damaged)
    assert read_scan(str(tmp_path / "out.jsonl")).site == SiteView()
    (tmp_path / "out.jsonl.site.json").write_text(json.dumps(FOUND))
    assert read_scan(str(tmp_path / "out.jsonl")).site == SiteView.from_json(FOUND)


def test_copies_lead_to_their_page_or_to_their_row() -> None:
    copies = Copies(30, ("https://example.org/a", "b.txt", "gone.txt", "c.txt"))
    rows = site_rows(SiteView(copies=(copies,)), [entry("c.txt", 80), entry("b.txt", 20)])
    (row,) = rows.copies
    assert [(copy.href, copy.score) for copy in (*row.first, *row.rest)] == [
        ("https://example.org/a", None),
        ("#a2", 20),
        (None, None),
        ("#a1", 80),
    ]
    assert (len(row.first), row.unnamed, rows.anchors) == (3, 26, {1, 2})


def test_copies_on_the_page() -> None:
    site = SiteView(copies=(Copies(30, ("a", "b", "c", "d")),), duplicates=29)
    html = index_page([entry("d", 90), entry("a")], site=site)
    assert '<tr id="a1"' in html
    copies = part(html, "copies")
    assert "Articles that repeat an earlier one: 29." in copies
    assert '<a href="#a2"><bdi>a</bdi></a>' in copies
    assert "<summary>27 more</summary>" in copies
    assert "not named by the scan: 26" in copies


def test_groups_on_the_page() -> None:
    groups = (Group("news", 1200, 4, 61.52, 0.375, 3), Group("<void>", 2, 0, None, None, 0))
    html = index_page([entry("news/a.txt")], site=SiteView(groups=groups))
    news, void = re.findall(r"<tr><th scope=\"row\".*?</tr>", part(html, "groups"))
    assert re.findall(r">([^<>]+)</(?:bdi|td|span)>", news) == [
        "news", "1,200", "61.5", "38\xa0%", "3", "75\xa0%",
    ]  # fmt: skip
    assert 'data-search="news"' in news
    assert "&lt;void&gt;" in void
    assert "data-search" not in void
    assert re.findall(r"–", void) == ["–"] * 3


def test_what_recurs_is_listed_by_how_often() -> None:
    found = (
        Recurring("heading", "Why it matters", 4),
        Recurring("sentence", "Subscribe <now>\u202e!", 340),
        Recurring("sentence", "x" * 999, 2),
        Recurring("sentence", "x" * 998, 3),
    )
    site = part(index_page([entry("a")], site=SiteView(found)), "recurring")
    assert site.index("340") < site.index("Why it matters")
    assert "Subscribe &lt;now&gt;!" in site
    assert site.count("<tr><td") == 3
    assert "x" * 301 not in site


def test_the_page_lists_its_parts_when_a_scan_found_some() -> None:
    html = index_page([entry("a")], site=SiteView((Recurring("heading", "Why", 4),)))
    contents = html.split('class="contents"')[1].split("</nav>")[0]
    assert re.findall(r'href="(.*?)"', contents) == ["#h-table", "#h-recurring"]
    assert 'class="contents"' not in index_page([entry("a")])


def test_the_site_view_speaks_arabic() -> None:
    html = index_page([entry("a")], site=SiteView.from_json(FOUND), ui="ar")
    for said in ("بحسب المجلد أو النطاق", "مقالات شبه متطابقة", "فقرة", "\u061c38٪"):
        assert said in html


def test_hostile_names_stay_text() -> None:
    (group,) = FOUND["groups"]
    bad = {
        **FOUND,
        "near_duplicates": {
            "documents": 1,
            "clusters": [{"documents": 2, "ids": ["javascript:alert(1)", '"><script>']}],
        },
        "groups": [{**group, "group": '"><img src=x onerror=alert(1)>'}],
    }
    html = index_page([entry('"><script>')], site=SiteView.from_json(bad))
    assert html.count("<script") == 2
    assert "<img" not in html
    assert 'href="javascript' not in html
