"""`detector scan` as people and scripts meet it."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from detector.cli.scan_progress import _Pace, duration, sparks
from detector.results import Row, Share
from detector.scanning import Progress, Tally

if TYPE_CHECKING:
    from pathlib import Path

MODEL = SimpleNamespace(name="fake", format=1, sha256="f" * 64)


def fake_rows(sources: list[Any], **_: object) -> list[Row]:
    rows = []
    for source in sources:
        share = len(source.text) % 100 / 100
        answer = Share(share, share, share), "some", None, ("fake.one",), {}, ()
        rows.append(Row(source.lang or "en", len(source.text.split()), 100 * share, *answer))
    return rows


@pytest.fixture(autouse=True)
def _scored(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("work", "preparing"):
        monkeypatch.setattr(f"detector.scanning.{module}.load", lambda _: MODEL)
    monkeypatch.setattr("detector.scoring.score_rows", fake_rows)


@pytest.fixture
def rows(tmp_path: Path) -> Any:
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": i, "text": "word " * (i + 1)}) for i in range(40)]
    path.write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    return path


def test_it_writes_rows_and_says_what_it_found(run: Any, rows: Any, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    result = run("scan", rows, "-o", output)
    assert (result.code, result.err) == (0, "")
    assert len(output.read_text("utf-8").splitlines()) == 40
    assert "40 articles: 40 scored, mean score" in result.out
    assert f"1 row could not be read: {output}.errors.jsonl" in result.out
    assert re.search(r"^ +0-10 +█+ \d+$", result.out, re.MULTILINE)


def test_quiet_prints_nothing_and_strict_counts_bad_rows(
    run: Any, rows: Any, tmp_path: Path
) -> None:
    result = run("scan", rows, "-o", tmp_path / "a.jsonl", "--quiet", "--strict")
    assert (result.code, result.out, result.err) == (3, "", "")
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 40


def test_exit_codes(run: Any, rows: Any, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    missing = run("scan", tmp_path / "none.jsonl", "-o", output)
    assert (missing.code, missing.out) == (3, "")
    assert missing.err.count("\n") == 1
    assert run("scan", rows, "-o", output, "--resume", "-q").code == 0
    assert run("scan", rows, "-o", output, "--resume", "-q").code == 0
    for extra in ((), ("--resume", "--features"), ("--resume", "--overwrite"), ("--engine", "dask"),
                  ("--overwrite", "--keep-under", "101"), ("--jobs", "0")):  # fmt: skip
        refused = run("scan", rows, "-o", output, *extra)
        assert (refused.code, refused.out) == (2, ""), extra
        assert refused.err.count("\n") == 1, extra
    assert run("scan", rows).code == 2


def test_a_language_that_is_forced_goes_to_rows_that_name_none(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b", "lang": "en"}\n', encoding="utf-8")
    run("scan", path, "-o", tmp_path / "out.jsonl", "--lang", "ar")
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["lang"] for line in lines] == ["ar", "en"]


def test_an_interrupted_scan_says_how_to_go_on(
    run: Any, rows: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("detector.scoring.score_rows", stop)
        result = run("scan", rows, "-o", tmp_path / "out.jsonl")
    assert result.code == 130
    assert result.err == "detector: interrupted: what is done is kept, go on with --resume\n"
    assert run("scan", rows, "-o", tmp_path / "out.jsonl", "--resume").code == 0


def test_the_line_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 110.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    pace = _Pace()
    pace.line(Progress(Tally(rows=0), 0, 4000))
    tally = Tally(rows=500, bad=3, bins=[8, 0, 4, 0, 0, 0, 0, 0, 0, 1])
    assert pace.line(Progress(tally, 1000, 4000)) == (
        "500 articles  50/s  25%  0:30 left  3 bad rows  0 █ ▄      ▁ 100"
    )


def test_pieces_of_the_line() -> None:
    assert duration(0.4) == "0:00"
    assert sparks([0] * 10) == " " * 10
