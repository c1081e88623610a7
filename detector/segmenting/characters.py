"""Many texts as one array of characters, with those that carry no letter left out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.characters import Class, Script, code_points, tables
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
COMMON = WORDY | SPACE | LATIN | ARABIC | UPPER

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
    letters, digits and spaces, among which everything else is looked for.
    `bounds` holds where each text begins among these characters, and the end: texts + 1.
    """

    place: NDArray[np.int32]
    bits: Bits
    fold: Codes
    rare: Positions
    bounds: Positions

    def has(self, bits: np.uint32, at: Positions) -> NDArray[np.bool_]:
        """Tell whether the characters at some positions have one of the bits."""
        found: NDArray[np.bool_] = (self.bits[at] & bits) != 0
        return found

    def where(self, bits: np.uint32) -> Positions:
        """Positions of the characters that have one of the bits (not those in `COMMON`)."""
        return choose(self.rare, self.bits, bits)

    def where_sign(self, sign: str) -> Positions:
        """Positions of a character that is no letter, digit or space."""
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
    codes = code_points("\n".join([*texts, ""]))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    starts = np.concatenate(([0], np.cumsum(lengths)))
    kinds = BLANK, IGNORED, SYMBOL
    place, bits, fold, bounds = keep_characters(codes, code_bits(), tables().fold, starts, kinds)
    _hide(bits, place, texts, starts)
    return Characters(place, bits, fold, find_rare(bits, COMMON), bounds)


@compiled
def keep_characters(
    codes: NDArray[np.uint32],
    bits: Bits,
    fold: Codes,
    starts: Positions,
    kinds: tuple[np.uint32, np.uint32, np.uint32],
) -> tuple[NDArray[np.int32], Bits, Codes, Positions]:
    """Look characters up and leave out the ignored ones.

    An ignored one that stands alone between spaces becomes a symbol. The CR of a CR LF is looked
    up as a space, so that it ends one line and not two.

    Args:
        codes: the code points of texts that end with white space each.
        bits: what every code point is; those above are looked up as the last one.
        fold: the folded form of every code point.
        starts: where the texts begin, and the end.
        kinds: the bits of what is blank, what is ignored and what a symbol is.

    Returns:
        `place`, `bits`, `fold` and `bounds` of `Characters`.
    """
    blank, ignored, symbol = kinds
    known = np.minimum(codes, np.uint32(len(bits) - 1)).astype(np.intp)
    of_codes, folded = bits.take(known), fold.take(known)
    carriage = np.flatnonzero(codes[:-1] == ord("\r"))
    of_codes[carriage[codes[carriage + 1] == ord("\n")]] = bits[ord(" ")]
    place, kept = np.arange(len(codes) + 1, dtype=np.int32), (of_codes & ignored) == 0
    if kept.all():
        return place, of_codes, folded, starts
    first, behind = runs_of(~kept)
    alone = (first == 0) | ((of_codes[first - 1] & blank) != 0)
    alone &= (of_codes[behind] & blank) != 0
    kept[first[alone]] = True
    of_codes[first[alone]] = symbol
    place = place[np.append(kept, True)]
    return place, of_codes[kept], folded[kept], np.searchsorted(place, starts)


def _hide(bits: Bits, place: NDArray[np.int32], texts: Sequence[str], starts: Positions) -> None:
    """Make addresses symbols, and references behind a stop part of it."""
    for find, old, new in (
        (find_addresses, WORDY | TERMINATOR, SYMBOL),
        (find_references, ~np.uint32(0), CLOSER),
    ):
        spans = [
            (begin + start, begin + end)
            for text, begin in zip(texts, starts.tolist(), strict=False)
            for start, end in find(text)
        ]
        for start, end in np.searchsorted(place, np.array(spans, np.int32)).tolist():
            _replace(bits[start:end], old, new)


def _replace(bits: Bits, old: np.uint32, new: np.uint32) -> None:
    bits[(bits & old) != 0] = new


@compiled
def find_rare(bits: Bits, common: np.uint32) -> Positions:
    """Return the positions of the characters that have another bit than the common ones."""
    return np.flatnonzero((bits & ~common) != 0)


@compiled
def skip_blanks(bits: Bits, places: Positions, blank: np.uint32) -> Positions:
    """Return where the first visible character at or behind each place stands, or the end."""
    visible = np.flatnonzero((bits & blank) == 0)
    return np.append(visible, len(bits))[np.searchsorted(visible, places)]


@compiled
def trim_blanks(bits: Bits, places: Positions, blank: np.uint32) -> Positions:
    """Return where the last visible character before each place ends."""
    visible = np.flatnonzero((bits & blank) == 0)
    found: Positions = visible[np.searchsorted(visible, places) - 1] + 1
    return found
