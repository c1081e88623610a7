"""The recipes of `training/` are scripts that import one another by their plain names."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

TRAINING = Path(__file__).parents[2] / "training"
sys.path.insert(0, str(TRAINING))

if TYPE_CHECKING:
    from detector.article import Language
    from detector.learning.trainset import TrainSet

PAIRS = 12


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some written pairs as if they were real articles, two pairs a site, and some as they are."""
    folder = tmp_path_factory.mktemp("corpus")
    for lang in ("ar", "en"):
        path = TRAINING / "written" / f"written-{lang}.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        clear = [row for row in rows if row["verdict"] != 1]
        for number, row in enumerate(clear[: 2 * PAIRS]):
            row["source"] = f"site {number // 4}"
        for name, part in (("real", clear[: 2 * PAIRS]), ("written", clear[2 * PAIRS :][:8])):
            text = "\n".join(json.dumps(row, ensure_ascii=False) for row in part)
            (folder / f"{name}-{lang}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_sets(small_corpus: Path) -> dict[Language, TrainSet]:
    """The same as training sets."""
    from corpus import load_trainset  # noqa: PLC0415 - found by the path above

    return {"ar": load_trainset(small_corpus, "ar"), "en": load_trainset(small_corpus, "en")}
