from __future__ import annotations

import builtins
import re
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from detector.cutting import cut_text
from detector.errors import MissingExtraError
from detector.reports import html_render
from detector.reports.html import article_page
from detector.results import Claim, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.results import Result

pytest.importorskip("jinja2")

VOID = {"meta", "input", "br", "link"}
BUDGET = 300_000  # bytes for 1,500 words


class Page(HTMLParser):
    """The elements of a page with their attributes and text; complains of bad nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and all(attributes.get(k.strip("_")) == v for k, v in wanted.items())
        ]

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        (found,) = self.all(tag, **wanted)
        return found

    def text(self, tag: str) -> str:
        return "".join(self.texts.get(tag, []))


def attributes(page: Page) -> Iterator[tuple[str, str]]:
    return ((name, value or "") for _, found in page.elements for name, value in found.items())


@pytest.fixture(scope="module")
def page(english: Result, labels: dict[str, str]) -> Page:
    return Page(article_page(english, labels=labels))


def test_every_sentence_is_there_with_its_number(page: Page, english: Result) -> None:
    ids = [a["id"] for a in page.all("span") if re.fullmatch(r"s\d+", a.get("id") or "")]
    assert ids == [f"s{number}" for number in range(1, len(english.sentences) + 1)]


def test_padding_is_told_by_tint_by_letter_and_in_words(page: Page) -> None:
    sentence = page.one("span", id="s8")
    assert (sentence["data-r"], sentence["data-step"], sentence["data-p"]) == (
        "restates",
        "5",
        "94\xa0%",
    )
    labels = [a["aria-label"] for a in page.all("button", class_="mark")]
    assert "R: sentence 8 restates, 94\xa0% likely padding" in labels


def test_restatement_links_to_the_earlier_sentence(page: Page, english: Result) -> None:
    links = [a["href"] for a in page.all("a", class_="back")]
    assert links == [f"#s{s.restates + 1}" for s in english.sentences if s.restates is not None]


def test_summary_is_in_plain_words(english: Result, labels: dict[str, str]) -> None:
    summary = re.search(r'<p class="summary">(.*?)</p>', article_page(english, labels=labels))
    assert summary is not None
    assert summary[1].strip() == (
        "This article scores 90.3 out of 100: mostly padding. "
        "78\xa0% of its 456 words could go (69\u2060–\u206086\xa0%). "
        "27 of its 33 sentences are probably padding (generic 24, restates 3). "
        "What raised the score most: search phrases repeated past need, "
        "then sentences that restate earlier ones. "
        "After the cut: 101 words, score 22.1, 9\xa0% padding."
    )


def test_summary_of_a_dense_article_says_what_lowered_the_score(english: Result) -> None:
    sentences = tuple(s._replace(reason=None, restates=None) for s in english.sentences)
    html = article_page(replace(english, score=11.0, log_odds=-2.1, sentences=sentences))
    assert "None of its sentences looks like padding." in html
    assert "What lowered the score most: claims.density, then filler.openers." in html


def test_filters_count_the_sentences_they_show(page: Page) -> None:
    values = [a["value"] for a in page.all("input", type="radio")]
    assert values == ["all", "restates", "generic", "kept"]
    assert [int(n) for n in page.texts["b"] if n.isdigit()] == [33, 3, 24, 6]


def test_printed_contributions_add_up(english: Result) -> None:
    table = article_page(english).split('class="list waterfall"')[1].split("</table>")[0]
    printed = re.findall(r'<bdi dir="ltr">([+−]?\d\.\d\d)</bdi>', table)
    *parts, total = [float(number.replace("−", "-")) for number in printed]
    assert len(parts) == len(english.contributions) + 1
    assert sum(parts) == pytest.approx(total)
    assert total == pytest.approx(english.log_odds, abs=0.005)


def test_small_contributions_fold_into_a_row_that_stands_for_them(english: Result) -> None:
    many = tuple(
        english.contributions[-1]._replace(feature=f"novelty.n{i}", log_odds=0.004)
        for i in range(30)
    )
    added = 30 * 0.004
    result = replace(
        english,
        contributions=(*english.contributions, *many),
        log_odds=(english.log_odds or 0) + added,
    )
    html = article_page(result)
    assert html.count('<tr class="more">') == 31
    rest = re.search(r'<tr class="rest">.*?31 others.*?<bdi dir="ltr">(.*?)</bdi>', html, re.DOTALL)
    assert rest is not None
    small = sorted((abs(c.log_odds), c.log_odds) for c in result.contributions)[:31]
    assert float(rest[1].replace("−", "-")) == pytest.approx(sum(x for _, x in small), abs=0.011)


def test_percentile_is_told_in_words(page: Page) -> None:
    labels = [a["aria-label"] for a in page.all("svg", class_="rank")]
    assert "higher than 97\xa0% of the reference articles" in labels
    assert len(labels) == 10  # one measure of eleven has no percentile


def test_cut_shows_before_and_after_and_carries_the_shortened_text(
    page: Page, english: Result
) -> None:
    assert page.text("textarea").strip() == cut_text(english).strip()
    cells = [text.strip() for text in page.texts["td"]]
    for before, after in (("456", "101"), ("78\xa0%", "9\xa0%"), ("90.3", "22.1")):
        assert before in cells
        assert after in cells


def test_what_the_cut_hides_is_what_the_shortened_text_lacks(page: Page, english: Result) -> None:
    hidden = {a["id"] for a in page.all("span", class_="s gone")}
    cuts = english.cuts.sentences if english.cuts else ()
    assert hidden > {f"s{index + 1}" for index in cuts}
    shortened = cut_text(english)
    for number, sentence in enumerate(english.sentences, start=1):
        text = english.text[sentence.start : sentence.end]
        assert (f"s{number}" in hidden) == (text not in shortened)


def test_article_without_cuts_has_no_toggle(english: Result) -> None:
    assert english.cuts is not None
    html = article_page(replace(english, cuts=english.cuts._replace(sentences=())))
    assert 'id="cut"' not in html
    assert "Nothing needs to be cut." in html


def test_cut_too_short_to_be_scored_says_so(english: Result) -> None:
    assert english.cuts is not None
    cuts = english.cuts._replace(score_after=None, share_after=None)
    html = article_page(replace(english, cuts=cuts))
    assert "After the cut: 101 words, too short to be judged." in html
    assert "too short to score" in html


def test_claims_are_listed_by_kind_and_lead_to_their_sentence(english: Result) -> None:
    figure = english.text.index("40,000")
    claims = (Claim(figure, figure + 6, "figure"), Claim(figure, figure + 6, "odd<kind>"))
    html = article_page(replace(english, claims=claims))
    assert '<a href="#s3"><bdi>40,000</bdi></a>' in html
    assert "figures" in html
    assert "odd&lt;kind&gt;" in html
    assert '<span data-g="c0 c1">40,000</span>' in html


def test_abstained_page_says_why_and_keeps_the_text(abstained: Result) -> None:
    page = Page(article_page(abstained))
    assert "The text has 3 words; a score needs 80." in page.text("p")
    assert "Three words here." in page.text("span")
    assert page.all("figure") == []


def test_empty_abstained_article_has_a_page(abstained: Result) -> None:
    html = article_page(replace(abstained, text="", words=0, sentences=(), sections=()))
    Page(html)
    assert "No score" in html


def test_article_without_share_or_band_has_a_page(english: Result) -> None:
    Page(article_page(replace(english, share=None, band=None)))


def test_hostile_text_stays_text(hostile: Result) -> None:
    attacks = (
        "<script>alert(1)</script> \"onmouseover=alert(1) ' </style></textarea> "
        "javascript:alert(1) https://example.org/?a=<b>\u202eevil <!-- ${x} {{ 7*7 }}"
    )
    result = replace(
        hostile,
        text=attacks,
        title=f"</title>{attacks}",
        path=f"{attacks}.md",
        sentences=(Sentence(0, len(attacks), "sentence", 0.9, "generic", None, 0),),
        claims=(Claim(0, 8, '"><img src=x onerror=alert(1)>'),),
        keyphrases=tuple(k._replace(phrase=attacks) for k in hostile.keyphrases),
        sections=tuple(s._replace(heading=attacks) for s in hostile.sections),
        cuts=hostile.cuts and hostile.cuts._replace(sentences=(0,)),
    )
    html = article_page(result, labels={"x": attacks})
    page = Page(html)
    assert "\u202e" not in html.replace(cut_text(result), "")
    assert len(page.all("script")) == 2
    assert page.all("img") == []
    assert not any(name.startswith("on") or name == "style" for name, _ in attributes(page))
    outside = {a.get("href") or "#" for a in page.all("a")}
    assert {href for href in outside if href[0] != "#"} == {"https://example.org/?a="}
    assert "49" not in page.text("span")


def test_control_characters_of_a_hostile_article_never_reach_the_page(hostile: Result) -> None:
    html = article_page(hostile)
    html.encode()  # no lone surrogate
    body = re.sub(r"<textarea.*?</textarea>", "", html, flags=re.DOTALL)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", body)


def test_policy_allows_the_two_inline_texts_and_nothing_else(english: Result) -> None:
    html = article_page(english)
    policy = Page(html).one("meta", **{"http-equiv": "Content-Security-Policy"})["content"] or ""
    parts: dict[str, Any] = {
        name: values for name, *values in (rule.split() for rule in policy.split(";"))
    }
    assert parts["default-src"] == ["'none'"]
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        text = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert text is not None
        digest = b64encode(sha256(text[1].encode()).digest()).decode()
        assert parts[name] == [f"'sha256-{digest}'"]
    assert "unsafe" not in policy


def test_nothing_is_loaded_from_anywhere(english: Result, arabic: Result) -> None:
    for result in (english, arabic):
        html = article_page(result)
        page = Page(html)
        assert page.all("link") == []
        assert {name for name, _ in attributes(page)}.isdisjoint({"src", "srcset", "style"})
        assert "url(" not in html
        assert "@import" not in html


@pytest.mark.parametrize(
    ("ui", "lang", "direction"), [(None, "ar", "rtl"), ("en", "en", "ltr"), ("ar", "ar", "rtl")]
)
def test_arabic_article_in_either_interface(
    arabic: Result, ui: Any, lang: str, direction: str
) -> None:
    page = Page(article_page(arabic, ui=ui))
    root, article = page.one("html"), page.one("article")
    assert (root["lang"], root["dir"]) == (lang, direction)
    assert (article["lang"], article["dir"]) == ("ar", "rtl")


def test_arabic_interface_speaks_arabic_only(arabic: Result) -> None:
    page = Page(article_page(arabic, labels={}))
    said = page.text("h2") + page.text("label") + page.text("summary") + page.text("legend")
    assert said
    assert not re.search(r"[A-Za-z]", said)


def test_chart_along_an_arabic_text_runs_from_right_to_left(
    arabic: Result, english: Result
) -> None:
    def first_point(result: Result) -> str:
        return article_page(result, ui="en").split('<polyline class="line" points="')[1].split()[0]

    assert first_point(arabic) == "100.0,100.0"
    assert first_point(english) == "0.0,100.0"


def test_words_of_the_other_script_are_isolated(arabic: Result) -> None:
    text = "يعمل التطبيق على Wi-Fi 6 وC++ معًا."
    sentences = (Sentence(0, len(text), "sentence", 0.1, None, None, 0),)
    result = replace(arabic, text=text, sentences=sentences, contributions=(), keyphrases=())
    html = article_page(result)
    assert "<bdi>Wi-Fi 6</bdi>" in html
    assert "<bdi>C++</bdi>" in html


def test_page_of_1500_words_is_small(english: Result) -> None:
    copies = 4
    length = len(english.text)
    sentences = tuple(
        s._replace(
            start=s.start + n * length,
            end=s.end + n * length,
            restates=None if s.restates is None else s.restates + n * len(english.sentences),
        )
        for n in range(copies)
        for s in english.sentences
    )
    words = re.finditer(r"\w+", english.text * copies)
    evidence = tuple(found.span() for found in words if found.start() % 3 == 0)
    result = replace(
        english,
        text=english.text * copies,
        sentences=sentences,
        contributions=tuple(c._replace(evidence=evidence) for c in english.contributions),
        claims=tuple(Claim(a, b, "figure") for a, b in evidence),
    )
    assert len(article_page(result).encode()) < BUDGET


def test_same_answer_gives_the_same_page(english: Result) -> None:
    assert article_page(english) == article_page(english)


def test_missing_jinja2_names_the_extra(english: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_jinja2(name: str, *arguments: Any, **options: Any) -> Any:
        if name.partition(".")[0] == "jinja2":
            raise ImportError(name)
        return real(name, *arguments, **options)

    html_render._environment.cache_clear()
    monkeypatch.delitem(sys.modules, "jinja2", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_jinja2)
    with pytest.raises(MissingExtraError, match=r"padding-detector\[html\]"):
        article_page(english)
