from __future__ import annotations

import json
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from card import card_lines, kept_card
from data_counts import OURS, count_data, licence
from evaluate_model import reliability

from detector.resources import MODELS

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = json.loads((MODELS / "figures.json").read_text(encoding="utf-8"))
ERRORS = {"sentence AUROC": {"value": 0.15, "low": 0.1, "high": 0.2}}
CURVE = {
    "folds": 2,
    "languages": {
        "ar": {
            "points": [
                {"by": "sites", "fraction": 0.5, "articles": 90.5, "sites": 8.0, "errors": ERRORS},
                {"by": "sites", "fraction": 1.0, "articles": 181.0, "sites": 16, "errors": ERRORS},
            ],
            "now": {"articles": 362, "sites": 32},
            "laws": {"sentence AUROC": {"articles": 0.1, "sites": 0.2}},
            "next": {"ten more sites": ERRORS},
        }
    },
}
BLANKS = ("TODO", "None", "nan", "{", "}", "|  |", "| – |")


def test_the_card_says_all_that_it_must_and_leaves_nothing_blank() -> None:
    card = "\n".join(card_lines(FIGURES, CURVE))
    for needed in (
        "**Meant for**", "**Not meant for**", "**Limits.**", "## Accuracy", "## Calibration",
        "## Groups", "## False accusations", "## What more labels would buy", "## Data",
        "licence of the text", "kind of source",
    ):  # fmt: skip
        assert needed in card
    assert "| to 0.5, few sites | 90 | 8 | 0.850 (0.800 – 0.900) |" in card
    assert [blank for blank in BLANKS if blank in card] == []


def test_the_card_that_is_kept_is_the_one_of_the_figures_that_are_kept() -> None:
    assert (MODELS / "MODEL_CARD.md").read_text(encoding="utf-8") == kept_card()


def test_a_card_can_be_written_before_the_curve_was_measured() -> None:
    assert "What more labels would buy" not in "\n".join(card_lines(FIGURES, None))


def test_a_group_without_both_classes_is_not_tested_never_passed() -> None:
    found = deepcopy(FIGURES)
    figure = found["languages"]["en"]["figures"]["long"]["article AUROC, 2-3 against 0"]
    figure |= {"value": None, "low": None, "high": None}
    assert f"| English | long | not tested | one class only | {figure['count']} |" in list(
        card_lines(found, None)
    )


@pytest.mark.parametrize("missing", ["data", "calibration", "dominance"])
def test_a_figure_that_is_missing_is_an_error_and_no_blank(missing: str) -> None:
    found = deepcopy(FIGURES)
    del found["languages"]["ar"][missing]
    with pytest.raises(KeyError, match=missing):
        list(card_lines(found, None))


def test_data_are_counted_and_no_text_is_kept(small_corpus: Path) -> None:
    found = count_data(small_corpus, "ar")
    assert found["articles"] == 32
    for key in ("kinds", "origins", "licences", "verdicts"):
        assert sum(found[key].values()) == 32
    assert found["licences"] == {OURS: 32}
    assert list(found["verdicts"]) == ["0", "1", "2", "3"]
    assert found["labels"]["K"] > 100
    assert max(map(len, json.dumps(found).split('"'))) < 60


def test_licences_as_noted_come_to_a_few() -> None:
    noted = {
        "CC BY-SA 4.0 (repo)": "Creative Commons",
        "CC0": "public domain or CC0",
        "unknown for the repo; text is Wikipedia (CC BY-SA)": "Creative Commons",
        "page copyright; repo MIT": "copyright of the page",
        "MIT (repo)": "the open licence of its repository",
        "unknown": "none stated",
        "something new": "another",
    }
    assert {name: licence(name) for name in noted} == noted
    assert licence(None) == OURS


def test_reliability_counts_equal_bins_from_low_to_high() -> None:
    log_odds = np.linspace(-4, 4, 100)
    bins = reliability(log_odds > 0, log_odds, np.arange(100) != 99)
    assert sum(each["articles"] for each in bins) == 99
    assert [each["so"] for each in bins] == [0.0] * 5 + [1.0] * 5
    assert all(low["said"] < high["said"] for low, high in pairwise(bins))
