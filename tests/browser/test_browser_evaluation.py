from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detector.reports.html_evaluation import evaluation_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.reports.wording import Ui

pytest.importorskip("jinja2")
pytestmark = pytest.mark.browser

MADE = runpy.run_path(str(Path(__file__).parents[1] / "reports" / "findings.py"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def show(visit: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def show(ui: Ui, width: int = 1280, **options: Any) -> Any:
        html = evaluation_page(MADE["make_findings"]("ar", "en"), folder=tmp_path, ui=ui)
        return visit(html, viewport={"width": width, "height": 900}, **options)

    return show


@pytest.mark.parametrize(
    ("ui", "scheme", "width"),
    [("en", "light", 1280), ("en", "dark", 360), ("ar", "dark", 1280), ("ar", "light", 360)],
)
def test_everybody_can_read_it(show: Callable[..., Any], ui: Ui, scheme: str, width: int) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    ).Axe()
    page = show(ui, width, color_scheme=scheme)
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [rule["id"] for rule in found.response["violations"]] == []


@pytest.mark.parametrize(("ui", "width"), [("en", 360), ("ar", 360), ("en", 800), ("ar", 1280)])
def test_nothing_stands_out_of_the_page(show: Callable[..., Any], ui: Ui, width: int) -> None:
    page = show(ui, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_curves_lie_within_their_plots(show: Callable[..., Any]) -> None:
    page = show("en")
    outside = page.eval_on_selector_all(
        ".plot .now",
        """all => all.filter(line => {
            const inner = line.getBoundingClientRect();
            const outer = line.closest('.plot').getBoundingClientRect();
            return inner.left < outer.left - 2 || inner.right > outer.right + 2
                || inner.top < outer.top - 2 || inner.bottom > outer.bottom + 2;
        }).length""",
    )
    assert page.locator(".plot .now").count() == 10
    assert outside == 0


def test_an_arabic_page_starts_its_curves_on_the_right(show: Callable[..., Any]) -> None:
    page = show("ar")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    first = page.locator(".chart.wide .dot").first.bounding_box()
    last = page.locator(".chart.wide .dot").nth(2).bounding_box()
    assert first["x"] > last["x"]
    label = page.locator(".chart.wide text").first.bounding_box()
    plot = page.locator(".chart.wide .plot").first.bounding_box()
    assert label["x"] >= plot["x"] + plot["width"]


def test_a_mistake_leads_to_its_article(show: Callable[..., Any]) -> None:
    page = show("en")
    link = page.get_by_role("link", name="Slow <i>Wi-Fi</i>")
    assert link.get_attribute("href").endswith("drafts/a%201.md")
    assert page.get_by_role("img", name="ROC curve, English: AUROC 0.950").count() == 1
