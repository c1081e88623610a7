"""Fit the article model on features of judged articles: shapes, calibration, share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from detector.features import FEATURES, measure
from detector.features.columns import article_words
from detector.features.judgement import Judgement, keep_judgement
from detector.learning.additive import Additive, fit_additive, rescale
from detector.learning.folds import group_folds
from detector.learning.trainset import expected_share
from detector.model.articles import ArticleModel, ShareModel, error_scale
from detector.model.shapes import sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.learning.trainset import TrainSet

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

INNER_FOLDS = 8
PENALTY = 0.003
COVERAGE = 0.9
HEAVY = 2  # the score is the probability of this verdict or a higher one
DIRECTIONS = tuple(feature.direction for feature in FEATURES)
NAMES = tuple(feature.id for feature in FEATURES)


def fit_articles(
    data: TrainSet, articles: Ints, judgement: Judgement, *, seed: int = 0
) -> ArticleModel:
    """Fit on some articles of a set.

    Args:
        data: labelled articles.
        articles: indices of those to learn from; those with a verdict teach the score, those
            with a share or a verdict the share.
        judgement: of all units, out of fold for these articles.
        seed: of the folds.
    """
    keep_judgement(data.batch, judgement)
    columns = measure(data.batch)
    table = np.column_stack([columns[name] for name in NAMES])
    judged = articles[data.verdict[articles] >= 0]
    additive = _fit_score(data, table, judged, seed)
    return ArticleModel(
        shapes=additive.shapes,
        intercept=additive.intercept,
        share=_fit_share(data, articles, expected_share(data.batch, judgement.padding), seed),
        percentiles=percentiles_of(table[judged]),
    )


def source_weights(group: Ints) -> Floats:
    """Weights by which a source counts as the square root of its articles; mean 1."""
    _, place, count = np.unique(group, return_inverse=True, return_counts=True)
    weight = 1.0 / np.sqrt(count[place])
    return np.asarray(weight / weight.mean())


def percentiles_of(table: Floats) -> Floats:
    """0th to 100th percentile of each column: shape (columns, 101)."""
    levels = np.linspace(0.0, 1.0, 101)
    empty = np.full(101, np.nan)
    known = [column[~np.isnan(column)] for column in table.T]
    return np.array([np.quantile(k, levels) if len(k) else empty for k in known])


def _fit_score(data: TrainSet, table: Floats, rows: Ints, seed: int) -> Additive:
    target = (data.verdict[rows] >= HEAVY).astype(np.float64)
    weight = source_weights(data.group[rows])
    fold = group_folds(data.group[rows], INNER_FOLDS, seed)
    held_out = np.zeros(len(rows))
    for held in range(fold.max() + 1):
        rest = fold != held
        part = _fit(table[rows[rest]], target[rest], weight[rest])
        held_out[~rest] = _log_odds(part, table[rows[~rest]])
    slope, shift = calibrate(held_out, target, weight)
    fitted = _fit(table[rows], target, weight)
    typical = np.average(_terms(fitted, table[rows]), axis=0, weights=weight)
    return rescale(fitted, slope, shift, typical)


def _fit(table: Floats, target: Floats, weight: Floats) -> Additive:
    return fit_additive(
        table, target, weight, names=NAMES, directions=DIRECTIONS, penalty=PENALTY
    )


def _terms(fitted: Additive, table: Floats) -> Floats:
    return fitted.shapes.terms(dict(zip(NAMES, table.T, strict=True)))


def _log_odds(fitted: Additive, table: Floats) -> Floats:
    return np.asarray(fitted.intercept + _terms(fitted, table).sum(axis=1))


def calibrate(log_odds: Floats, target: Floats, weight: Floats) -> tuple[float, float]:
    """Slope and shift of Platt's calibration (1999) of held-out log-odds."""

    def loss(found: Floats) -> float:
        score = found[0] * log_odds + found[1]
        return float((weight * (np.logaddexp(0.0, score) - target * score)).mean())

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return max(float(slope), 0.05), float(shift)


def _fit_share(data: TrainSet, articles: Ints, expected: Floats, seed: int) -> ShareModel:
    truth = data.known_share
    rows = articles[~np.isnan(truth[articles])]
    words = article_words(data.batch)
    fold = group_folds(data.group[rows], INNER_FOLDS, seed)
    held_out = np.zeros(len(rows))
    for held in range(fold.max() + 1):
        rest = rows[fold != held]
        model = _share_curve(expected[rest], truth[rest], source_weights(data.group[rest]))
        held_out[fold == held] = model.share(expected[rows[fold == held]])
    off = np.abs(held_out - truth[rows]) / error_scale(held_out, words[rows])
    width = _weighted_quantile(off, source_weights(data.group[rows]), COVERAGE)
    model = _share_curve(expected[rows], truth[rows], source_weights(data.group[rows]))
    return model._replace(width=width)


def _share_curve(expected: Floats, truth: Floats, weight: Floats) -> ShareModel:
    """A rising curve (isotonic regression), smoothed to few points."""
    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    model.fit(expected, truth, weight)
    order = np.argsort(expected)
    parts = np.array_split(order, min(12, max(2, len(order) // 15)))
    grid = np.array([expected[part].mean() for part in parts])
    values = np.array([model.predict(expected[part]).mean() for part in parts])
    grid = np.concatenate(([0.0], grid, [1.0]))
    values = np.concatenate(([0.0], values, [max(values[-1], 0.97)]))
    keep = np.concatenate(([True], np.diff(grid) > 1e-6))
    return ShareModel(grid[keep], np.maximum.accumulate(values[keep]), 0.0)


def _weighted_quantile(values: Floats, weight: Floats, level: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weight[order]) / weight.sum()
    place = min(int(np.searchsorted(reached, level)), len(values) - 1)
    return float(values[order][place])


def score_of(log_odds: Floats) -> Floats:
    """Score 0–100 of log-odds."""
    return np.asarray(100.0 * sigmoid(log_odds))
