from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def seen_on_a_terminal(*arguments: object) -> tuple[bytes, bytes]:
    """Run a command whose standard error is a terminal; return what it printed where."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
    command = [sys.executable, "-m", "detector", *map(str, arguments)]
    child = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=theirs, env=os.environ | {"TERM": "xterm"}
    )
    os.close(theirs)
    out, _ = child.communicate(timeout=120)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how a terminal ends
        pass
    os.close(ours)
    return out, shown


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text("Three words here.", encoding="utf-8")
    return tmp_path


def test_several_files_show_how_far_it_is_on_standard_error_only(notes: Path) -> None:
    out, shown = seen_on_a_terminal("score", notes, "--brief")
    assert b"/20" in shown
    assert b"\x1b" not in out
    assert out.count(b"\n") == 20


def test_one_file_and_quiet_show_nothing(notes: Path) -> None:
    assert seen_on_a_terminal("score", notes, "--brief", "--quiet")[1] == b""
    assert seen_on_a_terminal("score", notes / "00.txt")[1] == b""
