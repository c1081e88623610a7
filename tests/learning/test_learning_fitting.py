from __future__ import annotations

import numpy as np
import pytest

from detector.article import Source
from detector.learning.additive import fit_additive, rescale
from detector.learning.articles import calibrate, least_absolute, source_weights
from detector.learning.folds import group_folds
from detector.learning.lexical import count_wording
from detector.learning.trainset import LABELS, project_labels
from detector.model.lexical import Lexical
from detector.segmenting import make_batch

RNG = np.random.default_rng(5)


def test_folds_keep_groups_whole_and_are_balanced() -> None:
    group = RNG.integers(0, 40, 400)
    fold = group_folds(group, 5, 1)
    assert all(len(np.unique(fold[group == name])) == 1 for name in range(40))
    sizes = np.bincount(fold)
    assert sizes.max() - sizes.min() <= np.bincount(group).max()
    assert np.array_equal(fold, group_folds(group, 5, 1))


def test_there_are_no_more_folds_than_groups() -> None:
    assert set(group_folds(np.array([3, 3, 8]), 10, 0).tolist()) == {0, 1}


def test_a_source_counts_as_the_root_of_its_articles() -> None:
    weight = source_weights(np.array([0] * 9 + [1]))
    assert weight[:9].sum() / weight[9] == pytest.approx(3.0)
    assert weight.mean() == pytest.approx(1.0)


def test_shapes_keep_to_their_directions_even_against_the_data() -> None:
    rows = RNG.normal(size=(600, 3))
    target = (rows[:, 0] - rows[:, 1] + RNG.normal(size=600) > 0).astype(np.float64)
    fitted = fit_additive(rows, target, np.ones(600), names="abc", directions=(1, 1, 0),
                          penalty=1e-3)  # fmt: skip
    bounds, values = fitted.shapes.bounds, fitted.shapes.values
    rising = [np.diff(values[bounds[j] : bounds[j + 1]]) for j in range(2)]
    assert (rising[0] >= 0).all()
    assert rising[0].sum() > 1.0
    assert np.abs(rising[1]).max() < 1e-6  # the data say "falls", the declaration forbids it


def test_missing_values_are_learned_and_added() -> None:
    rows = RNG.normal(size=(400, 1))
    rows[:200] = np.nan
    target = np.concatenate([np.ones(200), np.zeros(200)])
    fitted = fit_additive(rows, target, np.ones(400), names="a", directions=(1,), penalty=1e-3)
    assert fitted.shapes.missing[0] > 1.0


def test_calibration_is_folded_in_exactly() -> None:
    rows = RNG.normal(size=(300, 2))
    target = (rows.sum(axis=1) > 0).astype(np.float64)
    fitted = fit_additive(rows, target, np.ones(300), names="ab", directions=(1, 1), penalty=1e-2)
    columns = dict(zip("ab", rows.T, strict=True))
    before = fitted.intercept + fitted.shapes.total(columns)
    centre = fitted.shapes.terms(columns).mean(axis=0)
    after = rescale(fitted, 0.7, -0.3, centre)
    assert after.intercept + after.shapes.total(columns) == pytest.approx(0.7 * before - 0.3)
    assert after.shapes.terms(columns).mean(axis=0) == pytest.approx([0.0, 0.0], abs=1e-9)


def test_platt_calibration_finds_slope_and_shift() -> None:
    score = RNG.normal(size=20_000) * 2
    truth = 1 / (1 + np.exp(-(1.5 * score - 0.5)))
    target = (RNG.random(20_000) < truth).astype(np.float64)
    slope, shift = calibrate(score, target, np.ones(20_000))
    assert slope == pytest.approx(1.5, abs=0.1)
    assert shift == pytest.approx(-0.5, abs=0.1)


def test_least_absolute_deviations_ignore_outliers() -> None:
    design = np.column_stack([np.ones(101), np.linspace(0, 1, 101)])
    target = design @ [0.1, 0.8]
    target[::10] += 5.0
    assert least_absolute(design, target, np.ones(101)) == pytest.approx([0.1, 0.8], abs=0.01)


def test_labels_go_to_the_span_they_cover_most() -> None:
    labelled = [(0, 10, "K"), (10, 30, "G"), (30, 34, "R"), (40, 50, "H")]
    found = project_labels(np.array([0, 8, 29, 34]), np.array([9, 28, 34, 40]), labelled)
    assert [LABELS[label] if label >= 0 else "-" for label in found] == ["K", "G", "R", "-"]


def sentences(words: str, count: int) -> list[Source]:
    return [Source(f"Alpha beta {words} gamma number {i}. Delta epsilon zeta eta theta {i}.")
            for i in range(count)]  # fmt: skip


def test_lexical_evidence_learns_words_of_several_sources_only() -> None:
    batch = make_batch([*sentences("needless fluff", 12), *sentences("copper valve", 12)], "en")
    padded = np.isin(batch.units.article, np.arange(12))
    groups = batch.units.article % 6
    rows = np.arange(len(padded))
    lexical, evidence = count_wording(batch).fit(padded, groups, rows)
    assert evidence[padded].mean() > evidence[~padded].mean()
    assert lexical.evidence(batch) == pytest.approx(evidence, abs=1e-6)
    alone = np.where(batch.units.article == 0, 0, 1 + batch.units.article % 6)
    kept, _ = count_wording(batch).fit(padded, alone, rows)
    assert len(kept.keys) <= len(lexical.keys)


def test_lexical_arrays_bring_the_same_evidence_back() -> None:
    batch = make_batch([*sentences("needless fluff", 12), *sentences("copper valve", 12)], "en")
    padded = np.isin(batch.units.article, np.arange(12))
    lexical, _ = count_wording(batch).fit(padded, batch.units.article, np.arange(len(padded)))
    again = Lexical.from_arrays(lexical.arrays("l"), "l")
    assert np.array_equal(again.evidence(batch), lexical.evidence(batch))
