"""A scan's memory is flat, its time grows as its input does, and two jobs are near twice one."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from detector.article import Source
from detector.errors import ModelError
from detector.scoring import default_model, score_rows

HERE = Path(__file__).parent
LONGEST = 1_000_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _shipped() -> None:
    try:
        default_model()
    except ModelError as error:
        pytest.skip(f"the shipped model cannot be used: {error}")


def scan_once(number: int, output: Path, jobs: int = 1) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  (our own script)
        [sys.executable, str(HERE / "scan_once.py"), str(number), str(output), str(jobs)],
        env=os.environ | {"PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        check=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["articles"] == number
    return found


@pytest.mark.parametrize("jobs", [1, 2])
def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path, jobs: int) -> None:
    few = scan_once(3_000, tmp_path / "few.jsonl", jobs)["megabytes"]
    many = scan_once(24_000, tmp_path / "many.jsonl", jobs)["megabytes"]
    assert many < 400
    assert many < few + 40


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_time_grows_with_length_and_no_faster(lang: str) -> None:
    sample = (HERE.parents[1] / "detector" / "samples" / f"{lang}.txt").read_text("utf-8")
    lines = [line for line in sample.splitlines() if line]
    sizes, times = [30_000, 100_000, 300_000, LONGEST], []
    score_rows([Source(sample)])
    for size in sizes:
        source = Source(made_up(lines, size), lang="en" if lang == "en" else "ar")
        times.append(min(seconds_of(source) for _ in range(2)))
    steps = zip(sizes, sizes[1:], times, times[1:], strict=False)
    exponents = [math.log(t2 / t1) / math.log(s2 / s1) for s1, s2, t1, t2 in steps]
    assert max(exponents) < 1.5, exponents  # one step is noisy: columns outgrow a cache
    overall = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    assert overall < 1.1, exponents


def made_up(lines: list[str], size: int) -> str:
    chance = random.Random(size)  # noqa: S311  (test data)
    words = " ".join(lines).split()
    text, length = [], 0
    while length < size:
        text.append(" ".join(chance.sample(words, 12)) + f" {chance.randrange(10**6)}.")
        length += len(text[-1]) + 1
    return "\n".join(text)[:size]


def seconds_of(source: Source) -> float:
    begin = time.process_time()
    score_rows([source])
    return time.process_time() - begin


def test_two_jobs_on_two_idle_cores_are_near_twice_one(tmp_path: Path) -> None:
    if len(os.sched_getaffinity(0)) < 2 or os.getloadavg()[0] > 0.6:
        pytest.skip("needs two idle cores")
    one = scan_once(60_000, tmp_path / "one.jsonl", 1)["seconds"]
    two = scan_once(60_000, tmp_path / "two.jsonl", 2)["seconds"]
    assert one / two > 1.5
