"""Lexical diversity: values worked by hand, and the same texts in both scripts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from detector.article import Source
from detector.features.reference_diversity import FEATURES, hdd, mattr, mtld, yules_k
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language
    from detector.features.columns import Ints

ENGLISH = ["mill", "bridge", "river", "stone", "wood", "coal", "fire", "smoke", "water", "wheel"]
ARABIC = ["طاحون", "جسر", "نهر", "حجر", "خشب", "فحم", "نار", "دخان", "مطر", "دولاب"]


def letters(text: str) -> Ints:
    return np.array([ord(letter) for letter in text], np.int64)


def test_mattr_by_hand() -> None:
    # Windows of three of a b a c: {a b} = 2 of 3, {b a c} = 3 of 3; mean 5/6.
    assert mattr(letters("abac"), 3) == pytest.approx(5 / 6)
    # aab: {a} = 1 of 2, {a b} = 2 of 2; mean 3/4.
    assert mattr(letters("aab"), 2) == pytest.approx(3 / 4)
    assert math.isnan(mattr(letters("ab"), 3))


def test_mattr_equals_the_plain_loop() -> None:
    words = np.array([pow(5, place, 97) % 17 for place in range(300)], np.int64)
    windows = [len(set(words[i : i + 50].tolist())) / 50 for i in range(len(words) - 49)]
    assert mattr(words, 50) == pytest.approx(np.mean(windows), abs=1e-12)


def test_mtld_by_hand() -> None:
    # Forwards a b a b c: ratios 1, 1, 2/3 < 0.72 → one factor; then b c: ratio 1, no part of one.
    # 5 words / 1 factor = 5.
    # Backwards c b a b a: 1, 1, 1, 3/4, 3/5 < 0.72 → one factor at the end: 5 / 1 = 5.
    assert mtld(letters("ababc")) == pytest.approx(5.0)
    # a b c a: ratio 3/4 at the end, a part of (1 − 0.75)/(1 − 0.72) = 0.892857…: 4 / 0.892857.
    assert mtld(letters("abca")) == pytest.approx(4 / (0.25 / 0.28))
    # Two words of a kind fill a factor.
    assert mtld(letters("aaaaaa")) == pytest.approx(2.0)
    assert math.isnan(mtld(letters("abcdef")))


def test_hdd_by_hand() -> None:
    # 42 words of a kind and 42 of another: each is missing from a sample of 42 with chance
    # C(42, 42)/C(84, 42), which is nothing: 2 · 1/42.
    words = np.array([0] * 42 + [1] * 42, np.int64)
    assert hdd(words) == pytest.approx(2 * (1 - 1 / math.comb(84, 42)) / 42)
    # 43 words, all different: 42 of them are drawn, each with a share of 1/42.
    assert hdd(np.arange(43)) == pytest.approx(1.0)
    # 50 words, one of them twice: 48 · 42/50 · 1/42 and (1 − C(48, 42)/C(50, 42)) / 42.
    twice = np.array([0, 0, *range(1, 49)], np.int64)
    missed = math.comb(48, 42) / math.comb(50, 42)
    assert hdd(twice) == pytest.approx(48 / 50 + (1 - missed) / 42)
    assert math.isnan(hdd(np.arange(41)))


def test_yules_k_by_hand() -> None:
    # Frequencies 3, 2, 1: Σ f² = 14, N = 6: 10⁴ · (14 − 6) / 36.
    assert yules_k(letters("aaabbc")) == pytest.approx(1e4 * 8 / 36)
    assert yules_k(letters("abc")) == 0.0


@pytest.mark.parametrize(("lang", "words"), [("en", ENGLISH), ("ar", ARABIC)])
def test_the_same_pattern_in_both_scripts(lang: Language, words: list[str]) -> None:
    # Ten words in turn, twelve times over: 120 words, each 12 times.
    text = " ".join([*words] * 12).capitalize() + "."
    batch = make_batch([Source(text)], lang)
    found = {f.id.removeprefix("reference."): f.values(batch)[0] for f in FEATURES}
    for name in ("", "_stems"):
        assert found[f"mattr_50{name}"] == pytest.approx(10 / 50)
        assert found[f"mattr_100{name}"] == pytest.approx(10 / 100)
        # 10 of 13 are 0.77, 10 of 14 are 0.71: 8 factors of 14 words, and 8 words without any
        # repetition are no part of one.
        assert found[f"mtld{name}"] == pytest.approx(120 / 8)
        # Σ f² = 10 · 144, N = 120.
        assert found[f"yules_k{name}"] == pytest.approx(1e4 * (1440 - 120) / 120**2)
        missed = math.comb(108, 42) / math.comb(120, 42)
        assert found[f"hdd{name}"] == pytest.approx(10 * (1 - missed) / 42)


@pytest.mark.parametrize(
    ("lang", "forms"),
    [("en", "report reports reported reporting"), ("ar", "كتاب والكتاب بالكتاب للكتاب")],
)
def test_forms_of_a_word_are_one_stem(lang: Language, forms: str) -> None:
    text = " ".join([forms] * 30).capitalize() + "."
    batch = make_batch([Source(text)], lang)
    found = {f.id.removeprefix("reference."): f.values(batch)[0] for f in FEATURES}
    assert found["mattr_50"] == pytest.approx(4 / 50)
    assert found["mattr_50_stems"] == pytest.approx(1 / 50)
    assert found["yules_k_stems"] > found["yules_k"]


def test_short_text_is_not_measurable() -> None:
    batch = make_batch([Source("Nobody came to the mill."), Source("")], "en")
    assert all(np.isnan(feature.values(batch)).all() for feature in FEATURES)
