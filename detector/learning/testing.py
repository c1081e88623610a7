"""Tests on held-out sources: everything refitted in every fold, and also on less of the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from joblib import Parallel, delayed

from detector.learning import metrics
from detector.learning.evaluating import Figure, join_predictions, predict
from detector.learning.findings import Amount
from detector.learning.folds import group_folds
from detector.learning.outcomes import Gain
from detector.learning.trainset import LABELS, PADDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from detector.learning.data import LabelledSet
    from detector.learning.evaluating import Predictions
    from detector.learning.outcomes import Mode
    from detector.learning.trainset import TrainSet
    from detector.model import LanguageModel

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Fit = Callable[[TrainSet, Ints], LanguageModel]

TEST_FOLDS = 5
PARTS = (0.25, 0.5)  # of the articles, for the learning curve; the whole is tested anyway
PART_FOLDS = {"blended": TEST_FOLDS, "refitted": 2}  # refitting is slow
DRAWS = 1000


class Task(NamedTuple):
    """One fit: which fold is held out, and which articles are learned from."""

    part: float
    held: int
    articles: Ints


class Test(NamedTuple):
    """A fit that was made, and what its model says of all articles."""

    task: Task
    told: Predictions


class Tested(NamedTuple):
    """A language's articles, what held-out models say of them, and what the model before does."""

    labelled: LabelledSet
    data: TrainSet
    mode: Mode
    found: Predictions
    before: Predictions
    amounts: tuple[Amount, ...]
    amounts_before: float


def tasks_of(data: TrainSet, mode: Mode, seed: int) -> list[Task]:
    """List the fits of a language's test; those on parts of the labels where they can be made."""
    fold = fold_of(data, seed)
    whole = [Task(1.0, held, np.flatnonzero(fold != held)) for held in range(fold.max() + 1)]
    tasks = list(whole)
    for part in PARTS:
        some = [
            task._replace(part=part, articles=some_of(data, task.articles, part, seed))
            for task in whole[: PART_FOLDS[mode]]
        ]
        if all(_teaches(data, task.articles, mode) for task in some):
            tasks += some
    return tasks


def some_of(data: TrainSet, articles: Ints, part: float, seed: int) -> Ints:
    """Keep whole sources, in an order of their own, until this part of the articles is reached."""
    names, place, size = np.unique(data.group[articles], return_inverse=True, return_counts=True)
    order = np.random.default_rng(seed).permutation(len(names))
    before = np.concatenate(([0], np.cumsum(size[order])[:-1]))
    chosen = order[before < part * len(articles)]
    return np.asarray(articles[np.isin(place, chosen)])


def _teaches(data: TrainSet, articles: Ints, mode: Mode) -> bool:
    verdict = data.verdict[articles]
    if not (verdict >= 2).any() or not ((verdict >= 0) & (verdict < 2)).any():
        return False
    if mode == "blended":
        return True
    units = np.isin(data.batch.units.article, articles) & data.labelled
    return len({LABELS[label] for label in data.label[units].tolist()} & set(PADDING)) > 1


def run_tasks(data: TrainSet, tasks: Sequence[Task], fit: Fit, jobs: int) -> Iterator[Test]:
    """Fit and predict, in the order of the tasks; each is given as soon as it is done."""

    def one(task: Task) -> Test:
        return Test(task, predict(data, fit(data, task.articles)))

    run = Parallel(n_jobs=jobs, return_as="generator")
    yield from run(delayed(one)(task) for task in tasks)


def bring_together(
    labelled: LabelledSet,
    data: TrainSet,
    mode: Mode,
    tests: Sequence[Test],
    base: LanguageModel,
    seed: int,
) -> Tested:
    """Give every article the answer of the model that did not learn from its source."""
    whole = [told for task, told in tests if task.part == 1.0]
    found, before = join_predictions(data, fold_of(data, seed), whole), predict(data, base)
    among = curve_articles(data, mode, seed)
    return Tested(
        labelled=labelled,
        data=data,
        mode=mode,
        found=found,
        before=before,
        amounts=learning_curve(data, mode, tests, seed),
        amounts_before=metrics.auroc(data.verdict[among] >= 2, before.log_odds[among]),
    )


def learning_curve(
    data: TrainSet, mode: Mode, tests: Sequence[Test], seed: int
) -> tuple[Amount, ...]:
    """AUROC by how much was learned from, the least first; always on the same articles."""
    fold, among = fold_of(data, seed), curve_articles(data, mode, seed)
    amounts = []
    for part in (*PARTS, 1.0):
        mine = [t for t in tests if t.task.part == part and t.task.held < PART_FOLDS[mode]]
        if not mine:
            continue
        log_odds = np.zeros(len(data))
        for task, told in mine:
            held = fold == task.held
            log_odds[held] = told.log_odds[held]
        learned = round(float(np.mean([len(task.articles) for task, _ in mine])))
        amounts.append(Amount(learned, ranking(data, log_odds, among)))
    return tuple(amounts)


def curve_articles(data: TrainSet, mode: Mode, seed: int) -> Ints:
    """Name the articles that the learning curve is tested on."""
    return np.flatnonzero((fold_of(data, seed) < PART_FOLDS[mode]) & is_sharp(data))


def fold_of(data: TrainSet, seed: int) -> Ints:
    """Return the fold that holds each article out."""
    return group_folds(data.group, TEST_FOLDS, seed)


def is_sharp(data: TrainSet) -> Flags:
    """Leave the grey zone of verdict 1 out, and what has no verdict."""
    return np.asarray((data.verdict >= 0) & (data.verdict != 1))


def ranking(data: TrainSet, log_odds: Floats, rows: Ints) -> Figure:
    """AUROC of verdict 2 or 3 over some articles, with its interval over sources."""
    heavy, group = data.verdict >= 2, data.group[rows]
    value = metrics.auroc(heavy[rows], log_odds[rows])
    low, high = metrics.bootstrap(group, lambda i: metrics.auroc(heavy[rows[i]], log_odds[rows[i]]))
    return Figure(value, low, high, len(rows), len(np.unique(group)))


def gain_of(tested: Sequence[Tested], seed: int) -> Gain:
    """How much better than before, by a bootstrap that draws the same sources for both."""
    target = np.concatenate([t.data.verdict >= 2 for t in tested])
    known = np.concatenate([is_sharp(t.data) for t in tested])
    after = np.concatenate([t.found.log_odds for t in tested])
    before = np.concatenate([t.before.log_odds for t in tested])
    shift = np.cumsum([0, *(t.data.group.max() + 1 for t in tested)])
    group = np.concatenate([t.data.group + s for t, s in zip(tested, shift, strict=False)])

    def better(rows: Ints) -> float:
        return metrics.auroc(target[rows], after[rows]) - metrics.auroc(target[rows], before[rows])

    rows = np.flatnonzero(known)
    low, high = metrics.bootstrap(group[rows], lambda i: better(rows[i]), draws=DRAWS, seed=seed)
    return Gain(better(rows), low, high)
