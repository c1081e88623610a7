"""`detector score FILE` starts fast: what is heavy is not imported, and little time is spent."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "detector" / "samples" / "en.txt"
HEAVY = {
    "sklearn", "scipy", "pandas", "joblib", "trafilatura", "lxml", "jinja2", "pyarrow", "polars",
    "fsspec", "distributed", "datatrove", "zstandard", "warcio", "pydantic", "charset_normalizer",
}  # fmt: skip
LIBRARIES = "import numpy, typer.main, rich.console, rich.text, Stemmer"


def modules_of(*arguments: str) -> set[str]:
    """Name the packages in memory at the end of a command line."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr))\n"
        "from detector.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    listed = done.stderr.rpartition("MODULES")[2].split()
    assert "detector" in listed
    return {name.partition(".")[0] for name in listed}


def test_scoring_a_text_imports_nothing_heavy() -> None:
    modules = modules_of("score", str(SAMPLE))
    assert not modules & HEAVY
    assert {"numpy", "rich"} <= modules


@pytest.mark.parametrize("form", ["json", "sarif", "markdown"])
def test_answers_for_programs_do_without_rich(form: str) -> None:
    assert not modules_of("score", str(SAMPLE), "--format", form) & (HEAVY | {"rich"})


@pytest.mark.parametrize("arguments", [("--version",), ("score", "no-such-file")])
def test_without_anything_to_score_numpy_is_not_needed(arguments: tuple[str, ...]) -> None:
    assert "numpy" not in modules_of(*arguments)


def cpu(*arguments: str) -> float:
    """Return the least CPU time (s) that a command took in five runs, byte code being there."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], env=env, capture_output=True, check=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def test_a_cold_start_takes_little_time() -> None:
    """0.30 s, or on a slow or busy machine twice what the libraries alone take there."""
    libraries = cpu("-c", LIBRARIES)
    mine = cpu("-m", "detector", "score", str(SAMPLE))
    assert mine <= max(0.30, 2 * libraries), f"{mine:.2f} s beside {libraries:.2f} s"
