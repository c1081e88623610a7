"""Columns of scores for a column of texts: what every integration gives."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from detector.article import Source
from detector.model import load_model
from detector.scanning.answers import figures
from detector.scoring import score_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.article import Language
    from detector.model import Model
    from detector.results import Row

    Scores: TypeAlias = dict[str, list[object]]

COLUMNS = ("lang", "words", "score", "share", "share_low", "share_high", "band", "reasons")
"""Their names, with `abstained` last; types and units are those of a scan's rows."""


@cache
def model_at(path: str | None) -> Model:
    """Load a model once a process; None is the shipped one."""
    return load_model(path)


def score_texts(
    texts: Sequence[str | None],
    *,
    titles: Sequence[str | None] | None = None,
    langs: Sequence[Language | None] | None = None,
    model: str | None = None,
) -> Scores:
    """Score a column of texts.

    Args:
        texts: the articles; a null is an article without words.
        titles: their titles, where they are known.
        langs: their languages, where they are known; otherwise each is told from the text.
        model: path of a model, by default the shipped one.

    Returns:
        A column for each of `COLUMNS`, and `abstained`: why there is no score, or None.

    Raises:
        ModelError: the model cannot be used.
    """
    nothing = [None] * len(texts)
    sources = [
        Source(text or "", title=title, lang=lang)
        for text, title, lang in zip(texts, titles or nothing, langs or nothing, strict=True)
    ]
    rows = score_rows(sources, model=model_at(model))
    told = [flat(row) for row in rows]
    return {name: [row[name] for row in told] for name in (*COLUMNS, "abstained")}


def flat(row: Row) -> dict[str, object]:
    """Return an answer as a scan writes it, with the reason for no score as a word."""
    return figures(row) | {"abstained": row.abstained.reason if row.abstained else None}
