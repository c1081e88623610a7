from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.languages.arabic import hash_base, load_bases, splits, stem_arabic
from detector.languages.characters import fold_text
from detector.languages.stemming import stem_words
from detector.resources import MODELS

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).resolve().parent
ARABIC_LETTERS = "".join(map(chr, [*range(0x621, 0x63B), *range(0x641, 0x64B)]))


def _measuring() -> ModuleType:
    path = HERE.parents[1] / "training" / "measure_stems.py"
    spec = importlib.util.spec_from_file_location("measure_stems", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["measure_stems"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stems(text: str, lang: str = "ar") -> set[str]:
    return set(stem_words(fold_text(text).split(), "ar" if lang == "ar" else "en"))


@pytest.mark.parametrize(
    "forms",
    [
        "والرئيس للرئيس الرئيس بالرئيس رئيس رئيسه رئيسها رؤساء",
        "كتاب وكتاب الكتاب بكتابه كتب للكتب",
        "مدرسة المدارس لمدرستهم",
        "سياسي السياسية سياسات وبالسياسة",
        "يستخدم استخدموا ستستخدم",
        "وأعلنت أعلن يعلن",
    ],
)
def test_forms_of_a_word_meet(forms: str) -> None:
    assert len(stems(forms)) == 1


WHOLE = "وزير بلد فريق كتاب لبنان بنك كبير وطن لاعب بيان فكر كلام"


@pytest.mark.parametrize("word", fold_text(WHOLE).split())
def test_a_letter_that_belongs_to_the_word_stays(word: str) -> None:
    assert stems(word) == {word}
    assert stems(f"و{word} ال{word} {word}ه") == {word}


def test_what_is_attached_in_front_goes_once() -> None:
    assert stems("ووزير فوزير لوزير وبالوزير") == {"وزير"}


def test_hand_checked_forms_are_stemmed_better_than_by_snowball() -> None:
    measuring = _measuring()
    forms = measuring.read_forms(HERE / "stem_groups.tsv")
    ours = measuring.measure(forms, lambda words: stem_words(words, "ar"))
    snowball = measuring.measure(forms, measuring.rivals("ar")["snowball arabic"])
    assert len(forms.meet) >= 250
    assert len(forms.apart) >= 150
    assert ours.under < 0.08 < snowball.under
    assert ours.over < 1.5e-4
    assert ours.hard < 0.06


def test_forms_written_after_the_costs_were_fixed() -> None:
    measuring = _measuring()
    forms = measuring.read_forms(HERE / "stem_groups_later.tsv")
    ours = measuring.measure(forms, lambda words: stem_words(words, "ar"))
    assert ours.under < 0.12
    assert ours.hard <= 0.2


def test_english_possessives_and_apostrophes() -> None:
    assert len(stems("company company's company’s companyʼs companies", "en")) == 1
    assert stems("James’s", "en") == stems("James's", "en")


def test_english_forms_meet_as_often_as_measured() -> None:
    measuring = _measuring()
    forms = measuring.read_forms(HERE / "stem_groups_en.tsv")
    found = measuring.measure(forms, lambda words: stem_words(words, "en"))
    assert found.under < 0.15
    assert found.hard < 0.35


@given(st.lists(st.one_of(st.text(), st.text(ARABIC_LETTERS, max_size=30))))
def test_any_text_has_one_stem_a_word(words: list[str]) -> None:
    for lang in ("ar", "en"):
        found = stem_words(words, lang)
        assert len(found) == len(words)
        assert found == [stem_words([word], lang)[0] for word in words]


@given(st.text(ARABIC_LETTERS, min_size=3, max_size=24))
def test_splits_leave_a_base_inside_the_word(word: str) -> None:
    found = splits(word)
    assert found[0][:2] == (0, len(word))
    assert len(found) == len(set(found))
    for start, end, _ in found:
        assert 2 <= end - start <= len(word)


@given(st.text(ARABIC_LETTERS, min_size=1, max_size=24))
def test_without_any_known_base_the_whole_word_or_a_plain_part_is_left(word: str) -> None:
    nothing = load_bases()._replace(cost={}, maps_to={})
    assert stem_arabic(word, nothing) in word


@pytest.mark.parametrize("word", ["", "و", "في", "abc", "كوفيد19", "و\ud800كتاب", "ا" * 100_000])
def test_words_that_are_not_taken_apart(word: str) -> None:
    assert stem_words([word], "ar") == [word]


def test_stemming_is_fast_even_on_long_and_odd_words() -> None:
    words = ["وبالمعلمين" + letter for letter in ARABIC_LETTERS] * 100 + ["و" * 1_000_000] * 100
    stem_words(words, "ar")
    start = time.process_time()
    stem_words(words, "ar")
    assert time.process_time() - start < 1e-4 * len(words)


def test_the_table_is_small_and_what_stands_for_a_plural_is_no_plural() -> None:
    assert (MODELS / "stems-ar.npz").stat().st_size < 400_000
    maps_to = load_bases().maps_to
    assert len(maps_to) > 500
    assert not [base for base in set(maps_to.values()) if hash_base(base) in maps_to]
