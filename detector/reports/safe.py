"""Texts of strangers made harmless, in one place for every report."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias
from unicodedata import bidirectional

Direction: TypeAlias = Literal["ltr", "rtl"]

OPENING: dict[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}  # Unicode's isolates
CLOSING = "\u2069"

_HIDDEN = [
    *range(0x200B, 0x2010),  # zero-width characters and direction marks
    *range(0x202A, 0x202F),  # embeddings and overrides of direction
    *range(0x2060, 0x2070),  # word joiner, isolates and other invisible formatting
    0x00AD,
    0x061C,
    0xFEFF,
    *range(0xE0000, 0xE0080),  # tags: a whole hidden alphabet
]
_JOINERS = (0x200C, 0x200D)  # Persian spelling and composed emoji need them
_SPACES = re.compile(r"\s+")
_RIGHT_TO_LEFT = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"

_GONE: dict[int, None] = dict.fromkeys(code for code in _HIDDEN if code not in _JOINERS)
_TABLE: dict[int, str | None] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **_GONE,
}


def make_safe(text: str) -> str:
    """Return one line that can neither command a terminal nor reorder what stands around it.

    White space of any kind becomes one space, control characters become their visible
    pictures (U+2400 …), marks that hide text or turn its direction go.
    """
    return _SPACES.sub(" ", text.translate(_GONE)).strip(" ").translate(_TABLE)


def make_lines_safe(text: str) -> str:
    """Return a text of several lines, each with its indent, that can command no terminal."""
    lines = re.split(r"\r\n|\r|\n", text)
    return "\n".join(line.expandtabs().translate(_TABLE) for line in lines)


def has_right_to_left(text: str) -> bool:
    """Say whether some of the text is in a script that runs from right to left."""
    return re.search(_RIGHT_TO_LEFT, text) is not None  # compiled when a terminal needs it


def direction(text: str) -> Direction:
    """Return the direction of a text: that of its first letter, as Unicode's rule P2 has it.

    >>> direction("12: قال Smith"), direction("Smith: قال"), direction("…")
    ('rtl', 'ltr', 'ltr')
    """
    strong = (kind for kind in map(bidirectional, text) if kind in {"L", "R", "AL"})
    return "ltr" if next(strong, "L") == "L" else "rtl"


def isolate(text: str) -> str:
    """Keep a text from reordering what stands on its line, where it could."""
    if not has_right_to_left(text):
        return text
    return f"{OPENING[direction(text)]}{text}{CLOSING}"
