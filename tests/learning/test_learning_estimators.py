from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import NotFittedError
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import estimator_checks

from detector import learning
from detector.features import FEATURES
from detector.learning import PaddingClassifier, PaddingFeatures, estimators
from detector.learning.data import read_labelled
from detector.model.artefact import SHIPPED
from detector.results import Abstention, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.article import Source

TRAINING = Path(__file__).resolve().parents[2] / "training"
IDS = [feature.id for feature in FEATURES]
RISING = next(feature.id for feature in FEATURES if feature.direction > 0)
FALLING = next(feature.id for feature in FEATURES if feature.direction < 0)
ESTIMATORS = [PaddingFeatures(), PaddingClassifier()]


def _row(source: Source) -> Row:
    """A measure that rises with the stars of a text, one that falls, and noise in the others."""
    words, stars = len(source.text.split()), source.text.count("*")
    if words < 3:
        return Row("en", words, None, None, None, Abstention("too_short", ""), (), {}, ())
    noise = np.random.default_rng(words).random(len(IDS))
    features: dict[str, float | None] = dict(zip(IDS, noise.tolist(), strict=True))
    features |= {RISING: float(stars), FALLING: -float(stars), IDS[-1]: None}
    return Row("en", words, 50.0, None, None, None, (), features, ())


@pytest.fixture(autouse=True)
def measures(monkeypatch: pytest.MonkeyPatch) -> None:
    def score_rows(sources: Sequence[Source], **_: Any) -> list[Row]:
        return [_row(source) for source in sources]

    monkeypatch.setattr(estimators, "score_rows", score_rows)


def _texts(count: int = 60) -> tuple[list[str], list[int]]:
    generator = np.random.default_rng(0)
    labels = [i % 2 for i in range(count)]
    stars = [int(generator.poisson(1 + 3 * label)) for label in labels]
    return [f"{'word ' * (i + 3)}{'*' * n}" for i, n in enumerate(stars)], labels


@pytest.mark.filterwarnings("ignore:Can't test estimator:sklearn.exceptions.SkipTestWarning")
@pytest.mark.parametrize("estimator", ESTIMATORS, ids=repr)
def test_scikit_learns_checks_of_estimators_of_texts_pass(estimator: BaseEstimator) -> None:
    results = estimator_checks.check_estimator(estimator, on_skip=None)
    assert results
    assert {result["status"] for result in results} == {"passed"}


@pytest.mark.parametrize(
    "check",
    [
        "check_estimator_repr",
        "check_estimator_tags_renamed",
        "check_get_params_invariance",
        "check_no_attributes_set_in_init",
        "check_parameters_default_constructible",
        "check_set_params",
        "check_valid_tag_types",
    ],
)
@pytest.mark.parametrize("estimator", ESTIMATORS, ids=repr)
def test_checks_that_need_no_data_pass(estimator: BaseEstimator, check: str) -> None:
    getattr(estimator_checks, check)(type(estimator).__name__, clone(estimator))


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=repr)
def test_fitting_keeps_parameters_and_survives_pickling(estimator: BaseEstimator) -> None:
    texts, labels = _texts()
    fitted = clone(estimator)
    assert fitted.fit(texts, labels) is fitted
    assert fitted.get_params() == estimator.get_params()
    added = set(vars(fitted)) - set(estimator.get_params())
    assert all(name.endswith("_") and not name.startswith("_") for name in added)
    method = "transform" if hasattr(estimator, "transform") else "predict_proba"
    again = pickle.loads(pickle.dumps(fitted))  # noqa: S301  (just made)
    first = getattr(fitted, method)(texts)
    np.testing.assert_array_equal(first, getattr(again, method)(texts))
    np.testing.assert_array_equal(first, getattr(fitted.fit(texts, labels), method)(texts))
    np.testing.assert_array_equal(first[5:9], getattr(fitted, method)(texts[5:9]))


def test_measures_are_columns_with_names() -> None:
    texts, _ = _texts(4)
    table = PaddingFeatures().fit_transform(texts)
    assert table.shape == (4, len(FEATURES))
    assert table.dtype == np.float64
    assert PaddingFeatures().get_feature_names_out().tolist() == IDS
    assert table[:, IDS.index(RISING)].tolist() == [text.count("*") for text in texts]
    assert np.isnan(table[:, -1]).all()
    assert np.isnan(PaddingFeatures().transform(["too short"])).all()
    assert PaddingFeatures().transform([]).shape == (0, len(FEATURES))
    assert callable(PaddingFeatures().set_output)


def test_a_frame_can_be_asked_for() -> None:
    pandas = pytest.importorskip("pandas")
    frame = PaddingFeatures().set_output(transform="pandas").fit_transform(_texts(4)[0])
    assert isinstance(frame, pandas.DataFrame)
    assert frame.columns.tolist() == IDS


def test_strings_of_numpy_are_texts() -> None:
    texts, _ = _texts(4)
    np.testing.assert_array_equal(
        PaddingFeatures().transform(np.array(texts)), PaddingFeatures().transform(texts)
    )


@pytest.mark.parametrize(
    ("texts", "said"),
    [("one text", "one string was given"), ([1, 2], "number 0 is int"), (["a", None], "number 1")],
)
@pytest.mark.parametrize("estimator", ESTIMATORS, ids=repr)
def test_what_is_no_list_of_texts_is_refused(
    estimator: BaseEstimator, texts: Any, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        clone(estimator).fit(texts, [0, 1])


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([0] * 60, "1 classes"),
        ([0, 1, 2] * 20, "3 classes"),
        ([0, 1], "one label for 60 texts"),
        ([[0, 1]] * 60, "one label for 60 texts"),
        ([0.5, 1.5] * 30, "Unknown label type"),
    ],
)
def test_labels_that_are_no_two_classes_are_refused(labels: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        PaddingClassifier().fit(_texts()[0], labels)


def test_a_penalty_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="penalty is -1"):
        PaddingClassifier(penalty=-1).fit(*_texts())


def test_predicting_before_fitting_is_refused() -> None:
    with pytest.raises(NotFittedError):
        PaddingClassifier().predict(["a b c"])


@pytest.mark.parametrize("classes", [(0, 1), (False, True), ("dense", "padded")])
def test_the_classifier_learns_and_keeps_the_classes(classes: tuple[Any, Any]) -> None:
    texts, labels = _texts()
    named = [classes[label] for label in labels]
    fitted = PaddingClassifier().fit(texts, named)
    assert fitted.classes_.tolist() == list(classes)
    assert set(fitted.predict(texts).tolist()) == set(classes)
    assert fitted.score(texts, named) > 0.8
    chance = fitted.predict_proba(texts)
    np.testing.assert_allclose(chance.sum(axis=1), 1.0)
    np.testing.assert_array_equal(chance[:, 1] > 0.5, fitted.decision_function(texts) > 0)


def test_no_measure_moves_the_score_against_its_direction() -> None:
    texts, labels = _texts()
    turned = PaddingClassifier().fit(texts, [1 - label for label in labels])
    rising = turned.shapes_.term(IDS.index(RISING), np.arange(9.0))
    falling = turned.shapes_.term(IDS.index(FALLING), -np.arange(9.0))
    assert (np.diff(rising) >= 0).all()
    assert (np.diff(falling) >= 0).all()


def test_weights_count_as_repetition() -> None:
    texts, labels = _texts(20)
    weights = np.array([2 if i % 3 == 0 else 1 for i in range(20)])
    twice = PaddingClassifier().fit(np.repeat(texts, weights), np.repeat(labels, weights))
    once = PaddingClassifier().fit(texts, labels, sample_weight=weights)
    # Quantiles of the ramps do not know weights, so the two are near and not equal.
    np.testing.assert_allclose(once.predict_proba(texts), twice.predict_proba(texts), atol=0.1)
    with pytest.raises(ValueError, match="Negative values"):
        PaddingClassifier().fit(texts, labels, sample_weight=-weights)


def test_both_work_in_a_pipeline_and_a_search() -> None:
    texts, labels = _texts()
    other = make_pipeline(
        PaddingFeatures(),
        SimpleImputer(keep_empty_features=True),
        StandardScaler(),
        LogisticRegression(C=0.1),
    )
    assert cross_val_score(other, texts, labels, scoring="roc_auc", cv=3).mean() > 0.7
    search = GridSearchCV(
        make_pipeline(PaddingClassifier()),
        {"paddingclassifier__penalty": [0.001, 0.1]},
        scoring="roc_auc",
        cv=3,
    ).fit(texts, labels)
    assert search.best_score_ > 0.8
    assert search.predict(texts).shape == (60,)


def test_reading_labels_does_not_import_scikit_learn() -> None:
    program = "import detector.learning.data, sys; sys.exit('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603  (our own)
    assert done.returncode == 0
    assert not hasattr(learning, "nothing")


@pytest.mark.skipif(not SHIPPED.exists(), reason="no model is built")
def test_real_texts_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real measures
    data = read_labelled(TRAINING / "written" / "written-en.jsonl")
    texts = np.array([source.text for source in data.sources])
    padded = data.verdict >= 2
    found = cross_val_score(
        PaddingClassifier(lang="en"), texts, padded,
        groups=data.groups, cv=GroupKFold(2), scoring="roc_auc",
    )  # fmt: skip
    assert found.min() > 0.9
