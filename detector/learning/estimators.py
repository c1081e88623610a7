"""The measures and the model as scikit-learn estimators over lists of strings.

>>> from sklearn.model_selection import GridSearchCV
>>> search = GridSearchCV(PaddingClassifier(), {"penalty": [0.001, 0.01]}, scoring="roc_auc")
>>> search.estimator
PaddingClassifier()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted

from detector.article import Source
from detector.features import FEATURES
from detector.learning.additive import fit_additive
from detector.learning.articles import PENALTY
from detector.model import load_model
from detector.model.shapes import sigmoid
from detector.scoring import score_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from numpy.typing import ArrayLike, NDArray

    from detector.article import Language

    Floats = NDArray[np.float64]

NAMES = tuple(feature.id for feature in FEATURES)


class PaddingFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # no types there
    """The measures of padding of every text, as columns.

    Nothing is learned from the texts, so `fit` only checks them. Sentences are judged by a
    model that is trained already; what of it the columns show was learned on its own data.

    Args:
        lang: the language of all texts, "ar" or "en"; None tells it from each text.
        model: a model file whose sentence model judges; None is the shipped one.
    """

    def __init__(
        self, *, lang: Language | None = None, model: str | PathLike[str] | None = None
    ) -> None:
        self.lang = lang
        self.model = model

    def fit(self, X: Iterable[str], y: object = None) -> Self:  # noqa: N803  (scikit-learn's name)
        """Check the texts.

        Raises:
            ValueError: `X` is one string, or holds something else than strings.
        """
        del y
        check_texts(X)
        return self

    def transform(self, X: Iterable[str]) -> Floats:  # noqa: N803
        """Measure.

        Returns:
            float64 of shape (texts, features), NaN where not measurable; a text that gets no
            score (too short, another language) is NaN throughout.

        Raises:
            ValueError: `X` is one string, or holds something else than strings.
            ModelError: the model file cannot be used.
        """
        sources = [Source(text, lang=self.lang) for text in check_texts(X)]
        model = None if self.model is None else load_model(str(self.model))
        table = np.full((len(sources), len(NAMES)), np.nan)
        for line, row in zip(table, score_rows(sources, model=model, features=True), strict=True):
            found = (row.features.get(name) for name in NAMES)
            line[:] = [np.nan if value is None else value for value in found]
        return table

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the ids of the measures, shape (features,)."""
        del input_features
        return np.array(NAMES, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags


class PaddingClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # no types there
    """Additive, monotone logistic regression on the measures of padding.

    No measure can move the score against its declared direction: more facts never make a text
    more padded, whatever the labels. The second of the two classes in sorted order is taken for
    padded: use 0 and 1, False and True, or "dense" and "padded".

    Args:
        penalty: ridge penalty of the squared weights, per text.
        lang: the language of all texts; None tells it from each text.
        model: a model file whose sentence model judges; None is the shipped one.

    Attributes:
        classes_: the two labels.
        shapes_: what each measure adds to the log-odds (`detector.model.shapes.Shapes`).
        intercept_: the log-odds before any measure.
    """

    def __init__(
        self,
        *,
        penalty: float = PENALTY,
        lang: Language | None = None,
        model: str | PathLike[str] | None = None,
    ) -> None:
        self.penalty = penalty
        self.lang = lang
        self.model = model

    def fit(
        self,
        X: Iterable[str],  # noqa: N803  (scikit-learn's name)
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Fit on texts and their labels, shape (texts,).

        Raises:
            ValueError: there are not two classes, or not one label for each text.
        """
        if self.penalty < 0:
            raise ValueError(f"penalty is {self.penalty}, and must not be below 0")
        texts = check_texts(X)
        target = _check_target(y, len(texts))
        self.classes_ = np.unique(target)
        if len(self.classes_) != 2:
            raise ValueError(f"y has {len(self.classes_)} classes, and two are needed")
        table = self._features().transform(texts)
        fitted = fit_additive(
            table,
            (target == self.classes_[1]).astype(np.float64),
            _check_sample_weight(sample_weight, table, ensure_non_negative=True),
            names=NAMES,
            directions=[feature.direction for feature in FEATURES],
            penalty=self.penalty,
        )
        self.shapes_, self.intercept_ = fitted.shapes, fitted.intercept
        return self

    def decision_function(self, X: Iterable[str]) -> Floats:  # noqa: N803
        """Return the log-odds of the second class, shape (texts,)."""
        check_is_fitted(self)
        table = self._features().transform(X)
        columns = dict(zip(NAMES, table.T, strict=True))
        return np.asarray(self.intercept_ + self.shapes_.total(columns))

    def predict_proba(self, X: Iterable[str]) -> Floats:  # noqa: N803
        """Return the probabilities of both classes, shape (texts, 2)."""
        second = sigmoid(self.decision_function(X))
        return np.column_stack([1.0 - second, second])

    def predict(self, X: Iterable[str]) -> NDArray[Any]:  # noqa: N803
        """Return the likelier class of each text, shape (texts,)."""
        second = self.decision_function(X) > 0.0
        return np.asarray(self.classes_[second.astype(np.int64)])

    def _features(self) -> PaddingFeatures:
        return PaddingFeatures(lang=self.lang, model=self.model)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.classifier_tags.multi_class = False
        return tags


def check_texts(texts: Iterable[str]) -> list[str]:
    """Return texts as a list.

    Raises:
        ValueError: it is one string, or holds something else than strings.
    """
    if isinstance(texts, str):
        raise ValueError(  # noqa: TRY004  (as scikit-learn's vectorizers do)
            "a list of texts is expected, and one string was given: put it in a list"
        )
    found = list(texts)
    for place, text in enumerate(found):
        if not isinstance(text, str):
            kind = type(text).__name__
            raise ValueError(f"texts must be strings, and number {place} is {kind}")  # noqa: TRY004
    return found


def _check_target(y: ArrayLike, count: int) -> NDArray[Any]:
    target = np.asarray(y)
    if target.shape != (count,):
        raise ValueError(f"y has the shape {target.shape}, and one label for {count} texts is due")
    check_classification_targets(target)
    return target
