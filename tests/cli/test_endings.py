from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from detector import errors
from detector.cli import score
from detector.cli.endings import Code

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError("x"), Code.USAGE),
        (errors.MissingExtraError("x", "y", "z"), Code.USAGE),
        (errors.InputError("x"), Code.UNREADABLE),
        (errors.ModelError("x"), Code.UNREADABLE),
        (errors.PackError("x"), Code.UNREADABLE),
        (errors.DataError("x"), Code.UNREADABLE),
        (KeyboardInterrupt(), Code.INTERRUPTED),
        (BrokenPipeError(), Code.CLOSED_PIPE),
        (OSError(28, "No space left on device"), Code.NOT_WRITTEN),
        (ValueError("two\nlines \x1b[31m"), Code.BUG),
        (RecursionError(), Code.BUG),
        (MemoryError(), Code.BUG),
    ],
)
def test_every_error_is_one_line_and_a_code(
    run: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    english: Path,
    error: BaseException,
    code: Code,
) -> None:
    monkeypatch.setattr(score, "answer", raising(error))
    outcome = run("score", english)
    assert outcome.code == code
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    assert "\x1b" not in outcome.err
    assert outcome.err.count("\n") == (0 if code is Code.CLOSED_PIPE else 1)


def test_a_fault_of_the_program_says_what_to_report(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, english: Path
) -> None:
    monkeypatch.setattr(score, "answer", raising(ZeroDivisionError("secret text")))
    err = run("score", english).err
    assert "ZeroDivisionError" in err
    assert "test_endings.py" in err
    assert "secret text" not in err
    assert "report" in err


def test_a_closed_pipe_is_quiet(english: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "detector", "score", str(english)]
    for form in ("terminal", "json"):
        done = subprocess.run(  # noqa: S603
            [*command, "--format", form], stdout=writer, stderr=subprocess.PIPE, check=False
        )
        assert (done.returncode, done.stderr) == (Code.CLOSED_PIPE, b"")
    os.close(writer)


def test_an_interrupt_is_one_line() -> None:
    command = [sys.executable, "-m", "detector", "score", "-"]
    child = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(3)  # it waits for its input by then
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == Code.INTERRUPTED
    assert (out, err) == (b"", b"detector: interrupted\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told(english: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "detector", "score", str(english), "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == Code.NOT_WRITTEN
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


def test_closed_standard_output_is_no_fault(english: Path) -> None:
    line = f"'{sys.executable}' -m detector score '{english}' >&-"
    done = subprocess.run(line, shell=True, stderr=subprocess.PIPE, check=False)  # noqa: S602
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("form", ["terminal", "json", "sarif", "markdown"])
def test_a_terminal_that_knows_ascii_only(
    spawn: Callable[..., Any], arabic: Path, form: str
) -> None:
    done = spawn("score", arabic, "--format", form, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_names_that_command_a_terminal(spawn: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\n[bold red]\u202e.txt"
    done = spawn("score", path)
    assert done.returncode == Code.UNREADABLE
    assert b"\x1b" not in done.stderr
    assert done.stderr.count(b"\n") == 1
    path.write_text("[bold]The council[/bold] voted on Tuesday. \x1b[31m" * 40, encoding="utf-8")
    for options in ([], ["--text"], ["--brief"], ["--format", "json"], ["--format", "markdown"]):
        done = spawn("score", path, *options)
        assert done.returncode == 0
        assert b"\x1b" not in done.stdout
        assert "\u202e".encode() not in done.stdout
