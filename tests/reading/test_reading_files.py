from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from detector.errors import InputError
from detector.reading import MAX_BYTES, find_inputs, read_source, shown_name
from detector.reading.names import shell_name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "C.HTML", "sub/x.text", "sub/deep/y.markdown", "sub/z.xhtml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")
    for name in (".hidden.txt", "c.pdf", "d.jsonl", "README", ".git/e.txt", "sub/f.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")
    return tmp_path


def test_folders_give_their_articles_in_order(folder: Path) -> None:
    names = [str(path.relative_to(folder)) for path in find_inputs([folder])]
    assert names == ["C.HTML", "a.md", "b.txt", "sub/deep/y.markdown", "sub/x.text", "sub/z.xhtml"]


def test_files_and_the_dash_stay_as_given(folder: Path) -> None:
    given: list[Path | str] = [folder / "c.pdf", "-", str(folder / "b.txt"), folder / "b.txt"]
    assert find_inputs(given) == [
        folder / "c.pdf",
        Path("-"),
        folder / "b.txt",
        folder / "b.txt",
    ]


def test_loops_of_links_end(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "linked.txt").symlink_to(folder / "b.txt")
    assert len(find_inputs([folder])) == 7


def test_a_missing_path_and_an_empty_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        find_inputs([tmp_path / "missing.txt"])
    with pytest.raises(InputError, match="holds no article"):
        find_inputs([tmp_path])


def test_a_folder_that_cannot_be_opened_stays_in_the_list(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.scandir

    def scan(path: str) -> object:
        if os.fspath(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path)

    monkeypatch.setattr(os, "scandir", scan)
    assert folder / "sub" / "deep" in find_inputs([folder])


def test_a_file_that_may_not_be_read_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _mode: str) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"b\.txt cannot be read \(permission denied\)"):
        read_source(folder / "b.txt")


def test_folders_devices_pipes_and_broken_links_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    for path, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "pipe.txt", "a device or a pipe"),
        ("/dev/zero", "a device or a pipe"),
        (tmp_path / "broken.txt", "link to a file that does not exist"),
        (tmp_path / "loop.txt", "cannot be read"),
        ("a\0b.txt", "NUL character"),
        ("x" * 5000, "cannot be read"),
    ):
        with pytest.raises(InputError, match=said) as error:
            read_source(path)
        assert "\n" not in str(error.value)
        assert len(str(error.value)) < 500


def test_the_shells_own_pipes_are_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, "نص من أنبوب".encode())
    os.close(writer)
    assert read_source(f"/dev/fd/{reader}").text == "نص من أنبوب"
    os.close(reader)


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * MAX_BYTES)
    assert len(read_source(path).text) == MAX_BYTES
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="larger than 10 MB"):
        read_source(path)


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("مرحبا بكم".encode("cp1256"))))
    source = read_source("-")
    assert (source.text, source.origin, source.format) == ("مرحبا بكم", "-", "auto")


def test_standard_input_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/zero").open(encoding="utf-8") as zeros:
        monkeypatch.setattr(sys, "stdin", zeros)
        with pytest.raises(InputError, match="standard input is larger than 10 MB"):
            read_source("-")


def test_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        read_source("-")


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=1", "HTTP://example.org", Path("https://example.org/a")]
)
def test_a_web_address_says_how_to_save_it(url: str | Path) -> None:
    with pytest.raises(InputError, match=r"web address.*curl -L .*://example\.org"):
        read_source(url)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("مقال.txt", "مقال.txt"),
        ("a b.txt", "a b.txt"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\nb\r", "a\\nb\\r"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        (os.fsdecode(b"a\xff"), "a\\udcff"),
        ("-", "standard input"),
    ],
)
def test_names_are_shown_without_what_a_terminal_obeys(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert shown_name(Path(name)) == shown


def test_commands_quote_a_name_or_leave_it_out() -> None:
    assert shell_name("a b.pdf") == "'a b.pdf'"
    assert shell_name("a\nb.pdf") == "FILE"


def test_hostile_names_stay_on_one_line_and_origins_can_be_encoded(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\n\x1b[31m\xff.txt")
    with pytest.raises(InputError, match="does not exist") as error:
        read_source(path)
    assert str(error.value).isprintable()
    path.write_text("text", encoding="utf-8")
    assert read_source(path).origin.encode("utf-8").endswith(b"a\n\x1b[31m\\udcff.txt")
