"""Accuracy on sources never seen: cross-validation that refits everything in every fold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from detector.features import FEATURES, measure
from detector.features.columns import article_words
from detector.features.judgement import keep_judgement
from detector.languages import LANGUAGES
from detector.learning import metrics
from detector.learning.articles import fit_articles
from detector.learning.folds import group_folds
from detector.learning.lexical import count_wording
from detector.learning.outcomes import Evaluation, Mistake
from detector.learning.sentences import fit_sentences
from detector.learning.trainset import expected_share, trainset_of
from detector.model.shapes import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from detector.article import Language
    from detector.features import Feature
    from detector.features.judgement import Judgement
    from detector.learning.data import LabelledSet
    from detector.learning.lexical import Wording
    from detector.learning.trainset import TrainSet
    from detector.model import LanguageModel, Model
    from detector.model.articles import ArticleModel

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

OUTER_FOLDS = 6
FAMILIES = tuple(dict.fromkeys(feature.family for feature in FEATURES))
THRESHOLD = 0.5  # from this probability on a sentence is called padding


@dataclass(frozen=True, eq=False)
class Predictions:
    """What a model says of articles and units, columns as in the set they belong to.

    `terms` are the contributions of the features: shape (articles, features). `without` holds
    the log-odds of models that lack one family of features each: shape (articles, families).
    """

    log_odds: Floats
    terms: Floats
    without: Floats
    share: Floats
    low: Floats
    high: Floats
    padding: Floats


def cross_validate(data: TrainSet, *, seed: int = 0, jobs: int = 1) -> Predictions:
    """Predict every article with a model that never saw its source."""
    fold = group_folds(data.group, OUTER_FOLDS, seed)
    wording = count_wording(data.batch)
    parts = Parallel(n_jobs=jobs)(
        delayed(_predict_fold)(data, fold, held, wording, seed) for held in range(fold.max() + 1)
    )
    return join_predictions(data, fold, parts)


def _predict_fold(
    data: TrainSet, fold: Ints, held: int, wording: Wording, seed: int
) -> Predictions:
    learned = np.flatnonzero(fold != held)
    fitted = fit_sentences(data, learned, seed=seed, wording=wording)
    return predict_judged(data, learned, fitted.judgement, seed)


def predict_judged(
    data: TrainSet, learned: Ints, judgement: Judgement, seed: int = 0
) -> Predictions:
    """Fit the article model on some judged articles and predict all, also without each family."""
    model = fit_articles(data, learned, judgement, seed=seed)
    found = _predictions(data, model, judgement)
    columns = measure(data.batch)
    without = [
        fit_articles(data, learned, judgement, seed=seed, features=rest).log_odds(columns)
        for rest in map(_all_but, FAMILIES)
    ]
    return replace(found, without=np.column_stack(without))


def predict(data: TrainSet, model: LanguageModel) -> Predictions:
    """Let a finished model predict a set."""
    return _predictions(data, model.articles, model.sentences.judge(data.batch))


def _predictions(data: TrainSet, model: ArticleModel, judgement: Judgement) -> Predictions:
    keep_judgement(data.batch, judgement)
    columns = measure(data.batch)
    log_odds = model.log_odds(columns)
    expected = expected_share(data.batch, judgement.padding)
    share = model.share.share(expected, sigmoid(log_odds))
    low, high = model.share.interval(share, article_words(data.batch))
    return Predictions(
        log_odds=log_odds,
        terms=model.shapes.terms(columns),
        without=np.zeros((len(data), 0)),
        share=share,
        low=low,
        high=high,
        padding=judgement.padding,
    )


def _all_but(family: str) -> tuple[Feature, ...]:
    return tuple(feature for feature in FEATURES if feature.family != family)


def join_predictions(data: TrainSet, fold: Ints, parts: list[Predictions]) -> Predictions:
    """Take each article's row from the prediction of the fold that held it out."""
    unit_fold = fold[data.batch.units.article]
    articles = np.arange(len(data))
    units = np.arange(len(unit_fold))

    def pick(name: str, index: Ints, of: Ints) -> Floats:
        return np.stack([getattr(part, name) for part in parts])[of, index]

    names = ("log_odds", "terms", "without", "share", "low", "high")
    found = {name: pick(name, articles, fold) for name in names}
    return Predictions(**found, padding=pick("padding", units, unit_fold))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, its 90 % interval over sources, and what it was counted on."""

    value: float
    low: float
    high: float
    count: int
    sources: int


def figures(data: TrainSet, found: Predictions, among: Flags) -> dict[str, Figure]:
    """Figures over some articles of the set.

    Args:
        data: labelled articles.
        found: predictions for them, from sources not seen.
        among: the articles to count, shape (articles,).
    """
    rows = np.flatnonzero(among & (data.verdict >= 0))
    shared = rows[~np.isnan(data.share[rows])]
    sharp = rows[data.verdict[rows] != 1]
    units = np.flatnonzero(data.labelled & among[data.batch.units.article])
    heavy, chance = data.verdict >= 2, sigmoid(found.log_odds)
    truth, padded = data.share, data.padded
    unit_group = data.unit_group

    def over(index: Ints, group: Ints, figure: Callable[[Ints], float]) -> Figure:
        if not len(index):
            unknown = float("nan")
            return Figure(unknown, unknown, unknown, 0, 0)
        groups = group[index]
        low, high = metrics.bootstrap(groups, lambda chosen: figure(index[chosen]))
        return Figure(figure(index), low, high, len(index), len(np.unique(groups)))

    def articles(index: Ints, figure: Callable[[Ints], float]) -> Figure:
        return over(index, data.group, figure)

    return {
        "article AUROC, 2-3 against 0": articles(
            sharp, lambda i: metrics.auroc(heavy[i], found.log_odds[i])
        ),
        "article AUROC, >= 2 against < 2": articles(
            rows, lambda i: metrics.auroc(heavy[i], found.log_odds[i])
        ),
        "true positives at 5 % false positives": articles(
            sharp, lambda i: metrics.true_positives_at(heavy[i], found.log_odds[i], 0.05)
        ),
        "share: mean absolute error": articles(
            shared, lambda i: float(np.abs(found.share - truth)[i].mean())
        ),
        "share: 90 % interval covers": articles(
            shared, lambda i: float(((found.low <= truth) & (truth <= found.high))[i].mean())
        ),
        "calibration slope": articles(
            rows, lambda i: metrics.calibration(heavy[i], found.log_odds[i])[0]
        ),
        "calibration intercept": articles(
            rows, lambda i: metrics.calibration(heavy[i], found.log_odds[i])[1]
        ),
        "ECE": articles(rows, lambda i: metrics.expected_calibration_error(heavy[i], chance[i])),
        "ECE of perfect calibration": articles(
            rows, lambda i: metrics.perfect_calibration_error(chance[i], draws=20)
        ),
        "sentence AUROC": over(
            units, unit_group, lambda i: metrics.auroc(padded[i], found.padding[i])
        ),
        "sentence average precision": over(
            units, unit_group, lambda i: metrics.average_precision(padded[i], found.padding[i])
        ),
        "sentence kappa": over(
            units, unit_group, lambda i: metrics.kappa(padded[i], found.padding[i] >= THRESHOLD)
        ),
    }


def evaluate(data: LabelledSet, model: Model) -> Evaluation:
    """Compare a model with labels, language by language.

    Figures are honest only for articles that the model has not learned from.
    """
    found = {}
    for lang in LANGUAGES:
        if lang in data.lang and lang in model.languages:
            part = trainset_of(data, lang)
            found[lang] = part, predict(part, model.languages[lang])
    every: dict[str, dict[str, Figure]] = {
        lang: figures(part, told, np.ones(len(part), np.bool_))
        for lang, (part, told) in found.items()
    }
    return evaluation_of(found, every)


def evaluation_of(
    found: Mapping[Language, tuple[TrainSet, Predictions]],
    every: Mapping[str, Mapping[str, Figure]],
) -> Evaluation:
    """Figures of each language, and the articles judged most unlike their readers."""
    mistakes = [m for data, told in found.values() for m in _mistakes(data, told)]
    return Evaluation(
        articles=sum(len(data) for data, _ in found.values()),
        abstained=(),
        figures=every,
        mistakes=tuple(sorted(mistakes, key=lambda m: -abs(m.score - 100 * (m.label >= "2")))),
    )


def _mistakes(data: TrainSet, found: Predictions) -> list[Mistake]:
    score = 100.0 * sigmoid(found.log_odds)
    wrong = np.flatnonzero((data.verdict >= 0) & ((score >= 50) != (data.verdict >= 2)))
    return [Mistake(data.ids[i], str(data.verdict[i]), float(score[i])) for i in wrong.tolist()]
