from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from detector.features.inputs import Block, Inputs
from detector.learning.sentences import TREES, fit_trees
from detector.model.trees import Node, Trees, join_trees

RNG = np.random.default_rng(7)
TABLE = np.round(RNG.normal(size=(1500, 6)), 2)
TARGET = (TABLE[:, 0] * TABLE[:, 1] + TABLE[:, 2] > 0.2) ^ (RNG.random(1500) < 0.1)
NAMES = tuple("abcdef")


def columns(table: np.ndarray) -> Inputs:
    return Inputs(Block.of_units(dict(zip(NAMES, table.T, strict=True))))


def test_trees_decide_as_scikit_learn_does() -> None:
    theirs = HistGradientBoostingClassifier(**TREES, random_state=3).fit(TABLE, TARGET)
    ours = fit_trees(TABLE, TARGET, NAMES, 3)
    unseen = RNG.normal(size=(700, 6)) * 2
    assert np.allclose(ours.log_odds(columns(unseen)), theirs.decision_function(unseen), atol=1e-9)


def test_rows_are_scored_alike_alone_and_together() -> None:
    trees = fit_trees(TABLE, TARGET, NAMES, 0)
    together = trees.log_odds(columns(TABLE))
    alone = [trees.log_odds(columns(TABLE[i : i + 1]))[0] for i in range(0, 1500, 97)]
    assert together[::97] == pytest.approx(alone, abs=1e-12)


def test_arrays_bring_the_same_trees_back() -> None:
    trees = fit_trees(TABLE, TARGET, NAMES, 0)
    again = Trees.from_arrays(trees.arrays("x"), "x")
    assert np.array_equal(again.log_odds(columns(TABLE)), trees.log_odds(columns(TABLE)))


def test_a_tree_of_one_leaf_gives_its_value() -> None:
    trees = join_trees(NAMES, 0.5, [[Node(True, 0, 0.0, 0, 0, 1.25)]])
    assert trees.log_odds(columns(TABLE[:3])).tolist() == [1.75, 1.75, 1.75]


def test_a_threshold_sends_equal_values_left() -> None:
    split = [Node(False, 1, 2.0, 1, 2, 0.0), Node(True, 0, 0.0, 0, 0, -1.0),
             Node(True, 0, 0.0, 0, 0, 1.0)]  # fmt: skip
    trees = join_trees(("a", "b"), 0.0, [split])
    found = trees.log_odds(
        Inputs(Block.of_units({"a": np.zeros(3), "b": np.array([1.9, 2.0, 2.1])}))
    )
    assert found.tolist() == [-1.0, -1.0, 1.0]


def test_no_rows_give_no_scores() -> None:
    trees = fit_trees(TABLE, TARGET, NAMES, 0)
    assert trees.log_odds(columns(TABLE[:0])).shape == (0,)


def test_too_many_leaves_are_refused() -> None:
    chain = []
    for depth in range(17):
        chain += [Node(False, 0, float(depth), 2 * depth + 1, 2 * depth + 2, 0.0),
                  Node(True, 0, 0.0, 0, 0, 0.0)]  # fmt: skip
    chain.append(Node(True, 0, 0.0, 0, 0, 0.0))
    with pytest.raises(ValueError, match="18 leaves"):
        join_trees(("a",), 0.0, [chain])
