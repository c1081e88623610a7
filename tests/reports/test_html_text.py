from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detector.reports.html_pieces import cut_runs, safe_href
from detector.reports.html_text import removed, sentence_words, stretches, tint
from detector.results import Section, Sentence

if TYPE_CHECKING:
    from detector.reports.safe import Direction
    from detector.results import Kind, Result


def lay_out(result: Result, text: str, units: list[tuple[str, Kind]]) -> Result:
    """Make an article of these units, found in the text one after the other."""
    sentences, at = [], 0
    for unit, kind in units:
        at = text.index(unit, at)
        sentences.append(Sentence(at, at + len(unit), kind, 0.1, None, None, 0))
        at += len(unit)
    section = Section(0, len(text), None, 2, False, 0.5, 9, 0, 0.0, 0.1)
    return replace(result, text=text, sentences=tuple(sentences), sections=(section,), cuts=None)


def shape(result: Result) -> list[tuple[str, list[list[str]]]]:
    return [
        (
            stretch.kind,
            [
                ["".join(p.text for run in unit.runs for p in run.pieces) for unit in block.units]
                for block in stretch.blocks
            ],
        )
        for stretch in stretches(result, {})
    ]


def test_lines_become_blocks_and_neighbouring_items_one_list(english: Result) -> None:
    text = "## Head ##\nOne. Two.\r\n\r\n- first\n- second. more\n1. third\n\nLast."
    units: list[tuple[str, Kind]] = [
        ("## Head ##", "heading"),
        ("One.", "sentence"),
        ("Two.", "sentence"),
        ("- first", "item"),
        ("- second.", "item"),
        ("more", "item"),
        ("1. third", "item"),
        ("Last.", "sentence"),
    ]
    assert shape(lay_out(english, text, units)) == [
        ("block", [["Head"]]),
        ("block", [["One.", "Two."]]),
        ("list", [["first"], ["second.", "more"], ["1. third"]]),
        ("block", [["Last."]]),
    ]


def test_single_line_break_is_tight_and_a_blank_line_is_not(english: Result) -> None:
    units: list[tuple[str, Kind]] = [("A.", "sentence"), ("B.", "sentence"), ("C.", "sentence")]
    laid = stretches(lay_out(english, "A.\r\nB.\r\n\r\nC.", units), {})
    assert [stretch.blocks[0].tight for stretch in laid] == [False, True, False]


def test_heading_on_the_line_of_its_text_stands_alone(english: Result) -> None:
    units: list[tuple[str, Kind]] = [("Head:", "heading"), ("text", "sentence")]
    assert shape(lay_out(english, "Head: text", units)) == [
        ("block", [["Head:"]]),
        ("block", [["text"]]),
    ]


def test_heading_of_marks_alone_is_shown_as_it_is(english: Result) -> None:
    assert shape(lay_out(english, "##", [("##", "heading")])) == [("block", [["##"]])]


def test_no_word_of_the_article_is_lost(english: Result, arabic: Result) -> None:
    for result in (english, arabic):
        shown = " ".join(unit for _, blocks in shape(result) for block in blocks for unit in block)
        kept = [word for word in result.text.split() if word.strip("#-")]
        assert [word for word in shown.split() if word.strip("#-")] == kept


def test_overlapping_highlights_are_cut_into_pieces() -> None:
    marks = [((2, 6), "a"), ((4, 9), "b"), ((0, 99), "c"), ((0, 1), "d"), ((3, 3), "e")]
    (run,) = cut_runs("0123456789", 1, 8, marks, "ltr")
    assert [(p.text, p.groups) for p in run.pieces] == [
        ("1", "c"),
        ("23", "c a"),
        ("45", "c a b"),
        ("67", "c b"),
    ]


def test_highlight_over_two_sentences_is_in_both(english: Result) -> None:
    units: list[tuple[str, Kind]] = [("One.", "sentence"), ("Two.", "sentence")]
    result = lay_out(english, "One. Two.", units)
    (stretch,) = stretches(result, {"e": [(2, 7)]})
    groups = [
        [(p.text, p.groups) for run in unit.runs for p in run.pieces]
        for unit in stretch.blocks[0].units
    ]
    assert groups == [[("On", ""), ("e.", "e")], [("Tw", "e"), ("o.", "")]]


@pytest.mark.parametrize(
    ("text", "way", "foreign"),
    [
        ("اشترى iPhone 15 Pro أمس", "rtl", ["iPhone 15 Pro"]),
        ("لغة C++، ثم C#.", "rtl", ["C++", "C#"]),
        ("قال: 5 آلاف", "rtl", []),
        ("The word حشو زائد means padding", "ltr", ["حشو زائد"]),
        ("Plain.", "ltr", []),
    ],
)
def test_foreign_runs_are_found_whole(text: str, way: Direction, foreign: list[str]) -> None:
    runs = list(cut_runs(text, 0, len(text), [], way))
    assert ["".join(p.text for p in run.pieces) for run in runs if run.foreign] == foreign
    assert "".join(p.text for run in runs for p in run.pieces) == text


def test_long_foreign_runs_take_no_long_time() -> None:
    for text in ("A" + "!" * 200_000, "ا" + " " * 200_000 + "b", "A!" * 100_000):
        for way in ("ltr", "rtl"):
            runs = cut_runs(text, 0, len(text), [], way)  # type: ignore[arg-type]
            assert sum(1 for _ in runs) < 3


def test_many_highlights_in_one_long_sentence_take_no_long_time() -> None:
    marks = [((i, i + 30_000), f"g{i % 9}") for i in range(30_000)]
    (run,) = cut_runs("x" * 60_000, 0, 60_000, marks, "ltr")
    assert run.pieces[-2].groups == f"g{29_999 % 9}"
    assert set(run.pieces[20_000].groups.split()) == {f"g{i}" for i in range(9)}


def test_only_web_and_mail_addresses_are_links() -> None:
    assert safe_href("HTTPS://example.org/a?b=c#d") == "HTTPS://example.org/a?b=c#d"
    assert safe_href("mailto:a@example.org") == "mailto:a@example.org"
    for bad in ("javascript:alert(1)", " https://a", "data:text/html,x", "//a", "https://\u202ea"):
        assert safe_href(bad) is None


def test_address_in_the_text_is_a_link_without_what_stands_around_it() -> None:
    text = "See [x](https://example.org/a)."
    (run,) = cut_runs(text, 0, len(text), [], "ltr")
    assert [(p.text, p.href) for p in run.pieces if p.href] == [
        ("https://example.org/a", "https://example.org/a")
    ]


def test_tint_grows_with_padding() -> None:
    steps = [tint(padding) for padding in (None, 0.0, 0.25, 0.5, 0.65, 0.8, 0.9, 1.0)]
    assert steps == [0, 0, 1, 2, 3, 4, 5, 5]


def test_cut_takes_bare_headings_with_it(english: Result) -> None:
    cut = set(english.cuts.sentences if english.cuts else ())
    more = removed(english) - cut
    assert more
    assert {english.sentences[index].kind for index in more} == {"heading"}


def test_words_count_where_padding_is_judged(english: Result) -> None:
    words = sentence_words(english)
    assert sum(words) == english.words
    assert words[4] == 0  # a heading
