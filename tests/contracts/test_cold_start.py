"""`detector score FILE` starts fast: what is heavy is not imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "detector" / "samples" / "en.txt"
HEAVY = {
    "sklearn", "scipy", "pandas", "joblib", "trafilatura", "lxml", "jinja2", "pyarrow", "polars",
    "fsspec", "distributed", "datatrove", "zstandard", "warcio", "pydantic", "charset_normalizer",
    "numba",
    "numpy.ma",  # numpy.unique and numpy.setdiff1d load it when they are first called
}  # fmt: skip


def modules_of(*arguments: str) -> set[str]:
    """Name the modules in memory at the end of a command line."""
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
    return set(listed)


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
