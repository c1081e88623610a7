"""Self-repetition and n-gram diversity: values worked by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.features.reference_repetition import FEATURES
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language


def measure(text: str, lang: Language) -> dict[str, float]:
    batch = make_batch([Source(text)], lang)
    return {feature.id.removeprefix("reference."): feature.values(batch)[0] for feature in FEATURES}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The old mill burns red wood. The old mill burns coal. Nobody came."),
        ("ar", "باع المزارع القديم حصانه أمس. باع المزارع القديم حصانه. لم يأت أحد."),
    ],
)
def test_sentences_that_share_a_run_of_four(lang: Language, text: str) -> None:
    # The first two sentences share one run of four stems, so each has a sum of 2 − 1 = 1; the
    # third has no run of four: (ln 2 + ln 2 + ln 1) / 3.
    assert measure(text, lang)["self_repetition_sentences"] == pytest.approx(2 * math.log(2) / 3)


def test_sections_that_share_runs() -> None:
    # Five words, two runs of four, both in both sections: ln(1 + 2) for each of them.
    body = "the old mill burns coal."
    text = f"# One\n\n{body}\n\n# Two\n\n{body}\n"
    assert measure(text, "en")["self_repetition_sections"] == pytest.approx(math.log(3))
    assert math.isnan(measure(body, "en")["self_repetition_sections"])


def test_ngram_diversity() -> None:
    # a b a b a: 2/5 words, 2/4 pairs (ab, ba), 2/3 triples (aba, bab), 2/2 fours.
    expected = 2 / 5 + 2 / 4 + 2 / 3 + 1
    assert measure("Aa bb aa bb aa.", "en")["ngram_diversity"] == pytest.approx(expected)
    assert measure("بيت نهر بيت نهر بيت.", "ar")["ngram_diversity"] == pytest.approx(expected)
    # All different: 4.
    assert measure("One two three four five.", "en")["ngram_diversity"] == 4.0
