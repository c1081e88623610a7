"""Measure the model on sources it never saw, and write its figures and its card.

    python training/evaluate_model.py CORPUS

Everything is refitted in every fold, split by source; the false accusations are counted with the
shipped model on articles that nothing was ever trained on. Writes `models/figures.json` and
`models/MODEL_CARD.md`. About ten minutes on two idle cores.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from card import write_card
from corpus import load_trainset, read_rows
from data_counts import count_data
from joblib import Parallel, delayed

from detector.article import Kind, Source
from detector.features.columns import article_words
from detector.languages import LANGUAGES
from detector.learning import metrics
from detector.learning.evaluating import (
    FAMILIES,
    OUTER_FOLDS,
    Figure,
    cross_validate,
    figures,
)
from detector.model import load_model
from detector.model.shapes import sigmoid
from detector.resources import MODELS
from detector.scoring import score_rows

if TYPE_CHECKING:
    from detector.article import Language
    from detector.learning.evaluating import Predictions
    from detector.learning.trainset import TrainSet

NEWS = ("wire_news", "news_page", "news_like", "news")
EVERGREEN = ("seo_blog", "howto", "content_farm", "docs", "tech_blog", "evergreen", "product")
DOMINANT = 0.5  # a feature with more of a padded article's rise than this dominates it
RANKING = "article AUROC, 2-3 against 0"
BINS = 10
FALSE = 50.0  # a dense article with this score is accused falsely


def main() -> None:
    """Measure both languages, then write."""
    folder = Path(sys.argv[1])
    parts = Parallel(n_jobs=len(LANGUAGES))(delayed(measure)(folder, lang) for lang in LANGUAGES)
    model = load_model()
    found = {
        "model": model.sha256,
        "corpus": fingerprint(folder),
        "folds": OUTER_FOLDS,
        "languages": dict(zip(LANGUAGES, parts, strict=True)),
        "false accusations": {lang: accusations(folder, lang) for lang in LANGUAGES},
    }
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (MODELS / "figures.json").write_text(text + "\n", encoding="utf-8")
    write_card()


def fingerprint(folder: Path) -> str:
    """SHA-256 over the labelled files of the corpus."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*-??.jsonl")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def measure(folder: Path, lang: Language) -> dict[str, Any]:
    """Cross-validate one language."""
    data = load_trainset(folder, lang)
    found = cross_validate(data)
    kinds = np.array([row["kind"] for kind in ("real", "written")
                      for row in read_rows(folder / f"{kind}-{lang}.jsonl")])  # fmt: skip
    groups = masks(data, kinds)
    return {
        "figures": {
            name: as_dict(figures(data, found, among))
            if name in {"real", "written"}
            else {RANKING: ranking(data, found, among)}
            for name, among in groups.items()
        },
        "cost of a family": family_costs(data, found),
        "dominance": dominance(data, found),
        "calibration": reliability(data.verdict >= 2, found.log_odds, ~data.written),
        "data": count_data(folder, lang),
    }


def masks(data: TrainSet, kinds: np.ndarray) -> dict[str, np.ndarray]:
    """Groups of articles that a shortcut would treat unequally."""
    units = data.batch.units
    heads = (units.kind == Kind.HEADING) & ~units.title
    headed = np.bincount(units.article, weights=heads, minlength=len(data)) > 0
    words, real = article_words(data.batch), ~data.written
    middle = np.median(words[real])
    return {
        "real": real,
        "written": data.written,
        "with headings": real & headed,
        "without headings": real & ~headed,
        "news": real & np.isin(kinds, NEWS),
        "evergreen": real & np.isin(kinds, EVERGREEN),
        "long": real & (words > middle),
        "short": real & (words <= middle),
    }


def ranking(data: TrainSet, found: Predictions, among: np.ndarray) -> dict[str, Any]:
    """How well heavily padded articles of a group stand above its dense ones."""
    rows = np.flatnonzero(among & (data.verdict != 1))
    heavy = data.verdict >= 2
    value = metrics.auroc(heavy[rows], found.log_odds[rows])
    low, high = metrics.bootstrap(
        data.group[rows], lambda i: metrics.auroc(heavy[rows[i]], found.log_odds[rows[i]])
    )
    sources = len(np.unique(data.group[rows]))
    return rounded(asdict(Figure(value, low, high, len(rows), sources)))


def reliability(heavy: np.ndarray, log_odds: np.ndarray, among: np.ndarray) -> list[dict[str, Any]]:
    """What was said and what was so, in bins of equal numbers of articles, lowest first."""
    rows = np.flatnonzero(among)
    rows = rows[np.argsort(log_odds[rows], kind="stable")]
    return [
        {
            "articles": len(part),
            "said": round(float(sigmoid(log_odds[part]).mean()), 4),
            "so": round(float(heavy[part].mean()), 4),
        }
        for part in np.array_split(rows, BINS)
        if len(part)
    ]


def family_costs(data: TrainSet, found: Predictions) -> dict[str, float]:
    """What AUROC (2-3 against 0, real articles) is lost without each family of features."""
    rows = np.flatnonzero(~data.written & (data.verdict != 1))
    heavy = data.verdict[rows] >= 2
    whole = metrics.auroc(heavy, found.log_odds[rows])
    return {
        family: round(whole - metrics.auroc(heavy, found.without[rows, place]), 4)
        for place, family in enumerate(FAMILIES)
    }


def dominance(data: TrainSet, found: Predictions) -> float:
    """The largest share of heavily padded articles that a single feature dominates."""
    terms = found.terms[~data.written & (data.verdict >= 2)]
    rise = np.maximum(terms, 0.0)
    parts = rise / np.maximum(rise.sum(axis=1, keepdims=True), 1e-9)
    return round(float((parts > DOMINANT).mean(axis=0).max()), 4)


def accusations(folder: Path, lang: Language) -> dict[str, dict[str, int]]:
    """Dense articles by group: how many were scored, and how many of them 50 or more."""
    rows = read_rows(folder / f"honest-{lang}.jsonl")
    answers = score_rows([Source(row["text"], title=row["title"] or None) for row in rows])
    found: dict[str, dict[str, int]] = defaultdict(lambda: {"articles": 0, "scored": 0, "false": 0})
    for row, answer in zip(rows, answers, strict=True):
        group = found[row["group"]]
        group["articles"] += 1
        group["scored"] += answer.score is not None
        group["false"] += answer.score is not None and answer.score >= FALSE
    return dict(found)


def as_dict(found: dict[str, Figure]) -> dict[str, dict[str, Any]]:
    """Figures as plain values."""
    return {name: rounded(asdict(figure)) for name, figure in found.items()}


def rounded(values: dict[str, Any]) -> dict[str, Any]:
    """Numbers as they are printed; what cannot be computed is null."""
    return {
        key: (None if np.isnan(value) else round(value, 4)) if isinstance(value, float) else value
        for key, value in values.items()
    }


if __name__ == "__main__":
    main()
