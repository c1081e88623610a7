"""Letters, words and function words of each script, counted in many texts at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.characters import LIMIT, Class, tables
from detector.languages.distinct import contains, find
from detector.languages.hashing import BASE, hash_letters, letter_hashes
from detector.languages.runs import runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes

    Flags = NDArray[np.bool_]
    Positions = NDArray[np.int64]

FIELDS = 4  # counts of each script
_FOREIGN_LETTERS = "پچژگٹڈڑںےھڕێۆڵەټځڅډړږښګڼۍېۀکیہ"


class Alphabet(NamedTuple):
    """What a character is, each an array of length `LIMIT`; `foreign` letters Arabic has not."""

    ignored: Flags
    letter: Flags
    visible: Flags
    foreign: Flags
    script: NDArray[np.uint8]
    lower: Hashes
    folded: Hashes


class Listed(NamedTuple):
    """A script, and sorted hashes of function words: the language's own, and other languages'.

    Others are compared letter by letter: folded, Urdu's کی is Arabic's كي.
    """

    script: int
    own: Hashes
    others: Hashes


def count_texts(texts: Sequence[str], listed: tuple[Listed, ...]) -> NDArray[np.int64]:
    """Count in every text.

    Returns:
        A row for each text: visible characters, letters, foreign letters; then for each script
        of `listed` its letters, words, own function words and those of other languages.
    """
    raw = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.minimum(raw, LIMIT - 1).astype(np.uint16)
    bounds = np.cumsum([0, *map(len, texts)])
    return count_words(codes, bounds, alphabet(), listed, BASE)


@compiled
def count_words(
    codes: NDArray[np.uint16],
    bounds: Positions,
    alphabet: Alphabet,
    listed: tuple[Listed, ...],
    base: np.uint64,
) -> NDArray[np.int64]:
    """Return the rows of `count_texts`; text i is `codes[bounds[i]:bounds[i + 1]]`."""
    kept = np.flatnonzero(~alphabet.ignored[codes])
    text, codes = np.searchsorted(bounds, kept, side="right") - 1, codes[kept]
    start, end = _words(alphabet.letter[codes], text)
    found = np.zeros((len(bounds) - 1, 3 + FIELDS * len(listed)), np.int64)

    def count(field: int, where: Positions, weights: Positions | None = None) -> None:
        found[:, field] = np.bincount(text[where], weights, len(found))

    count(0, np.flatnonzero(alphabet.visible[codes]))
    count(1, start, end - start)
    count(2, np.flatnonzero(alphabet.foreign[codes]))
    for number, (script, own, others) in enumerate(listed):
        mine = np.flatnonzero(alphabet.script[codes[start]] == script)
        first, last, near = start[mine], end[mine], np.zeros(len(mine), np.bool_)
        near[find(others, hash_letters(alphabet.lower, base, codes, first, last)).key] = True
        known = find(own, hash_letters(alphabet.folded, base, codes, first, last)).key
        at = 3 + FIELDS * number
        count(at, first, last - first)
        count(at + 1, first)
        count(at + 2, first[known[~near[known]]])
        count(at + 3, first[near])
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
    table, letters = tables(), letter_hashes()
    ignored = table.kind == Class.IGNORED
    foreign = np.zeros(LIMIT, np.bool_)
    foreign[[ord(letter) for letter in _FOREIGN_LETTERS]] = True
    return Alphabet(
        ignored,
        table.kind == Class.LETTER,
        ~(ignored | (table.kind == Class.SPACE) | (table.kind == Class.NEWLINE)),
        foreign,
        table.script,
        letters[table.lower],
        letters[table.fold],
    )
