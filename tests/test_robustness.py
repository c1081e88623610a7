"""How far the score moves when a text changes in ways that a reader does not notice."""

from __future__ import annotations

import json
import random
import re
import textwrap
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from detector.article import Source
from detector.scoring import score_rows

if TYPE_CHECKING:
    from collections.abc import Callable

WRITTEN = Path(__file__).parents[1] / "training" / "written"
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LOOKALIKES = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і", "y": "у",
              "ي": "ی", "ك": "ک", "ه": "ہ"}  # fmt: skip
DIACRITICS = "\u064e\u064f\u0650\u0652"


def sprinkle(text: str, share: float, change: Callable[[str, random.Random], str]) -> str:
    """Change some of the letters, always the same ones."""
    rng = random.Random(11)  # noqa: S311 - not a secret
    return "".join(
        change(char, rng) if char.isalpha() and rng.random() < share else char for char in text
    )


def rewrap(text: str) -> str:
    """Break the long lines of paragraphs anew, at 72 characters."""
    lines = []
    for line in text.split("\n"):
        long = len(line) > 100 and not line.startswith(("#", "-", "*", "|"))
        wrapped = textwrap.wrap(line, 72, break_long_words=False, break_on_hyphens=False)
        lines += wrapped if long else [line]
    return "\n".join(lines)


CHANGES: dict[str, Callable[[str], str]] = {
    "eastern digits": lambda text: text.translate(EASTERN),
    "diacritics added": lambda text: sprinkle(
        text, 0.3, lambda c, rng: c + rng.choice(DIACRITICS) if "\u0620" < c < "\u064b" else c
    ),
    "diacritics stripped": lambda text: "".join(c for c in text if not "\u064b" <= c <= "\u0652"),
    "tatweel": lambda text: sprinkle(
        text, 0.1, lambda c, _: c + "\u0640" if "\u0620" < c < "\u064b" else c
    ),
    "zero-width marks": lambda text: sprinkle(text, 0.05, lambda c, _: c + "\u200c"),
    "bidi marks": lambda text: re.sub(r"(\w) (\w)", "\\1\u200f \u200e\\2", text),
    "lookalike letters": lambda text: sprinkle(text, 0.01, lambda c, _: LOOKALIKES.get(c, c)),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "re-wrapped": rewrap,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
}


@cache
def texts(lang: str) -> tuple[str, ...]:
    path = WRITTEN / f"written-{lang}.jsonl"
    if not path.exists():
        pytest.skip("the written articles are not in this checkout")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(row["text"] for row in rows)


def scores(lang: str, found: list[str]) -> np.ndarray:
    language = "ar" if lang == "ar" else "en"
    rows = score_rows([Source(text, lang=language) for text in found])
    return np.array([np.nan if row.score is None else row.score for row in rows])


@cache
def base(lang: str) -> np.ndarray:
    return scores(lang, list(texts(lang)))


def moved(lang: str, change: Callable[[str], str]) -> float:
    """95th percentile of the change of the score over the written articles."""
    after = scores(lang, [change(text) for text in texts(lang)])
    assert np.isnan(after).sum() == np.isnan(base(lang)).sum()
    return float(np.nanquantile(np.abs(after - base(lang)), 0.95))


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_score_stays_within_three_points(lang: str, name: str) -> None:
    assert moved(lang, CHANGES[name]) < 3.0


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_heading_marks_carry_little(lang: str) -> None:
    assert moved(lang, lambda text: re.sub(r"(?m)^#+ ", "", text)) < 6.0
