from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import pytest

from detector.errors import InputError, MissingExtraError
from detector.reading import read_source, taming
from detector.reading.html import Page, read_page

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("trafilatura")

TITLE = "ضبط 340 محركاً لطائرات مسيّرة"
LEAD = (
    "ضبطت الجمارك وقوة من حرس الحدود في معبر تل الرمان فجر الأربعاء 340 محركاً كهربائياً كانت "
    "مخبأة تحت صناديق باذنجان في شاحنة تبريد، بحسب بيان لقيادة المنطقة الحدودية الثانية."
)
MORE = (
    "وقال الناطق باسم القيادة إن الشاحنة أوقفت عند الرابعة وعشر دقائق بعدما أظهر جهاز الأشعة "
    "كثافة غير معتادة في أرضية المقطورة."
)
HEAD = f"<title>{TITLE} | موقع الأخبار</title>"
BODY = (
    f"<nav><a href=/>الرئيسية</a></nav><article><h1>{TITLE}</h1><p>{LEAD}</p>"
    f"<h2>التفاصيل</h2><p>{MORE}</p><ul><li>أولاً: 17 صندوقاً</li><li>ثانياً: 900 دولار</li></ul>"
    "<p>انظر <a href='https://a.b/'>البيان</a> <img src=a.png alt=صورة> كاملاً.</p></article>"
    "<section id=comments><p>تعليق من قارئ لا علاقة له بالمقال</p></section>"
    "<footer>جميع الحقوق محفوظة</footer>"
)
PAGE = f"<!DOCTYPE html>\n<html lang=ar><head>{HEAD}</head><body>{BODY}</body></html>"
PROSE = "The board met on Tuesday and approved the dredging of the north basin for May. "


def page(html: str) -> Page:
    return read_page(html.encode(), "a.html")


def test_the_main_text_is_kept_as_markdown() -> None:
    text = page(PAGE).text
    assert text.startswith(f"# {TITLE}\n\n{LEAD}\n\n## التفاصيل\n\n{MORE}\n")
    assert "- أولاً: 17 صندوقاً\n- ثانياً: 900 دولار" in text
    assert "انظر البيان" in text
    for furniture in ("الرئيسية", "جميع الحقوق", "https", "png", "تعليق من قارئ"):
        assert furniture not in text


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a"])
def test_a_page_is_an_extracted_source(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    source = read_source(tmp_path / name)
    assert source.extracted
    assert source.format == "markdown"
    assert source.lang is None
    assert source.text == page(PAGE).text
    assert read_source(tmp_path / name, title="عنوان آخر").title == "عنوان آخر"


def test_a_text_file_with_markup_stays_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    source = read_source(tmp_path / "a.txt")
    assert (source.text, source.extracted) == (PAGE, False)


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (f"<title>{TITLE} | موقع</title>", f"<h1>{TITLE}</h1>", None),
        ("<title>The harbour gets deeper - News</title>", "", "The harbour gets deeper"),
        ("<title>Site</title><meta property='og:title' content=' A  b '>", "", "A b"),
        ("", "", None),
    ],
)
def test_the_title_is_given_unless_the_text_begins_with_it(
    head: str, heading: str, title: str | None
) -> None:
    body = f"<article>{heading}<p>{PROSE * 5}</p><p>{MORE * 3}</p></article>"
    assert page(f"<html><head>{head}</head><body>{body}</body></html>").title == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_pages_in_other_encodings_are_read(encoding: str) -> None:
    assert read_page(PAGE.encode(encoding), "a.html") == page(PAGE)


def test_a_declared_encoding_is_followed() -> None:
    body = "<p>Zażółć gęślą jaźń, powiedział pan Wójcik z Łodzi. </p>" * 3
    html = f"<html><head><meta charset=windows-1250></head><body>{body}</body></html>"
    assert "Łodzi" in read_page(html.encode("cp1250"), "a.html").text


def test_repeated_paragraphs_are_all_kept() -> None:
    again = f"<p>{LEAD}</p>" * 4
    assert page(f"<article>{again}<p>{MORE}</p>{again}</article>").text.count(LEAD) == 8
    short = f"<p>{PROSE}</p>" * 3
    assert page(f"<div>{short}</div>").text.count(PROSE.strip()) == 3
    bold = f"<p><b>Note</b> {PROSE}</p>" * 3
    assert page(f"<article><p>{MORE}</p>{bold}</article>").text.count(PROSE.strip()) == 3


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{PROSE}</p>",
        f"<?xml version='1.0' encoding='windows-1256'?>\n<html><body><p>{PROSE}</p></body></html>",
        f"<!-- a comment --><article><p>{PROSE}</p></article>",
        f"<body><p>{PROSE}",
        PROSE,
    ],
)
def test_fragments_are_pages_too(html: str) -> None:
    assert page(html).text.strip() == PROSE.strip()


def test_escapes_are_undone_where_they_change_nothing() -> None:
    marks = r"Run C:\new\dir_x and 3*4 [sic] in <code>a\b_c</code> &#92;(x&#92;) now."
    text = page(f"<article><p>{PROSE * 4}</p><p>{marks}</p><p># no heading</p></article>").text
    assert r"Run C:\new\dir_x and 3*4 [sic] in `a\b_c` \(x\) now." in text
    assert "\n# no heading" not in text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head><body><script>x()</script></body></html>",
        "<!DOCTYPE html",
        "<!--",
        "<p>" + " " * 1000,
    ],
)
def test_a_page_without_text_says_so(html: str) -> None:
    with pytest.raises(InputError, match=r"^a\.html has no main text: save"):
        page(html)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div>" * 100_000 + PROSE + "</div>" * 100_000, "elements"),
        ("<div>" * 1_600_000, "elements"),
        ("</p>" * 100_000, "elements"),
        ("<div>" * 200 + PROSE + "</div>" * 200, "nested more than 120 elements deep"),
        (f"<article><p>{'<i>a</i>' * 1_100}</p></article>", "in one paragraph"),
        ("<p>" + f"<span>{'<i>a</i>' * 600}</span>" * 2 + PROSE, "in one paragraph"),
        (f"<p>{'a ' * 1_100_000}</p>", "characters of text"),
        (f"<p {' '.join(f'a{i}' for i in range(9_000))}>{PROSE}</p>", "attributes"),
        (f"<p a='>' {' '.join(f'a{i}=1' for i in range(9_000))}>{PROSE}</p>", "attributes"),
        ("<p a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 j=1 k=2 l=3 m=4 n=5></p>" * 28_000, "attributes"),
    ],
)
def test_pages_beyond_a_limit_are_refused(html: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        page(f"<html><body>{html}")
    assert str(error.value).endswith("save the article in it as .txt or .md")


@pytest.mark.parametrize(
    "trap",
    [
        "\\" * 1_000_000 + "*",
        "\\(" * 500_000,
        "\\[" * 500_000,
        "&#92;(" * 200_000,
        "`" * 500_000,
        "<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>a</td></tr>" * 300 + "</table>",
        "<script type='application/ld+json'>" + '"@type":[' * 500_000 + "</script>",
        "<script>" + "[" * 1_000_000 + "</script>",
        f"<img src='data:image/png;base64,{'A' * 3_000_000}'>",
        f"<div id='{'a ' * 1_000_000}'>x</div>",
        "<title>a" + " " * 1_000_000 + "b</title>",
        "&#1;&#2;&#xFFFE;",
    ],
)
def test_traps_in_a_page_do_not_hide_its_text(trap: str) -> None:
    article = f"<article><p>{PROSE * 9}</p><p>{trap}</p></article>"
    assert PROSE * 8 in page(f"<html><body>{article}</body></html>").text


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE" + "/" * 1_000_000, "<html" + " " * 1_000_000 + "x/>"]
)
def test_traps_before_a_page_end_in_an_answer(start: str) -> None:
    with contextlib.suppress(InputError):
        assert page(f"{start}\n<body><p>{PROSE}</p>").text


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("a<!-- <p> -->b", "ab"),
        ("a<!-->b", "ab"),
        ("a<!-- b", "a"),
        ("a<SCRIPT src=x>if (a<b) {}</Script >b", "ab"),
        ("a<style>b", "a"),
        ("a<scripted>b", "a<scripted>b"),
    ],
)
def test_what_nobody_sees_is_taken_out(html: str, left: str) -> None:
    assert taming.without_unseen(html) == left


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"reading HTML .*padding-detector\[html\]"):
        page(PAGE)


def test_whatever_the_extractor_raises_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura  # noqa: PLC0415

    def fail(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "extract", fail)
    with pytest.raises(InputError, match=r"a\.html cannot be taken apart as HTML"):
        page(PAGE)
