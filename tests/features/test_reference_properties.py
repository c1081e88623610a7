"""What holds of every reference measure, whatever the text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.article import Source
from detector.features.reference import REFERENCE
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.article import Language

SAMPLES: dict[Language, str] = {
    "en": "# Water pumps\n\nWho didn't? The miller mended 12 water pumps in Kabul.\n\n- a...\n- b",
    "ar": "# مضخات المياه\n\nمن فعل؟ أصلح الطحّان ١٢ مضخة، في كابول.\n\n- واحدة…\n- وثانية",
}
PIECES = [
    *SAMPLES.values(),
    *("the ", "pump ", "pumps, ", "mill. ", "A ", "3.5% ", "http://a.b/c ", "'", "“", "…", "....."),
    *("Oslo, ", "Upper Denby, ", "and ", "(", ": ", "- Oslo\n", "وجدة ", "الرياض، ", "سخانات، "),
    *("في ", "المضخة ", "وللمضخات ", "كَتَبَ ", "ـــ", "؟ ", "، ", "٤٢ ", "وا", "ون "),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "# ",
        "- ",
        "|",
        "\u200f",
        "\ud800",
        "漢",
        "🙂",
        "\x00",
        "\t",
        "ﷺ ",
        "ͺ ",
    ),
]

languages = st.sampled_from(["en", "ar"])
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=120).map("".join)
sources = st.builds(
    Source,
    texts,
    title=st.none() | st.text(max_size=20),
    keyphrase=st.none()
    | st.sampled_from(["water pumps", "مضخة المياه", "", "…", "the", "a b c d e"]),
)


def measure(articles: Sequence[Source], lang: Language) -> NDArray[np.float64]:
    """All measures of some articles: shape (measures, articles)."""
    batch = make_batch(articles, lang)
    return np.array([feature.values(batch) for feature in REFERENCE])


@settings(max_examples=60, deadline=None)
@given(source=sources, lang=languages)
def test_never_raises_and_stays_in_range(source: Source, lang: Language) -> None:
    batch = make_batch([source], lang)
    for feature in REFERENCE:
        values = feature.values(batch)
        assert values.shape == (1,), feature.id
        assert values.dtype == np.float64, feature.id
        low, high = feature.range
        value = values[0]
        assert np.isnan(value) or (np.isfinite(value) and low - 1e-9 <= value <= high + 1e-9), (
            feature.id,
            value,
        )


@settings(max_examples=25, deadline=None)
@given(articles=st.lists(sources, min_size=1, max_size=5), lang=languages)
def test_many_equal_one_by_one(articles: list[Source], lang: Language) -> None:
    together = measure(articles, lang)
    apart = np.hstack([measure([article], lang) for article in articles])
    np.testing.assert_allclose(together, apart, rtol=0, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(
    places=st.lists(st.integers(0, 400), max_size=20), sign=st.sampled_from("\u064e\u0651\u0640")
)
def test_marks_change_no_measure_of_words(places: list[int], sign: str) -> None:
    """Measures of folded words do not see diacritics and tatweel; those of raw text do."""
    plain = (SAMPLES["ar"].removesuffix("- وثانية") * 8).replace("ّ", "")
    letters = list(plain)
    for place in places:
        if letters[place % len(letters)].isalpha():
            letters[place % len(letters)] += sign
    folded = ("mattr", "mtld", "hdd", "yules", "compression", "entropy", "unigram", "lexical",
              "idea", "keyphrase", "self", "ngram", "stuffed")  # fmt: skip
    rows = [r for r, f in enumerate(REFERENCE) if f.id.split(".")[1].startswith(folded)]
    assert len(rows) >= 20
    phrase = "مضخات المياه"
    before, after = (
        measure([Source(text, keyphrase=phrase)], "ar")[rows] for text in (plain, "".join(letters))
    )
    np.testing.assert_allclose(after, before, rtol=0, atol=1e-9)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_all_are_measurable_on_an_article(lang: Language) -> None:
    number = {"en": "12", "ar": "١٢"}[lang]
    text = "\n\n".join(SAMPLES[lang].replace(number, str(place)) for place in range(40))
    values = measure([Source(text, keyphrase="water pumps مضخات المياه")], lang)[:, 0]
    missing = {f.id for f, value in zip(REFERENCE, values, strict=True) if np.isnan(value)}
    other = {"en": "reference.osman", "ar": "reference.flesch_reading_ease"}
    assert missing == {other[lang]}


def test_an_empty_batch_has_no_values() -> None:
    assert measure([], "en").shape == (len(REFERENCE), 0)


@pytest.mark.parametrize(
    "piece", ["🙂", "a ", "a", "[", "(", "\n", ". ", "'", "-", "\u064e", "بـ", "e", "aaab ", "Ab, "]
)
def test_endless_repetition_takes_linear_time(piece: str) -> None:
    small, large = 5_000, 40_000
    seconds = []
    for size in (small, large):
        source = Source(piece * size, keyphrase="a")
        begin = time.perf_counter()
        measure([source], "en")
        seconds.append(time.perf_counter() - begin)
    # Eight times the text: 64 times the time if it were quadratic.
    assert seconds[1] < 30 * max(seconds[0], 0.01)
