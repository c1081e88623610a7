from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from detector.reports.html import IndexEntry, index_page

if TYPE_CHECKING:
    from detector.results import Result

pytest.importorskip("jinja2")


def row(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"site/page-{number}.html",
        "lang": "en",
        "words": 100 + number,
        "score": float(number),
        "share": number / 100,
        "share_low": 0.0,
        "share_high": 1.0,
        "band": "some",
        "abstained": None,
        "reasons": ["keywords.density", "filler.phrases", "novelty.bits"],
    } | changes


def rows_of(html: str) -> list[str]:
    body = html.split('id="articles"')[1].split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return re.findall(r"<tr .*?</tr>", body, re.DOTALL)


def test_entry_of_an_answer(english: Result) -> None:
    entry = IndexEntry.from_result(english, "river.html")
    assert entry == IndexEntry(
        name="River Lenn Pollution Incident Kills Thousands of Fish",
        href="river.html",
        folder="",
        lang="en",
        words=456,
        score=english.score,
        share=0.78,
        band="mostly",
        reason="keywords.density",
    )


def test_entry_of_an_abstained_answer(abstained: Result) -> None:
    entry = IndexEntry.from_result(abstained, None)
    assert (entry.name, entry.score, entry.share, entry.reason) == ("note.txt", None, None, None)


def test_entry_of_a_scanned_row() -> None:
    entry = IndexEntry.from_row(row(7, id="https://example.org/blog/a"))
    assert (entry.href, entry.folder) == ("https://example.org/blog/a", "https://example.org/blog")
    assert entry.reason == "keywords.density"
    assert IndexEntry.from_row(row(7)).href is None
    assert IndexEntry.from_row(row(7)).folder == "site"


def test_entry_of_a_row_without_a_score() -> None:
    missing = {"score": None, "share": None, "band": None, "reasons": None, "lang": None}
    entry = IndexEntry.from_row(row(7, **missing))
    assert (entry.score, entry.share, entry.band, entry.reason) == (None, None, None, None)


def test_worst_come_first_and_unscored_last() -> None:
    rows = [row(5), row(90, band="mostly"), row(0, score=None, band=None), row(40)]
    listed = rows_of(index_page([IndexEntry.from_row(r) for r in rows]))
    order = [re.findall(r"page-(\d+)", text)[0] for text in listed]
    assert order == ["90", "40", "5", "0"]
    assert "No score" in listed[-1]


def test_summary_names_the_median_and_the_unscored() -> None:
    rows = [row(10), row(20), row(0, score=None)]
    html = index_page([IndexEntry.from_row(r) for r in rows])
    assert "3 articles; the median score is 15.0. Without a score: 1." in html


def test_worst_and_best_never_overlap() -> None:
    html = index_page([IndexEntry.from_row(row(n)) for n in range(7)])
    worst, best = re.findall(r'<ol aria-labelledby="h-(?:worst|best)">(.*?)</ol>', html, re.DOTALL)
    assert re.findall(r"page-(\d)", worst) == ["6", "5", "4"]
    assert re.findall(r"page-(\d)", best) == ["0", "1", "2"]


def test_one_article_has_neither_worst_nor_best() -> None:
    assert 'id="h-worst"' not in index_page([IndexEntry.from_row(row(1))])


def test_nothing_scored_has_no_histogram() -> None:
    html = index_page([IndexEntry.from_row(row(1, score=None))])
    assert 'class="histogram"' not in html
    assert "1 article. Without a score: 1." in html


def test_no_articles_at_all_is_a_page() -> None:
    assert "0 articles." in index_page([])


def test_histogram_is_told_in_words() -> None:
    html = index_page([IndexEntry.from_row(row(n)) for n in (1, 2, 99)])
    assert "Histogram of scores. 0 to 5: 2, 95 to 100: 1" in html


def test_reason_is_named_by_its_label() -> None:
    html = index_page([IndexEntry.from_row(row(1))], labels={"keywords.density": "stuffed <b>"})
    assert "stuffed &lt;b&gt;" in html


def test_interface_follows_most_of_the_articles() -> None:
    arabic = [IndexEntry.from_row(row(n, lang="ar")) for n in range(2)]
    english = [IndexEntry.from_row(row(5))]
    assert '<html lang="ar" dir="rtl">' in index_page([*arabic, *english])
    assert '<html lang="en" dir="ltr">' in index_page(english)
    assert '<html lang="en" dir="ltr">' in index_page(arabic, ui="en")
    assert "3 مقالات" in index_page([*arabic, *english])


def test_hostile_row_stays_text() -> None:
    bad = row(1, id="javascript:alert(1)//<script>x</script>\ud800", lang='"><b>')
    html = index_page([IndexEntry.from_row(bad)], ui="en")
    html.encode()
    assert html.count("<script") == 2
    assert 'href="javascript' not in html


def test_five_thousand_rows_fit_a_page() -> None:
    html = index_page([IndexEntry.from_row(row(n % 100)) for n in range(5000)])
    assert len(rows_of(html)) == 5000
    assert len(html) < 3_000_000
