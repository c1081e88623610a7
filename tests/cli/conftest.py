"""The command line as people and scripts meet it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from detector.cli.commands import app

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[2] / "detector" / "samples"


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run a command line in this process."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def go(*arguments: object, stdin: bytes | str = b"") -> Outcome:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return go


@pytest.fixture
def spawn() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command line in a process of its own."""

    def go(
        *arguments: object, stdin: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603  (our own command)
            [sys.executable, "-m", "detector", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=120,
            env=os.environ | {"COLUMNS": "80"} | env,
        )

    return go


@pytest.fixture
def english() -> Path:
    return SAMPLES / "en.txt"


@pytest.fixture
def arabic() -> Path:
    return SAMPLES / "ar.txt"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Give an article that is too short for a score."""
    path = tmp_path / "note.txt"
    path.write_text("Three words here.\n", encoding="utf-8")
    return path
