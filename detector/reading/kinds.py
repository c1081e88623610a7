"""What a file is, by its first bytes and its extension, and what to do with one not read here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detector.errors import InputError
from detector.reading.names import is_stdin, shell_name, shown_name

if TYPE_CHECKING:
    from detector.article import TextFormat

PLAIN = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})


class Refusal(NamedTuple):
    """A kind of file that is not read: what it is, and how to get at its text."""

    what: str
    remedy: str


_PANDOC = "turn it into text first, e.g.  pandoc -t gfm --wrap=none {file} | detector score -"
_PDF = Refusal(
    "a PDF", "turn it into text first, e.g.  pdftotext -layout {file} - | detector score -"
)
_WORD = Refusal("a Word document", _PANDOC)
_OPEN_DOCUMENT = Refusal("an OpenDocument text", _PANDOC)
_EPUB = Refusal("an e-book", _PANDOC)
_RTF = Refusal("an RTF document", _PANDOC)
_OFFICE = Refusal("an Office file", "save the article in it as .txt first")
_IMAGE = Refusal(
    "an image", "read its text first, e.g.  tesseract {file} - -l ara+eng | detector score -"
)
_MEDIA = Refusal("sound or video", "score its transcript instead")
_ARCHIVE = Refusal("a compressed file", "unpack it first")
_ROWS = Refusal("a file of rows, not one article", "run  detector scan {file} -o OUT")
_JSON = Refusal(
    "a JSON file, not an article",
    "make one row a line of it (.jsonl) and run  detector scan ROWS.jsonl -o OUT",
)
_SAVED_PAGE = Refusal("a web archive", "save the page as .html only")

_BY_EXTENSION: dict[str, Refusal] = {
    extension: refusal
    for refusal, extensions in (
        (_PDF, ".pdf"),
        (_WORD, ".docx"),
        (_OPEN_DOCUMENT, ".odt"),
        (_EPUB, ".epub"),
        (_RTF, ".rtf"),
        (_OFFICE, ".doc .ppt .pptx .odp .xls .xlsx .ods .pages .numbers .key"),
        (_IMAGE, ".png .jpg .jpeg .gif .webp .tif .tiff .bmp .heic .avif .svg"),
        (_MEDIA, ".mp3 .wav .m4a .ogg .oga .opus .flac .aac .mp4 .mkv .mov .avi .webm"),
        (_ARCHIVE, ".zip .gz .bz2 .xz .zst .7z .rar .tar .tgz"),
        (_ROWS, ".jsonl .ndjson .csv .tsv .parquet"),
        (_JSON, ".json"),
        (_SAVED_PAGE, ".mhtml .mht .webarchive"),
    )
    for extension in extensions.split()
}

# The first bytes of each kind. A zip is told apart by the names of the first files in it.
_BY_MAGIC: tuple[tuple[re.Pattern[bytes], Refusal], ...] = tuple(
    (re.compile(pattern, re.DOTALL), refusal)
    for pattern, refusal in (
        (rb"\s{0,99}%PDF-\d", _PDF),
        (rb"PK\x03\x04.{26}mimetypeapplication/epub", _EPUB),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", _OPEN_DOCUMENT),
        (rb"PK\x03\x04.{26,4000}?word/", _WORD),
        (rb"PK\x03\x04.{26,4000}?(?:xl|ppt)/", _OFFICE),
        (
            rb"PK\x03\x04|\x1f\x8b|BZh\d1AY&SY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!\x1a",
            _ARCHIVE,
        ),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OFFICE),
        (rb"\{\\rtf\d", _RTF),
        (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\x00|MM\x00\*", _IMAGE),
        (rb"ID3[\x02-\x04]|OggS\x00|fLaC\x00|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp", _MEDIA),
        (rb"PAR1", _ROWS),
    )
)
_HTML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,999}<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ROW_START = re.compile(rb'(?:\xef\xbb\xbf)?\{\s{0,9}"[^"\n]{1,99}"\s{0,9}:')


def is_article_name(name: str) -> bool:
    """Tell whether a file of this name in a folder is taken for an article."""
    return _extension(name) in PLAIN | MARKDOWN | HTML


def is_html(path: Path | str, data: bytes) -> bool:
    """Tell an HTML page by its extension, or by its first bytes where there is none."""
    extension = _extension(path)
    return extension in HTML or (not extension and _HTML_START.match(data) is not None)


def text_format(path: Path | str) -> TextFormat:
    """Return how marks in the text are read; standard input may be either."""
    if is_stdin(path):
        return "auto"
    return "markdown" if _extension(path) in MARKDOWN else "plain"


def refuse_other_kinds(path: Path | str, data: bytes) -> None:
    """Refuse what is no text, Markdown or HTML.

    Raises:
        InputError: it is another kind of file, and how its text can be got at.
    """
    refusal = _by_magic(data) or _BY_EXTENSION.get(_extension(path))
    if refusal is None and not _extension(path) and _ROW_START.match(data):
        refusal = _ROWS
    if refusal is not None:
        remedy = refusal.remedy.format(file="FILE" if is_stdin(path) else shell_name(path))
        raise InputError(f"{shown_name(path)} is {refusal.what}: {remedy}")


def _by_magic(data: bytes) -> Refusal | None:
    return next((refusal for magic, refusal in _BY_MAGIC if magic.match(data)), None)


def _extension(path: Path | str) -> str:
    return "" if is_stdin(path) else Path(path).suffix.lower()
