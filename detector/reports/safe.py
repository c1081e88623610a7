"""Texts of strangers made harmless, in one place for every report."""

from __future__ import annotations

import re

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
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")

_TABLE: dict[int, str | None] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **dict.fromkeys((code for code in _HIDDEN if code not in _JOINERS), None),
}


def make_safe(text: str) -> str:
    """Return one line that can neither command a terminal nor reorder what stands around it.

    White space of any kind becomes one space, control characters become their visible
    pictures (U+2400 …), marks that hide text or turn its direction go.
    """
    return _SPACES.sub(" ", text).strip(" ").translate(_TABLE)


def reads_right_to_left(text: str) -> bool:
    """Say whether some of the text is in a script that runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def isolate(text: str) -> str:
    """Keep a right-to-left text from reordering its line (Unicode's FSI … PDI)."""
    return f"\u2068{text}\u2069" if reads_right_to_left(text) else text
