"""One file, or standard input, as one source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.article import Source
from detector.errors import InputError
from detector.reading.decoding import decode
from detector.reading.files import MAX_BYTES, read_bytes
from detector.reading.kinds import is_html, refuse_other_kinds, text_format
from detector.reading.names import origin_of, shown_name

if TYPE_CHECKING:
    from pathlib import Path

    from detector.article import Language


def read_source(
    path: Path | str, *, title: str | None = None, lang: Language | None = None
) -> Source:
    """Read one article from a file, or from standard input for "-".

    The extension tells text, Markdown and HTML apart; without one, a page is known by its first
    bytes. Of HTML the main text is taken, as Markdown, and the page's title where none is given.
    An empty file is an empty source.

    Args:
        path: a file of at most `MAX_BYTES` bytes, or "-".
        title: the article's title, where it is known and not in the text.
        lang: the language to take it for, instead of telling it from the text.

    Raises:
        InputError: it cannot be read, is no text, or its encoding cannot be told.
        MissingExtraError: it is HTML and the extra `html` is not installed.
    """
    data = read_bytes(path)
    refuse_other_kinds(path, data)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{shown_name(path)} is larger than {MAX_BYTES // 1_000_000} MB: split it, "
            "or put many articles into rows for  detector scan"
        )
    origin = origin_of(path)
    if not is_html(path, data):
        return Source(decode(data, path), origin, title, lang, text_format(path))
    from detector.reading.html import read_page  # noqa: PLC0415  (heavy, only for pages)

    page = read_page(data, path)
    return Source(page.text, origin, title or page.title, lang, "markdown", extracted=True)
