from __future__ import annotations

from typing import TYPE_CHECKING

import measure_novelty
import numpy as np
from measure_claims import authorities, document, kept_auroc
from measure_novelty import GENERIC, NOVELTY, chosen, out_of_fold, selections

from detector.article import Source
from detector.features.claims import unit_claims
from detector.segmenting import make_batch

if TYPE_CHECKING:
    import pytest

    from detector.article import Language
    from detector.learning.trainset import TrainSet

    Sets = dict[Language, TrainSet]

DEBATE = [
    {"text": "We lost 700,000 jobs in Ohio in 2008.", "label": 1},
    {"text": "Thank you all so much, it is good to be here.", "label": 0},
] * 10


def test_the_document_states_the_detector_against_all_labels(small_sets: Sets) -> None:
    lines = list(document(DEBATE, small_sets))
    assert "| number of claims (the detector) | 1.000 | 1.000 – 1.000 |" in lines
    assert "| figure | 100.0 % | 0.0 % |" in lines
    assert sum(line.startswith("| number of new claims |") for line in lines) == 2
    assert sum(line.startswith("| a named authority |") for line in lines) == 2


def test_kept_units_make_more_claims_than_generic_ones(small_sets: Sets) -> None:
    for data in small_sets.values():
        value, low, high = kept_auroc(data, unit_claims(data.batch), "RG")
        assert low <= value <= high
        assert value > 0.6


def test_named_and_anonymous_authorities_are_told_apart() -> None:
    text = (
        "Maria Lopez, the mayor, said that the bridge reopens in May. "
        "Experts agree that bridges matter. It reopens in May."
    )
    named, anonymous = authorities(make_batch([Source(text)], "en"))
    assert named.tolist() == [True, False, False]
    assert anonymous.tolist() == [False, True, False]


def test_no_selection_reads_a_phrase_or_a_vector(small_sets: Sets) -> None:
    batch = small_sets["en"].batch
    found = selections(batch)
    assert set(found["novelty and genericness"]) == {*NOVELTY, *GENERIC}
    assert len(found["… and around"]) == 5 * len({*NOVELTY, *GENERIC})
    every = found["all inputs but lexical ones and vectors"]
    assert "fillers" not in every
    assert "wording.before2" not in every
    assert not [name for name in every if name.startswith("vector")]
    assert {"focus", "progress", "bits.section"} < set(every)


def test_units_are_judged_by_trees_that_never_saw_their_source(
    small_sets: Sets, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = small_sets["en"]
    seen: list[int] = []

    class Constant:
        def __init__(self, target: np.ndarray) -> None:
            self.value = float(target.mean())

        def log_odds(self, inputs: dict[str, np.ndarray]) -> np.ndarray:
            return np.full(len(inputs["bits"]), self.value)

    def fit(table: np.ndarray, target: np.ndarray, names: tuple[str, ...], seed: int) -> Constant:
        assert names == ("bits",)
        assert seed == 0
        seen.append(len(table))
        return Constant(target)

    monkeypatch.setattr(measure_novelty, "fit_trees", fit)
    found = out_of_fold(chosen(data.batch, {"bits"}), data)
    assert len(seen) == 6
    assert max(seen) < data.labelled.sum()
    for site in np.unique(data.unit_group):
        assert len(np.unique(found[data.unit_group == site])) == 1
