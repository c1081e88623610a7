from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from detector.cutting import cut_text
from detector.reports.html import article_page
from detector.results import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Result

pytest.importorskip("jinja2")

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def page(visit: Callable[..., Any], english: Result, labels: dict[str, str]) -> Any:
    return visit(article_page(english, labels=labels))


def visible(page: Any) -> set[int]:
    ids = page.eval_on_selector_all(
        "article .s", "all => all.filter(s => s.getClientRects().length).map(s => s.id)"
    )
    return {int(name[1:]) for name in ids}


def tinted(page: Any) -> set[str | None]:
    """Return the reasons of the sentences that have a background."""
    found = page.eval_on_selector_all(
        "article .s",
        """all => all
            .filter(s => !/[,/] ?0\\)$/.test(getComputedStyle(s).backgroundColor))
            .map(s => s.dataset.r ?? 'kept')""",
    )
    return set(found)


def test_page_loads_without_a_complaint_or_request(page: Any) -> None:
    assert page.title().startswith("River Lenn")
    assert page.locator("article .s").count() == 40


@pytest.mark.parametrize("reason", ["restates", "generic", "kept"])
def test_filter_leaves_colour_to_its_reason(page: Any, reason: str) -> None:
    assert tinted(page) == {"restates", "generic", "kept"}
    page.locator(f"[name=show][value={reason}]").check(force=True)
    assert tinted(page) == {reason}
    marks = page.locator("article .mark:visible").count()
    assert marks == {"restates": 3, "generic": 24, "kept": 0}[reason]


def test_filters_are_reached_by_keyboard(page: Any) -> None:
    page.locator("[name=show][value=all]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("[name=show][value=restates]").is_checked()


def test_toggle_shows_the_article_after_the_cut(page: Any, english: Result) -> None:
    page.get_by_role("switch", name="Show the article after the cut").check()
    shown = page.locator("article").inner_text().split()
    assert shown == cut_text(english).split()
    page.locator("#cut").uncheck()
    assert len(visible(page)) == 40


def test_copy_button_copies_the_shortened_text(page: Any, english: Result) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the shortened text").click()
    page.wait_for_function("document.querySelector('#copied').textContent")
    assert page.locator("#copied").inner_text() == "Copied"
    assert page.evaluate("navigator.clipboard.readText()").strip() == cut_text(english).strip()


def test_copy_button_works_where_there_is_no_clipboard(page: Any, english: Result) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy the shortened text").click()
    page.wait_for_function("document.querySelector('#copied').textContent")
    selected = page.evaluate(
        "(f => f.value.slice(f.selectionStart, f.selectionEnd))(document.activeElement)"
    )
    assert selected.strip() == cut_text(english).strip()


def test_restatement_scrolls_to_the_earlier_sentence(page: Any) -> None:
    link = page.locator("#s39 .back")
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.click()
    page.wait_for_function("location.hash === '#s3'")
    box = page.locator("#s3").bounding_box()
    assert page.evaluate("scrollY") < before
    assert 0 <= box["y"] < 900
    assert "on" in page.locator("#s3").get_attribute("class")


def test_restatement_of_a_hidden_sentence_brings_it_back(page: Any) -> None:
    page.locator("#s38 .mark").focus()
    page.locator("#cut").check()
    assert 8 not in visible(page)
    page.evaluate("location.hash = ''")
    page.locator("#h-sections ~ .content a[href='#s10']").click()
    assert 10 in visible(page)
    assert not page.locator("#cut").is_checked()


def test_pointing_at_a_sentence_shows_why(page: Any) -> None:
    page.locator("#s9").hover()
    why = page.locator("#why")
    text = why.inner_text()
    assert "Sentence 9" in text
    assert "restates" in text
    assert "55\xa0% likely padding" in text
    assert "On the cut list" in text
    quote = why.locator("blockquote a")
    assert quote.get_attribute("href") == "#s7"
    assert quote.inner_text().startswith("On Friday, 68,000 litres")
    assert quote.inner_text().endswith("left open.")


def test_focus_shows_why_and_escape_dismisses_it(page: Any) -> None:
    page.locator("#s4 .mark").focus()
    assert "would stand unchanged in articles" in page.locator("#why").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#why .detail").is_hidden()


def test_chosen_sentence_stays_while_the_pointer_wanders(page: Any) -> None:
    page.locator("#s4").click()
    page.locator("#s9").hover()
    assert "Sentence 4" in page.locator("#why").inner_text()
    page.locator("h1").click()
    page.locator("#s9").hover()
    assert "Sentence 9" in page.locator("#why").inner_text()


def test_next_goes_through_what_the_filter_shows(page: Any) -> None:
    page.locator("[name=show][value=restates]").check(force=True)
    seen = []
    for _ in range(4):
        page.get_by_role("button", name="Next").click()
        seen.append(page.locator("#why .number").inner_text())
    assert seen == ["Sentence 8", "Sentence 9", "Sentence 39", "Sentence 8"]


def test_evidence_is_highlighted_and_cleared(page: Any) -> None:
    button = page.locator(".strips .light").first
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    lit = page.locator("article .lit")
    assert "".join(lit.all_inner_texts()).count("River Lenn pollution incident") == 7
    assert "River Lenn pollution incident" in page.locator("#lit").inner_text()
    page.get_by_role("button", name="Clear").click()
    assert lit.count() == 0


def test_small_measures_unfold(visit: Callable[..., Any], english: Result) -> None:
    more = tuple(english.contributions[-1]._replace(feature=f"x.{i}") for i in range(4))
    page = visit(article_page(replace(english, contributions=(*english.contributions, *more))))
    assert page.locator(".waterfall .more:visible").count() == 0
    page.get_by_role("switch", name="Show the small ones too").check()
    assert page.locator(".waterfall .more:visible").count() == 5
    assert page.locator(".waterfall .rest").is_hidden()


def test_every_control_has_a_name_and_a_visible_focus(page: Any) -> None:
    focused = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """(() => {
                const e = document.activeElement;
                const shown = e.type === 'radio' ? e.nextElementSibling : e;
                return [e.tagName, getComputedStyle(shown).outlineStyle];
            })()"""
        )
        focused.add(tuple(outline))
    assert {style for _, style in focused} == {"solid"}
    assert {"A", "BUTTON", "INPUT", "SUMMARY"} <= {tag for tag, _ in focused}


def test_hostile_article_stays_text(visit: Callable[..., Any], hostile_html: str) -> None:
    page = visit(hostile_html)
    assert page.evaluate("window.hacked") is None
    assert page.locator("article img, article script, article iframe, article style").count() == 0
    assert "<script>window.hacked = 1</script>" in page.locator("article").inner_text()
    protocols = page.eval_on_selector_all("article a", "all => all.map(a => a.protocol)")
    assert set(protocols) <= {"https:", "file:"}
    page.locator("#s1").click()
    page.locator("#copy").click()
    assert page.evaluate("getComputedStyle(document.body).display") == "block"


@pytest.fixture
def hostile_html(english: Result) -> str:
    text = (
        "<script>window.hacked = 1</script> <img src=x onerror='window.hacked = 1'> "
        "</style></textarea></script><iframe src=https://evil.example></iframe> "
        "[link](javascript:window.hacked=1) https://evil.example/%22onclick=%22x "
        '\u202egnippart\u202c \u0000 " onfocus=window.hacked=1 autofocus x="'
    )
    sentences = (Sentence(0, len(text), "sentence", 0.9, "generic", None, 0),)
    cuts = english.cuts and english.cuts._replace(sentences=(0,))
    spans = ((0, 20), (10, 60))
    return article_page(
        replace(
            english,
            text=text,
            title=text,
            path=text,
            sentences=sentences,
            cuts=cuts,
            sections=tuple(s._replace(heading=text) for s in english.sections),
            keyphrases=tuple(k._replace(phrase=text, spans=spans) for k in english.keyphrases),
            contributions=tuple(c._replace(evidence=spans) for c in english.contributions),
        ),
        labels={"keywords.density": text},
        index='"><script>window.hacked = 1</script>',
    )


@pytest.mark.parametrize("which", ["english", "arabic"])
def test_nothing_overflows_a_phone(
    visit: Callable[..., Any], which: str, request: pytest.FixtureRequest
) -> None:
    page = visit(article_page(request.getfixturevalue(which)), **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#s9").click()
    assert page.locator("#why").is_visible()
    page.locator("#why .close").click()
    assert page.locator("#why").is_hidden()


def test_page_works_without_scripts(visit: Callable[..., Any], english: Result) -> None:
    page = visit(article_page(english), java_script_enabled=False)
    assert page.locator("#why").is_hidden()
    assert page.locator("#copy").is_hidden()
    page.locator("#cut").check()
    assert page.locator("#s4").is_hidden()
    page.locator("#s1").wait_for(state="visible")


def test_printed_page_has_the_article_and_no_controls(page: Any) -> None:
    page.emulate_media(media="print")
    for control in (".filters", "#why", "#copy", ".light >> nth=0", ".skip"):
        assert page.locator(control).is_hidden()
    assert page.locator("article").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_sum_is_printed_once(page: Any) -> None:
    page.emulate_media(media="print")
    display = page.evaluate("getComputedStyle(document.querySelector('tfoot')).display")
    assert display == "table-row-group"  # a footer group would stand on every sheet
