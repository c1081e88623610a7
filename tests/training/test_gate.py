"""The pinned figures belong to the shipped model and hold the floors; nobody is accused falsely."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from evaluate_model import fingerprint

from detector.article import Source
from detector.model import load_model
from detector.model.artefact import SHIPPED
from detector.resources import MODELS
from detector.scoring import score_rows

ROOT = Path(__file__).parents[2]
REPIN = "python training/evaluate_model.py"
CORPUS = ROOT.parent / "shared" / "corpus"
FIGURES = json.loads((MODELS / "figures.json").read_text(encoding="utf-8"))
FLOORS = json.loads((ROOT / "training" / "floors.json").read_text(encoding="utf-8"))
LANGUAGES = sorted(FIGURES["languages"])


def test_the_figures_are_those_of_the_shipped_model() -> None:
    assert FIGURES["model"] == load_model().sha256
    assert SHIPPED.stat().st_size < 15_000_000


@pytest.mark.parametrize("kind", ["real", "written"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pinned_figures_lie_where_they_must(lang: str, kind: str) -> None:
    found = FIGURES["languages"][lang]["figures"][kind]
    outside = {
        name: found[name]["value"]
        for name, (low, high) in FLOORS[lang][kind].items()
        if not low <= found[name]["value"] <= high
    }
    assert outside == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_probabilities_are_as_good_as_calibrated_ones(lang: str) -> None:
    found = FIGURES["languages"][lang]["figures"]["real"]
    above = found["ECE"]["value"] - found["ECE of perfect calibration"]["value"]
    assert above <= FLOORS["ECE above that of a perfectly calibrated model"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_single_feature_carries_the_padded_articles(lang: str) -> None:
    assert FIGURES["languages"][lang]["dominance"] <= 0.1


def test_the_card_is_written_from_the_figures_and_has_no_blanks() -> None:
    card = (MODELS / "MODEL_CARD.md").read_text(encoding="utf-8")
    for lang in LANGUAGES:
        figure = FIGURES["languages"][lang]["figures"]["real"]["sentence AUROC"]
        assert f"| sentence AUROC | {figure['value']:.3f} |" in card
    assert not [blank for blank in ("TODO", "None", "nan", "{", "}") if blank in card]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_written_articles_are_told_apart(lang: str) -> None:
    path = ROOT / "training" / "written" / f"written-{lang}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    answers = score_rows([Source(row["text"], title=row["title"] or None) for row in rows])
    scored = [(row["verdict"], a) for row, a in zip(rows, answers, strict=True) if a.score]
    dense = [a.score for verdict, a in scored if verdict == 0]
    padded = [a.score for verdict, a in scored if verdict == 3]
    assert sum(score < 50 for score in dense) >= 0.95 * len(dense)
    assert sum(score >= 50 for score in padded) >= 0.95 * len(padded)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dense_articles_of_every_kind_are_not_accused(lang: str) -> None:
    path = CORPUS / f"honest-{lang}.jsonl"
    if not path.exists():
        pytest.skip("the dense articles by group are not published; they lie beside the checkout")
    if fingerprint(CORPUS) != FIGURES["corpus"]:
        pytest.skip(f"another corpus than the pinned one; pin with  {REPIN} {CORPUS}")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    answers = score_rows([Source(row["text"], title=row["title"] or None) for row in rows])
    accused = defaultdict(list)
    for row, answer in zip(rows, answers, strict=True):
        if answer.score is not None:
            accused[row["group"]].append(answer.score >= 50)
    limits = FLOORS["false accusations"]
    every = [flag for flags in accused.values() for flag in flags]
    assert sum(every) <= limits["all"] * len(every)
    for group, flags in accused.items():
        if len(flags) >= limits["fewest articles of a group"]:
            assert sum(flags) <= limits["group"] * len(flags), group
