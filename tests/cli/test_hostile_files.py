"""Whatever a file holds, it is answered or refused in time, in bounds and in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 10.0  # of one core
MEMORY = 1_000_000_000  # bytes
MILLION = 1_000_000


class Ending(NamedTuple):
    """How a command ended and what it took."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    memory: int


def score(folder: Path, *arguments: object) -> Ending:
    command = [sys.executable, "-m", "detector", "score", *map(str, arguments)]
    out, err = folder / "out", folder / "err"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        child = subprocess.Popen(command, stdout=stdout, stderr=stderr)  # noqa: S603
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return Ending(
        child.returncode,
        out.read_bytes(),
        err.read_bytes(),
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    )


def check(ending: Ending) -> None:
    assert ending.code in {0, 3}, ending.err[:500]
    assert ending.err.count(b"\n") == (1 if ending.code else 0)
    assert b"Traceback" not in ending.err
    assert not set("\x00\x07\x1b\x9b\u202e") & set((ending.out + ending.err).decode())
    assert ending.seconds < SECONDS
    assert ending.memory < MEMORY


FACT = "The council of Harwick voted on Tuesday, by 6 to 3, to close the library. "
FILES: dict[str, bytes | str] = {
    "empty.txt": b"",
    "bom.txt": b"\xef\xbb\xbf",
    "binary.txt": bytes(range(256)) * 1000,
    "invalid.txt": b"The \xff\xfe\xfa council. " * 5000,
    "nul.txt": b"The council\0 voted. " * 5000,
    "escapes.txt": ("\x1b[31mRed\x1b[0m \x1b]8;;http://x\x07[bold]alert[/bold]\u202e " + FACT) * 40,
    "same.txt": FACT * 40,
    "nested.html": "<div>" * 100_000 + FACT * 20 + "</div>" * 100_000,
    "headings.md": "# a\n\n" * 200_000,
    "lines.txt": "a\n" * MILLION,
    "words.txt": "word " * 1_600_000,
    "sentences.txt": (FACT * 120_000)[:8_000_000],
    "arabic.txt": "قال الرئيس السوري إن الاجتماع عقد في دمشق يوم الثلاثاء الماضي. " * 60_000,
}
CHARACTERS = "😀([#*<>|-_\"'.،aم\u0301\u0640\u200d\u202e\n \t\u2028"


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = FILES[name]
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    check(score(tmp_path, path))


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_million_of_one_character(tmp_path: Path, suffix: str) -> None:
    """All of them together stay within the bounds of one."""
    paths = [tmp_path / f"U+{ord(character):04X}{suffix}" for character in CHARACTERS]
    for path, character in zip(paths, CHARACTERS, strict=True):
        path.write_text(character * MILLION, encoding="utf-8")
    check(score(tmp_path, *paths, "--format", "json"))


@pytest.mark.parametrize("character", "([#*<a.ا \u0301", ids=lambda c: f"U+{ord(c):04X}")
def test_a_run_of_one_character_inside_an_article(tmp_path: Path, character: str) -> None:
    path = tmp_path / "run.md"
    path.write_text(FACT * 10 + character * MILLION + FACT * 10, encoding="utf-8")
    check(score(tmp_path, path))


@pytest.mark.parametrize("option", ["--text", "--brief", "--format=sarif", "--format=markdown"])
def test_hostile_names_and_texts_in_every_form(tmp_path: Path, option: str) -> None:
    path = tmp_path / "a\x1b[31m\n[bold red]\u202e.txt"
    path.write_text(str(FILES["escapes.txt"]), encoding="utf-8")
    check(score(tmp_path, path, option))
