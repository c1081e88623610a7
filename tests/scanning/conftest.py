from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detector.scanning import Limits, ScanOptions, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detector.scanning import Tally

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)  # worker processes import the fake scorer by its name

from fake_scorer import fake  # noqa: E402

SMALL = Limits(rows=4, characters=4000, lots=2, window=2)


@pytest.fixture
def write_rows(tmp_path: Path) -> Callable[..., str]:
    def write(rows: Iterable[Any], name: str = "in.jsonl") -> str:
        path = tmp_path / name
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def run() -> Callable[..., Tally]:
    def scan_small(inputs: str | list[str], output: Path | str, **options: Any) -> Tally:
        given = (inputs,) if isinstance(inputs, str) else tuple(inputs)
        scorer = options.pop("scorer", fake)
        watch = options.pop("watch", None)
        limits = options.pop("limits", SMALL)
        whole = ScanOptions(given, str(output), **options)
        return scan(whole, limits=limits, scorer=scorer, watch=watch)

    return scan_small


@pytest.fixture
def read() -> Callable[[Path | str], list[dict[str, Any]]]:
    return lambda path: [json.loads(line) for line in Path(path).read_bytes().splitlines()]


def articles(number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Rows of different lengths, all with one sentence in common."""
    chance = random.Random(seed)  # noqa: S311  (test data)
    words = [f"w{index}" for index in range(500)]
    return [
        {
            "id": f"a{index}",
            "text": " ".join(chance.choices(words, k=chance.randint(6, 60)))
            + ".\nThis sentence stands at the end of every page.",
            "url": f"https://site{index % 3}.example/{index}",
        }
        for index in range(number)
    ]
