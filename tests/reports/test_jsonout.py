from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from math import nan
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from detector import results
from detector.reports.jsonout import to_json, to_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from detector.results import Result

SCHEMA = json.loads(files("detector.reports").joinpath("schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_results_fit_the_schema(
    english: Result, arabic: Result, abstained: Result, hostile: Result
) -> None:
    for result in (english, arabic, abstained, hostile):
        VALIDATOR.validate(json.loads(to_json(result)))
    VALIDATOR.validate(json.loads(to_json([english, abstained])))
    VALIDATOR.validate(json.loads(to_json([])))


@pytest.mark.parametrize(
    "change",
    [
        {"score": None},
        {"score": 101},
        {"score": "90"},
        {"band": "thick"},
        {"schema": 2},
        {"abstained": {"reason": "too_short", "detail": ""}},
        {"contributions": [{}]},
        {"words": -1},
        {"cuts": None},
    ],
)
def test_the_schema_refuses_what_the_interface_forbids(
    english: Result, change: dict[str, Any]
) -> None:
    assert not VALIDATOR.is_valid({**to_object(english), **change})


def test_an_abstention_has_no_numbers(abstained: Result) -> None:
    assert not VALIDATOR.is_valid({**to_object(abstained), "score": 3.0})


def test_schema_and_output_have_the_same_keys_in_the_same_order(
    english: Result, abstained: Result
) -> None:
    """The schema lets keys be added, so that only this shows the two have grown apart."""
    whole = to_object(english, with_text=True)
    definitions = SCHEMA["$defs"]
    assert sorted(whole) == sorted(definitions["result"]["properties"])
    assert [k for k in whole if k != "text"] == definitions["result"]["required"]
    for key, name in (
        *(("share", "share"), ("cuts", "cuts"), ("model", "model")),
        *(("contributions", "contribution"), ("sentences", "sentence")),
        *(("sections", "section"), ("keyphrases", "keyphrase"), ("claims", "claim")),
    ):
        value: Any = whole[key]
        one = value[0] if isinstance(value, list) else value
        assert list(one) == definitions[name]["required"], key
    assert list(to_object(abstained)["abstained"]) == definitions["abstention"]["required"]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        *(("share", results.Share), ("abstention", results.Abstention), ("cuts", results.Cuts)),
        *(("contribution", results.Contribution), ("sentence", results.Sentence)),
        *(("section", results.Section), ("keyphrase", results.Keyphrase)),
        *(("claim", results.Claim), ("model", results.ModelInfo)),
    ],
)
def test_the_schema_knows_every_field(name: str, type_: Any) -> None:
    assert SCHEMA["$defs"][name]["required"] == list(type_._fields)


def test_one_result_is_an_object_and_several_an_array(english: Result) -> None:
    assert isinstance(json.loads(to_json(english)), dict)
    assert len(json.loads(to_json([english]))) == 1
    assert json.loads(to_json([])) == []


def test_numbers_add_up_after_rounding(english: Result) -> None:
    whole = json.loads(to_json(english))
    total = whole["intercept"] + sum(c["log_odds"] for c in whole["contributions"])
    assert abs(total - whole["log_odds"]) < 1e-6
    assert whole["score"] == round(whole["score"], 1) == 90.3
    sizes = [abs(c["log_odds"]) for c in whole["contributions"]]
    assert sizes == sorted(sizes, reverse=True)


def test_what_differs_by_rounding_errors_prints_equally(english: Result) -> None:
    assert english.log_odds is not None
    near = replace(english, log_odds=english.log_odds + 1e-12)
    assert to_json(near) == to_json(english)


def test_numbers_that_are_not_finite_are_refused(english: Result) -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(replace(english, score=nan))


def test_text_is_carried_only_where_it_was_extracted(english: Result, arabic: Result) -> None:
    first, second = json.loads(to_json([english, arabic], extracted={"vitamin.md"}))
    assert "text" not in first
    assert second["text"] == arabic.text


def test_hostile_text_survives_and_prints_nothing_odd(hostile: Result) -> None:
    written = to_json(hostile, extracted={hostile.path})
    assert json.loads(written)["text"] == hostile.text
    assert not set(written) & set("\x1b\x9b\u202e\u2066\ud800\t")
    written.encode("utf-8")


def test_arabic_stays_readable(arabic: Result) -> None:
    assert "نقص فيتامين د" in to_json(arabic)


def test_the_golden_answers(
    english: Result, abstained: Result, golden: Callable[[str, str], None]
) -> None:
    golden("answer-en.json", to_json(english))
    golden("answer-abstained.json", to_json([abstained]))
