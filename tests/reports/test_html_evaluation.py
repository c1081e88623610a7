from __future__ import annotations

import runpy
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detector.learning.findings import Amount, Line
from detector.learning.outcomes import Gain
from detector.reports.html_evaluation import address, evaluation_page, usual_ui
from detector.reports.html_plots import draw_learning, draw_line, draw_reliability, draw_shapes

if TYPE_CHECKING:
    from detector.learning.findings import Findings

pytest.importorskip("jinja2")

MADE = runpy.run_path(str(Path(__file__).with_name("findings.py")))
FOLDER = Path("models")


@pytest.fixture
def findings() -> Findings:
    made: Findings = MADE["make_findings"]("ar", "en")
    return made


class _Page(HTMLParser):
    """The text of a page outside its style and script, and the attributes of its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in {"style", "script"}
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  (the parser names it)
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)


def page_of(findings: Findings, **options: Any) -> _Page:
    return _Page(evaluation_page(findings, folder=FOLDER, **options))


def test_figures_stand_beside_those_of_the_model_before(findings: Findings) -> None:
    page = page_of(findings, ui="en")
    cells = " | ".join(filter(None, map(str.strip, page.text)))
    auroc = "AUROC, heavy or mostly against the rest | 0.950 | 0.920–0.970 | 0.930"
    assert cells.count(auroc) == 2
    assert (
        cells.count("short: up to 1,350 words | 41 | 0.900 | 0.870–0.920 | 1 of 34 | 0 of 7") == 2
    )
    assert "By kind of article" in cells
    assert "Calibration error | 0.040 | 0.040" in cells  # no interval is known
    assert "kappa" not in cells
    assert "English: 80 articles from 40 sources. Few labels" in cells
    assert "Arabic: 100 articles from 40 sources. Enough labels" in cells


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (Gain(0.021, 0.004, 0.04), "ranks articles better than shipped: \u2066+0.021\u2069"),
        (Gain(-0.021, -0.04, -0.004), "ranks articles worse than shipped: \u2066−0.021\u2069"),
        (Gain(0.001, -0.01, 0.012), "not rank articles better or worse than shipped"),
    ],
)
def test_the_gain_is_said_with_its_noise(findings: Findings, gain: Gain, said: str) -> None:
    assert said in " ".join(page_of(replace(findings, gain=gain), ui="en").text)


def test_a_mistake_is_linked_to_its_file_and_strangers_text_is_harmless(
    findings: Findings,
) -> None:
    html = evaluation_page(findings, folder=FOLDER, ui="en")
    links = [a["href"] for tag, a in _Page(html).elements if tag == "a"]
    assert links == ["../drafts/a%201.md"]
    assert "Slow &lt;i&gt;Wi-Fi&lt;/i&gt;" in html
    assert "<script>" not in html.replace("<script></script>", "")
    assert "mine &lt;b&gt;" in html
    assert "mine <b>" not in html
    assert "| <b>" not in html
    assert not {"\u202e", "\x1b"} & set(html)


def test_nothing_is_loaded_and_no_style_stands_in_an_element(findings: Findings) -> None:
    page = page_of(findings, ui="ar")
    attributes = [name for _, found in page.elements for name in found]
    assert not {"src", "style", "onclick", "srcset"} & set(attributes)
    assert not {"link", "img", "iframe", "form"} & {tag for tag, _ in page.elements}
    policy = next(a["content"] for tag, a in page.elements if "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_the_page_speaks_the_language_of_most_articles(findings: Findings) -> None:
    assert usual_ui(findings) == "ar"
    html = evaluation_page(findings, folder=FOLDER)
    assert '<html lang="ar" dir="rtl">' in html
    english = replace(findings, languages=findings.languages[1:])
    assert '<html lang="en" dir="ltr">' in evaluation_page(english, folder=FOLDER)


def test_equal_findings_make_equal_pages(findings: Findings) -> None:
    again = MADE["make_findings"]("ar", "en")
    assert evaluation_page(findings, folder=FOLDER) == evaluation_page(again, folder=FOLDER)


def test_one_class_and_no_mistakes_are_said(findings: Findings) -> None:
    english = findings.languages[1]
    empty = Line((), ())
    now = english.now._replace(roc=empty, precision=empty)
    alone = replace(findings, languages=(replace(english, now=now, amounts=()),), misses=())
    text = " ".join(page_of(alone, ui="en").text)
    assert "there is nothing to rank" in text
    assert "every article is on the side" in text
    assert "Would more labels help?" not in text


def test_addresses_cannot_be_scripts() -> None:
    assert address(Path("javascript:alert(1)"), Path()) == "javascript%3Aalert%281%29"
    assert address(Path("مقال.md"), Path()) == "%D9%85%D9%82%D8%A7%D9%84.md"
    assert address(None, Path()) is None


def test_lines_mirror_with_the_text() -> None:
    line = Line((0.0, 0.25), (0.0, 1.0))
    assert draw_line(line, "ltr") == "0.0,100.0 25.0,0.0"
    assert draw_line(line, "rtl") == "100.0,100.0 75.0,0.0"


def test_reliability_and_learning_are_drawn_upwards(findings: Findings) -> None:
    english = findings.languages[1]
    low, high = draw_reliability(english.now.reliability, "ltr")
    assert (low.x, low.y, high.x, high.y) == (10.0, 100.0, 80.0, 10.0)
    assert high.top < high.y < high.bottom
    plot = draw_learning(english.amounts, english.amounts_before, "ltr")
    assert plot is not None
    assert [dot.x for dot in plot.dots] == [25.0, 50.0, 100.0]
    assert plot.dots[0].y > plot.dots[1].y > plot.dots[2].y
    assert [tick.value for tick in plot.ticks] == [0.8, 0.9, 1.0]
    assert plot.dots[1].top == plot.dots[1].y == plot.dots[1].bottom  # its interval is unknown
    assert plot.before == pytest.approx(35.0)


def test_one_amount_is_no_curve() -> None:
    assert draw_learning([Amount(10, MADE["figure"](0.9))], 0.9, "ltr") is None


def test_shapes_share_one_scale(findings: Findings) -> None:
    plots, reach = draw_shapes(findings.languages[1].shapes, "ltr")
    assert reach == 1.25
    assert plots[0].now == "0.0,70.0 100.0,0.0"
    assert plots[1].zero == 50.0
