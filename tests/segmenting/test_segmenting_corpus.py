"""Headings against people's labels, where the labelled articles are at hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from detector.article import Language

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the labelled corpus is not here")


@pytest.fixture(scope="module")
def measuring() -> Any:
    path = ROOT / "training" / "measure_segmenting.py"
    spec = importlib.util.spec_from_file_location("measure_segmenting", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "lang", "least"),
    [
        ("written-en", "en", 0.93),
        ("written-ar", "ar", 0.93),
        ("real-en", "en", 0.88),
        ("real-ar", "ar", 0.88),
    ],
)
def test_precision_and_recall_of_headings(
    measuring: Any, name: str, lang: Language, least: float
) -> None:
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    fates = [verdict.fate for verdict in measuring.judge_all(rows, lang)]
    right, wrong, missed = (fates.count(fate) for fate in ("right", "wrong", "missed"))
    assert right / (right + wrong) >= least
    assert right / (right + missed) >= least
