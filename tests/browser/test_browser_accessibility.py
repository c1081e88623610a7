from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detector.reports.html import IndexEntry, article_page, index_page
from detector.reports.html_site import Copies, Group, Recurring, SiteView

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.reports.wording import Ui
    from detector.results import Result

pytest.importorskip("jinja2")
pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def violations() -> Callable[[Any], list[str]]:
    """Return a function that runs axe-core and names what it finds, with the elements."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    ).Axe()

    def run(page: Any) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": TAGS}}
        found = axe.run(page, options=options).response["violations"]
        return [
            f"{rule['impact']} {rule['id']}: {[node['html'][:200] for node in rule['nodes'][:3]]}"
            for rule in found
        ]

    return run


@pytest.mark.parametrize(
    ("which", "scheme", "width"),
    [("english", "light", 1280), ("english", "dark", 360), ("arabic", "dark", 1280)],
)
def test_article(
    visit: Callable[..., Any],
    violations: Callable[[Any], list[str]],
    request: pytest.FixtureRequest,
    which: str,
    scheme: str,
    width: int,
) -> None:
    result: Result = request.getfixturevalue(which)
    html = article_page(result, labels=request.getfixturevalue("labels"), index="index.html")
    page = visit(html, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert violations(page) == []
    page.locator("#s13").click()
    page.locator(".light").first.click()
    page.locator("summary").first.click()
    page.locator("[name=show][value=restates]").check(force=True)
    assert violations(page) == []


def test_abstained(
    visit: Callable[..., Any], violations: Callable[[Any], list[str]], abstained: Result
) -> None:
    assert violations(visit(article_page(abstained))) == []


@pytest.mark.parametrize(("scheme", "ui"), [("light", "en"), ("dark", "ar")])
def test_index(
    visit: Callable[..., Any],
    violations: Callable[[Any], list[str]],
    english: Result,
    arabic: Result,
    abstained: Result,
    scheme: str,
    ui: Ui,
) -> None:
    entries = [
        IndexEntry.from_result(result, f"{result.path}.html")
        for result in (english, arabic, abstained)
    ]
    copies = Copies(25, (*(f"copy-{number}.txt" for number in range(20)),))
    site = SiteView(
        recurring=(Recurring("sentence", "Subscribe now.", 12),),
        copies=(copies,),
        groups=(Group("example.org", 9, 8, 50.1, 0.4, 3), Group("void", 2, 0, None, None, 0)),
    )
    html = index_page(entries, site=site, ui=ui)
    page = visit(html, color_scheme=scheme)
    assert violations(page) == []
    page.locator("#copies summary").click()
    page.locator("#groups thead button").first.click()
    assert violations(page) == []
