"""Gopher's measures: values worked by hand, and datatrove's own where it is installed."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.features.reference_common import raw_words
from detector.features.reference_gopher import (
    FEATURES,
    duplicated_grams,
    duplicates,
    top_gram,
)
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


def measure(text: str, lang: Language = "en") -> dict[str, float]:
    batch = make_batch([Source(text)], lang)
    return {feature.id.removeprefix("reference."): feature.values(batch)[0] for feature in FEATURES}


def test_copies_of_lines_and_paragraphs() -> None:
    # Lines: abcd, abcd, xy, abcd = 4, of which 2 are copies of 4 characters.
    # Paragraphs: "abcd\nabcd", "xy\nabcd": none is a copy. Length: 4+1+4+2+2+1+4 = 18.
    found = measure("abcd\nabcd\n\nxy\nabcd")
    assert found["dup_line_frac"] == 2 / 4
    assert found["dup_line_char_frac"] == 8 / 18
    assert found["dup_para_frac"] == 0
    # Paragraphs: p, q, p = 3, one copy of 1 character, length 1+2+1+3+1 = 8.
    found = measure("p\n\nq\n\n\np")
    assert found["dup_para_frac"] == 1 / 3
    assert found["dup_para_char_frac"] == 1 / 8


def test_most_frequent_run() -> None:
    # "red car" (7 characters) stands 3 times in 29 characters.
    text = "red car or red car or red car"
    assert len(text) == 29
    assert top_gram(text.split(), 2) == 7 * 3
    assert measure(text)["top_2_gram"] == 21 / 29
    # "red car or" (10) stands twice, "red car or red" (14) twice.
    assert measure(text)["top_3_gram"] == 20 / 29
    assert measure(text)["top_4_gram"] == 28 / 29
    # A run that is seen once counts as well: "a b" of "a b c".
    assert measure("a b c")["top_2_gram"] == 3 / 5


def test_repeated_runs_are_scanned_without_overlaps() -> None:
    # Five words twice: the second copy is one repeated run of five words, 5 letters.
    assert duplicated_grams(list("abcdeabcde"), 5) == 5
    # One word ten times: after the first run of five every run is known; the scan stands at
    # word 1 and takes words 1–5; words 6–9 are too few for another run.
    assert duplicated_grams(["a"] * 10, 5) == 5
    assert duplicates(["x", "yy", "x", "yy", "yy"]) == (3, 5)


def test_arabic_runs() -> None:
    # "سعر الذهب" (9 characters with the space) three times, "اليوم" and two stops between:
    # 3 · 9 + 2 · " اليوم " (7) = 41 characters.
    text = "سعر الذهب اليوم سعر الذهب اليوم سعر الذهب"
    assert len(text) == 41
    assert measure(text, "ar")["top_2_gram"] == 27 / 41


def test_vowelled_words_stay_whole() -> None:
    batch = make_batch([Source("ذَهَبَ الوَلَدُ، لم يَعُدْ")], "ar")
    assert raw_words(batch) == [["ذَهَبَ", "الوَلَدُ", "،", "لم", "يَعُدْ"]]


def test_line_ends_of_windows_count_as_one() -> None:
    found, wanted = measure("abcd\r\nabcd\r\n\r\nxy"), measure("abcd\nabcd\n\nxy")
    assert found == pytest.approx(wanted, nan_ok=True)


def test_too_short_is_not_measurable() -> None:
    assert all(math.isnan(value) for value in measure("").values())
    assert all(math.isnan(value) for value in measure(" \n ").values())
    found = measure("one two three four")
    assert found["top_4_gram"] == 1.0
    assert math.isnan(found["duplicated_5_n_grams"])


def _mixed_texts() -> list[str]:
    """Words and line ends in an order that looks random and is the same every time."""
    words = ["alpha", "beta", "gamma", "delta", "be", "بيت", "الرئيس", "في", ".", "،"]
    gaps = [" ", " ", " ", "\n", "\n\n"]
    draws = [pow(3, place, 1009) for place in range(400)]
    parts = [words[draw % len(words)] + gaps[draw // 10 % len(gaps)] for draw in draws]
    return ["".join(parts[:size]) for size in (12, 60, 400)]


@pytest.mark.optional
@pytest.mark.parametrize("text", _mixed_texts())
def test_same_arithmetic_as_datatrove(text: str) -> None:
    theirs = pytest.importorskip("datatrove.pipeline.filters.gopher_repetition_filter")
    words = text.split()
    for size in (2, 3, 4):
        assert top_gram(words, size) == theirs.find_top_duplicate(theirs.get_n_grams(words, size))
    for size in range(5, 11):
        assert duplicated_grams(words, size) == theirs.find_all_duplicate(words, size)
    rule = theirs.GopherRepetitionFilter()
    found = measure(text)
    lines = rule._line_splitter.split(text)
    paragraphs = rule.paragraph_exp.split(text.strip())
    for parts, name in ((lines, "line"), (paragraphs, "para")):
        count, characters = theirs.find_duplicates(parts)
        assert found[f"dup_{name}_frac"] == count / len(parts)
        assert found[f"dup_{name}_char_frac"] == characters / len(text)


@pytest.mark.optional
@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled corpus is not here")
@pytest.mark.parametrize(("lang", "code"), [("en", "eng_Latn"), ("ar", "arb_Arab")])
def test_close_to_datatrove_with_its_own_words(lang: Language, code: str) -> None:
    """Words differ from spaCy's in contractions and addresses; the figures hardly do."""
    text = pytest.importorskip("datatrove.utils.text")
    pytest.importorskip("spacy")
    rows = (CORPUS / f"real-{lang}.jsonl").read_text(encoding="utf-8").splitlines()[:40]
    gaps = []
    for article in (json.loads(row)["text"] for row in rows):
        found, words = measure(article, lang), text.split_into_words(article, code)
        theirs = {f"top_{n}_gram": top_gram(words, n) for n in (2, 3, 4)}
        theirs |= {f"duplicated_{n}_n_grams": duplicated_grams(words, n) for n in (5, 10)}
        gaps += [abs(found[name] - count / len(article)) for name, count in theirs.items()]
    assert max(gaps) < 0.05
    assert sum(gaps) / len(gaps) < 0.003
