from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detector.reports.html import IndexEntry, SiteView, index_page
from detector.reports.html_site import Copies, Group, Recurring

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("jinja2")
pytestmark = pytest.mark.browser


def entry(number: int) -> IndexEntry:
    return IndexEntry.from_row(
        {
            "id": f"https://example.org/{number % 7}/page-{number}",
            "lang": "ar" if number % 3 == 0 else "en",
            "words": 5000 - number,
            "score": None if number % 50 == 0 else (number * 37) % 1000 / 10,
            "share": (number % 100) / 100,
            "band": ("dense", "some", "heavy", "mostly")[number % 4],
            "reasons": ["keywords.density" if number % 2 else "filler.phrases"],
        }
    )


@pytest.fixture(scope="module")
def html() -> str:
    return index_page([entry(number) for number in range(5000)])


@pytest.fixture
def page(visit: Callable[..., Any], html: str) -> Any:
    return visit(html)


def column(page: Any, number: int) -> list[str]:
    cells: list[str] = page.locator(f"#articles tbody td:nth-child({number})").all_inner_texts()
    return cells


def test_a_page_of_rows_is_laid_out_and_more_on_demand(page: Any) -> None:
    assert page.locator("#articles tbody tr").count() == 100
    assert page.locator("#shown").inner_text() == "100 of 5000 shown"
    page.get_by_role("button", name="Show 100 more").click()
    assert page.locator("#articles tbody tr").count() == 200


def test_sorting_by_number_and_back(page: Any) -> None:
    head = page.get_by_role("columnheader", name="Words")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert column(page, 3)[:2] == ["5,000", "4,999"]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert column(page, 3)[:2] == ["1", "2"]
    assert page.locator("th[aria-sort]").count() == 1


def test_sorting_by_text_takes_numbers_in_it_as_numbers(page: Any) -> None:
    page.get_by_role("columnheader", name="Article").get_by_role("button").click()
    assert [name.rpartition("/")[2] for name in column(page, 4)[:3]] == [
        "page-0",
        "page-7",
        "page-14",
    ]


def test_unscored_articles_sort_below_all(page: Any) -> None:
    page.get_by_role("columnheader", name="Score").get_by_role("button").click()
    assert column(page, 1)[0] == "–"


def test_filters_work_together(page: Any) -> None:
    page.get_by_label("Search").fill("PAGE-12")
    page.get_by_label("Band").select_option("some")
    page.get_by_label("Language").select_option("en")
    names = column(page, 4)
    wanted = [n for n in range(5000) if f"page-{n}".startswith("page-12") and n % 4 == 1 and n % 3]
    assert len(names) == len(wanted) > 10
    assert page.locator("#shown").inner_text() == f"{len(wanted)} of {len(wanted)} shown"


def test_nothing_found_is_said(page: Any) -> None:
    page.get_by_label("Search").fill("no such thing")
    assert page.locator("#articles tbody tr").count() == 0
    assert page.locator("#shown").inner_text() == "0 of 0 shown"
    assert page.locator("#more").is_hidden()


def test_all_rows_are_there_without_scripts(visit: Callable[..., Any], html: str) -> None:
    page = visit(html, java_script_enabled=False)
    assert page.locator("#articles tbody tr").count() == 5000
    assert page.locator(".controls").is_hidden()


def test_index_fits_a_phone(visit: Callable[..., Any]) -> None:
    page = visit(index_page([entry(n) for n in range(20)]), viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def site() -> SiteView:
    pages = tuple(f"https://example.org/0/page-{number}" for number in range(25))
    files = ("folder/page-4999.txt", "folder/page-1.txt")
    return SiteView(
        recurring=tuple(Recurring("sentence", f"Said {n} times.", n) for n in range(3, 90)),
        copies=(Copies(40, pages[:20]), Copies(2, files)),
        duplicates=40,
        groups=tuple(
            Group("folder" if n == 7 else f"site-{n}.example", 90 - n, 9, n * 1.5, n / 100, n % 10)
            for n in range(60)
        ),
    )


@pytest.fixture
def scanned(visit: Callable[..., Any], site: SiteView) -> Any:
    rows = [entry(number) for number in range(4998)]
    files = [
        IndexEntry.from_row({"id": f"folder/page-{number}.txt", "words": 9, "score": 0.1})
        for number in (1, 4999)
    ]
    return visit(index_page([*rows, *files], site=site))


def test_groups_are_sorted_and_unfolded(scanned: Any) -> None:
    rows = scanned.locator("#groups tbody tr")
    assert rows.count() == 20
    scanned.get_by_role("columnheader", name="Mean score").get_by_role("button").click()
    assert rows.first.locator("bdi").inner_text() == "site-59.example"
    scanned.locator('[data-more="groups"]').click()
    assert rows.count() == 40
    assert scanned.locator("#articles tbody tr").count() == 100


def test_articles_of_a_group_are_listed(scanned: Any) -> None:
    scanned.get_by_label("Band").select_option("some")
    scanned.get_by_role("button", name="list its articles: folder").click()
    assert scanned.get_by_label("Search").input_value() == "folder"
    assert scanned.locator("#shown").inner_text() == "2 of 2 shown"
    assert scanned.evaluate("document.activeElement.id") == "search"


def test_a_copy_leads_to_its_row_however_far_down(scanned: Any) -> None:
    scanned.get_by_label("Search").fill("nothing like it")
    scanned.locator("#copies").get_by_role("link", name="folder/page-1.txt").click()
    row = scanned.locator("#articles tr:focus")
    assert "folder/page-1.txt" in row.inner_text()
    box = row.bounding_box()
    assert 0 < box["y"] < 900


def test_copies_that_are_folded_can_be_seen(scanned: Any) -> None:
    hidden = scanned.get_by_role("link", name="page-19")
    scanned.get_by_text("37 more").click()
    assert hidden.first.is_visible()


def test_recurring_passages_sort_by_text(scanned: Any) -> None:
    scanned.get_by_role("columnheader", name="Text").get_by_role("button").click()
    said = scanned.locator("#recurring tbody tr td:last-child")
    assert said.all_inner_texts()[:2] == ["Said 3 times.", "Said 4 times."]


def test_the_site_view_fits_a_phone(visit: Callable[..., Any], site: SiteView) -> None:
    page = visit(
        index_page([entry(n) for n in range(20)], site=site, ui="ar"),
        viewport={"width": 360, "height": 740},
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_thousands_of_rows_sort_without_lag(scanned: Any) -> None:
    took = scanned.evaluate(
        """(() => {
            const heads = [...document.querySelectorAll('#articles thead button')];
            const start = performance.now();
            heads.forEach((head) => head.click());
            document.body.getBoundingClientRect();
            return (performance.now() - start) / heads.length;
        })()"""
    )
    assert took < 1000  # milliseconds a column: about 50 on an idle machine
