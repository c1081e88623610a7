"""Many texts as one array of characters, with those that carry no letter left out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.characters import Class, Script, tables
from detector.languages.runs import runs_of
from detector.segmenting.addresses import find_addresses, find_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Bits = NDArray[np.uint32]
    Codes = NDArray[np.uint16]
    Positions = NDArray[np.int64]

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

    place: NDArray[np.int32]
    bits: Bits
    fold: Codes
    rare: Positions
    begins: Positions
    ends: Positions
    bounds: Positions

    def has(self, bits: np.uint32, at: Positions) -> NDArray[np.bool_]:
        """Tell whether the characters at some positions have one of the bits."""
        found: NDArray[np.bool_] = (self.bits[at] & bits) != 0
        return found

    def where(self, bits: np.uint32) -> Positions:
        """Positions of the characters that have one of the bits (not those in `COMMON`)."""
        return choose(self.rare, self.bits, bits)

    def where_sign(self, sign: str) -> Positions:
        """Positions of a character that is neither a letter nor a space."""
        found: Positions = self.rare[self.fold[self.rare] == ord(sign)]
        return found


@compiled
def choose(places: Positions, bits: Bits, wanted: np.uint32) -> Positions:
    """Choose the places at which one of the wanted bits is set."""
    chosen: Positions = places[(bits[places] & wanted) != 0]
    return chosen


@cache
def code_bits() -> Bits:
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
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    bits, fold = look_up(codes, code_bits(), tables().fold)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    starts = np.concatenate(([0], np.cumsum(lengths)))
    _hide(bits, texts, starts)
    return Characters(*keep_characters(bits, fold, starts, BLANK, IGNORED, SYMBOL, COMMON))


@compiled
def look_up(codes: NDArray[np.uint32], bits: Bits, fold: Codes) -> tuple[Bits, Codes]:
    """Return the entries of two tables for every code point, the last ones for those above.

    The CR of a CR LF is looked up as a space, so that it ends one line and not two.
    """
    known = np.minimum(codes, np.uint32(len(bits) - 1)).astype(np.intp)
    of_codes, folded = bits.take(known), fold.take(known)
    carriage = np.flatnonzero(codes[:-1] == ord("\r"))
    of_codes[carriage[codes[carriage + 1] == ord("\n")]] = bits[ord(" ")]
    return of_codes, folded


def _hide(bits: Bits, texts: Sequence[str], starts: Positions) -> None:
    """Make addresses symbols, and references behind a stop part of it."""
    for text, begin in zip(texts, starts.tolist(), strict=False):
        for start, end in find_addresses(text):
            _replace(bits[begin + start : begin + end], WORDY | TERMINATOR, SYMBOL)
        for start, end in find_references(text):
            bits[begin + start : begin + end] = CLOSER


def _replace(bits: Bits, old: np.uint32, new: np.uint32) -> None:
    bits[(bits & old) != 0] = new


@compiled
def keep_characters(
    bits: Bits,
    fold: Codes,
    starts: Positions,
    blank: np.uint32,
    ignored: np.uint32,
    symbol: np.uint32,
    common: np.uint32,
) -> tuple[NDArray[np.int32], Bits, Codes, Positions, Positions, Positions, Positions]:
    """Leave out the ignored characters, but for those that stand alone between spaces.

    Those become one symbol. Returns the fields of `Characters`, for which the memory of `bits`
    and `fold` may be used.
    """
    place, kept = np.arange(len(bits) + 1, dtype=np.int32), (bits & ignored) == 0
    if not kept.all():
        first, behind = runs_of(~kept)
        alone = (first == 0) | ((bits[first - 1] & blank) != 0)
        alone &= (bits[behind] & blank) != 0
        kept[first[alone]] = True
        place = place[np.append(kept, True)]
        bits, fold, starts = bits[kept], fold[kept], np.searchsorted(place, starts)
        bits[(bits & ignored) != 0] = symbol
    rare = np.flatnonzero((bits & ~common) != 0)
    begins, ends = runs_of((bits & blank) == 0)
    return place, bits, fold, rare, begins, ends, starts
