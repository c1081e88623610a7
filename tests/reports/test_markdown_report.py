from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from detector.reports.markdown import escape, to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Result

READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def test_the_golden_comments(
    english: Result,
    arabic: Result,
    hostile: Result,
    abstained: Result,
    golden: Callable[[str, str], None],
    labels: dict[str, str],
) -> None:
    golden("comment-en.md", to_markdown(english, labels=labels))
    golden("comment-ar.md", to_markdown(arabic))
    golden("comment-hostile.md", to_markdown(hostile))
    golden("comment-abstained.md", to_markdown(abstained))


def test_nothing_of_the_article_becomes_markup(hostile: Result) -> None:
    html = READER.render(to_markdown(hostile))
    assert set(re.findall(r"<(\w+)", html)) <= {
        *("h3", "p", "strong", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }


def test_tables_have_as_many_cells_as_columns(hostile: Result, english: Result) -> None:
    for result in (hostile, english):
        for table in re.findall(
            r"<table>.*?</table>", READER.render(to_markdown(result)), re.DOTALL
        ):
            rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
            assert len({len(re.findall(r"<t[hd]\b", row)) for row in rows}) == 1


def test_nobody_is_called_and_nothing_referred_to() -> None:
    assert "@octocat" not in escape("@octocat").replace("\\", "")
    assert "#12" not in escape("see #12").replace("\\", "")


def test_escaped_text_reads_as_it_was() -> None:
    text = "1. *a* _b_ `c` <d> [e](f) ![g](h) | ~i~ $j$ & ## k \\ l"
    inline = READER.parseInline(escape(text))[0].children or []
    assert "".join(t.content for t in inline).replace("\u200b", "") == text


def test_arabic_is_kept_from_reordering_its_row() -> None:
    assert escape("نص.") == "\u2067نص\\.\u2069"


def test_points_add_up(english: Result) -> None:
    points = re.findall(r"^\| \**([+-]\d+\.\d\d)\** \|", to_markdown(english), re.MULTILINE)
    *parts, total = (round(100 * float(p)) for p in points)
    assert sum(parts) == total == 224
