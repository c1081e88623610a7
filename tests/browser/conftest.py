"""A real browser for the pages, and answers made by hand to fill them with."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field, replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detector.results import Abstention, Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detector.results import Result

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def load_answers() -> Any:
    """Load the answers that the other tests of reports use."""
    path = Path(__file__).parents[1] / "reports" / "conftest.py"
    spec = spec_from_file_location("answers_for_browser", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_claims(result: Result, restatements: dict[int, int]) -> Result:
    """Add figures as claims, and set which sentence restates which."""
    figures = re.finditer(r"\d[\d,]*", result.text)
    sentences = (
        s._replace(restates=restatements.get(i, s.restates)) if s.reason == "restates" else s
        for i, s in enumerate(result.sentences)
    )
    return replace(
        result,
        claims=tuple(Claim(*found.span(), "figure") for found in figures),
        sentences=tuple(sentences),
    )


@pytest.fixture(scope="session")
def answers() -> Any:
    return load_answers()


@pytest.fixture(scope="session")
def labels(answers: Any) -> dict[str, str]:
    found: dict[str, str] = answers.LABELS
    return found


@pytest.fixture(scope="session")
def english(answers: Any) -> Result:
    phrases = ("River Lenn pollution incident", "fish", "environmental impact")
    return with_claims(answers.make_result("river", phrases), {7: 2, 8: 6, 38: 2})


@pytest.fixture(scope="session")
def arabic(answers: Any) -> Result:
    phrases = ("نقص فيتامين د", "أعراض نقص فيتامين د")
    return with_claims(answers.make_result("vitamin", phrases), {12: 11, 18: 15, 32: 11})


@pytest.fixture(scope="session")
def abstained(english: Result) -> Result:
    return replace(
        english,
        abstained=Abstention("too_short", "The text has 60 words; a score needs 80."),
        score=None,
        band=None,
        share=None,
        log_odds=None,
        intercept=None,
        contributions=(),
        cuts=None,
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (or name it: CHROMIUM=/path/to/chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page open in the browser, with what it complained of and asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page from a file; at the end nothing may have been requested or complained of."""
    opened: list[Visit] = []

    def open_page(html: str, **options: Any) -> Any:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        page = chromium.new_context(**options).new_page()
        one = Visit(page)
        opened.append(one)
        page.on("console", lambda message: one.complaints.append(message.text))
        page.on("pageerror", lambda error: one.complaints.append(str(error)))
        page.on("dialog", lambda dialog: one.complaints.append(dialog.message))
        page.on("request", lambda request: one.requests.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for one in opened:
        one.page.context.close()
        assert one.complaints == []
        assert [url for url in one.requests if not url.startswith("file:")] == []
        assert len(one.requests) == 1
