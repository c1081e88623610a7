from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from detector.reports.html import article_page
from detector.results import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Result

pytest.importorskip("jinja2")
pytestmark = pytest.mark.browser


def test_arabic_page_runs_from_right_to_left(visit: Callable[..., Any], arabic: Result) -> None:
    page = visit(article_page(arabic))
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    article = page.locator("article").bounding_box()
    assert article["x"] > page.locator("#why").bounding_box()["x"]
    cells = page.eval_on_selector_all(
        ".cell", "all => all.map(cell => cell.getBoundingClientRect().x)"
    )
    assert cells == sorted(cells, reverse=True)
    page.locator("#s19").hover()
    assert "الجملة 19" in page.locator("#why").inner_text()


def test_latin_words_keep_their_order_in_an_arabic_sentence(
    visit: Callable[..., Any], arabic: Result
) -> None:
    text = "أفضل لغة لهذا العمل هي C++."
    sentences = (Sentence(0, len(text), "sentence", 0.1, None, None, 0),)
    page = visit(
        article_page(replace(arabic, text=text, sentences=sentences, contributions=(), claims=()))
    )
    places = page.evaluate(
        """(() => {
            const node = document.querySelector('article bdi').firstChild;
            return [0, 1, 2].map(i => {
                const range = document.createRange();
                range.setStart(node, i);
                range.setEnd(node, i + 1);
                return range.getBoundingClientRect().x;
            });
        })()"""
    )
    assert places == sorted(places)


def test_a_per_cent_sign_follows_its_number_in_arabic(
    visit: Callable[..., Any], arabic: Result
) -> None:
    page = visit(article_page(arabic))
    places = page.eval_on_selector_all(
        ".sections .rate, .cut td:nth-child(3)",
        """all => all.map(cell => {
            const node = [...cell.childNodes].find(child => child.nodeType === Node.TEXT_NODE);
            const place = sign => {
                const range = document.createRange();
                range.setStart(node, node.data.search(sign));
                range.setEnd(node, range.startOffset + 1);
                return range.getBoundingClientRect().x;
            };
            return [place('٪'), place(/\\d/)];
        })""",
    )
    assert len(places) >= 3
    assert all(sign < digit for sign, digit in places)


def test_a_latin_name_stands_at_the_right_edge_of_an_arabic_page(
    visit: Callable[..., Any], arabic: Result
) -> None:
    page = visit(article_page(replace(arabic, title="vitamin-d.md")))
    name, head = (page.locator(what).bounding_box() for what in ("h1 bdi", "h1"))
    assert name["x"] + name["width"] == pytest.approx(head["x"] + head["width"], abs=1)
