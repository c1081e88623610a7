"""Quality ratios of corpus filters: values worked by hand, and the published limits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from detector.article import Source
from detector.features.reference import REFERENCE
from detector.features.reference_c4 import FEATURES as C4
from detector.features.reference_c4 import c4_keeps
from detector.features.reference_limits import LIMITS, Limit
from detector.features.reference_quality import FEATURES as QUALITY
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from detector.article import Language


def measure(text: str, lang: Language = "en") -> dict[str, float]:
    batch = make_batch([Source(text)], lang)
    return {f.id.removeprefix("reference."): f.values(batch)[0] for f in (*QUALITY, *C4)}


ENGLISH = "# The cat, and that dog\n\n- sat there...\nBy the old bridge of 1892.\n"


def test_english_by_hand() -> None:
    # Words and marks: # The cat , and that dog - sat there ... By the old bridge of 1892 . = 18
    found = measure(ENGLISH)
    words = ["The", "cat", "and", "that", "dog", "sat", "there", "By", "the", "old", "bridge", "of"]
    assert found["mean_word_length"] == (sum(map(len, words)) + 4) / (len(words) + 1)
    assert found["alpha_word_ratio"] == len(words) / 18
    assert found["hash_word_ratio"] == 1 / 18
    assert found["ellipsis_word_ratio"] == 1 / 18
    assert found["stop_word_kinds"] == 4  # and, that, the, of; "The" has a capital
    # Three lines, of 23, 14 and 26 characters: all short, two end in a stop, one is a bullet.
    assert found["bullet_line_ratio"] == 1 / 3
    assert found["ellipsis_line_ratio"] == 1 / 3
    assert found["line_punct_ratio"] == 2 / 3
    assert found["short_line_ratio"] == 1
    assert found["list_ratio"] == 4 / 18
    assert found["c4_line_ratio"] == 1 / 3  # an ellipsis is no end of a sentence there
    assert found["mc4_long_lines"] == 0


def test_arabic_by_hand() -> None:
    # Six words and two marks; three of the words are function words of the list.
    found = measure("ذهب من البيت إلى السوق في؟\nسياسة الخصوصية\nسياسة الخصوصية\n", "ar")
    assert found["stop_word_kinds"] == 3
    assert found["line_punct_ratio"] == 1 / 3
    assert found["c4_line_ratio"] == 1 / 3
    assert found["c4_policy_line_ratio"] == 2 / 3
    # The second notice is a copy of 14 characters among 26 + 14 + 14.
    assert found["char_dup_ratio"] == 14 / 54
    assert found["mean_word_length"] == (3 + 2 + 5 + 3 + 5 + 2 + 5 + 8 + 5 + 8) / 10


def test_long_lines() -> None:
    assert measure("x" * 199 + "\n" + "y" * 200 + "\n" + "z" * 201)["mc4_long_lines"] == 2


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("The mill burned down.", True),
        ("“The mill burned down.”", True),
        ("The mill burned down.[12]", True),
        ("هل احترقت المطحنة أمس؟", True),
        ("The mill burned down", False),
        ("The mill burned...", False),
        ("Burned down.", False),
        ("Please turn on JavaScript now.", False),
        ("A word of " + "x" * 1001 + " letters.", False),
    ],
)
def test_lines_that_c4_keeps(line: str, kept: bool) -> None:
    assert c4_keeps(line) is kept


def test_empty_text_is_not_measurable() -> None:
    assert all(math.isnan(value) for value in measure("").values())


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_limits_name_features_and_lie_in_their_range(lang: Language) -> None:
    ranges = {feature.id: feature.range for feature in REFERENCE}
    for name, limit in LIMITS[lang].items():
        low, high = ranges[name]
        ends = [end for end in limit if math.isfinite(end)]
        assert ends
        assert all(low <= end <= high for end in ends)


def test_what_a_limit_rejects() -> None:
    assert LIMITS["en"]["reference.top_2_gram"] == Limit(high=0.20)
    assert LIMITS["ar"]["reference.top_2_gram"] == Limit(high=0.197)
    assert Limit(high=0.2).rejects(0.21)
    assert not Limit(high=0.2).rejects(0.2)
    assert Limit(low=0.12).rejects(0.1)
    assert not Limit(low=0.12).rejects(float("nan"))


@pytest.mark.optional
def test_fineweb_passes_and_rejects_as_datatrove_does() -> None:
    datatrove = pytest.importorskip("datatrove.data")
    filters = pytest.importorskip("datatrove.pipeline.filters")
    pytest.importorskip("spacy")
    rule = filters.FineWebQualityFilter()
    names = ("line_punct_ratio", "short_line_ratio", "char_dup_ratio", "list_ratio")
    long = "The mill by the old bridge burned down in March, and nobody was hurt"
    for text in (f"{long}.\n{long} again.", f"{long}\nNo", f"{long}.\n{long}.", "a\nb\nc.\n"):
        found = measure(text)
        ours = [n for n in names if LIMITS["en"][f"reference.{n}"].rejects(found[n])]
        theirs = rule.filter(datatrove.Document(text=text, id="0"))
        assert (theirs is True) == (not ours)
        assert theirs is True or theirs[1] == ours[0]
