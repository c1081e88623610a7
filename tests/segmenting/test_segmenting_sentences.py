"""Where sentences end: the hand-checked boundaries, and cases of one kind each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.article import Language

    Cut = Callable[..., list[tuple[str, str]]]

HERE = Path(__file__).parent
FEWEST_BOUNDARIES = 200


def boundaries(lang: Language) -> list[tuple[str, set[int]]]:
    lines = (HERE / f"boundaries-{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [(row["text"], set(row["boundaries"])) for row in rows]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_boundaries_stand_where_sentences_can_begin(lang: Language) -> None:
    rows = boundaries(lang)
    assert sum(len(places) for _, places in rows) >= FEWEST_BOUNDARIES
    assert len({text for text, _ in rows}) == len(rows)
    for text, places in rows:
        assert all(0 < place < len(text) and not text[place].isspace() for place in places)


@pytest.mark.parametrize(("lang", "least"), [("en", 0.98), ("ar", 0.98)])
def test_f1_of_sentence_ends_on_the_hand_checked_boundaries(lang: Language, least: float) -> None:
    right = wrong = missed = 0
    rows = boundaries(lang)
    batch = make_batch([Source(text) for text, _ in rows], lang)
    for article, (_, true) in enumerate(rows):
        first, last = batch.unit_bounds[article : article + 2]
        found = set(batch.units.start[first + 1 : last].tolist())
        right += len(found & true)
        wrong += len(found - true)
        missed += len(true - found)
    assert 2 * right / (2 * right + wrong + missed) >= least


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Orr met Dr. Anna Pell and Prof. Lowe in St. Ives.",
        "The fee is 3.50 and the rate 4.2%, i.e. less than in the U.K. today.",
        "Version 3.11 of parser.c fails, e.g. on README.md files.",
        "He left at 5 p.m. on Jan. 4 with J. R. Marlowe and No. 7.",
        '"Why?" he asked, and "Stop!" she cried.',
        "He paused ... and went on… slowly.",
        "قال د. سامر وم. كريم إن ص.ب. 12 مغلق.",
        "بلغت النسبة 3.5 أو ٣٫٥ في المئة.",
        "«هل جئت؟» قال المعلم (وهو يبتسم!) للطالب.",
        "جاء الأب؛ وبقيت الأم؛ ونام الطفل.",
    ],
)
def test_no_sentence_ends_inside(cut: Cut, text: str) -> None:
    lang = "en" if text.isascii() or "…" in text else "ar"
    assert [unit for _, unit in cut(text, lang)] == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two. Three.", 3),
        ("One?! Two!! Three…", 3),
        ("He said “stop.” Then he left.", 2),
        ("It closed. (At last.) Nobody came. (They knew!) Silence (at last).", 5),
        ("كلمة واحدة.كلمة أخرى.كلمة ثالثة", 3),
        ("هل نجح؟لا. متى؟غدا!", 4),
        ("وَصَلَ القِطارُ. نَزَلَ الرُّكّابُ.", 2),
        ("See https://example.org/a.b. Then go on.", 2),
        ("*One.* **Two.** _Three._", 3),
    ],
)
def test_sentences_end_here(cut: Cut, text: str, count: int) -> None:
    assert len(cut(text, "ar")) == count


def test_a_sentence_never_crosses_a_paragraph(cut: Cut) -> None:
    assert len(cut("The crew of the mill left without a word\n\nand the pump stood still.")) == 2


def test_questions_are_told() -> None:
    batch = make_batch([Source("Who left? Nobody. هل نجح؟ نعم.")], "en")
    assert batch.units.question.tolist() == [True, False, True, False]
