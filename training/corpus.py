"""The labelled corpus as training sets: real articles and the project's own written ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from detector.article import Source
from detector.learning.trainset import make_trainset

if TYPE_CHECKING:
    from pathlib import Path

    from detector.article import Language
    from detector.learning.trainset import TrainSet


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_trainset(folder: Path, lang: Language) -> TrainSet:
    """Read the real and the written articles of a language, in this order."""
    real, own = (read_rows(folder / f"{kind}-{lang}.jsonl") for kind in ("real", "written"))
    rows = real + own
    return make_trainset(
        [Source(row["text"], row["id"], row["title"] or None) for row in rows],
        lang,
        ids=[row["id"] for row in rows],
        groups=[row["source"] for row in rows],
        verdicts=[row["verdict"] for row in rows],
        shares=[row["share"] for row in rows],
        units=[row["units"] for row in rows],
        written=[False] * len(real) + [True] * len(own),
    )
