from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.reports.safe import direction, isolate, make_safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]8;;https://x.example\x1b\\link", "␛]8;;https://x.example␛\\link"),
        ("\x9b31m", "\ufffd31m"),
        ("a\tb\r\n c\u2028d", "a b c d"),
        ("\u202eabc\u202c \u2066x\u2069 \u200fy", "abc x y"),
        ("bell \x07 null \x00 delete \x7f", "bell ␇ null ␀ delete ␡"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("[bold red]not mark-up[/]", "[bold red]not mark-up[/]"),
    ],
)
def test_hostile_characters_are_shown_or_dropped(text: str, safe: str) -> None:
    assert make_safe(text) == safe


@given(st.text())
def test_nothing_that_commands_a_terminal_is_left(text: str) -> None:
    safe = make_safe(text)
    assert not {unicodedata.category(c) for c in safe} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(c) for c in safe} & {
        *("LRE", "RLE", "LRO", "RLO", "PDF"),
        *("LRI", "RLI", "FSI", "PDI"),
    }
    assert make_safe(safe) == safe


def test_the_first_letter_gives_the_direction() -> None:
    assert direction("1. قال John") == "rtl"
    assert direction("1. John قال") == "ltr"
    assert direction("...") == "ltr"


def test_isolation_is_for_right_to_left_text_only() -> None:
    assert isolate("plain") == "plain"
    assert isolate("نص.") == "\u2067نص.\u2069"
    assert isolate("text نص") == "\u2066text نص\u2069"
