"""Yoast's measures of a named phrase: values worked by hand, and its bands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.features.reference_keyphrase import (
    FEATURES,
    density_band,
    distribution_band,
    headings_band,
    length_factor,
    phrase_stems,
)
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language

# One sentence of ten words without the phrase, one of ten words with it.
TEXTS: dict[Language, tuple[str, str, str]] = {
    "en": (
        "water pumps",
        "The miller of our village mended his wheel last night.",
        "Every water pump of our village was mended last night.",
    ),
    "ar": (
        "مضخة المياه",
        "أصلح طحان القرية دولابه القديم مساء أمس بعد صلاة العشاء.",
        "أصلح عمال القرية المضخة للمياه القديمة مساء أمس بعد الصلاة.",
    ),
}


def measure(text: str, phrase: str | None, lang: Language) -> tuple[float, float, float]:
    batch = make_batch([Source(text, keyphrase=phrase)], lang)
    density, distribution, headings = (float(f.values(batch)[0]) for f in FEATURES)
    return density, distribution, headings


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_density_and_distribution(lang: Language) -> None:
    phrase, without, carrying = TEXTS[lang]
    # Twenty sentences of ten words; the phrase stands in sentences 4, 5 and 12 of 0–19, so the
    # longest stretch without it is that of 13–19: 7 of 20.
    sentences = [carrying if place in {4, 5, 12} else without for place in range(20)]
    density, distribution, _ = measure(" ".join(sentences), phrase, lang)
    # 3 mentions in 200 words, two content words: 1.5 · (0.7 + 2/3).
    assert density == pytest.approx(1.5 * (0.7 + 2 / 3))
    assert distribution == pytest.approx(35.0)
    assert measure(" ".join([without] * 20), phrase, lang)[:2] == (0.0, 100.0)


@pytest.mark.parametrize(
    ("lang", "phrase", "headings"),
    [
        ("en", "water pump", ["Water pumps", "The pump for water", "Prices"]),
        ("ar", "مضخة المياه", ["مضخة المياه", "أسعار المضخة والمياه", "الأسعار"]),
    ],
)
def test_headings(lang: Language, phrase: str, headings: list[str]) -> None:
    body = TEXTS[lang][1]
    text = f"# {headings[0]}\n\n" + "\n\n".join(f"## {line}\n\n{body}" for line in headings)
    # The title is left out; two of three headings carry the phrase.
    assert measure(text, phrase, lang)[2] == pytest.approx(200 / 3)


def test_half_of_a_long_phrase_is_enough() -> None:
    _, without, carrying = TEXTS["en"]
    text = " ".join([carrying] * 10 + [without] * 10)
    # Of red, water, pumps and Kabul two stand in the sentence: half of four.
    assert measure(text, "red water pumps of Kabul", "en")[1] == pytest.approx(50.0)
    assert measure(text, "red water pumps", "en")[1] == pytest.approx(100.0)


def test_content_words_only() -> None:
    assert (
        phrase_stems("the water pumps", "en").tolist() == phrase_stems("water pump", "en").tolist()
    )
    assert len(phrase_stems("to be or not to be", "en")) > 0
    assert len(phrase_stems("…", "ar")) == 0


def test_not_measurable() -> None:
    _, without, _ = TEXTS["en"]
    assert all(map(math.isnan, measure(without * 30, None, "en")))
    assert all(map(math.isnan, measure(without, "water", "en")))
    assert all(map(math.isnan, measure("", "water", "en")))


def test_bands() -> None:
    assert length_factor(1) == pytest.approx(1.0333, abs=1e-4)
    found = [density_band(value, 5) for value in (0.49, 0.5, 3.5, 3.51, 4.0, 4.01)]
    assert found == ["low", "good", "good", "over", "over", "far over"]
    assert density_band(2.0, 1) == "low"
    assert density_band(0.0, 0) == "none"
    assert [distribution_band(value) for value in (30, 30.1, 50, 50.1)] == [
        "good",
        "uneven",
        "uneven",
        "bad",
    ]
    assert [headings_band(value) for value in (29.9, 30, 75, 75.1)] == [
        "few",
        "good",
        "good",
        "many",
    ]
