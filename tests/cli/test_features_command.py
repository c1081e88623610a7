from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detector import features as measures

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]

IDS = [feature.id for feature in measures.FEATURES]


def test_the_list_names_every_feature(run: Run) -> None:
    lines = run("features").out.splitlines()
    assert [line.strip() for line in lines if line.strip() in IDS] == IDS
    assert max(map(len, lines)) <= 80


def test_json_holds_what_a_feature_declares(run: Run) -> None:
    listed = json.loads(run("features", "--format", "json").out)
    assert [each["id"] for each in listed] == IDS
    for each, feature in zip(listed, measures.FEATURES, strict=True):
        assert each["family"] == feature.family
        assert each["direction"] == feature.direction
        assert each["label_ar"] == feature.label_ar


def test_a_family(run: Run) -> None:
    listed = json.loads(run("features", "--family", "novelty", "--format", "json").out)
    assert {each["family"] for each in listed} == {"novelty"}
    outcome = run("features", "--family", "beauty")
    assert outcome.code == 2
    assert "repetition" in outcome.err


def test_all_adds_the_reference_measures(run: Run) -> None:
    listed = json.loads(run("features", "--all", "--format", "json").out)
    assert len(listed) == len(IDS) + len(measures.REFERENCE)


@pytest.mark.parametrize("name", IDS)
def test_one_is_explained(run: Run, name: str) -> None:
    outcome = run("features", name)
    assert outcome.code == 0
    assert outcome.out.startswith(name)
    for title in ("What is measured", "Why it signals padding", "Where it misfires", "Source"):
        assert title in outcome.out


def test_a_slip_of_the_pen_is_mended(run: Run) -> None:
    outcome = run("features", IDS[0][:-1])
    assert outcome.code == 2
    assert f"did you mean {IDS[0]}" in outcome.err
