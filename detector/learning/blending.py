"""Few labels: the model before is the prior, and only what the labels say differently is learned.

The log-odds of the model before are an offset; shapes are fitted to what they leave over, under a
ridge penalty that holds them near nothing. Both are piecewise linear, so their sum is again one
additive model. Sentences are judged as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.features import FEATURES, measure
from detector.features.judgement import keep_judgement
from detector.learning.additive import Additive, fit_additive
from detector.learning.articles import (
    INNER_FOLDS,
    calibrate,
    fit_share,
    smoothed,
    source_weights,
)
from detector.learning.folds import group_folds
from detector.model.shapes import join_shapes, sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.learning.trainset import TrainSet
    from detector.model import LanguageModel
    from detector.model.articles import ArticleModel
    from detector.model.shapes import Shapes

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

PENALTY = 0.02  # of what is learned beside the prior
FEWEST_SHARES = 40
HEAVY = 2


def blend(data: TrainSet, articles: Ints, base: LanguageModel, *, seed: int = 0) -> LanguageModel:
    """Learn from some articles of a set what the model before does not know.

    Args:
        data: labelled articles.
        articles: indices of those to learn from.
        base: the model before.
        seed: of the folds.
    """
    judgement = base.sentences.judge(data.batch)
    keep_judgement(data.batch, judgement)
    columns = measure(data.batch)
    rows = articles[data.verdict[articles] >= 0]
    target = (data.verdict[rows] >= HEAVY).astype(np.float64)
    weight = source_weights(data.group[rows])
    table = np.column_stack([columns[feature.id] for feature in FEATURES])[rows]
    prior = base.articles.log_odds(columns)[rows]
    fold = group_folds(data.group[rows], INNER_FOLDS, seed)
    held_out = _held_out(table, target, weight, prior, fold)
    slope, shift = calibrate(held_out, smoothed(target), weight)
    learned = _fit(table, target, weight, prior)
    model = _sum(base.articles, learned, slope, shift)
    if (~np.isnan(data.share[rows])).sum() >= FEWEST_SHARES:
        chance = sigmoid(slope * held_out + shift)
        model = model._replace(share=fit_share(data, rows, judgement, chance, seed))
    return base._replace(articles=model)


def _held_out(table: Floats, target: Floats, weight: Floats, prior: Floats, fold: Ints) -> Floats:
    found = np.zeros(len(target))
    for held in range(fold.max() + 1):
        rest, mine = fold != held, fold == held
        part = _fit(table[rest], target[rest], weight[rest], prior[rest])
        names = part.shapes.names
        terms = part.shapes.terms(dict(zip(names, table[mine].T, strict=True)))
        found[mine] = prior[mine] + part.intercept + terms.sum(axis=1)
    return found


def _fit(table: Floats, target: Floats, weight: Floats, prior: Floats) -> Additive:
    return fit_additive(
        table,
        target,
        weight,
        names=[feature.id for feature in FEATURES],
        directions=[feature.direction for feature in FEATURES],
        penalty=PENALTY,
        offset=prior,
    )


def _sum(base: ArticleModel, learned: Additive, slope: float, shift: float) -> ArticleModel:
    """Add the learned shapes to those of the model before, calibrated."""
    grids, values = [], []
    for index in range(len(base.shapes.names)):
        grid = np.union1d(_grid(base.shapes, index), _grid(learned.shapes, index))
        grids.append(grid)
        values.append(slope * (base.shapes.term(index, grid) + learned.shapes.term(index, grid)))
    missing = slope * (base.shapes.missing + learned.shapes.missing)
    return base._replace(
        shapes=join_shapes(base.shapes.names, grids, values, missing),
        intercept=slope * (base.intercept + learned.intercept) + shift,
    )


def _grid(shapes: Shapes, index: int) -> Floats:
    return shapes.grid[shapes.bounds[index] : shapes.bounds[index + 1]]
