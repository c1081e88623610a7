from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.languages.arabic import (
    load_bases,
    make_bases,
    splits,
    stem_arabic,
)
from detector.languages.characters import fold_text
from detector.languages.checksums import hash_base
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


def _splits(word: str) -> list[tuple[int, int, float]]:
    found = splits([word])
    return list(zip(found.start.tolist(), found.end.tolist(), found.around.tolist(), strict=True))


@given(st.text(ARABIC_LETTERS, min_size=3, max_size=24))
def test_splits_leave_a_base_inside_the_word(word: str) -> None:
    found = _splits(word)
    assert found[0][:2] == (0, len(word))
    assert len(found) == len(set(found))
    for start, end, _ in found:
        assert 2 <= end - start <= len(word)


def test_splits_in_the_order_in_which_they_are_preferred() -> None:
    parts = [("ولها"[start:end], bits) for start, end, bits in _splits("ولها")]
    assert parts == [
        ("ولها", 0.0),
        ("ول", pytest.approx(2.7)),  # 0.7 for the ending, 2 for two letters
        ("وله", 1.0),
        ("لها", 1.0),
        ("له", 4.0),  # 1 + 1 for what is around, 2 for two letters
        ("ها", 6.0),
    ]


def test_splits_of_many_words_go_by_word() -> None:
    words = ["abc", "وكتابها", "", "بيت", "والمدارس", "وله"]
    found = splits(words)
    for index, word in enumerate(words):
        alone = splits([word])
        of_word = found.word == index
        assert found.start[of_word].tolist() == alone.start.tolist()
        assert found.end[of_word].tolist() == alone.end.tolist()
        assert found.around[of_word].tolist() == alone.around.tolist()
    assert not len(splits([]).word)


SMALL = {"كتاب": 5.0, "وكتاب": 6.0, "تاب": 4.0}


def test_the_cheapest_split_wins_and_of_equal_ones_the_first() -> None:
    hashes = [hash_base(base) for base in SMALL]
    bases = make_bases((hashes, list(SMALL.values())), (50.0, 1.0), ([], []))
    # 6 bits for the whole word, 1 + 5 for the conjunction and its base, 6 + 4 for two particles
    assert stem_arabic(["وكتاب"], bases) == ["وكتاب"]
    cheaper = bases._replace(cost=bases.cost - (bases.cost == 5.0))
    assert stem_arabic(["وكتاب"], cheaper) == ["كتاب"]


@given(st.lists(st.text(ARABIC_LETTERS, max_size=8), max_size=20))
def test_bases_are_found_by_the_check_sums_of_their_bytes(words: list[str]) -> None:
    hashes = [hash_base(word) for word in dict.fromkeys(words)]
    free = make_bases((hashes, [-1000.0] * len(hashes)), (50.0, 1.0), ([], []))
    known = set(words)
    for word, stem in zip(words, stem_arabic(words, free), strict=True):
        assert {stem, stem + "ه"} & known
        assert stem in word


@given(st.text(ARABIC_LETTERS, min_size=1, max_size=24))
def test_without_any_known_base_the_whole_word_or_a_plain_part_is_left(word: str) -> None:
    nothing = make_bases(([], []), load_bases().new, ([], []))
    assert stem_arabic([word], nothing)[0] in word


@pytest.mark.parametrize(
    "word",
    ["", "و", "في", "abc", "كوفيد19", "وa€كتاب", "وكتاب\0", "و\ud800كتاب", "ا" * 100_000],
)
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
    bases = load_bases()
    assert len(bases.maps_to) > 500
    mapped = set(bases.mapped.sums[:-1].tolist())
    assert not [base for base in bases.maps_to if hash_base(base) in mapped]
