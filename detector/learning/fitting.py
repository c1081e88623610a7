"""Train a model: on many labels anew, on few by blending with the model before."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.learning.articles import fit_articles
from detector.learning.blending import blend
from detector.learning.enough import languages_to_learn
from detector.learning.evaluating import evaluation_of
from detector.learning.findings import Findings
from detector.learning.gathering import THRESHOLD, figures_of, gather, misses_of
from detector.learning.outcomes import TrainingReport
from detector.learning.sentences import fit_sentences
from detector.learning.testing import bring_together, gain_of, run_tasks, tasks_of
from detector.learning.trainset import trainset_of
from detector.model import LanguageModel
from detector.model.artefact import dump_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from detector.article import Language
    from detector.learning.data import LabelledSet
    from detector.learning.findings import LanguageFindings
    from detector.learning.outcomes import Mode
    from detector.learning.testing import Task, Tested
    from detector.learning.trainset import TrainSet
    from detector.model import Model

    Ints = NDArray[np.int64]

MANY_ARTICLES = 250  # with sentence labels: from here on a language is fitted anew
COUNTING = {"blended": 8.0, "refitted": 0.3}
"""What counting mistakes costs, in fits on all articles."""


class _Plan(NamedTuple):
    """What is to be learned of one language: its articles, how, and the fits that test it."""

    lang: Language
    labelled: LabelledSet
    data: TrainSet
    mode: Mode
    tasks: list[Task]

    @property
    def work(self) -> float:
        """How much there is to do, where fitting on all articles once is 1."""
        return sum(task.part for task in self.tasks) + 1.0 + COUNTING[self.mode]


class _Progress:
    """Tells how far the whole is."""

    def __init__(self, tell: Callable[[str, float], None], whole: float) -> None:
        self._tell, self._whole, self._done = tell, whole, 0.0

    def begin(self, stage: str) -> None:
        """Name what is done from now on."""
        self._tell(stage, self._done / self._whole)

    def advance(self, work: float) -> None:
        """Note that some work is done."""
        self._done += work


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
    plans = [_plan(data, lang, seed) for lang in languages_to_learn(data)]
    steps = _Progress(progress, sum(plan.work for plan in plans))
    languages = dict(base.languages)
    tested = []
    for plan in plans:
        before = base.languages[plan.lang]
        tested.append(_test(plan, before, seed, jobs, steps))
        steps.begin(f"fitting ({plan.lang})")
        everything = np.arange(len(plan.data))
        languages[plan.lang] = _fit(plan.data, everything, plan.mode, before, seed)
        steps.advance(1.0)
    packed = dump_model(out.stem, languages, data=data.fingerprint, seed=seed)
    findings = Findings(
        model=out.stem,
        sha256=hashlib.sha256(packed).hexdigest(),
        base=base.name,
        base_sha256=base.sha256,
        data=data.fingerprint,
        seed=seed,
        threshold=THRESHOLD,
        languages=tuple(
            _gather(plan, told, languages, base, steps)
            for plan, told in zip(plans, tested, strict=True)
        ),
        misses=misses_of(tested),
        gain=gain_of(tested, seed),
    )
    progress("writing", 1.0)
    _write(out, packed)
    modes = {plan.lang: plan.mode for plan in plans}
    return TrainingReport(
        files=(out,),
        mode={lang: modes.get(lang, "kept") for lang in languages},
        evaluation=evaluation_of(
            {plan.lang: (plan.data, told.found) for plan, told in zip(plans, tested, strict=True)},
            figures_of(findings.languages),
        ),
        gain=findings.gain,
        findings=findings,
    )


def fit_language(data: TrainSet, articles: Ints | None = None, *, seed: int = 0) -> LanguageModel:
    """Fit the sentence model, and the article model on its out-of-fold judgement."""
    chosen = np.arange(len(data)) if articles is None else articles
    fitted = fit_sentences(data, chosen, seed=seed)
    return LanguageModel(fitted.model, fit_articles(data, chosen, fitted.judgement, seed=seed))


def mode_of(data: TrainSet) -> Mode:
    """Say whether the articles with sentence labels are enough to fit a language anew."""
    labelled = np.unique(data.batch.units.article[data.labelled])
    return "refitted" if len(labelled) >= MANY_ARTICLES else "blended"


def _plan(data: LabelledSet, lang: Language, seed: int) -> _Plan:
    part = trainset_of(data, lang)
    mode = mode_of(part)
    return _Plan(lang, data.of_language(lang), part, mode, tasks_of(part, mode, seed))


def _fit(
    data: TrainSet, articles: Ints, mode: Mode, base: LanguageModel, seed: int
) -> LanguageModel:
    if mode == "refitted":
        return fit_language(data, articles, seed=seed)
    return blend(data, articles, base, seed=seed)


def _test(plan: _Plan, base: LanguageModel, seed: int, jobs: int, steps: _Progress) -> Tested:
    def fit(data: TrainSet, articles: Ints) -> LanguageModel:
        return _fit(data, articles, plan.mode, base, seed)

    tests = []
    steps.begin(_stage(plan.tasks[0], plan.lang))
    for test in run_tasks(plan.data, plan.tasks, fit, jobs):
        tests.append(test)
        steps.advance(test.task.part)
        steps.begin(_stage(test.task, plan.lang))
    return bring_together(plan.labelled, plan.data, plan.mode, tests, base, seed)


def _stage(task: Task, lang: Language) -> str:
    doing = "testing on held-out sources" if task.part == 1.0 else "learning from fewer labels"
    return f"{doing} ({lang})"


def _gather(
    plan: _Plan,
    tested: Tested,
    languages: Mapping[Language, LanguageModel],
    base: Model,
    steps: _Progress,
) -> LanguageFindings:
    steps.begin(f"counting mistakes ({plan.lang})")
    now, before = languages[plan.lang].articles, base.languages[plan.lang].articles
    found = gather(plan.lang, tested, now, before)
    steps.advance(COUNTING[plan.mode])
    return found


def _write(out: Path, data: bytes) -> None:
    """Write in one step: a model is there as a whole, or the one before still is."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(out)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
