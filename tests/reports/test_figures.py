from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.reports.figures import (
    beginning,
    count_words,
    fold_contributions,
    round_to_sum,
    section_verdict,
    text_of,
    words_cut,
)
from detector.results import Section

if TYPE_CHECKING:
    from detector.results import Result


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=20))
def test_rounded_numbers_add_up_to_the_rounded_sum(values: list[float]) -> None:
    rounded = round_to_sum(values)
    assert sum(round(100 * value) for value in rounded) == round(100 * sum(values))
    assert all(abs(a - b) < 0.01 + 1e-9 for a, b in zip(values, rounded, strict=True))


def test_folding_keeps_everything_and_the_strongest_first(english: Result) -> None:
    shown, rest = fold_contributions(english.contributions, 4)
    assert [*shown, *rest] == sorted(english.contributions, key=lambda c: -abs(c.log_odds))
    assert len(shown) == 4


def test_a_single_small_contribution_is_not_folded(english: Result) -> None:
    shown, rest = fold_contributions(english.contributions, len(english.contributions) - 1)
    assert (len(shown), rest) == (len(english.contributions), [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two-three don't", 4),
        ("3.5 and 1,204 م٣٫٥", 4),
        ("مُحَمَّدٌ رَسُولٌ وكتـــاب", 3),
        ("see https://example.org/a/b?c=d or www.example.org now", 3),
        ("a [link](https://example.org) here", 3),
        ("!!! … — 🙂", 0),
    ],
)
def test_words_are_counted_as_readers_count(text: str, words: int) -> None:
    assert count_words(text) == words


def test_beginnings_end_between_words() -> None:
    assert beginning("one two three", 13) == "one two three"
    assert beginning("one two three", 11) == "one two…"
    assert beginning("x" * 30, 10) == "x" * 9 + "…"


def test_a_heading_is_shown_without_its_marks(arabic: Result) -> None:
    assert text_of(arabic, arabic.sentences[1]) == "ما هو نقص فيتامين د؟"


def test_words_cut_come_from_the_real_count(english: Result) -> None:
    assert english.cuts is not None
    assert words_cut(english) == english.words - english.cuts.words_after
    assert words_cut(replace(english, cuts=None)) == 0


@pytest.mark.parametrize(
    ("words", "claims", "restated", "padding", "verdict"),
    [
        (0, 0, None, None, "empty"),
        (80, 1, 0.5, 0.7, "repeats"),
        (80, 1, 0.2, 0.6, "filler"),
        (80, 1, 0.2, 0.3, "padded"),
        (80, 1, 0.0, 0.1, "loose"),
        (80, 0, 0.0, 0.05, "thin"),
        (20, 0, 0.0, 0.05, "solid"),
        (80, 3, 0.0, 0.05, "solid"),
    ],
)
def test_sections_get_one_word(
    words: int, claims: int, restated: float | None, padding: float | None, verdict: str
) -> None:
    section = Section(0, 9, "Heading", 2, False, 0.5, words, claims, restated, padding)
    assert section_verdict(section) == verdict
