from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from detector.reports.figures import text_of
from detector.reports.terminal import heat_text, render, render_brief, render_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Result

    Printed = Callable[..., str]
    Golden = Callable[[str, str], None]

_SHOWN_POINTS = re.compile(r"^ ([+-]\d+\.\d\d) ", re.MULTILINE)
_STYLE = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_full_report_in_a_pipe(
    english: Result,
    arabic: Result,
    printed: Printed,
    golden: Golden,
    labels: dict[str, str],
    width: int,
) -> None:
    for name, result in (("en", english), ("ar", arabic)):
        text = printed(render, result, width=width, show_text=True, labels=labels)
        golden(f"terminal-{name}-{width}.txt", text)


def test_the_full_report_in_ascii(
    english: Result, printed: Printed, golden: Golden, labels: dict[str, str]
) -> None:
    text = printed(render, english, encoding="ascii", show_text=True, labels=labels)
    golden("terminal-en-ascii.txt", text)


def test_the_full_report_on_a_terminal(
    arabic: Result, printed: Printed, golden: Golden, labels: dict[str, str]
) -> None:
    text = printed(render, arabic, terminal=True, show_text=True, labels=labels)
    golden("terminal-ar-colour.txt", text)


def test_hostile_and_abstained_articles(
    hostile: Result, abstained: Result, printed: Printed, golden: Golden
) -> None:
    golden("terminal-hostile.txt", printed(render, hostile, show_text=True))
    golden("terminal-abstained.txt", printed(render, abstained))


@pytest.mark.parametrize("width", [40, 47, 55, 71, 72, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_console(
    english: Result, arabic: Result, hostile: Result, printed: Printed, width: int
) -> None:
    for result in (english, arabic, hostile):
        for terminal in (False, True):
            text = printed(render, result, width=width, show_text=True, terminal=terminal)
            widest = max(cell_len(_STYLE.sub("", line)) for line in text.split("\n"))
            assert widest <= width


def test_the_shown_points_add_up_to_the_shown_log_odds(english: Result, printed: Printed) -> None:
    points = [float(p) for p in _SHOWN_POINTS.findall(printed(render, english))]
    *parts, total = points
    assert len(parts) == 10  # the start, eight reasons and the others
    assert sum(round(100 * p) for p in parts) == round(100 * total)
    assert english.log_odds is not None
    assert total == round(english.log_odds, 2)


def test_a_pipe_gets_neither_colours_nor_invisible_marks(arabic: Result, printed: Printed) -> None:
    text = printed(render, arabic, show_text=True)
    assert not set("\x1b\u2066\u2067\u2068\u2069") & set(text)


def test_a_terminal_gets_isolated_arabic(arabic: Result, printed: Printed) -> None:
    text = printed(render, arabic, show_text=True, terminal=True)
    for line in text.split("\n"):
        plain = _STYLE.sub("", line)
        before, _, rest = plain.partition("\u2067")
        assert not re.search("[\u0600-\u06ff]", before)
        assert not rest.partition("\u2069")[2].strip()


def test_no_colour_means_no_colour(english: Result) -> None:
    console = Console(force_terminal=True, no_color=True, width=80, legacy_windows=False)
    with console.capture() as capture:
        render(english, console)
    assert not re.search(r"\x1b\[[\d;]*3[0-8]", capture.get())


def test_hostile_text_commands_nothing(hostile: Result, printed: Printed) -> None:
    for function, argument in ((render, hostile), (render_brief, [hostile])):
        for terminal in (False, True):
            text = printed(function, argument, terminal=terminal)
            left = _STYLE.sub("", text) if terminal else text
            assert not set(left) & {"\x1b", "\x9b", "\x07", "\x00", "\t", "\u202e", "\u202c"}
            assert "[bold" in left


def test_ascii_consoles_get_every_sign_in_ascii(
    arabic: Result, hostile: Result, printed: Printed
) -> None:
    for result in (arabic, hostile):
        assert printed(render, result, encoding="ascii", show_text=True).isascii()


def test_an_arabic_code_page_keeps_the_words(arabic: Result, printed: Printed) -> None:
    text = printed(render, arabic, encoding="cp1256", show_text=True)
    assert "نقص فيتامين د" in text
    assert "####" in text


def test_the_marked_text_says_all_without_colour(english: Result) -> None:
    console = Console(width=200, no_color=True)
    lines = "\n".join(line.plain for line in heat_text(english, console))
    for index, sentence in enumerate(english.sentences):
        words = re.escape(text_of(english, sentence))
        mark = {"restates": "R", "generic": "G", "stuffing": "S", None: " "}[sentence.reason]
        assert re.search(rf"^ *{index + 1} {mark}[ ▎▌█] {words}$", lines, re.MULTILINE)
    assert "↩ repeats sentence 6" in lines


def test_brief_is_one_line_a_file(
    english: Result, arabic: Result, abstained: Result, printed: Printed, golden: Golden
) -> None:
    long_path = replace(english, path="a/very/long/path/" * 9 + "article.md")
    text = printed(render_brief, [english, arabic, abstained, long_path], width=60)
    golden("terminal-brief.txt", text)
    assert text.count("\n") == 4


def test_one_result_alone_can_be_brief(english: Result, printed: Printed) -> None:
    assert printed(render_brief, english).count("\n") == 1


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table_of_several(
    english: Result,
    arabic: Result,
    abstained: Result,
    hostile: Result,
    printed: Printed,
    golden: Golden,
    width: int,
) -> None:
    results = [english, arabic, abstained, hostile]
    golden(f"terminal-table-{width}.txt", printed(render_table, results, width=width))


def test_an_empty_table_is_no_error(printed: Printed) -> None:
    assert "0 articles" in printed(render_table, [])


def test_a_score_that_nothing_explains(hostile: Result, printed: Printed) -> None:
    assert "+0.00  log-odds: a score of 50.0" in printed(render, hostile)


def test_equal_results_print_equally(english: Result, printed: Printed) -> None:
    assert printed(render, english) == printed(render, replace(english))


def test_a_thousand_sections_are_not_all_listed(english: Result, printed: Printed) -> None:
    text = printed(render, replace(english, sections=english.sections[:2] * 500))
    assert "and 940 sections more" in text
    assert len(text.splitlines()) < 200


def test_a_thousand_cuts_are_not_all_numbered(english: Result, printed: Printed) -> None:
    cuts = english.cuts._replace(sentences=(1,) * 1000) if english.cuts else None
    text = printed(render, replace(english, cuts=cuts))
    assert "and 980 sentences more: 2, 2, 2" in text
    assert "2, …" in text
    assert len(text) < 10_000
