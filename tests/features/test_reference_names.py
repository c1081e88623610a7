"""Full names said again: shares counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.features.reference_names import FEATURES
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language


def measure(text: str, lang: Language) -> float:
    return float(FEATURES[0].values(make_batch([Source(text)], lang))[0])


@pytest.mark.parametrize(
    ("lang", "text", "again", "words"),
    [
        ("en", "In May the miller Alice Brandt came. Later we saw Alice Brandt again.", 2, 13),
        ("en", "In May the miller Alice Brandt came. Later we saw Brandt again.", 0, 12),
        ("en", "We saw New York in May. Later we saw New York again.", 0, 12),
        ("ar", "زار الدكتور أحمد سالم القرية أمس. وقال الدكتور أحمد سالم إن الماء وصل.", 2, 13),
        ("ar", "زار الدكتور أحمد سالم القرية أمس. وقال سالم إن الماء وصل.", 0, 11),
    ],
)
def test_only_a_name_said_in_full_before_counts(
    lang: Language, text: str, again: int, words: int
) -> None:
    assert measure(text, lang) == pytest.approx(again / words)


def test_names_of_neighbouring_sentences_stay_apart() -> None:
    text = "We met Alice Brandt. Tomas Reed left."
    assert measure(f"{text} {text}", "en") == pytest.approx(4 / 14)


def test_no_words_are_not_measurable() -> None:
    assert measure("", "en") != measure("", "en")
