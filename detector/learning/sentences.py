"""Fit the sentence model: boosted trees on what a unit adds, and the reason of its padding.

The lexical evidence that the trees learn from is always out of fold: for each unit it comes from
a model that did not see the unit's source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from detector.features.columns import is_prose
from detector.features.sentences import model_inputs
from detector.learning.folds import group_folds
from detector.learning.lexical import count_wording
from detector.learning.trainset import LABELS, PADDING
from detector.model.sentences import REASON_INPUTS, Reasons, SentenceModel
from detector.model.trees import Node, Trees, join_trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.features.inputs import Inputs
    from detector.features.judgement import Judgement
    from detector.learning.lexical import Wording
    from detector.learning.trainset import TrainSet
    from detector.model.lexical import Lexical

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

INNER_FOLDS = 5
TREES = {
    "max_iter": 250,
    "learning_rate": 0.05,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.15,
    "early_stopping": False,
}


@dataclass(frozen=True, eq=False)
class Fitted:
    """A sentence model, and its judgement of all units of the set it was fitted in.

    Units of the articles it learned from are judged out of fold, all others by the model.
    """

    model: SentenceModel
    judgement: Judgement


def fit_sentences(
    data: TrainSet, articles: Ints, *, seed: int = 0, wording: Wording | None = None
) -> Fitted:
    """Fit on some articles of a set.

    Args:
        data: labelled articles.
        articles: indices of those to learn from.
        seed: of the folds and of the trees.
        wording: `count_wording(data.batch)`, where it is at hand.
    """
    wording = wording or count_wording(data.batch)
    fold = _unit_folds(data, articles, seed)
    rows = np.flatnonzero(data.labelled & (fold >= 0))
    evidence, lexical = _evidence(data, wording, fold, rows)
    inputs = model_inputs(data.batch, evidence)
    log_odds, trees = _out_of_fold(data, inputs, fold, rows, seed)
    reasons = _fit_reasons(data, inputs, rows)
    model = SentenceModel(lexical, trees, reasons)
    prose = is_prose(data.batch)
    return Fitted(model, model.judge_log_odds(data.batch, inputs, log_odds[prose]))


def _unit_folds(data: TrainSet, articles: Ints, seed: int) -> Ints:
    """Inner fold of each unit; −1 for units of articles that are not learned from."""
    fold = np.full(len(data), -1)
    fold[articles] = group_folds(data.group[articles], INNER_FOLDS, seed)
    return np.asarray(fold[data.batch.units.article])


def _evidence(data: TrainSet, wording: Wording, fold: Ints, rows: Ints) -> tuple[Floats, Lexical]:
    lexical, evidence = wording.fit(data.padded, data.unit_group, rows)
    for held in range(fold.max() + 1):
        rest = rows[fold[rows] != held]
        _, found = wording.fit(data.padded, data.unit_group, rest)
        evidence[fold == held] = found[fold == held]
    return evidence, lexical


def _out_of_fold(
    data: TrainSet, inputs: Inputs, fold: Ints, rows: Ints, seed: int
) -> tuple[Floats, Trees]:
    table, names = np.column_stack(list(inputs.values())), tuple(inputs)
    trees = fit_trees(table[rows], data.padded[rows], names, seed)
    log_odds = trees.log_odds(inputs)
    for held in range(fold.max() + 1):
        rest, mine = rows[fold[rows] != held], np.flatnonzero(fold == held)
        other = fit_trees(table[rest], data.padded[rest], names, seed)
        log_odds[mine] = other.log_odds(inputs)[mine]
    return log_odds, trees


def fit_trees(table: Floats, target: Flags, names: tuple[str, ...], seed: int) -> Trees:
    """Fit boosted trees and lay them out for numpy."""
    model = HistGradientBoostingClassifier(**TREES, random_state=seed).fit(table, target)
    # scikit-learn gives its trees in no public way; a test compares ours with its decisions.
    trees = [[_node(row) for row in tree.nodes] for (tree,) in model._predictors]  # noqa: SLF001
    return join_trees(names, float(model._baseline_prediction.ravel()[0]), trees)  # noqa: SLF001


def _node(row: np.void) -> Node:
    return Node(
        leaf=bool(row["is_leaf"]),
        feature=int(row["feature_idx"]),
        threshold=float(row["num_threshold"]),
        left=int(row["left"]),
        right=int(row["right"]),
        value=float(row["value"]),
    )


def _fit_reasons(data: TrainSet, inputs: Inputs, rows: Ints) -> Reasons:
    """Tell the reasons of padding apart, on the padded units alone."""
    chosen = rows[data.padded[rows]]
    order = [LABELS.index(letter) for letter in PADDING]
    target = np.array([order.index(label) for label in data.label[chosen].tolist()])
    table = np.column_stack([inputs[name][chosen] for name in REASON_INPUTS])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=500))
    model.fit(table, target)
    scaler, linear = model[0], model[1]
    weights = np.zeros((len(PADDING), len(REASON_INPUTS)))
    intercept = np.full(len(PADDING), -8.0)
    found = linear.coef_ if len(linear.classes_) > 2 else np.vstack([-linear.coef_, linear.coef_])
    start = linear.intercept_
    start = start if len(linear.classes_) > 2 else np.concatenate([-start, start])
    weights[linear.classes_] = found / scaler.scale_
    intercept[linear.classes_] = start - (found / scaler.scale_) @ scaler.mean_
    return Reasons(REASON_INPUTS, weights, intercept)
