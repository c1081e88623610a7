"""Markdown's marks, in texts of any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Callable

    Cut = Callable[..., list[tuple[str, str]]]

PROSE = "The pump failed in March and the crew replaced its seal within a day."


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("# One", 1),
        ("## Two words", 2),
        ("###### Six", 6),
        ("##Tight", 2),
        ("## ما حدث", 2),
        ("## \u200fما حدث", 2),
        ("   ## Indented", 2),
    ],
)
def test_hashes_make_headings_of_their_level(line: str, level: int) -> None:
    batch = make_batch([Source(f"{PROSE}\n\n{line}\n\n{PROSE}")], "en")
    assert batch.units.level.tolist() == [0, level, 0]
    assert batch.sections.heading.tolist() == [-1, 1]


@pytest.mark.parametrize("line", ["#tag and so on, they say.", "#", "####### Seven.", "# "])
def test_other_hashes_make_none(cut: Cut, line: str) -> None:
    assert "heading" not in [kind for kind, _ in cut(f"{PROSE}\n\n{line}\n\n{PROSE}")]


@pytest.mark.parametrize(("under", "level"), [("=====", 1), ("---", 2), ("-----", 2)])
def test_a_line_right_under_a_short_one_makes_a_heading(under: str, level: int) -> None:
    batch = make_batch([Source(f"What broke\n{under}\n\n{PROSE}")], "en")
    assert batch.units.level.tolist() == [level, 0, 0]


def test_a_rule_between_paragraphs_makes_no_heading(cut: Cut) -> None:
    assert cut(f"{PROSE}\n\n---\n\n{PROSE}") == [
        ("sentence", PROSE),
        ("furniture", "---"),
        ("sentence", PROSE),
    ]


@pytest.mark.parametrize("line", ["**What broke**", "__What broke__", "**What broke:**"])
def test_a_bold_line_is_a_heading(cut: Cut, line: str) -> None:
    assert cut(f"{PROSE}\n\n{line}\n\n{PROSE}")[1] == ("heading", line)


@pytest.mark.parametrize("line", ["**Stop.** Then go on.", "**The seal was old and it leaked.**"])
def test_a_bold_sentence_is_none(cut: Cut, line: str) -> None:
    assert "heading" not in [kind for kind, _ in cut(f"{PROSE}\n\n{line}\n\n{PROSE}")]


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "–", "●", "✅", "➤"])
def test_bullets_make_items(cut: Cut, mark: str) -> None:
    text = f"{mark} a hammer\n{mark} a saw\n{mark} two boards of oak"
    assert [kind for kind, _ in cut(text)] == ["item"] * 3


@pytest.mark.parametrize("marks", ["1. 2. 3.", "1) 2) 3)", "a) b) c)", "١- ٢- ٣-", "10. 11. 12."])
def test_numbers_make_items_and_are_no_words(marks: str) -> None:
    lines = [f"{mark} ارفع الغطاء" for mark in marks.split()]
    batch = make_batch([Source("\n".join(lines))], "ar")
    assert batch.units.kind.tolist() == [1, 1, 1]
    assert not batch.tokens.number.any()
    assert len(batch.tokens.start) == 6


def test_an_item_of_two_sentences_is_two_items(cut: Cut) -> None:
    text = "1. Lift the lid. Keep it clean.\n2. Pour the milk."
    assert cut(text) == [
        ("item", "1. Lift the lid."),
        ("item", "Keep it clean."),
        ("item", "2. Pour the milk."),
    ]


def test_table_rows_are_rows_and_their_rule_is_furniture(cut: Cut) -> None:
    text = "| Tool | Price |\n|---|---|\n| Saw | 12.50 |\n| Plane. Used. | 9 |"
    assert [kind for kind, _ in cut(text)] == ["row", "furniture", "row", "row"]


def test_a_table_without_outer_bars_has_rows_too(cut: Cut) -> None:
    assert [kind for kind, _ in cut("a | b | c | d\n1 | 2 | 3 | 4")] == ["row", "row"]


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_fenced_code_is_furniture(cut: Cut, fence: str) -> None:
    text = f"{PROSE}\n\n{fence}python\n# no heading\nx = 1\n\n- no item\n{fence}\n\n{PROSE}"
    kinds = [kind for kind, _ in cut(text)]
    assert kinds == ["sentence"] + ["furniture"] * 5 + ["sentence"]


def test_a_lone_fence_hides_nothing(cut: Cut) -> None:
    assert cut(f"```\n{PROSE}\n{PROSE}")[1:] == [("sentence", PROSE)] * 2


def test_fences_do_not_reach_into_the_next_article() -> None:
    batch = make_batch([Source(f"```\n{PROSE}"), Source(f"{PROSE}\n```\n{PROSE}")], "en")
    assert batch.units.kind.tolist() == [4, 2, 2, 4, 2]


def test_front_matter_is_furniture(cut: Cut) -> None:
    text = f"---\ntitle: Pump\ndate: 2024-03-01\n---\n\n{PROSE}"
    assert [kind for kind, _ in cut(text)] == ["furniture"] * 4 + ["sentence"]


def test_a_first_rule_without_a_second_hides_nothing(cut: Cut) -> None:
    assert [kind for kind, _ in cut(f"---\n{PROSE}\n\n{PROSE}")] == [
        "furniture",
        "sentence",
        "sentence",
    ]


def test_quoted_lines_are_prose(cut: Cut) -> None:
    assert cut(f"> {PROSE}") == [("sentence", f"> {PROSE}")]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.b/c?d=1",
        "www.example.org/path",
        "office@mill.example",
        "[the mill](https://example.org/a)",
        "<span class='x'>it</span>",
        "<!-- a note -->",
    ],
)
def test_addresses_and_tags_hold_no_words(address: str) -> None:
    batch = make_batch([Source(f"See {address} for more.")], "en")
    text = batch.sources[0].text
    spans = zip(batch.tokens.start, batch.tokens.end, strict=True)
    words = [text[a:b] for a, b in spans]
    assert [word for word in words if word not in {"the", "mill", "it"}] == ["See", "for", "more"]
    assert len(batch.units.start) == 1


def test_note_numbers_behind_a_stop_are_no_words() -> None:
    batch = make_batch(
        [Source("The river rose.[3] The valley flooded.[4][5] Item [6] stays.")], "en"
    )
    assert len(batch.units.start) == 3
    assert batch.tokens.number.sum() == 1
