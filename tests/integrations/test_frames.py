"""Scores as columns of frames: Spark's function on pandas frames, Polars eager and lazy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detector.article import Source
from detector.integrations.columns import COLUMNS, score_texts

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["one two three four five six.", None, "seven eight nine ten eleven twelve."]


def test_a_column_of_texts_gives_columns_of_scores(scored: Any) -> None:
    found = score_texts(TEXTS, langs=["ar", None, None], titles=["T", None, None])
    assert list(found) == [*COLUMNS, "abstained"]
    assert {len(column) for column in found.values()} == {3}
    assert found["lang"] == ["ar", "en", "en"]
    assert found["abstained"] == [None, "too_short", None]
    assert found["score"][2] == round(scored([Source(TEXTS[2])])[0].score, 1)
    assert found["score"][1] is None
    with pytest.raises(ValueError, match="shorter"):
        score_texts(TEXTS, langs=["ar"])


@pytest.mark.usefixtures("scored")
def test_polars_eager_and_lazy(tmp_path: Path) -> None:
    pl = pytest.importorskip("polars")
    from detector.integrations.polars import schema, score  # noqa: PLC0415

    frame = pl.DataFrame({"id": [1, 2, 3], "body": TEXTS})
    found = score(frame, "body")
    assert found.columns == ["id", "body", *schema()]
    assert found["reasons"].to_list() == [["fake.one", "fake.two"], [], ["fake.one", "fake.two"]]
    assert found.schema["words"] == pl.Int64
    lazy = score(frame.lazy(), "body")
    assert lazy.collect_schema() == found.schema
    assert lazy.collect().equals(found)
    frame.write_parquet(tmp_path / "in.parquet")
    score(pl.scan_parquet(tmp_path / "in.parquet"), "body").sink_parquet(tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet").equals(found)


@pytest.mark.usefixtures("scored")
def test_sparks_function_adds_its_schema_to_every_frame() -> None:
    pd = pytest.importorskip("pandas")
    from detector.integrations.spark import SCHEMA, scorer  # noqa: PLC0415

    frames = [
        pd.DataFrame({"id": [1, 2], "text": TEXTS[:2]}),
        pd.DataFrame({"id": [3], "text": TEXTS[2:]}),
    ]
    one, two = scorer()(iter(frames))
    names = [column.split()[0] for column in SCHEMA.split(", ")]
    assert list(one.columns) == list(two.columns) == ["id", "text", *names]
    assert one["abstained"].tolist()[1] == "too_short"
    assert two["score"].tolist() == score_texts(TEXTS[2:])["score"]
    assert next(scorer()(iter([pd.DataFrame({"text": []})]))).empty
