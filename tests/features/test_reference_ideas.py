"""Idea density: propositions counted by hand."""

from __future__ import annotations

import math

import pytest

from detector.article import Source
from detector.features.reference_ideas import FEATURES, arabic_ideas, english_ideas
from detector.segmenting import make_batch


@pytest.mark.parametrize(
    ("sentence", "ideas"),
    [
        ("the old gray mare has a very long nose", 5),  # old, gray, has, very, long
        ("the king has eaten", 1),  # an auxiliary with its verb
        ("she walked quickly to school and sang", 3),  # walked, quickly, and; "sang" is not listed
        ("this is a mill", 1),
    ],
)
def test_english(sentence: str, ideas: int) -> None:
    assert english_ideas(sentence.split()) == ideas


@pytest.mark.parametrize(
    ("sentence", "ideas"),
    [
        ("وصل الوزير الي المدينه", 2),  # وصل، إلى
        ("يزور المصنع والمدرسه", 2),  # يزور، و
        ("وقال ان القطار سيصل بالليل", 5),  # و، قال، أن، يصل، ب
        ("وفي يناير", 2),  # و، في
        ("بيت وبيت", 1),  # و، because بيت stands alone too
        ("سياره الوالد", 0),
    ],
)
def test_arabic(sentence: str, ideas: int) -> None:
    assert arabic_ideas(sentence.split()) == ideas


def test_density_of_articles() -> None:
    english = make_batch([Source("The old gray mare has a very long nose."), Source("")], "en")
    values = FEATURES[0].values(english)
    assert values[0] == pytest.approx(5 / 9)
    assert math.isnan(values[1])
    arabic = make_batch([Source("وصل الوزير إلى المدينة ثم يزور المصنع والمدرسة.")], "ar")
    assert FEATURES[0].values(arabic)[0] == pytest.approx(5 / 8)
