"""Scores in Spark, a partition at a time.

    from detector.integrations.spark import SCHEMA, scorer

    schema = f"{frame._jdf.schema().toDDL()}, {SCHEMA}"
    scored = frame.mapInPandas(scorer("text"), schema)

The package and its model must be installed on every worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detector.integrations.columns import score_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = (
    "lang string, words long, score double, share double, share_low double, share_high double, "
    "band string, reasons array<string>, abstained string"
)
"""The columns that are added, as Spark's DDL."""


def scorer(
    text: str = "text", *, model: str | None = None
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return a function for `mapInPandas` that adds the columns of `SCHEMA` to each frame.

    Args:
        text: the column with the articles.
        model: path of a model on the workers, by default the shipped one.
    """

    def score(frames: Iterator[Any]) -> Iterator[Any]:
        for frame in frames:
            texts = [value if isinstance(value, str) else None for value in frame[text]]
            yield frame.assign(**score_texts(texts, model=model))

    return score
