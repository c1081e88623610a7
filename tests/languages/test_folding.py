from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.languages.characters import LIMIT, Class, Script, fold_lines, fold_text, tables

LETTERS = [chr(code) for code in np.flatnonzero(tables().kind == Class.LETTER)]


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        ("أحمد إحمد آحمد ٱحمد احمد", "احمد"),
        ("مَدْرَسَةٌ مدرســـة مدرسه مدرسة\u200f", "مدرسه"),
        ("على علي علی عَلَى", "علي"),
        ("كتاب کتاب كِتَابٌ كـتـاب", "كتاب"),
        ("مسؤول مسوول", "مسوول"),
        ("رئيس رييس", "رييس"),
        ("ﻣﺪﺭﺳﺔ مدرسة", "مدرسه"),  # presentation forms, as text taken from PDF has them
        ("ﻣ\ufe77د مد", "مد"),  # a presentation form of a vowel mark
        ("Café CAFÉ cafe\u0301 café", "cafe"),
        ("naïve NAÏVE na\u00adive", "naive"),
        ("Ｗｉｄｅ wide", "wide"),
        ("сору copy", "copy"),  # Cyrillic letters that look Latin
        ("٢٠٢٤ ۲۰۲۴ ２０２４ 2024", "2024"),
        ("don’t don't donʼt", "don't"),
    ],
)
def test_spellings_of_one_word_fold_to_one(spellings: str, folded: str) -> None:
    assert {fold_text(word) for word in spellings.split()} == {folded}


def test_different_letters_stay_different() -> None:
    alphabet = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءabcdefghijklmnopqrstuvwxyz0123456789"
    assert fold_text(alphabet) == alphabet


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


@given(st.text())
def test_composed_and_decomposed_text_fold_alike_where_one_letter_is_one(text: str) -> None:
    text = "".join(char for char in text if 0x20 < ord(char) < 0x250 or 0x620 < ord(char) < 0x6D4)
    composed = unicodedata.normalize("NFC", text)
    assert fold_text(unicodedata.normalize("NFD", composed)) == fold_text(composed)


@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF)), min_size=1))
def test_many_lines_fold_as_each_alone(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold_text(line) for line in lines]


def test_folds_of_letters_are_letters_or_digits() -> None:
    folded = {char: fold_text(char) for char in LETTERS}
    odd = {char for char, fold in folded.items() if len(fold) != 1 or fold.isspace()}
    assert not odd


def test_case_and_marks_are_gone() -> None:
    checked = [char for char in LETTERS if ord(char) < 0x530 or 0x1E00 <= ord(char) < 0x2000]
    assert not [char for char in checked if fold_text(char).isupper()]
    assert fold_text("\u064b\u0651\u0670\u200d\u202b\ufeff\u0640") == ""


def test_scripts() -> None:
    script = tables().script
    for letters, expected in (
        ("azéßÆ", Script.LATIN),
        ("ءيپگ", Script.ARABIC),
        ("жλ中ไ", Script.OTHER),
        ("1 .؟", Script.NONE),
    ):
        assert {Script(script[ord(letter)]) for letter in letters} == {expected}


def test_every_code_point_has_one_entry_in_every_table() -> None:
    assert {len(table) for table in tables()} == {LIMIT}
    assert tables().kind[LIMIT - 1] == Class.SYMBOL
