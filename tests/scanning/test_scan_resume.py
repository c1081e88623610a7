"""A scan that is killed anywhere and resumed ends in the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import HERE, articles

from detector.errors import UsageError
from detector.scanning import Measuring

ROOT = Path(HERE).parents[1]
ROWS = [*articles(37), '{"broken', *articles(20, seed=2)]
WRITES = 38  # manifest, seven shards of four files with a manifest each, errors, output, view, end


def start(**told: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(HERE, "scan_process.py")), json.dumps(told)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(  # noqa: S603  (our own script)
        command, env=environment, stderr=subprocess.PIPE, text=True
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    errors = process.communicate(timeout=120)[1]
    return process.returncode, errors


def outcome(folder: Path, name: str) -> dict[str, bytes]:
    ends = ("", ".errors.jsonl", ".site.json", ".manifest.json")
    assert not (folder / f"{name}.parts").exists()
    return {end: (folder / f"{name}{end}").read_bytes() for end in ends}


@pytest.fixture
def whole(write_rows: Any, run: Any, tmp_path: Path) -> Any:
    path = write_rows(ROWS)
    run(path, tmp_path / "whole.jsonl")
    return path, outcome(tmp_path, "whole.jsonl")


def kill_and_resume(path: str, folder: Path, fatal: int) -> dict[str, bytes]:
    told = {"inputs": [path], "output": str(folder / f"{fatal}.jsonl")}
    first = start(**told, fatal=fatal)
    assert end(first)[0] == -signal.SIGKILL
    assert end(start(**told, resume=True)) == (0, "")
    return outcome(folder, f"{fatal}.jsonl")


@pytest.mark.parametrize("fatal", [1, 2, 19, 22, 2 * WRITES - 4, 2 * WRITES])
def test_killed_at_a_write_and_resumed_it_is_the_same(
    whole: Any, tmp_path: Path, fatal: int
) -> None:
    path, expected = whole
    assert kill_and_resume(path, tmp_path, fatal) == expected


@pytest.mark.slow
@pytest.mark.parametrize("fatal", range(1, 2 * WRITES + 1))
def test_killed_at_every_write_and_resumed_it_is_the_same(
    whole: Any, tmp_path: Path, fatal: int
) -> None:
    path, expected = whole
    assert kill_and_resume(path, tmp_path, fatal) == expected


def test_killed_again_and_again_with_two_jobs(whole: Any, tmp_path: Path) -> None:
    path, expected = whole
    output = tmp_path / "out.jsonl"
    told = {"inputs": [path], "output": str(output), "jobs": 2, "scorer": "slow"}
    for shards in (1, 3):
        process = start(**told, resume=True)
        deadline = time.monotonic() + 60
        while done(output) < shards and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        assert end(process)[0] == -signal.SIGKILL
        assert not output.exists()
    assert end(start(**told, resume=True)) == (0, "")
    assert outcome(tmp_path, "out.jsonl") == expected


def done(output: Path) -> int:
    try:
        return int(json.loads(Path(f"{output}.manifest.json").read_bytes())["shards"])
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_interrupted_from_the_keyboard_it_can_go_on(whole: Any, tmp_path: Path, jobs: int) -> None:
    path, expected = whole
    output = tmp_path / "out.jsonl"
    told = {"inputs": [path], "output": str(output), "jobs": jobs, "scorer": "slow"}
    process = start(**told)
    while done(output) < 1 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert end(process) == (130, "")
    assert end(start(**told, resume=True)) == (0, "")
    assert outcome(tmp_path, "out.jsonl") == expected


def test_two_scans_of_one_output_do_not_meet(whole: Any, tmp_path: Path, run: Any) -> None:
    path, _ = whole
    output = tmp_path / "out.jsonl"
    process = start(inputs=[path], output=str(output), scorer="slow")
    try:
        while done(output) < 1 and process.poll() is None:
            time.sleep(0.01)
        with pytest.raises(UsageError, match="another scan is writing"):
            run(path, output, overwrite=True)
    finally:
        assert end(process) == (0, "")


def test_resuming_what_is_not_there_starts_and_what_is_finished_does_nothing(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    path, output = write_rows(articles(9)), tmp_path / "out.jsonl"
    first = run(path, output, resume=True)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    again = run(path, output, resume=True)
    assert again == first
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before


def test_resuming_another_scan_is_refused(write_rows: Any, run: Any, tmp_path: Path) -> None:
    path, output = write_rows(articles(9)), tmp_path / "out.jsonl"
    run(path, output)
    with pytest.raises(UsageError, match="features was False and is True"):
        run(path, output, resume=True, measuring=Measuring(features=True))
    Path(path).write_text('{"text": "other"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="the inputs were 1 file"):
        run(path, output, resume=True)


def test_a_rewritten_input_of_the_same_size_is_noticed(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    path, output = write_rows(articles(9)), tmp_path / "out.jsonl"
    run(path, output)
    os.utime(path, ns=(1, 1))
    with pytest.raises(UsageError, match="newer ones"):
        run(path, output, resume=True)


def test_an_output_that_exists_is_refused_and_replaced_only_when_told(
    write_rows: Any, run: Any, read: Any, tmp_path: Path
) -> None:
    path, output = write_rows(articles(9)), tmp_path / "out.jsonl"
    output.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="exists: add --overwrite"):
        run(path, output)
    with pytest.raises(UsageError, match="not written by a scan"):
        run(path, output, resume=True)
    assert output.read_text(encoding="utf-8") == "mine"
    run(path, output, overwrite=True)
    assert len(read(output)) == 9


def test_an_unfinished_scan_is_not_begun_again_by_accident(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    path, output = write_rows(articles(30)), tmp_path / "out.jsonl"

    def stop(_: object) -> None:
        if done(output) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, output, watch=stop)
    with pytest.raises(UsageError, match="unfinished scan"):
        run(path, output)
    with pytest.raises(UsageError, match="features was False"):
        run(path, output, resume=True, measuring=Measuring(features=True))
    run(path, output, overwrite=True)
    assert len(output.read_bytes().splitlines()) == 30


def test_a_damaged_manifest_is_told(write_rows: Any, run: Any, tmp_path: Path) -> None:
    path, output = write_rows(articles(3)), tmp_path / "out.jsonl"
    run(path, output)
    for content in (b"{", b"[]", b'{"format": 1}', b"\xff"):
        (tmp_path / "out.jsonl.manifest.json").write_bytes(content)
        with pytest.raises(UsageError, match="is damaged or of another version"):
            run(path, output, resume=True)
