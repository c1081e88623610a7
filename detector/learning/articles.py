"""Fit the article model on features of judged articles: shapes, calibration, share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

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

    from detector.features import Feature
    from detector.learning.trainset import TrainSet

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

INNER_FOLDS = 8
PENALTY = 0.006
COVERAGE = 0.9
REWEIGHTINGS = 60
WRITTEN_WEIGHT = 0.7  # in the share: written articles are purer cases than real ones
HEAVY = 2  # the score is the probability of this verdict or a higher one


def fit_articles(
    data: TrainSet,
    articles: Ints,
    judgement: Judgement,
    *,
    seed: int = 0,
    features: tuple[Feature, ...] = FEATURES,
) -> ArticleModel:
    """Fit on some articles of a set.

    Args:
        data: labelled articles.
        articles: indices of those to learn from; those with a verdict teach the score, those
            of them with a share the share.
        judgement: of all units, out of fold for these articles.
        seed: of the folds.
        features: what the score may rest on.
    """
    keep_judgement(data.batch, judgement)
    table = np.column_stack(list(measure(data.batch, features).values()))
    judged = articles[data.verdict[articles] >= 0]
    additive, chance = _fit_score(data, table, judged, features, seed)
    return ArticleModel(
        shapes=additive.shapes,
        intercept=additive.intercept,
        share=fit_share(data, judged, judgement, chance, seed),
        percentiles=percentiles_of(table[judged]),
    )


def source_weights(group: Ints) -> Floats:
    """Weights by which a source counts as the square root of its articles; mean 1."""
    _, place, count = np.unique(group, return_inverse=True, return_counts=True)
    weight = 1.0 / np.sqrt(count[place])
    return np.asarray(weight / weight.mean())


def alike(data: TrainSet, rows: Ints) -> Floats:
    """Weights of articles like those that will be scored: real ones count, written ones do not.

    Written articles are purer cases: probabilities that fit them are too sure for real ones.
    Where all are written, all count.
    """
    real = ~data.written[rows]
    return np.asarray(real if real.any() else ~real, np.float64)


def percentiles_of(table: Floats) -> Floats:
    """0th to 100th percentile of each column: shape (columns, 101)."""
    levels = np.linspace(0.0, 1.0, 101)
    empty = np.full(101, np.nan)
    known = [column[~np.isnan(column)] for column in table.T]
    return np.array([np.quantile(k, levels) if len(k) else empty for k in known])


def _fit_score(
    data: TrainSet, table: Floats, rows: Ints, features: tuple[Feature, ...], seed: int
) -> tuple[Additive, Floats]:
    """Fit the score; also return the probabilities of the rows, each from folds without it."""
    target = (data.verdict[rows] >= HEAVY).astype(np.float64)
    weight = source_weights(data.group[rows])
    fold = group_folds(data.group[rows], INNER_FOLDS, seed)
    held_out = np.zeros(len(rows))
    for held in range(fold.max() + 1):
        rest = fold != held
        part = _fit(table[rows[rest]], target[rest], weight[rest], features)
        held_out[~rest] = part.intercept + _terms(part, table[rows[~rest]]).sum(axis=1)
    slope, shift = calibrate(held_out, smoothed(target), alike(data, rows))
    fitted = _fit(table[rows], target, weight, features)
    typical = np.average(_terms(fitted, table[rows]), axis=0, weights=weight)
    return rescale(fitted, slope, shift, typical), sigmoid(slope * held_out + shift)


def _fit(table: Floats, target: Floats, weight: Floats, features: tuple[Feature, ...]) -> Additive:
    return fit_additive(
        table,
        target,
        weight,
        names=[feature.id for feature in features],
        directions=[feature.direction for feature in features],
        penalty=PENALTY,
    )


def _terms(fitted: Additive, table: Floats) -> Floats:
    return fitted.shapes.terms(dict(zip(fitted.shapes.names, table.T, strict=True)))


def smoothed(target: Floats) -> Floats:
    """Platt's targets (1999): as sure of either class as its number of articles allows.

    Without them the slope has no bound where held-out log-odds part the classes entirely.

    >>> smoothed(np.array([0.0, 1.0, 1.0, 1.0])).round(3).tolist()
    [0.333, 0.8, 0.8, 0.8]
    """
    positive = target.sum()
    highest = (positive + 1.0) / (positive + 2.0)
    lowest = 1.0 / (len(target) - positive + 2.0)
    return np.asarray(np.where(target > 0.5, highest, lowest))


def calibrate(log_odds: Floats, target: Floats, weight: Floats) -> tuple[float, float]:
    """Slope and shift of Platt's calibration (1999) of held-out log-odds."""

    def loss(found: Floats) -> float:
        score = found[0] * log_odds + found[1]
        return float((weight * (np.logaddexp(0.0, score) - target * score)).mean())

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return max(float(slope), 0.05), float(shift)


def fit_share(
    data: TrainSet, rows: Ints, judgement: Judgement, chance: Floats, seed: int
) -> ShareModel:
    """Fit the share, and the width of its interval on sources that were held out.

    Args:
        data: labelled articles.
        rows: indices of those to learn from; those without a share are passed over.
        judgement: of all units, out of fold for these articles.
        chance: held-out probability of the score, shape of `rows`.
        seed: of the folds.
    """
    known = ~np.isnan(data.share[rows])
    rows, chance = rows[known], chance[known]
    expected = expected_share(data.batch, judgement.padding)[rows]
    design = np.column_stack([np.ones(len(rows)), expected, chance, expected * chance])
    truth, words = data.share[rows], article_words(data.batch)[rows]
    weight = source_weights(data.group[rows]) * np.where(data.written[rows], WRITTEN_WEIGHT, 1.0)
    fold = group_folds(data.group[rows], INNER_FOLDS, seed)
    held_out = np.zeros(len(rows))
    for held in range(fold.max() + 1):
        rest = fold != held
        found = least_absolute(design[rest], truth[rest], weight[rest])
        held_out[~rest] = np.clip(design[~rest] @ found, 0.0, 1.0)
    off = np.abs(held_out - truth) / error_scale(held_out, words)
    width = _weighted_quantile(off, weight, COVERAGE)
    start, slope, lift, both = least_absolute(design, truth, weight).tolist()
    return ShareModel(start, slope, lift, both, width)


def least_absolute(design: Floats, target: Floats, weight: Floats) -> Floats:
    """Least absolute deviations by iteratively reweighted least squares (Schlossmacher 1973)."""
    found: Floats = np.zeros(design.shape[1])
    for _ in range(REWEIGHTINGS):
        scale = np.sqrt(weight / (np.abs(design @ found - target) + 1e-3))[:, None]
        solved = np.linalg.lstsq(design * scale, target * scale.ravel(), rcond=None)[0]
        found = np.asarray(solved, np.float64)
    return found


def _weighted_quantile(values: Floats, weight: Floats, level: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weight[order]) / weight.sum()
    place = min(int(np.searchsorted(reached, level)), len(values) - 1)
    return float(values[order][place])
