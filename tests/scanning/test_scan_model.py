"""Scans with the shipped model: the scores are those of one article at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import detector.scanning.run as scan_run
from detector import compiled
from detector.article import Source
from detector.errors import ModelError
from detector.features import FEATURES, REFERENCE
from detector.scanning import Limits, Measuring, ScanOptions, scan, work
from detector.scoring import default_model, score_sources

SAMPLES = Path(__file__).parents[2] / "detector" / "samples"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    try:
        default_model()
    except ModelError as error:
        pytest.skip(f"the shipped model cannot be used: {error}")
    wholes = [(SAMPLES / f"{lang}.txt").read_text("utf-8") for lang in ("en", "ar")]
    return [*wholes, wholes[0][: len(wholes[0]) // 2], "", "short", *(text * 2 for text in wholes)]


def rows_of(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.read_bytes().splitlines()]


def test_scores_are_those_of_one_article_at_a_time(
    texts: list[str], write_rows: Any, tmp_path: Path
) -> None:
    path = write_rows([{"text": text} for text in texts])
    asked = Measuring(features=True, sentences=True)
    scan(ScanOptions((path,), str(tmp_path / "all.jsonl"), measuring=asked))
    one = ScanOptions((path,), str(tmp_path / "one.jsonl"), measuring=asked)
    scan(one, limits=Limits(rows=1, lots=1))
    rows = rows_of(tmp_path / "all.jsonl")
    assert rows == rows_of(tmp_path / "one.jsonl")
    for text, row in zip(texts, rows, strict=True):
        (result,) = score_sources([Source(text)])
        score = None if result.score is None else round(result.score, 1)
        assert (row["score"], row["words"], row["lang"]) == (score, result.words, result.lang)
        assert [s["start"] for s in row["sentences"]] == [s.start for s in result.sentences]
    assert rows[0]["features"]
    assert {rows[3]["score"], rows[4]["score"]} == {None}


def test_only_a_long_scan_starts_loops_at_once_and_scores_the_same(
    texts: list[str], write_rows: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, starts, start = write_rows([{"text": text} for text in texts]), [], compiled.start
    monkeypatch.setattr(compiled, "start", lambda: starts.append(start()))
    work._start_loops.cache_clear()
    for name, long in (("short", 1 << 40), ("long", 1)):
        monkeypatch.setattr(scan_run, "LONG", long)
        scan(ScanOptions((path,), str(tmp_path / f"{name}.jsonl")))
        assert bool(starts) == (name == "long")
    assert rows_of(tmp_path / "long.jsonl") == rows_of(tmp_path / "short.jsonl")


def test_reference_measures_are_written_when_asked_for(
    texts: list[str], write_rows: Any, tmp_path: Path
) -> None:
    path = write_rows([{"text": text} for text in texts])
    for name, asked in (
        ("plain", Measuring(features=True)),
        ("both", Measuring(features=True, reference=True)),
        ("reference", Measuring(reference=True)),
    ):
        scan(ScanOptions((path,), str(tmp_path / f"{name}.jsonl"), measuring=asked))
    plain, both = (rows_of(tmp_path / f"{name}.jsonl") for name in ("plain", "both"))
    assert both == rows_of(tmp_path / "reference.jsonl")
    assert list(plain[0]["features"]) == [feature.id for feature in FEATURES]
    assert list(both[0]["features"]) == [feature.id for feature in (*FEATURES, *REFERENCE)]
    assert both[0]["features"].items() >= plain[0]["features"].items()
    assert both[3]["features"] == both[4]["features"] == {}
    assert both[2]["features"]["reference.compression_ratio"] > 1


def test_text_without_padding_is_the_text_of_the_cut(
    texts: list[str], write_rows: Any, tmp_path: Path
) -> None:
    path = write_rows([{"text": text} for text in texts])
    asked = Measuring(drop_padding=True)
    scan(ScanOptions((path,), str(tmp_path / "out.jsonl"), measuring=asked))
    for text, row in zip(texts, rows_of(tmp_path / "out.jsonl"), strict=True):
        (result,) = score_sources([Source(text)])
        if result.cuts is None or not result.cuts.sentences:
            assert row["text"] == text
        else:
            assert len(row["text"]) < len(text)
