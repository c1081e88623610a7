"""What a character is, as tables indexed by code point: its class, its folded form, its script.

Folding makes spellings of one word equal before it is hashed: lower case, base letter without
marks (NFKD), alef, yeh, kaf and teh marbuta forms, Arabic-Indic and Persian digits, and letters
that only look Latin. Characters that carry no letter (diacritics, tatweel, zero-width and
bidirectional marks) are *ignored*: they are stepped over wherever words and lines are read.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.resources import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_FILE = MODELS / "characters.npz"
LIMIT = 0x10000  # code points above are looked up as the last entry: a symbol
_CODES = np.arange(LIMIT, dtype=np.uint16)


class Class(IntEnum):
    """The classes that segmenting tells apart."""

    SYMBOL = 0
    LETTER = 1
    DIGIT = 2
    IGNORED = 3
    SPACE = 4
    NEWLINE = 5
    TERMINATOR = 6
    CLOSER = 7
    OPENER = 8
    PUNCTUATION = 9


class Script(IntEnum):
    """Scripts of letters, as far as the languages in hand need them."""

    NONE = 0
    LATIN = 1
    ARABIC = 2
    OTHER = 3


class Tables(NamedTuple):
    """Arrays of length `LIMIT`; `fold` is 0 where there is nothing to keep."""

    kind: NDArray[np.uint8]
    fold: NDArray[np.uint16]
    lower: NDArray[np.uint16]
    script: NDArray[np.uint8]
    upper: NDArray[np.bool_]


NEWLINES = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
TERMINATORS = ".!?؟…۔。！？｡"
QUOTES = "\"'“”‘’«»‹›„‟`"
TATWEEL = "\u0640"

_DETAILED = ((0x0000, 0x0530), (0x0590, 0x0900), (0x1E00, 0x20D0), (0xFB00, 0xFFFF))
_SYMBOLS = ((0x2100, 0x2C00), (0x3000, 0x3040), (0xD800, 0xF900))
_ARABIC = ((0x0600, 0x0700), (0x0750, 0x0780), (0x08A0, 0x0900), (0xFB50, 0xFE00), (0xFE70, 0xFEFF))
_LATIN = ((0x0041, 0x0250), (0x1E00, 0x1F00), (0xFB00, 0xFB07), (0xFF21, 0xFF5B))

_ARABIC_FOLDS = {"ى": "ي", "ة": "ه", "ٱ": "ا", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه",
                 "ە": "ه", "ۀ": "ه", "ے": "ي", "ۃ": "ه"}  # fmt: skip
_LOOKALIKES = dict(zip("авекмнорстухіѕјԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοαρ",
                       "abekmhopctyxisjdqwhabezhikmnoptyxvoap", strict=True))  # fmt: skip
_LOOKALIKES |= {"’": "'", "ʼ": "'"}  # an apostrophe, however it is typed


_BY_CATEGORY = {
    "Mn": Class.IGNORED, "Me": Class.IGNORED, "Cf": Class.IGNORED,
    "Pf": Class.CLOSER, "Pe": Class.CLOSER, "Ps": Class.OPENER, "Pi": Class.OPENER,
    "L": Class.LETTER, "N": Class.DIGIT, "Z": Class.SPACE, "P": Class.PUNCTUATION,
}  # fmt: skip
_BY_CHARACTER = {
    **dict.fromkeys("\"'`", Class.CLOSER), **dict.fromkeys(TERMINATORS, Class.TERMINATOR),
    **dict.fromkeys("\t\x1f", Class.SPACE), **dict.fromkeys(NEWLINES, Class.NEWLINE),
    TATWEEL: Class.IGNORED,
}  # fmt: skip


def _class_of(char: str) -> Class:
    category = unicodedata.category(char)
    if category[0] == "L" and unicodedata.normalize("NFKD", char)[0] in (" ", TATWEEL):
        return Class.IGNORED  # a diacritic standing alone, as text taken from PDF has them
    of_category = _BY_CATEGORY.get(category, _BY_CATEGORY.get(category[0], Class.SYMBOL))
    return _BY_CHARACTER.get(char, of_category)


def _fold_of(char: str) -> int:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return ord("0") + digit
    parts = unicodedata.normalize("NFKD", char)
    base = next((part for part in parts if part.isalnum()), parts[0]).lower()[0]
    base = _ARABIC_FOLDS.get(base, base)
    base = _LOOKALIKES.get(char, _LOOKALIKES.get(base, base))
    return ord(base) if ord(base) < LIMIT else ord(char)


def _ranges(pairs: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (code for low, high in pairs for code in range(low, high))


@cache
def tables() -> Tables:
    """Return the tables: those that ship, made by one version of Unicode for every Python."""
    if not _FILE.exists():
        return make_tables()
    with np.load(_FILE, allow_pickle=False) as arrays:
        return Tables(*(arrays[name] for name in Tables._fields))


def write_tables() -> Path:
    """Make the tables and write them where they are found; return the file."""
    np.savez(_FILE, **make_tables()._asdict())  # unpacking would take longer than reading
    return _FILE


def make_tables() -> Tables:
    """Make the tables; some thousand code points are looked at one by one, the rest by range."""
    kind = np.full(LIMIT, Class.LETTER, np.uint8)
    fold = _CODES.copy()
    script = np.full(LIMIT, Script.OTHER, np.uint8)
    lower = fold.copy()
    upper = np.zeros(LIMIT, np.bool_)
    for low, high in (*_SYMBOLS, (LIMIT - 1, LIMIT)):
        kind[low:high] = Class.SYMBOL
    kind[[0x1680, 0x3000]] = Class.SPACE
    kind[[0x3001, 0x3002]] = Class.TERMINATOR
    for code in _ranges(_DETAILED):
        char = chr(code)
        kind[code] = _class_of(char)
        fold[code] = _fold_of(char)
        lower[code] = ord(char.lower()[0])
        upper[code] = char.isupper()
    for pairs, value in ((_ARABIC, Script.ARABIC), (_LATIN, Script.LATIN)):
        for low, high in pairs:
            script[low:high] = value
    script[kind != Class.LETTER] = Script.NONE
    fold[kind == Class.IGNORED] = 0
    return Tables(kind, fold, lower, script, upper)


@cache
def _translation() -> dict[int, int | None]:
    table = tables()
    changed = np.flatnonzero(table.fold != np.arange(LIMIT))
    return {int(code): int(table.fold[code]) or None for code in changed}


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, lone surrogates as they are; shape (len(text),)."""
    return np.array([text]).view(np.uint32)[: len(text)]


def fold_text(text: str) -> str:
    """The folded form of a word or phrase, as words are compared.

    >>> fold_text("الرِّئيسـة ٢٠٢٤")
    'الرييسه 2024'
    """
    return text.translate(_translation())


def fold_lines(texts: Sequence[str]) -> list[str]:
    """The folded forms of many words or phrases (without line ends) at once, in their order.

    >>> fold_lines(["Café", "٤٢"])
    ['cafe', '42']
    """
    codes = tables().fold[np.minimum(code_points("\n".join(texts)), LIMIT - 1)]
    folded: str = codes[codes != 0].tobytes().decode("utf-16-le", "replace")
    return folded.split("\n")
