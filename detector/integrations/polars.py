"""Scores in Polars, for frames in memory and for lazy ones.

import polars as pl
from detector.integrations.polars import score

padded = score(pl.read_parquet("articles.parquet")).filter(pl.col("score") >= 50)
score(pl.scan_parquet("articles/*.parquet")).sink_parquet("scores.parquet")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from detector.errors import MissingExtraError
from detector.integrations.columns import score_texts

if TYPE_CHECKING:
    from types import ModuleType

    import polars as pl

    Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def score(frame: Frame, text: str = "text", *, model: str | None = None) -> Frame:
    """Add the columns of `schema()`.

    Args:
        frame: a frame with a column of articles; a lazy one stays lazy and is scored in batches.
        text: the column's name.
        model: path of a model, by default the shipped one.

    Raises:
        MissingExtraError: Polars is not installed.
    """
    polars, types = _polars(), schema()

    def add(batch: Any) -> Any:
        scores = score_texts(batch[text].to_list(), model=model)
        return batch.with_columns(
            polars.Series(name, values, dtype=types[name]) for name, values in scores.items()
        )

    if isinstance(frame, polars.LazyFrame):
        whole = polars.Schema(frame.collect_schema() | types)
        scored: Frame = frame.map_batches(add, schema=whole, streamable=True)
    else:
        scored = add(frame)
    return scored


def schema() -> dict[str, pl.DataType]:
    """Return the columns that are added, with their types.

    Raises:
        MissingExtraError: Polars is not installed.
    """
    polars = _polars()
    number, text = polars.Float64(), polars.String()
    return {
        "lang": text,
        "words": polars.Int64(),
        **dict.fromkeys(("score", "share", "share_low", "share_high"), number),
        "band": text,
        "reasons": polars.List(text),
        "abstained": text,
    }


def _polars() -> ModuleType:
    try:
        import polars  # noqa: PLC0415, ICN001  (an extra)
    except ImportError as error:
        raise MissingExtraError("scoring a Polars frame", "polars", "polars") from error
    return polars
