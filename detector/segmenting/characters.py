"""Many texts as one array of characters, with those that carry no letter left out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.characters import LIMIT, Class, Script, tables
from detector.languages.runs import runs_of
from detector.segmenting.addresses import find_addresses, find_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Bits = NDArray[np.uint32]

# What a character is, one bit for each class and trait: any question is one `&`.
SYMBOL, LETTER, DIGIT, IGNORED, SPACE, NEWLINE, TERMINATOR, CLOSER, OPENER = (
    np.uint32(1 << kind)
    for kind in (
        Class.SYMBOL, Class.LETTER, Class.DIGIT, Class.IGNORED, Class.SPACE, Class.NEWLINE,
        Class.TERMINATOR, Class.CLOSER, Class.OPENER,
    )
)  # fmt: skip
(
    UPPER, LATIN, ARABIC, APOSTROPHE, NUMBER_MARK, QUESTION, OPEN_QUOTE, CLOSE_QUOTE,
    STRAIGHT_QUOTE, EMPHASIS, BAR, BULLET, LISTING, PAUSE, TRAILING,
) = (np.uint32(1 << bit) for bit in range(len(Class), len(Class) + 15))  # fmt: skip
WORDY = LETTER | DIGIT
BLANK = SPACE | NEWLINE
COMMON = LETTER | SPACE | LATIN | ARABIC

_TRAITS = (
    (APOSTROPHE, "'’ʼ"),
    (NUMBER_MARK, ".,٫٬"),
    (QUESTION, "?؟？"),
    (OPEN_QUOTE, "“«"),
    (CLOSE_QUOTE, "”»"),
    (STRAIGHT_QUOTE, '"'),
    (EMPHASIS, "*_"),
    (BAR, "|"),
    (BULLET, "-*+•–—·●○▪▫■□◦‣⁃∙➢➤►▶→»✓✔✅☑"),
    (LISTING, ".)-:،/"),
    (PAUSE, ",;،؛…"),
    (TRAILING, "*_\"'”’»)"),
)  # fmt: skip
_OGHAM_SPACE = 0x1680  # the one space outside the ranges that the tables look at
_NO_BULLETS = "#|$€£<=`~"


class Characters(NamedTuple):
    """The characters that count, in order.

    `place` is each one's position in the joined texts and has one more entry, the end.
    `bits` tells what each is, `fold` is its folded form; `rare` are the positions of all but
    small letters and spaces, among which everything else is looked for. `begins` and `ends` are
    the bounds of the runs without white space.
    `bounds` holds where each text begins among these characters, and the end: texts + 1.
    """

    place: NDArray[np.int64]
    bits: Bits
    fold: NDArray[np.uint16]
    rare: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    bounds: NDArray[np.int64]

    def has(self, bits: np.uint32, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell whether the characters at some positions have one of the bits."""
        found: NDArray[np.bool_] = (self.bits[at] & bits) != 0
        return found

    def where(self, bits: np.uint32) -> NDArray[np.int64]:
        """Positions of the characters that have one of the bits (not those in `COMMON`)."""
        return self.rare[self.has(bits, self.rare)]

    def where_sign(self, sign: str) -> NDArray[np.int64]:
        """Positions of a character that is neither a letter nor a space."""
        found: NDArray[np.int64] = self.rare[self.fold[self.rare] == ord(sign)]
        return found


@cache
def _bits_table() -> Bits:
    """Return the bits of every code point below `LIMIT`."""
    table = tables()
    bits = np.left_shift(np.uint32(1), table.kind.astype(np.uint32))
    bits |= (table.upper & (table.kind == Class.LETTER)) * UPPER
    bits |= (table.script == Script.LATIN) * LATIN
    bits |= (table.script == Script.ARABIC) * ARABIC
    bits[_OGHAM_SPACE] = SPACE
    bits[table.kind == Class.SYMBOL] |= BULLET
    bits[[ord(sign) for sign in _NO_BULLETS]] &= ~BULLET
    for trait, signs in _TRAITS:
        bits[[ord(sign) for sign in signs]] |= trait
    return bits


def read_characters(texts: Sequence[str]) -> Characters:
    """Join the texts, each closed by a line end, and leave out what carries no letter."""
    joined = "\n".join([*texts, ""])
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.minimum(raw, np.uint32(LIMIT - 1)).astype(np.intp)
    bits = _bits_table().take(codes)
    fold = tables().fold.take(codes)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    starts = np.concatenate(([0], np.cumsum(lengths)))
    _join_line_ends(joined, bits, fold)
    _hide(bits, texts, starts)
    return _kept(bits, fold, starts)


def _join_line_ends(joined: str, bits: Bits, fold: NDArray[np.uint16]) -> None:
    """Make the CR of a CR LF a space, so that it ends one line and not two."""
    if "\r\n" in joined:
        carriage = np.flatnonzero(fold[:-1] == ord("\r"))
        bits[carriage[fold[carriage + 1] == ord("\n")]] = SPACE


def _hide(bits: Bits, texts: Sequence[str], starts: NDArray[np.int64]) -> None:
    """Make addresses symbols, and references behind a stop part of it."""
    for text, begin in zip(texts, starts.tolist(), strict=False):
        for start, end in find_addresses(text):
            _replace(bits[begin + start : begin + end], WORDY | TERMINATOR, SYMBOL)
        for start, end in find_references(text):
            bits[begin + start : begin + end] = CLOSER


def _replace(bits: Bits, old: np.uint32, new: np.uint32) -> None:
    bits[(bits & old) != 0] = new


def _kept(bits: Bits, fold: NDArray[np.uint16], starts: NDArray[np.int64]) -> Characters:
    """Leave out the ignored characters, but for those that stand alone between spaces."""
    ignored = (bits & IGNORED) != 0
    if not ignored.any():
        return _indexed(np.arange(len(bits) + 1), bits, fold, starts)
    first, behind = runs_of(ignored)
    alone = (first == 0) | ((bits[first - 1] & BLANK) != 0)
    alone &= (bits[behind] & BLANK) != 0
    bits[first[alone]] = SYMBOL
    ignored[first[alone]] = False
    kept = np.flatnonzero(~ignored)
    place = np.append(kept, len(ignored))
    return _indexed(place, bits[kept], fold[kept], np.searchsorted(kept, starts))


def _indexed(
    place: NDArray[np.int64], bits: Bits, fold: NDArray[np.uint16], bounds: NDArray[np.int64]
) -> Characters:
    rare = np.flatnonzero((bits & ~COMMON) != 0)
    begins, ends = runs_of((bits & BLANK) == 0)
    return Characters(place, bits, fold, rare, begins, ends, bounds)
