"""Train a model: on many labels anew, on few by blending with the model before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from joblib import Parallel, delayed

from detector.languages import LANGUAGES
from detector.learning import metrics
from detector.learning.articles import fit_articles
from detector.learning.blending import blend
from detector.learning.evaluating import (
    Predictions,
    evaluation_of,
    join_predictions,
    predict,
)
from detector.learning.folds import group_folds
from detector.learning.outcomes import Gain, TrainingReport
from detector.learning.sentences import fit_sentences
from detector.learning.trainset import trainset_of
from detector.model import LanguageModel
from detector.model.artefact import dump_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from detector.learning.data import LabelledSet
    from detector.learning.trainset import TrainSet
    from detector.model import Model

    Ints = NDArray[np.int64]

MANY_ARTICLES = 250  # with sentence labels: from here on a language is fitted anew
TEST_FOLDS = 5
DRAWS = 1000

Mode = Literal["blended", "refitted", "kept"]


def fit_language(data: TrainSet, articles: Ints | None = None, *, seed: int = 0) -> LanguageModel:
    """Fit the sentence model, and the article model on its out-of-fold judgement."""
    chosen = np.arange(len(data)) if articles is None else articles
    fitted = fit_sentences(data, chosen, seed=seed)
    return LanguageModel(fitted.model, fit_articles(data, chosen, fitted.judgement, seed=seed))


class _Tested(NamedTuple):
    """A language's set, what held-out models and the model before say of it, and how."""

    data: TrainSet
    mode: Mode
    found: Predictions
    before: Predictions


def train(
    data: LabelledSet,
    out: Path,
    *,
    seed: int,
    jobs: int,
    progress: Callable[[str, float], None],
    base: Model,
) -> TrainingReport:
    """Train, test on held-out groups, and write the model file.

    Args:
        data: labelled articles, enough of either class (`enough.require_enough`).
        out: the file to write; it is whole or it is not there.
        seed: same data and seed, same bytes.
        jobs: processes for the held-out tests.
        progress: told a stage and how far the whole is, 0–1.
        base: the model before: the prior where labels are few, and what is compared with.
    """
    present = [lang for lang in LANGUAGES if lang in data.lang]
    languages, tested = dict(base.languages), {}
    for step, lang in enumerate(present):
        part = trainset_of(data, lang)
        mode = mode_of(part)
        progress(f"testing on held-out sources ({lang})", (2 * step) / (2 * len(present)))
        tested[lang] = _test(part, mode, base.languages[lang], seed, jobs)
        progress(f"fitting ({lang})", (2 * step + 1) / (2 * len(present)))
        languages[lang] = _fit(part, np.arange(len(part)), mode, base.languages[lang], seed)
    progress("writing", 1.0)
    _write(out, dump_model(out.stem, languages, data=data.fingerprint, seed=seed))
    return TrainingReport(
        files=(out,),
        mode={lang: tested[lang].mode if lang in tested else "kept" for lang in languages},
        evaluation=evaluation_of({lang: (t.data, t.found) for lang, t in tested.items()}),
        gain=_gain(list(tested.values()), seed),
    )


def mode_of(data: TrainSet) -> Mode:
    """Say whether the articles with sentence labels are enough to fit a language anew."""
    labelled = np.unique(data.batch.units.article[data.labelled])
    return "refitted" if len(labelled) >= MANY_ARTICLES else "blended"


def _fit(
    data: TrainSet, articles: Ints, mode: Mode, base: LanguageModel, seed: int
) -> LanguageModel:
    if mode == "refitted":
        return fit_language(data, articles, seed=seed)
    return blend(data, articles, base, seed=seed)


def _test(data: TrainSet, mode: Mode, base: LanguageModel, seed: int, jobs: int) -> _Tested:
    fold = group_folds(data.group, TEST_FOLDS, seed)

    def one(held: int) -> Predictions:
        model = _fit(data, np.flatnonzero(fold != held), mode, base, seed)
        return predict(data, model)

    parts = Parallel(n_jobs=jobs)(delayed(one)(held) for held in range(fold.max() + 1))
    return _Tested(data, mode, join_predictions(data, fold, parts), predict(data, base))


def _gain(tested: list[_Tested], seed: int) -> Gain | None:
    """How much better than before, by a bootstrap that draws the same sources for both."""
    target = np.concatenate([t.data.verdict >= 2 for t in tested])
    known = np.concatenate([(t.data.verdict >= 0) & (t.data.verdict != 1) for t in tested])
    after = np.concatenate([t.found.log_odds for t in tested])
    before = np.concatenate([t.before.log_odds for t in tested])
    shift = np.cumsum([0, *(t.data.group.max() + 1 for t in tested)])
    group = np.concatenate([t.data.group + s for t, s in zip(tested, shift, strict=False)])

    def better(rows: Ints) -> float:
        return metrics.auroc(target[rows], after[rows]) - metrics.auroc(target[rows], before[rows])

    rows = np.flatnonzero(known)
    low, high = metrics.bootstrap(group[rows], lambda i: better(rows[i]), draws=DRAWS, seed=seed)
    return Gain(better(rows), low, high)


def _write(out: Path, data: bytes) -> None:
    """Write in one step: a model is there as a whole, or the one before still is."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.tmp")
    draft.write_bytes(data)
    draft.replace(out)
