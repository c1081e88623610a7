"""Texts made to break: every one ends, and is covered once.

Times are measured by hand (a million of one character: below half a second; 8 MB: 1.4 s
and 540 MB), not asserted: a slow machine is no error, a quadratic rule would never end here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from detector.article import Source
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language

MILLION = 1_000_000
CHARACTERS = "😀([{#a\u0301\n-|.*` \"'<@1؟ب،\0\ud800\u200f\u3002~=>•"
REPEATED = {
    "links": "](",
    "link targets": "[a](b",
    "addresses": "http://",
    "tags": "<a",
    "comments": "<!--",
    "mail": "a@",
    "long mail": "a" * 64 + "@",
    "stops": "a.",
    "initials": "A. ",
    "numbers": "1. ",
    "brackets": "(a.) ",
    "notes": "x.[1]",
    "questions": "Why?\n\n",
    "fences": "```\n",
    "rules": "---\n",
    "underlined": "ab\n===\n",
    "headings": "# Heading\n",
    "bold": "**a**\n",
    "short lines": "short line\n",
    "rows": "|a|b|\n",
    "items": "- a\n",
    "marks alone": "\u200b ",
    "line ends": "a\r\n\r\n",
    "spaced stops": ". ",
}


def check(text: str, lang: Language = "en") -> None:
    batch = make_batch([Source(text)], lang)
    units, tokens = batch.units, batch.tokens
    assert (units.start < units.end).all()
    assert (units.end[:-1] <= units.start[1:]).all()
    assert (tokens.start >= units.start[tokens.unit]).all()
    assert (tokens.end <= units.end[tokens.unit]).all()
    blank = np.array([char.isspace() for char in dict.fromkeys(text)])
    letters = dict(zip(dict.fromkeys(text), blank, strict=True))
    visible = sum(text.count(char) for char, is_blank in letters.items() if not is_blank)
    assert int((units.end - units.start).sum()) >= visible


@pytest.mark.parametrize("char", CHARACTERS)
def test_a_million_of_one_character(char: str) -> None:
    check(char * MILLION)


@pytest.mark.parametrize("name", REPEATED)
def test_pieces_repeated(name: str) -> None:
    check(REPEATED[name] * (600_000 // len(REPEATED[name])))


@pytest.mark.parametrize("around", [".{}A", "a{}", "{}a", "# {}a", "a.{}\n", "(a{})."])
def test_a_million_spaces_inside(around: str) -> None:
    check(around.format(" " * MILLION))


def test_one_line_of_megabytes() -> None:
    check("The mill stood still. Nobody knew why, it seems. " * 80_000)


def test_one_word_of_megabytes() -> None:
    check("x" * 4_000_000)


def test_many_different_lines() -> None:
    check("\n".join(f"Line {number}" for number in range(100_000)))


def test_a_hundred_thousand_different_headings() -> None:
    text = "\n".join(f"## Part {number}\n\nIt has {number} words." for number in range(100_000))
    batch = make_batch([Source(text)], "en")
    assert len(batch.sections.heading) == 100_000


def test_binary_read_as_text() -> None:
    check(bytes(range(256)).decode("latin-1") * 2_000)
    check("".join(map(chr, range(0x11000))))
