"""Compression, entropy, surprisal and lexical density: values worked by hand."""

from __future__ import annotations

import math
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from detector.article import Source
from detector.features.background import load_background
from detector.features.reference_information import (
    FEATURES,
    compressed,
    entropy,
    mixed,
    one_byte,
)
from detector.languages.hashing import hash_strings
from detector.languages.stemming import stem_words
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language

LATIN = "abdefghijklmnopqrstuvwxyz"
ARABIC = "بتثجحخدذرزسشصضطظعغفقلمنهك"


def measure(text: str, lang: Language) -> dict[str, float]:
    batch = make_batch([Source(text)], lang)
    return {f.id.removeprefix("reference."): float(f.values(batch)[0]) for f in FEATURES}


def sentence(numbers: list[int], alphabet: str) -> str:
    """Words of five letters, one for each number."""
    size = len(alphabet)
    words = ["".join(alphabet[n * k % 997 % size] for k in (3, 7, 11, 19, 23)) for n in numbers]
    return " ".join(words) + "."


def test_one_byte_for_a_letter_of_either_script() -> None:
    assert one_byte("ab 1") == b"ab 1"
    assert len(one_byte("بيت 1")) == 5
    assert len(set(one_byte("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"))) == 36
    assert len(one_byte("漢字\ud800")) == 3


def test_compression_ratio_by_its_formula() -> None:
    words = [f"word{place}" for place in range(60)]
    text = " ".join(words)
    found = measure(text.capitalize() + ".", "en")
    raw = zlib.compress(text.encode(), 6)
    assert compressed(text.encode()) == len(raw) - 6  # two bytes of header, four of checksum
    assert found["compression_ratio"] == len(text) / (len(raw) - 6)
    shuffled = b" ".join(mixed([word.encode() for word in words]))
    assert sorted(shuffled.split()) == sorted(text.encode().split())
    assert found["compression_vs_shuffled"] == compressed(shuffled) / (len(raw) - 6)


def test_compression_is_the_same_for_one_text_in_two_scripts() -> None:
    numbers = [pow(7, place, 89) for place in range(300)]
    english = measure(sentence(numbers, LATIN).capitalize(), "en")
    arabic = measure(sentence(numbers, ARABIC), "ar")
    assert arabic["compression_ratio"] == pytest.approx(english["compression_ratio"], rel=0.02)
    bytes_only = [
        len(sentence(numbers, letters).encode()) / compressed(sentence(numbers, letters).encode())
        for letters in (LATIN, ARABIC)
    ]
    assert bytes_only[1] > 1.2 * bytes_only[0]


@pytest.mark.parametrize(("lang", "letters"), [("en", LATIN), ("ar", ARABIC)])
def test_repeated_phrases_compress_better_than_mixed_words(lang: Language, letters: str) -> None:
    once = sentence([pow(7, place, 89) for place in range(80)], letters)
    again = measure(f"{once} {once} {once} {once}", lang)
    assert again["compression_ratio"] > 2.5 * measure(once, lang)["compression_ratio"]
    assert again["compression_vs_shuffled"] > 1.5
    assert measure(once, lang)["compression_vs_shuffled"] == pytest.approx(1.0, abs=0.1)


def test_entropy_by_hand() -> None:
    # Four words of a kind, two of another, two single ones: ½·1 + ¼·2 + 2·⅛·3 = 1.75 bits.
    assert entropy(np.array([4, 2, 1, 1])) == pytest.approx(1.75)
    assert entropy(np.array([9])) == 0.0
    assert measure("Ab ab ab ab cd cd ef gh.", "en")["word_entropy"] == pytest.approx(1.75)
    assert measure("بت بت بت بت جح جح خد ذر.", "ar")["word_entropy"] == pytest.approx(1.75)
    # Letters: 8 of 16 are a or b, 4 each; c, d 2 each; e f g h one each.
    expected = 2 * 4 / 16 * 2 + 2 * 2 / 16 * 3 + 4 * 1 / 16 * 4
    assert measure("Ab ab ab ab cd cd ef gh.", "en")["character_entropy"] == pytest.approx(expected)


@pytest.mark.parametrize(("lang", "text"), [("en", "Mill water fire."), ("ar", "مطحنة ماء حريق.")])
def test_surprisal_by_hand(lang: Language, text: str) -> None:
    # p of a stem is its document share over the sum of all shares.
    background = load_background(lang)
    shares = np.exp2(-background.rarity)
    folded = {"en": ["mill", "water", "fire"], "ar": ["مطحنه", "ماء", "حريق"]}[lang]
    stems = hash_strings(stem_words(folded, lang)).tolist()
    known = dict(zip(background.stems.tolist(), shares.tolist(), strict=True))
    unseen = 2.0**-background.unseen
    bits = [-math.log2(known.get(stem, unseen) / shares.sum()) for stem in stems]
    assert measure(text, lang)["unigram_surprisal"] == pytest.approx(sum(bits) / 3)


def test_rare_words_are_more_surprising() -> None:
    plain = measure("People said that this was the first time in many years.", "en")
    rare = measure("Zymurgists decanted turbid perry beneath corroded clerestories.", "en")
    assert rare["unigram_surprisal"] > plain["unigram_surprisal"] + 2


def test_lexical_density_by_hand() -> None:
    # mill, burned, night of six words; all but في and ذلك of six.
    assert measure("The mill burned in the night.", "en")["lexical_density"] == 3 / 6
    assert measure("احترقت المطحنة القديمة في ذلك الليل.", "ar")["lexical_density"] == 4 / 6


def test_too_short_is_not_measurable() -> None:
    assert all(map(math.isnan, measure("", "en").values()))
    found = measure("Nobody came.", "en")
    assert math.isnan(found["compression_ratio"])
    assert math.isnan(found["compression_vs_shuffled"])
    assert found["word_entropy"] == 1.0
