"""From a batch and a model to the numbers of every article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.features import measure
from detector.features.columns import article_words
from detector.features.judgement import judgement, keep_judgement
from detector.features.weights import judged_share
from detector.model.shapes import sigmoid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.model.artefact import LanguageModel

    Floats = NDArray[np.float64]


class Verdicts(NamedTuple):
    """One entry for every article of a batch; `terms` has shape (articles, features)."""

    words: Floats
    features: Mapping[str, Floats]
    terms: Floats
    log_odds: Floats
    share: Floats
    low: Floats
    high: Floats


def judge_batch(batch: Batch, model: LanguageModel) -> Verdicts:
    """Judge the sentences, measure the articles and score them."""
    keep_judgement(batch, model.sentences.judge(batch))
    features = measure(batch)
    words = article_words(batch)
    articles = model.articles
    terms = articles.shapes.terms(features)
    log_odds = articles.intercept + terms.sum(axis=1)
    expected = np.nan_to_num(judged_share(batch, judgement(batch).padding))
    share = articles.share.share(expected, sigmoid(log_odds))
    low, high = articles.share.interval(share, words)
    return Verdicts(words, features, terms, log_odds, share, low, high)
