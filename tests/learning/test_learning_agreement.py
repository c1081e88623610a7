from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from detector.errors import DataError
from detector.learning.agreement import compare_readers
from detector.learning.data import read_labelled
from detector.learning.kappa import cohen_kappa, quadratic

if TYPE_CHECKING:
    from pathlib import Path

    from detector.learning.data import LabelledSet

SENTENCES = ["Alpha is one.", "Beta is two.", "Gamma is three.", "Delta is four."]


def _set(path: Path, rows: list[dict[str, Any]]) -> LabelledSet:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return read_labelled(path)


def _row(number: int, labels: str, verdict: int) -> dict[str, Any]:
    text, units = f"Article {number} here. ", []
    for sentence, label in zip(SENTENCES, labels, strict=True):
        units.append([len(text), len(text) + len(sentence), label])
        text += sentence + " "
    return {"id": f"a{number}", "text": text, "units": units, "verdict": verdict}


@pytest.mark.parametrize("weights", [None, "quadratic"])
def test_kappa_is_that_of_the_reference_implementation(weights: str | None) -> None:
    generator = np.random.default_rng(0)
    first = generator.integers(0, 4, 90)
    second = np.where(generator.random(90) < 0.6, first, generator.integers(0, 4, 90))
    tables = np.zeros((90, 4, 4), np.int64)
    tables[np.arange(90), first, second] = 1
    ours = cohen_kappa(tables, weights=quadratic(4) if weights else None)
    assert ours.value == pytest.approx(cohen_kappa_score(first, second, weights=weights))
    assert ours.observed == pytest.approx(float(np.mean(first == second)))
    assert ours.low is not None
    assert ours.high is not None
    assert ours.low < ours.value < ours.high
    assert ours == cohen_kappa(tables, weights=quadratic(4) if weights else None)


def test_the_interval_covers_the_true_kappa_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(1)
    covered = 0
    for _ in range(60):  # both readers see the truth and err in one case of five: true κ is 0.36
        truth = generator.integers(0, 2, 120)
        a, b = (np.where(generator.random(120) < 0.2, 1 - truth, truth) for _ in range(2))
        tables = np.zeros((120, 2, 2), np.int64)
        tables[np.arange(120), a, b] = 1
        found = cohen_kappa(tables)
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= 0.36 <= found.high
    assert covered >= 52


def test_units_of_one_article_widen_the_interval_together() -> None:
    alone = np.array([[[1, 0], [0, 0]], [[0, 0], [0, 1]], [[0, 1], [0, 0]]] * 20)
    clustered = alone[:3] * 20
    apart, together = cohen_kappa(alone), cohen_kappa(clustered)
    assert apart.value == pytest.approx(together.value)
    assert apart.low is not None
    assert together.low is not None
    assert together.low < apart.low


@pytest.mark.parametrize("tables", [np.zeros((3, 2, 2)), np.array([[[1, 0], [0, 0]]] * 5)])
def test_where_kappa_is_undefined_there_is_none(tables: Any) -> None:
    found = cohen_kappa(tables)
    assert (found.value, found.low, found.high) == (None, None, None)


def test_two_readers_are_compared(tmp_path: Path) -> None:
    first = [_row(1, "KKGG", 2), _row(2, "KKKK", 0), _row(3, "RRRR", 3), _row(8, "KKKK", 0)]
    second = [_row(3, "RRGR", 3), _row(1, "KKGK", 1), _row(2, "KKKB", 0), _row(9, "KKKK", 0)]
    found = compare_readers(_set(tmp_path / "a.jsonl", first), _set(tmp_path / "b.jsonl", second))
    assert found.articles == 3
    assert found.only_first == ("a8",)
    assert found.only_second == ("a9",)
    assert found.verdict.value == pytest.approx(cohen_kappa_score([2, 0, 3], [1, 0, 3]))
    assert found.padded.observed == pytest.approx(2 / 3)
    assert found.sentence.items == 11  # the one that was called furniture is left out
    assert found.sentence.value == pytest.approx(
        cohen_kappa_score([0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1])
    )
    assert found.label.items == 12
    assert found.share_difference == pytest.approx(-0.25 / 3)
    assert found.share_distance == pytest.approx(0.25 / 3)
    assert [(v.id, v.first, v.second) for v in found.verdicts] == [("a1", 2, 1)]
    assert [(u.id, u.text, u.first, u.second) for u in found.units] == [
        ("a1", "Delta is four.", "G", "K")
    ]


def test_sentences_cut_differently_are_compared_by_overlap(tmp_path: Path) -> None:
    first, second = _row(1, "KGKG", 1), _row(1, "KGKG", 1)
    start, end = second["units"][1][0], second["units"][3][1]
    second["units"][1:] = [[start, end - 4, "G"], [end - 4, end, "K"]]
    found = compare_readers(
        _set(tmp_path / "a.jsonl", [first]), _set(tmp_path / "b.jsonl", [second])
    )
    assert [(u.text, u.second) for u in found.units] == [("Gamma is three.", "G")]


def test_readers_of_different_texts_are_refused(tmp_path: Path) -> None:
    a = _set(tmp_path / "a.jsonl", [_row(1, "KKKK", 0)])
    b = _set(tmp_path / "b.jsonl", [_row(2, "KKKK", 0)])
    with pytest.raises(DataError, match="no article in common"):
        compare_readers(a, b)
