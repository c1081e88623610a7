from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.article import Source
from detector.errors import InputError
from detector.reading import read_source


def _zip_of(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "application/epub+zip" if name == "mimetype" else "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "text_format"),
    [
        ("a.txt", "plain"),
        ("a.TEXT", "plain"),
        ("README", "plain"),
        ("notes.v2", "plain"),
        ("a.md", "markdown"),
        ("a.Markdown", "markdown"),
        ("a.mdown", "markdown"),
    ],
)
def test_the_extension_tells_the_format(tmp_path: Path, name: str, text_format: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"# Title\r\n\r\nText.\n")
    source = read_source(path, title="Given", lang="en")
    assert source == Source("# Title\r\n\r\nText.\n", str(path), "Given", "en", text_format)  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a"])
def test_an_empty_file_is_an_empty_source(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert not read_source(tmp_path / name).text.strip()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7\n\0", "is a PDF: turn it into text first, e.g.  pdftotext"),
        ("a.txt", b"%PDF-1.7\n", "is a PDF"),
        ("a", _zip_of("[Content_Types].xml", "word/document.xml"), "is a Word document"),
        ("a.docx", _zip_of("x"), "is a compressed file"),
        ("a.txt", _zip_of("mimetype", "a.xhtml"), "is an e-book"),
        ("a.txt", _zip_of("a.txt"), "unpack it first"),
        ("a.odt", b"text", "is an OpenDocument text"),
        ("a.epub", b"text", "is an e-book"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Office file"),
        ("a.txt", b"{\\rtf1\\ansi text}", "is an RTF document"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "is an image: read its text first, e.g.  tesseract"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "is an image"),
        ("a.txt", b"\x1f\x8b\x08\0", "is a compressed file"),
        ("a.mp3", b"ID3\x04\0", "is sound or video: score its transcript"),
        ("a.jsonl", b'{"text": "x"}\n', "detector scan"),
        ("a.csv", b"id,text\n", "detector scan"),
        ("a.txt", b"PAR1\0\0", "detector scan"),
        ("rows", b'{"id": 1, "text": "x"}\n', "detector scan"),
        ("a.json", b"[]", "detector scan"),
        ("a.mhtml", b"From: <saved>", "web archive"),
    ],
)
def test_other_kinds_of_files_say_what_to_do(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as error:
        read_source(tmp_path / name)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("start", ["ID3 tags are", "PARIS", "BZh", "RIFF-raff", "PK is", "{x} is"])
def test_articles_that_begin_like_another_kind_are_read(tmp_path: Path, start: str) -> None:
    (tmp_path / "a").write_text(f"{start} the subject of this text.", encoding="utf-8")
    assert read_source(tmp_path / "a").text.startswith(start)


def test_reading_text_imports_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("مرحبا", encoding="utf-8")
    code = (
        "import sys; from detector.reading import read_source; read_source(sys.argv[1]);"
        "print(sorted({'numpy', 'trafilatura', 'lxml', 'charset_normalizer'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, path],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"


_FOLDER = tempfile.TemporaryDirectory()
_PIECES = st.lists(
    st.sampled_from(
        [
            *b"<p> </p> <div> <td> <!-- <script> <li> <html &#1; &#92;( <h1> </html> `".split(),
            b"<table><tr><td colspan=9>",
            b"<meta charset=utf-7>",
            "كلمات من نص عادي. ".encode() * 9,
            b"words of plain prose. " * 9,
            b"\xff",
            b"\0",
        ]
    ),
    max_size=40,
).map(b"".join)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | _PIECES, st.sampled_from(["a.txt", "a.md", "a", "a.html"]))
def test_any_bytes_are_a_source_or_refused_in_one_sentence(data: bytes, name: str) -> None:
    path = Path(_FOLDER.name, name)
    path.write_bytes(data)
    source, error = _attempt(path)
    assert error.isprintable()
    if source is not None:
        source.text.encode("utf-8")
        (source.title or "").encode("utf-8")


def _attempt(path: Path) -> tuple[Source | None, str]:
    try:
        return read_source(path), ""
    except InputError as error:
        return None, str(error)
