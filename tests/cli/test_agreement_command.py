from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "The council met on the fourth of May. It was the most important of all days. \x1b[31m",
    "اجتمع المجلس في الرابع من أيار. وكان ذلك أهم حدث على الإطلاق في المدينة.",
]


def _detector(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", "from detector.cli import main; main()", *arguments]
    return subprocess.run(  # noqa: S603  (our own command)
        line, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def labels(tmp_path: Path) -> tuple[str, str]:
    for name, second, verdicts in (("a", "K", (0, 2)), ("b", "G", (1, 2))):
        rows = []
        for text, verdict in zip(TEXTS, verdicts, strict=True):
            stop = text.index(".") + 1
            units = [[0, stop, "K"], [stop + 1, len(text), second]]
            rows.append({"id": text[:3], "text": text, "units": units, "verdict": verdict})
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")


def test_a_table_and_the_disagreements_are_printed(labels: tuple[str, str]) -> None:
    done = _detector("agreement", *labels)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "2 articles read by both"
    assert next(line for line in lines if line.startswith("padded or not")).split() == [
        "padded", "or", "not", "1.000", "1.000", "–", "1.000", "100%", "2",
    ]  # fmt: skip
    assert "  0 | 1  The" in lines
    assert any(line.startswith("  K | G  It was the most important") for line in lines)
    assert any(line.startswith("  K | G  وكان ذلك أهم حدث") for line in lines)
    assert "\x1b" not in done.stdout


def test_json_holds_everything_and_only_finite_numbers(labels: tuple[str, str]) -> None:
    done = _detector("agreement", *labels, "--format", "json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (answer["schema"], answer["articles"]) == (1, 2)
    assert answer["sentence"] == {
        "value": 0.0, "low": 0.0, "high": 0.0, "observed": 0.5, "items": 4,
    }  # fmt: skip
    assert len(answer["units"]) == 2
    assert answer["units"][0]["text"] == TEXTS[0][38:]


def test_bad_rows_are_named_line_by_line(tmp_path: Path, labels: tuple[str, str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": ""}\n{"text": "It is a text of the day."}\n', encoding="utf-8")
    done = _detector("agreement", labels[0], str(bad))
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        f"detector: {bad}:1: neither text nor path is given",
        f"detector: {bad}:2: no label, verdict, share or units is given",
        "detector: 2 of 2 rows cannot be read; mend them, or say --skip-bad",
    ]
