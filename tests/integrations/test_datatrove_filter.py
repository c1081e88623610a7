"""The filter in a real pipeline of datatrove."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("datatrove")

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from detector.article import Source
from detector.integrations import datatrove as step
from detector.integrations.datatrove import PaddingFilter

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TEXTS = [f"Sentence number {index} says a thing. And this one pads." for index in range(40)]


@pytest.fixture
def pipeline(scored: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setattr(step, "score_rows", scored)
    monkeypatch.setattr(step, "model_at", lambda _: None)
    (tmp_path / "in").mkdir()
    rows = [{"id": str(i), "text": text, "language": "ar"} for i, text in enumerate(TEXTS)]
    rows.append({"id": "short", "text": "too short"})
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "in" / "a.jsonl").write_text(lines, encoding="utf-8")

    def run(**options: Any) -> tuple[list[Any], list[Any], Any]:
        dropped = JsonlWriter(str(tmp_path / "dropped"))
        steps = [
            JsonlReader(str(tmp_path / "in")),
            PaddingFilter(exclusion_writer=dropped, batch_size=7, **options),
            JsonlWriter(str(tmp_path / "kept")),
        ]
        logs = str(tmp_path / "logs")
        stats = LocalPipelineExecutor(steps, logging_dir=logs, skip_completed=False).run()
        return rows_in(tmp_path / "kept"), rows_in(tmp_path / "dropped"), stats

    return run


def rows_in(folder: Path) -> list[Any]:
    files = sorted(folder.glob("*.gz"))
    return [json.loads(line) for file in files for line in gzip.open(file).readlines()]


def test_documents_over_the_limit_are_dropped_with_all_reasons_as_metadata(
    pipeline: Any, scored: Any
) -> None:
    kept, dropped, stats = pipeline(keep_under=50)
    scores = {str(i): row.score for i, row in enumerate(scored([Source(t) for t in TEXTS]))}
    assert {row["id"] for row in dropped} == {i for i, score in scores.items() if score >= 50}
    assert {row["id"] for row in kept} == {i for i, score in scores.items() if score < 50} | {
        "short"
    }
    assert 5 < len(dropped) < 35
    for row in dropped:
        told = row["metadata"]
        assert told["padding_score"] == round(scores[row["id"]], 1)
        assert told["padding_reasons"] == ["fake.one", "fake.two"]
        assert told["padding_lang"] == "ar"
        assert told["padding_share_low"] <= told["padding_share"] <= told["padding_share_high"]
        assert told["padding_abstained"] is None
    (short,) = (row for row in kept if row["id"] == "short")
    assert short["metadata"]["padding_score"] is None
    assert short["metadata"]["padding_abstained"] == "too_short"
    assert f'"dropped_fake.one": {len(dropped)}' in stats.to_json()


def test_padding_is_taken_out_of_what_is_kept(pipeline: Any) -> None:
    kept, dropped, _ = pipeline(keep_under=None, drop_padding=True, features=True)
    assert not dropped
    assert len(kept) == len(TEXTS) + 1
    for row in kept:
        if row["id"] != "short":
            assert row["text"] == TEXTS[int(row["id"])].split(" And")[0] + "\n"
            assert list(row["metadata"]["padding_features"]) == ["fake.one"]
