"""Fit a language's models on all labelled articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.learning.articles import fit_articles
from detector.learning.sentences import fit_sentences
from detector.model import LanguageModel

if TYPE_CHECKING:
    from detector.learning.trainset import TrainSet


def fit_language(data: TrainSet, *, seed: int = 0) -> LanguageModel:
    """Fit the sentence model, and the article model on its out-of-fold judgement."""
    every = np.arange(len(data))
    fitted = fit_sentences(data, every, seed=seed)
    return LanguageModel(fitted.model, fit_articles(data, every, fitted.judgement, seed=seed))
