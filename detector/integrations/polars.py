"""Scores in Polars, for frames in memory and for lazy ones.

import polars as pl
from detector.integrations.polars import score

padded = score(pl.read_parquet("articles.parquet")).filter(pl.col("score") >= 50)
score(pl.scan_parquet("articles/*.parquet")).sink_parquet("scores.parquet")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from detector.errors import MissingExtraError
from detector.integrations.columns import score_texts

try:
    import polars as pl
except ImportError as error:
    raise MissingExtraError("scoring a Polars frame", "polars", "polars") from error

if TYPE_CHECKING:
    from detector.integrations.columns import Scores

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

SCHEMA = {
    "lang": pl.String(),
    "words": pl.Int64(),
    **dict.fromkeys(("score", "share", "share_low", "share_high"), pl.Float64()),
    "band": pl.String(),
    "reasons": pl.List(pl.String()),
    "abstained": pl.String(),
}
"""The columns that are added."""


def score(frame: Frame, text: str = "text", *, model: str | None = None) -> Frame:
    """Add the columns of `SCHEMA`.

    Args:
        frame: a frame with a column of articles; a lazy one stays lazy and is scored in batches.
        text: the column's name.
        model: path of a model, by default the shipped one.
    """

    def add(batch: pl.DataFrame) -> pl.DataFrame:
        scores: Scores = score_texts(batch[text].to_list(), model=model)
        return batch.with_columns(
            pl.Series(name, values, dtype=SCHEMA[name]) for name, values in scores.items()
        )

    if isinstance(frame, pl.LazyFrame):
        schema = frame.collect_schema() | SCHEMA
        return frame.map_batches(add, schema=pl.Schema(schema), streamable=True)
    return add(frame)
