"""What is done to an HTML page so that the extractor neither hangs on it nor drops repetitions.

The extractor takes time that grows with the square of some sizes: those are limited here. It
also leaves out texts that it has seen on the same page, which is what padding is made of, so
repeated texts are numbered in characters that are taken out again.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, TypeAlias

MAX_ELEMENTS = 30_000
MAX_PARTS = 1_000
"""The most elements of a page, and of one block of it; links and emphasis count as elements."""
MAX_DEPTH = 120
MAX_TEXT = 2_000_000
"""The deepest nesting, and the most characters of text."""
MAX_TAG, MAX_MARKUP = 5_000, 1_500_000
"""The most characters of one tag and of all tags, quoted values not counted."""
LONGEST_VALUE = 1_000
"""Longer values of attributes are dropped: the extractor searches them again and again."""
LARGE = 4_000
"""From so many elements on, methods are left out that compare every paragraph with every one."""

Element: TypeAlias = Any
"""An lxml element; lxml is not typed."""

_UNSEEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style)(?=[\s/>]).*?(?:</\1[^>]*>?|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# Atomic groups, so that quotation marks without a partner cost no second look.
_TAG = re.compile(r"""<[a-z](?>=\s*"[^"]*"?|=\s*'[^']*'?|=|[^>=]++)*+""", re.IGNORECASE)
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*"?|'[^']*'?)""")
# What the extractor does not unwrap, so that texts in it stay apart from those around it.
_BLOCKS = frozenset({
    "html", "head", "body", "main", "article", "section", "div", "p", "ul", "ol", "li",
    "dl", "dt", "dd", "table", "tr", "td", "th", "blockquote", "pre", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "footer", "nav", "aside", "figure", "figcaption",
    "details", "summary", "form",
})  # fmt: skip
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# Variation selectors, which no Arabic or English text holds and the extractor hands through.
_FIRST_DIGIT, _BASE = 0xE0100, 200
_DIGITS = re.compile("[\U000e0100-\U000e01ee]")
_BACKSLASH = "\U000e01ef"
# A Markdown escape, kept where without it a heading, quotation or list item would begin.
_ESCAPE = re.compile(r"(?m)(^ *\d*\\(?=[#>+.)*-]))|\\")


def without_unseen(html: str) -> str:
    """Take out comments, scripts and styles: the extractor would look for articles in them."""
    return _UNSEEN.sub("", html)


def excess_of_markup(html: str) -> str | None:
    """Say which limit the page breaks before it is parsed."""
    tags = [len(_QUOTED.sub("", tag)) for tag in _TAG.findall(html)]
    if max(len(tags), html.count("</")) > MAX_ELEMENTS:
        return f"has more than {MAX_ELEMENTS:,} elements"
    if max(tags, default=0) > MAX_TAG or sum(tags) > MAX_MARKUP:
        return "has too many attributes in its tags"
    return None


def excess_of_tree(tree: Element) -> str | None:
    """Say which limit the parsed page breaks."""
    if tree.xpath(f"boolean(//*[count(ancestor::*) > {MAX_DEPTH}])"):
        return f"is nested more than {MAX_DEPTH} elements deep"
    if tree.xpath(f"string-length(/*) > {MAX_TEXT}"):
        return f"has more than {MAX_TEXT:,} characters of text"
    if _most_parts(tree) > MAX_PARTS:
        return f"has more than {MAX_PARTS:,} elements in one paragraph, list or table"
    return None


def is_large(tree: Element) -> bool:
    """Tell whether the page has so many elements that only the fast method will do."""
    return bool(tree.xpath(f"count(//*) > {LARGE}"))


def _most_parts(tree: Element) -> int:
    """Count the elements in each block, those in its blocks not counted; return the most."""
    block_of: dict[Element, Element] = {}
    parts: Counter[Element] = Counter()
    for element in tree.iter("*"):
        block = block_of.get(element.getparent(), element)
        parts[block] += 1
        block_of[element] = element if element.tag in _BLOCKS else block
    return max(parts.values())


def disguise(tree: Element) -> None:
    """Number repeated texts, and hide what the extractor would multiply or stumble over.

    Those are backslashes, which begin formulas for it, and table cells that span many others.
    """
    texts = _Texts()
    for element in tree.iter("*"):
        for name, value in element.attrib.items():
            if name in {"colspan", "rowspan"} or len(value) > LONGEST_VALUE:
                del element.attrib[name]
        if element.text:
            element.text = texts.disguised(element.text)
        if element.tail:
            element.tail = texts.disguised(element.tail)


def undisguise(text: str) -> str:
    """Return the extracted text without numbers and Markdown escapes, backslashes restored."""
    return _DIGITS.sub("", _ESCAPE.sub(r"\1", text)).replace(_BACKSLASH, "\\")


class _Texts:
    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.repeats = 0

    def disguised(self, text: str) -> str:
        safe = _CONTROLS.sub("", text).replace("\\", _BACKSLASH)
        if len(text) > 20 and text in self.seen and not text.isspace():
            self.repeats += 1
            safe += self._number()
        self.seen.add(text)
        return safe

    def _number(self) -> str:
        high, low = divmod(self.repeats, _BASE)
        return chr(_FIRST_DIGIT + high % _BASE) + chr(_FIRST_DIGIT + low)
