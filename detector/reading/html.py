"""The main text of an HTML page, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from detector.errors import InputError, MissingExtraError
from detector.reading import taming
from detector.reading.decoding import decode
from detector.reading.names import shown_name

if TYPE_CHECKING:
    from pathlib import Path

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)=[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_PROLOGUE = re.compile(r"\A\s*(?:<\?xml\b[^>]*>?\s*)?(?:<!doctype\b[^>]*>?\s*)?", re.IGNORECASE)
_SITE_NAME = re.compile(r" [|–—»·-] ")


class Page(NamedTuple):
    """A page's main text, and its title unless the text begins with it."""

    text: str
    title: str | None


def read_page(data: bytes, path: Path | str) -> Page:
    """Take title and main text out of the HTML in `data`; an empty file is an empty page.

    Raises:
        InputError: the page holds no main text, or is too large or too deeply nested.
        MissingExtraError: the extra `html` is not installed.
    """
    html = decode(data, path, _declared_encoding(data))
    if not html.strip():
        return Page("", None)
    tree = _parse(html, path)
    title = _title(tree)
    text = _extract(tree, path)
    if not text.strip():
        raise _refusal(path, "has no main text")
    return Page(text, _unless_repeated(title, text))


def _declared_encoding(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, 4096)
    return match[1].decode("ascii") if match else None


def _refusal(path: Path | str, what: str) -> InputError:
    return InputError(f"{shown_name(path)} {what}: save the article in it as .txt or .md")


def _parse(html: str, path: Path | str) -> taming.Element:
    """Return the page as a tree, tamed, or refuse it."""
    try:
        from trafilatura import load_html  # noqa: PLC0415  (heavy, and an extra)
    except ImportError as error:
        raise MissingExtraError("reading HTML", "trafilatura", "html") from error
    # The extractor looks for "html" in the first 50 characters, and takes no fragments.
    html = "<html>" + _PROLOGUE.sub("", taming.without_unseen(html), count=1)
    if excess := taming.excess_of_markup(html):
        raise _refusal(path, excess)
    tree = load_html(html)
    if tree is None:
        raise _refusal(path, "has no main text")
    if excess := taming.excess_of_tree(tree):
        raise _refusal(path, excess)
    return tree


def _title(tree: taming.Element) -> str | None:
    """Return the title that the page gives to others, else its only h1, else its window's."""
    shared: str = tree.xpath("string(//meta[@property='og:title']/@content)")
    headings: list[str] = [heading.text_content() for heading in tree.xpath("//h1")]
    window: str = tree.xpath("string(//head//title)")
    if shared.strip():
        title = shared
    elif len(headings) == 1 and headings[0].strip():
        title = headings[0]
    else:
        title = max(_SITE_NAME.split(" ".join(window.split())), key=len)
    return " ".join(title.split())[:500] or None


def _unless_repeated(title: str | None, text: str) -> str | None:
    """Return the title, or None when it is the text's first line."""
    first = text.lstrip().partition("\n")[0]
    return None if title == first.lstrip("#").strip(" *_") else title


def _extract(tree: taming.Element, path: Path | str) -> str:
    """Return the main text as Markdown without links, images and readers' comments."""
    from trafilatura import extract  # noqa: PLC0415  (heavy, and an extra)

    try:
        taming.disguise(tree)
        text = extract(
            tree,
            output_format="markdown",
            include_comments=False,
            include_links=False,
            include_images=False,
            fast=taming.is_large(tree),
        )
    except Exception as error:  # whatever a hostile page makes the extractor raise
        raise _refusal(path, "cannot be taken apart as HTML") from error
    return taming.undisguise(text or "")
