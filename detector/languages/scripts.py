"""Letters, words and function words of each script, counted in many texts at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.characters import LIMIT, Class, Script, code_points, tables
from detector.languages.distinct import contains, find, join_bits
from detector.languages.hashing import BASE, hash_letters, letter_hashes
from detector.languages.runs import runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes

    Flags = NDArray[np.bool_]
    Positions = NDArray[np.int64]

SIDES = (Script.ARABIC, Script.LATIN)
"""Scripts whose words are counted."""
FIELDS = 4  # counts of each side
OWN, OTHERS = 1, 2
"""Lists that a function word is in: the language's own, or those of other languages."""
_IGNORED, _LETTER, _VISIBLE, _FOREIGN, _SIDE = 1, 2, 4, 8, 16
_FOREIGN_LETTERS = "پچژگٹڈڑںےھڕێۆڵەټځڅډړږښګڼۍېۀکیہ"


class Alphabet(NamedTuple):
    """What characters are, arrays by code point.

    `traits` has bits for *ignored*, *letter*, *visible* and *foreign*, a letter that Arabic has
    not; 16 and 32 say of which side, its number in `SIDES` and one. `forms` holds the small letter
    in the first row and the folded one in the second, `hashes` what each stands for in a hash.
    """

    traits: NDArray[np.uint8]
    forms: NDArray[np.uint16]
    hashes: Hashes


class Listed(NamedTuple):
    """Sorted hashes of function words and their lists: `OWN` and `OTHERS`, two bits a side.

    Others are compared letter by letter: folded, Urdu's کی is Arabic's كي.
    """

    keys: Hashes
    lists: NDArray[np.uint8]


def list_words(own: Sequence[Hashes], others: Sequence[Hashes]) -> Listed:
    """Put the words of all sides together."""
    parts = [(keys, OWN << 2 * side) for side, keys in enumerate(own)]
    parts += [(keys, OTHERS << 2 * side) for side, keys in enumerate(others)]
    bits = [np.full(len(keys), bit, np.uint8) for keys, bit in parts]
    return Listed(*join_bits(np.concatenate([keys for keys, _ in parts]), np.concatenate(bits)))


def count_texts(texts: Sequence[str], listed: Listed) -> NDArray[np.int64]:
    """Count in every text.

    Returns:
        A row for each text: visible characters, letters, foreign letters; then for each side
        its letters, words, own function words and those of other languages.
    """
    bounds = np.cumsum([0, *map(len, texts)])
    return count_words(code_points("".join(texts)), bounds, *alphabet(), *listed, BASE)


@compiled
def count_words(  # noqa: PLR0913, PLR0917  (arrays alone: a tuple is looked into at every call)
    codes: NDArray[np.uint32],
    bounds: Positions,
    traits: NDArray[np.uint8],
    forms: NDArray[np.uint16],
    hashes: Hashes,
    keys: Hashes,
    lists: NDArray[np.uint8],
    base: np.uint64,
) -> NDArray[np.int64]:
    """Return the rows of `count_texts`; text i is `codes[bounds[i]:bounds[i + 1]]`."""
    known = np.minimum(codes, LIMIT - 1).astype(np.uint16)
    kept = np.flatnonzero((traits[known] & _IGNORED) == 0)
    text, known = np.searchsorted(bounds, kept, side="right") - 1, known[kept]
    what = traits[known]
    start, end = _words((what & _LETTER) != 0, text)
    found = np.zeros((len(bounds) - 1, 3 + FIELDS * len(SIDES)), np.int64)

    def count(field: int, where: Positions, weights: Positions | None = None) -> None:
        found[:, field] = np.bincount(text[where], weights, len(found))

    count(0, np.flatnonzero(what & _VISIBLE))
    count(1, start, end - start)
    count(2, np.flatnonzero(what & _FOREIGN))
    small, folded = (np.zeros(len(start), np.uint8) for _ in forms)
    for form, bits in zip(forms, (small, folded), strict=True):
        word, place = find(keys, hash_letters(hashes, base, form[known], start, end))
        bits[word] = lists[place]
    for side in range(len(SIDES)):
        mine = what[start] // _SIDE == side + 1
        near = mine & ((small >> 2 * side & OTHERS) != 0)
        at = 3 + FIELDS * side
        count(at, start[mine], (end - start)[mine])
        count(at + 1, start[mine])
        count(at + 2, start[mine & ~near & ((folded >> 2 * side & OWN) != 0)])
        count(at + 3, start[near])
    return found


def _words(letter: Flags, text: Positions) -> tuple[Positions, Positions]:
    """Runs of letters, each within one text."""
    start, end = runs_of(letter)
    inside = np.flatnonzero((np.diff(text, prepend=-1) > 0) & letter)
    cut = inside[~contains(start, inside)]
    return np.sort(np.append(start, cut)), np.sort(np.append(end, cut))


@cache
def alphabet() -> Alphabet:
    """Return what every character is."""
    table = tables()
    foreign = np.zeros(LIMIT, np.bool_)
    foreign[[ord(letter) for letter in _FOREIGN_LETTERS]] = True
    hidden = np.isin(table.kind, (Class.IGNORED, Class.SPACE, Class.NEWLINE))
    traits = (table.kind == Class.IGNORED) * np.uint8(_IGNORED)
    traits |= (table.kind == Class.LETTER) * np.uint8(_LETTER)
    traits |= ~hidden * np.uint8(_VISIBLE) | foreign * np.uint8(_FOREIGN)
    for number, script in enumerate(SIDES, 1):
        traits |= (table.script == script) * np.uint8(_SIDE * number)
    return Alphabet(traits, np.stack((table.lower, table.fold)), letter_hashes())
