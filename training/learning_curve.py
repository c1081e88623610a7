"""Measure how accuracy on unseen sources grows with labelled articles and with sites.

    python training/learning_curve.py CORPUS [--folds 2] [--jobs 1]

In each fold models learn from a quarter, a half and all of the other sources (few sites), and from
as many articles spread over all of them (many sites); the articles of our own are always learned
from. Writes `models/learning_curve.json` and `training/LEARNING_CURVE.md`;
`training/card.py` puts the same into the model card. With two folds fifteen minutes on
one idle core.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from corpus import load_trainset
from curve_law import Size, buy, fit_law
from curve_text import HEAD, curve_lines
from joblib import Parallel, delayed
from out_of_fold import judge_by

from detector.languages import LANGUAGES
from detector.learning import metrics
from detector.learning.folds import group_folds
from detector.learning.lexical import count_wording
from detector.resources import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from out_of_fold import Held

    from detector.learning.trainset import TrainSet

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

OUT = Path(__file__).resolve().parent / "LEARNING_CURVE.md"
FRACTIONS = (0.25, 0.5, 1.0)
DRAWS = 100
LABELS = 100
SITES = 10


class Step(NamedTuple):
    """How a training set is made smaller: whole sites are left out, or articles of every site."""

    by: str
    fraction: float


STEPS = (
    *(Step("articles", fraction) for fraction in FRACTIONS[:-1]),
    *(Step("sites", fraction) for fraction in FRACTIONS),
)


class Point(NamedTuple):
    """What models that learned from so much say of articles of sources they never saw."""

    step: Step
    size: Size
    log_odds: Floats
    share: Floats
    padding: Floats


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Measure the learning curve.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    found = {
        "folds": asked.folds,
        "languages": {
            lang: curve(load_trainset(asked.corpus, lang), asked.folds, asked.jobs)
            for lang in LANGUAGES
        },
    }
    text = json.dumps(found, indent=1, sort_keys=True)
    (MODELS / "learning_curve.json").write_text(f"{text}\n", encoding="utf-8")
    OUT.write_text("\n".join([HEAD, *curve_lines(found)]), encoding="utf-8")


def curve(data: TrainSet, folds: int, jobs: int) -> dict[str, Any]:
    """The learning curve of one language, and what more labels would buy."""
    points = measure_points(data, folds, jobs)
    real = ~data.written
    now = Size(float(real.sum()), float(len(np.unique(data.group[real]))))
    sizes = [point.size for point in points]
    errors = {name: drawn_errors(data, points, figure) for name, figure in FIGURES.items()}
    return {
        "points": [_plain(point, errors, place) for place, point in enumerate(points)],
        "now": {"articles": now.articles, "sites": now.sites},
        "laws": {name: fit_law(sizes, drawn[0])._asdict() for name, drawn in errors.items()},
        "next": {
            title: {
                name: buy(sizes, drawn[0], drawn[1:], grow(now))._asdict()
                for name, drawn in errors.items()
            }
            for title, grow in GROWTHS.items()
        },
    }


def measure_points(data: TrainSet, folds: int, jobs: int) -> list[Point]:
    """Cross-validate at every step."""
    fold = np.where(data.written, -1, 0)
    fold[~data.written] = group_folds(data.group[~data.written], folds, seed=0)
    wording = count_wording(data.batch)
    tasks = [(step, held) for step in STEPS for held in range(folds)]
    learned = [smaller(data, np.flatnonzero(fold != held), step, held) for step, held in tasks]
    judged = Parallel(n_jobs=jobs)(delayed(judge_by)(data, rows, wording) for rows in learned)
    return [
        _join(data, fold, step, learned[at * folds :][:folds], judged[at * folds :][:folds])
        for at, step in enumerate(STEPS)
    ]


def smaller(data: TrainSet, rows: Ints, step: Step, seed: int) -> Ints:
    """Leave out sites, or articles of each, until a part is left; our own articles stay."""
    real = rows[~data.written[rows]]
    group, rng = data.group[real], np.random.default_rng(seed)
    part = step.fraction * len(real)
    some = _whole_sites(group, rng, part) if step.by == "sites" else _spread(group, rng, part)
    return np.sort(np.concatenate([real[some], rows[data.written[rows]]]))


def _whole_sites(group: Ints, rng: np.random.Generator, part: float) -> Ints:
    """Take whole sites as they come, as long as they fit; where none does, the smallest."""
    sites, size = np.unique(group, return_counts=True)
    taken = np.zeros(len(group), np.bool_)
    for site in rng.permutation(sites):
        if (taken | (group == site)).sum() <= part:
            taken |= group == site
    return np.flatnonzero(taken if taken.any() else group == sites[size.argmin()])


def _spread(group: Ints, rng: np.random.Generator, part: float) -> Ints:
    """Take articles in turns, one of every site before a second of any."""
    order = rng.permutation(len(group))
    turn = np.zeros(len(group))
    for site in np.unique(group):
        mine = order[group[order] == site]
        turn[mine] = np.arange(len(mine))
    return np.asarray(order[np.argsort(turn[order], kind="stable")][: round(part)])


def _join(data: TrainSet, fold: Ints, step: Step, learned: list[Ints], judged: list[Held]) -> Point:
    """Take every real article from the fold that held it out."""
    unit_fold = fold[data.batch.units.article]

    def pick(name: str, of: Ints) -> Floats:
        return np.stack([getattr(part, name) for part in judged])[of, np.arange(len(of))]

    real = [rows[~data.written[rows]] for rows in learned]
    size = Size(
        float(np.mean([len(rows) for rows in real])),
        float(np.mean([len(np.unique(data.group[rows])) for rows in real])),
    )
    return Point(
        step, size, pick("log_odds", fold), pick("share", fold), pick("padding", unit_fold)
    )


def article_error(data: TrainSet, point: Point, rows: Ints) -> float:
    """1 − AUROC of verdict 2–3 against 0."""
    clear = rows[data.verdict[rows] != 1]
    return 1.0 - metrics.auroc(data.verdict[clear] >= 2, point.log_odds[clear])


def share_error(data: TrainSet, point: Point, rows: Ints) -> float:
    """Mean absolute error of the share."""
    return float(np.abs(point.share - data.share)[rows].mean())


def sentence_error(data: TrainSet, point: Point, rows: Ints) -> float:
    """1 − AUROC of padded units against kept ones."""
    bounds = data.batch.unit_bounds
    units = np.concatenate([np.arange(bounds[row], bounds[row + 1]) for row in rows.tolist()])
    units = units[data.labelled[units]]
    return 1.0 - metrics.auroc(data.padded[units], point.padding[units])


FIGURES: dict[str, Callable[[TrainSet, Point, Ints], float]] = {
    "article AUROC, 2-3 against 0": article_error,
    "share: mean absolute error": share_error,
    "sentence AUROC": sentence_error,
}
GROWTHS: dict[str, Callable[[Size], Size]] = {
    "these": lambda now: now,
    f"{LABELS} more articles of the same sites": lambda now: Size(now.articles + LABELS, now.sites),
    f"{SITES} more sites like these": lambda now: Size(
        now.articles * (now.sites + SITES) / now.sites, now.sites + SITES
    ),
    f"{LABELS} more articles, each of a site of its own": lambda now: Size(
        now.articles + LABELS, now.sites + LABELS
    ),
}


def drawn_errors(
    data: TrainSet, points: list[Point], figure: Callable[[TrainSet, Point, Ints], float]
) -> Floats:
    """Errors at all points: as they are, then for sources drawn anew, the same for all points."""
    rows = np.flatnonzero(~data.written)
    members = [rows[data.group[rows] == site] for site in np.unique(data.group[rows])]
    rng = np.random.default_rng(0)
    drawn = (rng.integers(0, len(members), len(members)).tolist() for _ in range(DRAWS))
    every = [rows, *(np.concatenate([members[place] for place in chosen]) for chosen in drawn)]
    return np.array([[figure(data, point, chosen) for point in points] for chosen in every])


def _plain(point: Point, errors: dict[str, Floats], place: int) -> dict[str, Any]:
    found = {}
    for name, drawn in errors.items():
        low, high = np.nanquantile(drawn[1:, place], [0.05, 0.95]).tolist()
        found[name] = {"value": float(drawn[0, place]), "low": low, "high": high}
    return {**point.step._asdict(), **point.size._asdict(), "errors": found}


if __name__ == "__main__":
    main()
