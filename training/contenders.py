"""What is compared: each contender gives every article of a set a score for padding."""

from __future__ import annotations

import gzip
import json
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from out_of_fold import held_out
from peers import NOT_INSTALLED
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from detector.features import REFERENCE, measure
from detector.features.reference_limits import LIMITS
from detector.learning.evaluating import OUTER_FOLDS
from detector.learning.folds import group_folds
from detector.model import judge_batch, load_model
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from detector.learning.trainset import TrainSet

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

T = TypeVar("T")

LOT = 64
WARM_UP = 8  # articles measured before the clock starts: tables are read, modules imported
PEERS = Path(__file__).resolve().parent / "peers.py"
READABILITY = {"ar": "osman", "en": "flesch_reading_ease"}
GOPHER = ("dup_", "top_", "duplicated_")


class Entry(NamedTuple):
    """One contender's answer.

    `scores` has an entry for each chosen article, NaN where it gives none; it is None where the
    contender is not installed. `either` says that no direction is claimed: the better one counts.
    """

    name: str
    how: str
    scores: Floats | None
    seconds: float
    either: bool = False


def entries(data: TrainSet, rows: Ints, python: str) -> Iterator[Entry]:
    """Let every contender score some articles of a set.

    Args:
        data: all labelled articles, which those that learn may learn from out of fold.
        rows: the articles to score.
        python: the interpreter that has the other tools.
    """
    lang = data.batch.lang
    yield ours(data, rows)
    yield tfidf(data, rows)
    yield peer("slopscore-lint", "as it installs", data, rows, python)
    yield peer("slop-guard", "100 − score", data, rows, python)
    yield gopher(data, rows)
    yield gzip_ratio(data, rows)
    yield readability(data, rows)
    index = {"ar": "OSMAN", "en": "Coleman–Liau"}[lang]
    yield peer(f"textstat-{lang}", index, data, rows, python)._replace(either=True)


def texts_of(data: TrainSet, rows: Ints) -> list[str]:
    """The texts as they are."""
    return [data.batch.sources[row].text for row in rows.tolist()]


def ours(data: TrainSet, rows: Ints) -> Entry:
    """The score out of fold; the seconds are those of the shipped model."""
    model = load_model().languages[data.batch.lang]
    sources = [data.batch.sources[row] for row in rows.tolist()]

    def score() -> None:
        for at in range(0, len(sources), LOT):
            judge_batch(make_batch(sources[at : at + LOT], data.batch.lang), model)

    judge_batch(make_batch(sources[:WARM_UP], data.batch.lang), model)
    _, seconds = timed(score)
    return Entry("padding-detector", "out of fold", held_out(data).log_odds[rows], seconds)


def tfidf(data: TrainSet, rows: Ints) -> Entry:
    """Words and pairs of words, learned on the same articles in the same folds."""
    fold = group_folds(data.group, OUTER_FOLDS, seed=0)
    every = texts_of(data, np.arange(len(data)))
    heavy = data.verdict >= 2
    scores, seconds = np.zeros(len(data)), 0.0
    for held in range(fold.max() + 1):
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000),
        )
        model.fit([every[i] for i in np.flatnonzero(fold != held)], heavy[fold != held])
        mine = rows[fold[rows] == held]
        found, spent = timed(partial(model.decision_function, texts_of(data, mine)))
        scores[mine] = found
        seconds += spent
    how = "words and pairs, logistic regression, out of fold"
    return Entry("TF-IDF", how, scores[rows], seconds)


def gopher(data: TrainSet, rows: Ints) -> Entry:
    """How far the worst of Gopher's repetition ratios reaches towards its limit."""
    limits = LIMITS[data.batch.lang]
    chosen = tuple(f for f in REFERENCE if f.id in limits and f.id.split(".")[1].startswith(GOPHER))
    sources = [data.batch.sources[row] for row in rows.tolist()]
    found, seconds = timed(lambda: measure(make_batch(sources, data.batch.lang), chosen))
    ratios = [np.nan_to_num(found[f.id]) / limits[f.id].high for f in chosen]
    return Entry("Gopher limits", "the worst ratio", np.max(ratios, axis=0), seconds)


def gzip_ratio(data: TrainSet, rows: Ints) -> Entry:
    """Bytes over compressed bytes."""
    raw = [text.encode() for text in texts_of(data, rows)]
    ratios, seconds = timed(lambda: [len(one) / len(gzip.compress(one, 9)) for one in raw])
    return Entry("gzip", "compression ratio", np.array(ratios), seconds)


def readability(data: TrainSet, rows: Ints) -> Entry:
    """Our own Flesch reading ease or OSMAN."""
    name = READABILITY[data.batch.lang]
    chosen = tuple(f for f in REFERENCE if f.id == f"reference.{name}")
    sources = [data.batch.sources[row] for row in rows.tolist()]
    found, seconds = timed(lambda: measure(make_batch(sources, data.batch.lang), chosen))
    label = {"ar": "OSMAN", "en": "Flesch reading ease"}[data.batch.lang]
    return Entry("readability", label, found[chosen[0].id], seconds, either=True)


def peer(tool: str, how: str, data: TrainSet, rows: Ints, python: str) -> Entry:
    """Another tool, in its own process."""
    name = tool.removesuffix(f"-{data.batch.lang}")
    done = subprocess.run(  # noqa: S603 - the interpreter that the caller named
        [python, str(PEERS), tool],
        input=json.dumps(texts_of(data, rows)).encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode == NOT_INSTALLED:
        return Entry(name, how, None, np.nan)
    done.check_returncode()
    answer = json.loads(done.stdout)
    scores = np.array(answer["scores"], np.float64)
    return Entry(f"{name} {answer['version']}", how, scores, answer["seconds"])


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """Run, and say how many seconds of the processor it took."""
    start = time.process_time()
    found = run()
    return found, time.process_time() - start
