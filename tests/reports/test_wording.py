from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest

from detector.features import FEATURES, REFERENCE
from detector.reports.wording import (
    Verdict,
    Wording,
    after_cuts,
    count,
    feature_label,
    measured,
    percent,
    ranked,
    say,
    share_sentence,
    why_abstained,
    wording,
)
from detector.results import Abstention, Band, Contribution, Cuts, Kind, Reason, Share

TABLES = [name for name in Wording._fields if name not in {"direction", "percent"}]


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"nouns", "units", "features"}))
def test_both_languages_say_the_same_things(table: str) -> None:
    english, arabic = getattr(wording("en"), table), getattr(wording("ar"), table)
    assert english.keys() == arabic.keys()
    for key in english:
        assert _places(english[key]) == _places(arabic[key]), key
        assert english[key].count("|") == arabic[key].count("|"), key


def _places(template: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_value_of_a_result_has_words() -> None:
    for ui in ("en", "ar"):
        words = wording(ui)
        assert set(words.bands) == set(get_args(Band))
        assert set(words.reasons) == set(words.marks) == set(get_args(Reason))
        assert set(words.kinds) == set(get_args(Kind))
        assert set(words.verdicts) == set(get_args(Verdict))


def test_every_unit_of_a_feature_has_words_in_arabic() -> None:
    units = {feature.unit for feature in (*FEATURES, *REFERENCE)} - {"share", "probability"}
    assert units <= set(wording("ar").units)


def test_marks_tell_reasons_apart_without_colour() -> None:
    for ui in ("en", "ar"):
        marks = wording(ui).marks.values()
        assert len(set(marks)) == len(marks)
        assert all(len(mark) == 1 for mark in marks)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "لا كلمات"),
        (1, "كلمة واحدة"),
        (2, "كلمتان"),
        (3, "3 كلمات"),
        (10, "10 كلمات"),
        (11, "11 كلمة"),
        (100, "100 كلمة"),
        (103, "103 كلمات"),
        (1204, "1,204 كلمات"),
    ],
)
def test_arabic_nouns_follow_their_number(number: int, text: str) -> None:
    assert count("word", number, "ar") == text


def test_arabic_accusative_of_many() -> None:
    assert count("article", 25, "ar") == "25 مقالًا"
    assert count("article", 200, "ar") == "200 مقال"


def test_every_noun_has_a_form_for_every_number() -> None:
    for ui in ("en", "ar"):
        for noun in wording(ui).nouns:
            assert all(count(noun, number, ui) for number in range(120))


def test_share_and_cuts_are_said_with_their_figures() -> None:
    share = Share(0.34, 0.27, 0.41)
    assert share_sentence(share, 812) == "34 % of its 812 words could go (27–41 %)"
    cuts = Cuts((1, 2), 402, 22.14, 0.09)
    assert after_cuts(cuts) == "Without them: 402 words, score 22.1, 9 % padding"
    assert "402 كلمة" in after_cuts(cuts, "ar")
    short = Cuts((1, 2), 40, None, None)
    assert after_cuts(short) == "Without them: 40 words, too short to be judged"


def test_values_carry_their_unit() -> None:
    assert measured(0.05, "share", "ar") == "\u061c5٪"
    assert measured(41.23, "per_1000_words") == "41.2 per 1,000 words"
    assert measured(6.0, "count") == "6"
    assert measured(None, "share") == "–"
    assert percent(0.0414, digits=1) == "4.1 %"


@pytest.mark.parametrize(
    ("percentile", "text"),
    [
        (97.4, "4 % (top 3 %)"),
        (99.9, "4 % (top 1 %)"),
        (31.0, "4 % (lowest 31 %)"),
        (0.0, "4 % (lowest 1 %)"),
        (None, "4 %"),
    ],
)
def test_values_are_placed_among_articles(percentile: float | None, text: str) -> None:
    assert ranked(Contribution("x", "x", 0.04, None, "share", percentile, 0.1, ())) == text


def test_what_cannot_be_measured_says_why() -> None:
    unmeasured = Contribution("x", "x", None, "script has no case", "share", None, 0.0, ())
    assert ranked(unmeasured) == "not measurable: script has no case"


def test_a_feature_without_a_label_is_named_by_its_id() -> None:
    contribution = Contribution("x.y", "x", 1.0, None, "", None, 0.1, ())
    assert feature_label(contribution) == "x.y"
    assert feature_label(contribution, {"x.y": "the y of x"}) == "the y of x"


def test_an_abstention_is_explained_in_the_readers_language() -> None:
    abstention = Abstention("too_short", "The text has 3 words; a score needs 80.")
    assert why_abstained(abstention) == "The text has 3 words; a score needs 80."
    assert why_abstained(abstention, "ar") == wording("ar").abstentions["too_short"]
    assert why_abstained(Abstention("odd", ""), "ar") == "odd"


def test_braces_in_a_value_are_no_template() -> None:
    said = say("repeats", number="{number}")
    assert said == "↩ repeats sentence {number}"
