"""The labelled corpus as training sets: real articles and the project's own written ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.article import Language, Source
from detector.learning.trainset import TrainSet, make_trainset

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_trainset(folder: Path, lang: Language, kinds: Sequence[str] = ("real", "written")) -> TrainSet:
    """Read `KIND-LANG.jsonl` of some kinds."""
    rows = [row for kind in kinds for row in read_rows(folder / f"{kind}-{lang}.jsonl")]
    written = [kind == "written" for kind in kinds for _ in read_rows(folder / f"{kind}-{lang}.jsonl")]
    return make_trainset(
        [Source(row["text"], row["id"], row["title"] or None) for row in rows],
        lang,
        ids=[row["id"] for row in rows],
        groups=[row["source"] for row in rows],
        verdicts=[row["verdict"] for row in rows],
        shares=[row["share"] for row in rows],
        units=[row["units"] for row in rows],
        written=written,
    )
