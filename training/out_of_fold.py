"""What models say of articles whose source they never saw, kept because it takes minutes.

Everything is refitted in each of the folds of `detector.learning.evaluating`. What was found is
kept in `training/cache/` under a name that changes with the corpus, the language packs and the
shipped model, which changes with the recipe; the folder is not in the repository and may be
deleted at any time.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detector.features import measure
from detector.features.columns import is_prose
from detector.languages import fingerprint
from detector.learning.articles import fit_articles
from detector.learning.evaluating import OUTER_FOLDS, predict
from detector.learning.folds import group_folds
from detector.learning.lexical import count_wording
from detector.learning.sentences import fit_sentences
from detector.model import LanguageModel, load_model
from detector.resources import background_fingerprint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.learning.lexical import Wording
    from detector.learning.trainset import TrainSet

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

CACHE = Path(__file__).resolve().parent / "cache"


@dataclass(frozen=True, eq=False)
class Held:
    """Columns of articles (`padding`: of units), each from a model that never saw the source.

    `features` holds the measures of the article model: shape (articles, features).
    """

    log_odds: Floats
    share: Floats
    features: Floats
    padding: Floats


def held_out(data: TrainSet, cache: Path = CACHE) -> Held:
    """Cross-validate, or read what an earlier run kept."""
    path = cache / f"{data.batch.lang}-{key(data)}.npz"
    if path.exists():
        with np.load(path, allow_pickle=False) as kept:
            return Held(**{name: kept[name] for name in kept.files})
    found = cross_validate(data)
    cache.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **asdict(found))
    return found


def key(data: TrainSet) -> str:
    """What the judgement depends on: texts, labels, groups, the language's data and the recipe."""
    lang = data.batch.lang
    columns = (data.group, data.verdict, data.share, data.label, data.written, is_prose(data.batch))
    digest = hashlib.sha256()
    for text in (source.text for source in data.batch.sources):
        digest.update(hashlib.sha256(text.encode()).digest())
    for column in columns:
        digest.update(np.ascontiguousarray(column).tobytes())
    recipe = (load_model().sha256, fingerprint(lang), background_fingerprint(lang))
    digest.update("".join(recipe).encode())
    return digest.hexdigest()[:16]


def cross_validate(data: TrainSet, *, seed: int = 0) -> Held:
    """Judge every article by a model that never saw its source."""
    fold = group_folds(data.group, OUTER_FOLDS, seed)
    wording = count_wording(data.batch)
    parts = [judge_by(data, np.flatnonzero(fold != held), wording) for held in range(1 + max(fold))]
    unit_fold = fold[data.batch.units.article]

    def pick(name: str, of: Ints) -> Floats:
        return np.stack([getattr(part, name) for part in parts])[of, np.arange(len(of))]

    return Held(
        log_odds=pick("log_odds", fold),
        share=pick("share", fold),
        features=pick("features", fold),
        padding=pick("padding", unit_fold),
    )


def judge_by(data: TrainSet, learned: Ints, wording: Wording | None = None) -> Held:
    """Learn from some articles and judge all of the set."""
    fitted = fit_sentences(data, learned, wording=wording)
    model = LanguageModel(fitted.model, fit_articles(data, learned, fitted.judgement))
    found = predict(data, model)
    values = np.column_stack(list(measure(data.batch).values()))
    return Held(found.log_odds, found.share, values, found.padding)
