from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from detector.learning.data import read_labelled

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "a.txt": "The council met on the fourth of May. It voted to close the library.",
    "b.txt": "The river rose by two metres in May. It was the most important event of all.",
    "ar.txt": "اجتمع المجلس في 4 من أيار. وصوت على إغلاق المكتبة في نهاية العام (6-3).",
}
# The real command; the model is a stand-in that finds the later names more doubtful.
COMMAND = """
import detector.cli.label as command
from detector.cli import main
from detector.results import Row, Share

def answers(sources):
    return [
        Row("en", 99, {"a": 91.0, "b": 55.0}.get(s.origin[-5:-4], 77.0), Share(0.5, 0.4, 0.6),
            "heavy", None, (), {"x": float(len(s.text))}, ())
        for s in sources
    ]

command.answers = answers
main()
"""
PROMPT, VERDICT = "k r g s b h x, ? >", "verdict 0-3, ? >"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _run(texts: Path, typed: str, *options: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", COMMAND, "label", str(texts), *options]
    line += ["-o", str(texts.parent / "labels.jsonl")]
    return subprocess.run(  # noqa: S603  (our own command)
        line, input=typed, capture_output=True, encoding="utf-8", check=False
    )


def test_the_most_doubtful_article_is_asked_for_first_and_the_guess_comes_last(texts: Path) -> None:
    done = _run(texts, "k\ng\n1\n")
    assert done.returncode == 0, done.stderr
    assert f"{texts}/b.txt" in done.stdout
    before, after = done.stdout.split(VERDICT)[0], done.stdout.split(VERDICT)[1]
    assert "score" not in before
    assert "could go: you 50%, the model 50% (score 55.0)" in after
    row = json.loads((texts.parent / "labels.jsonl").read_text(encoding="utf-8"))
    assert (row["verdict"], row["sampling"]) == (1, "active")
    assert [label for _, _, label in row["units"]] == ["K", "G"]


def test_everything_is_labelled_in_as_many_sittings_as_it_takes(texts: Path) -> None:
    for typed in ("kk\n0\nq\n", "1-2 g\n2 k\nk\n3\n", "kk\n1 r\n2\n"):
        done = _run(texts, typed, "--random")
        assert done.returncode == 0, done.stderr
    data = read_labelled(texts.parent / "labels.jsonl")
    assert len(data) == 3
    assert sorted(data.verdict.tolist()) == [0, 2, 3]
    assert "3 articles are labelled in all" in _run(texts, "").stdout


def test_undo_next_help_and_nonsense(texts: Path) -> None:
    done = _run(texts, "u\nzz\n?\nn\nkk\n?\n0\nu\nu\nrr\n3\nq\n")
    assert done.returncode == 0, done.stderr
    assert "there is nothing to undo" in done.stdout
    assert "type one of k r g s b h x" in done.stdout
    assert "heavy padding: 30 to 60 %" in done.stdout
    data = read_labelled(texts.parent / "labels.jsonl")
    assert data.verdict.tolist() == [3]
    assert {label for _, _, label in data.units[0]} == {"R"}


def test_arabic_is_shown_in_its_own_order(texts: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (texts / name).unlink()
    shown = _run(texts, "q\n").stdout
    assert "اجتمع المجلس في 4 من أيار." in shown
    assert "المكتبة في نهاية العام (6-3)." in shown


def test_what_cannot_be_read_is_named_and_the_rest_asked_for(texts: Path) -> None:
    (texts / "c.txt").write_bytes(b"\0\1\2")
    (texts / "ko.txt").write_text("한국어 문장입니다. " * 9, encoding="utf-8")
    rows = texts.parent / "rows.jsonl"
    rows.write_text('{"id": "row", "text": "It is the row of May."}\n{"id": 1}\n', encoding="utf-8")
    done = _run(texts, "n\n" * 9, str(rows), str(texts / "missing"))
    assert done.returncode == 0
    assert "c.txt looks binary" in done.stderr
    assert "missing does not exist" in done.stderr
    assert "rows.jsonl:2: neither text nor path is given" in done.stderr
    assert "ko.txt was not asked for: " in done.stderr
    assert "It is the row of May." in done.stdout


def test_a_file_that_is_no_label_file_is_refused(texts: Path) -> None:
    (texts.parent / "labels.jsonl").write_text("precious\n", encoding="utf-8")
    done = _run(texts, "k\n")
    assert done.returncode == 3
    assert "labels.jsonl:1 is no labelled article" in done.stderr
    assert (texts.parent / "labels.jsonl").read_text(encoding="utf-8") == "precious\n"


class Terminal:
    """The command under a pseudo-terminal."""

    def __init__(self, texts: Path) -> None:
        self._main, side = pty.openpty()
        line = [sys.executable, "-c", COMMAND, "label", str(texts)]
        line += ["-o", str(texts.parent / "labels.jsonl")]
        self.process = subprocess.Popen(  # noqa: S603  (our own command)
            line, stdin=side, stdout=side, stderr=side, start_new_session=True
        )
        os.close(side)
        self.seen = ""

    def wait_for(self, text: str) -> str:
        """Read until the text is shown; return what came before it."""
        until = time.monotonic() + 30
        while text not in self.seen:
            assert time.monotonic() < until, self.seen
            if select.select([self._main], [], [], 0.1)[0]:
                self.seen += os.read(self._main, 65536).decode("utf-8", "replace")
        before, _, self.seen = self.seen.partition(text)
        return before

    def type(self, line: str) -> None:
        os.write(self._main, f"{line}\n".encode())

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._main)


def test_killed_at_any_answer_nothing_is_lost(texts: Path) -> None:
    labels = texts.parent / "labels.jsonl"
    first = Terminal(texts)
    try:
        first.wait_for(PROMPT)
        first.type("kg")
        first.wait_for(VERDICT)
        first.type("2")
        first.wait_for(PROMPT)  # of the second article
        first.type("r")
        first.wait_for(PROMPT)
        os.kill(first.process.pid, signal.SIGKILL)
        assert first.process.wait() == -signal.SIGKILL
    finally:
        first.close()
    assert read_labelled(labels).verdict.tolist() == [2]
    second = Terminal(texts)
    try:
        assert "1 R" in second.wait_for(PROMPT)  # the answer given before the kill
        second.type("k")
        second.wait_for(VERDICT)
        second.type("1")
        second.wait_for(PROMPT)
        second.type("q")
        second.wait_for("2 articles are labelled in all.")
        assert second.process.wait(10) == 0
    finally:
        second.close()
    assert read_labelled(labels).verdict.tolist() == [2, 1]


def test_in_a_terminal_arabic_lines_are_isolated_and_nothing_is_reordered(texts: Path) -> None:
    (texts / "a.txt").unlink()
    (texts / "b.txt").unlink()
    terminal = Terminal(texts)
    try:
        shown = terminal.wait_for(PROMPT)
        terminal.type("q")
        terminal.wait_for("0 articles")
    finally:
        terminal.close()
    assert "\u2067اجتمع المجلس في 4 من أيار.\u2069" in shown
