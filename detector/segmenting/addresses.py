"""Links, mail addresses, tags and note numbers: stretches of a text that hold no words.

Every pattern begins with the sign it is looked for by and has bounded repeats, so that a text
is read in linear time whatever it holds.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Span = tuple[int, int]

# A stop, comma, quote or bracket behind an address belongs to the sentence around it.
_ADDRESS = r"[^\s)\]>]{0,2000}[^\s)\]>.,;:!?؟،؛…\"'”’»*_]"
_PATTERNS = (
    ("]", "](", re.compile(r"\]\([^()\s]{1,2000}(?: \"[^\"\n]{0,200}\")?\)")),
    ("/", "://", re.compile("https?://" + _ADDRESS)),
    ("w", "www.", re.compile(r"www\." + _ADDRESS)),
    ("<", "<!--", re.compile(r"<!--[^<>]{0,2000}-->")),
    ("<", "<", re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")),
)
"""A character and a sign that a text must hold: Python finds one character much faster."""
_MAIL = re.compile(r"@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_LOCAL_PART = ascii_letters + digits + "._+-"
_REFERENCE = re.compile(r"\[\d{1,3}\]")
_BEFORE_REFERENCE = frozenset('.!?؟…"”»)]')


def find_addresses(text: str) -> Iterator[Span]:
    """Yield the spans of link targets, addresses and tags; they may overlap."""
    for character, sign, pattern in _PATTERNS:
        if character in text and sign in text:
            for match in pattern.finditer(text):
                yield match.span()
    if "@" in text:
        yield from _mail_addresses(text)


def _mail_addresses(text: str) -> Iterator[Span]:
    for match in _MAIL.finditer(text):
        before = text[max(match.start() - 64, 0) : match.start()]
        local = len(before) - len(before.rstrip(_LOCAL_PART))
        if local:
            yield match.start() - local, match.end()


def find_references(text: str) -> Iterator[Span]:
    """Yield the spans of note numbers such as `[12]` right behind a sentence's end."""
    if "[" not in text:
        return
    for match in _REFERENCE.finditer(text):
        start, end = match.span()
        if start and text[start - 1] in _BEFORE_REFERENCE:
            yield start, end
