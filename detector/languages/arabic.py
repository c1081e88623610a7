"""Arabic stems: a folded word is taken apart into what is attached before it, base and ending.

Whether a letter is attached or belongs to the word cannot be seen in the word alone: the و of
وزير is its first letter, that of وكتاب is not. Costs of bases, counted on a plain collection
(`training/build_stems.py`), decide: of all splits the one with the smallest sum of costs wins
(minus log₂ of a probability, so a unigram model of morphemes, cf. Creutz and Lagus 2007).
What a base is then mapped to (a broken plural to its singular, كتب to كتاب) comes from the same
file.

Words are runs of codes, and all of a lot go through each step together. Bases are known by their
CRC-32.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.arabic_affixes import PROCLITICS, Affixes, affixes, walk
from detector.languages.checksums import (
    SumTable,
    find_sums,
    hash_base,
    shift,
    sort_sums,
    sum_beginnings,
    sum_bytes,
)
from detector.languages.hashing import Runs, hash_runs, hash_strings, join_strings
from detector.resources import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from detector.languages.hashing import Hashes

    Floats = NDArray[np.float64]
    Letters = NDArray[np.uint16]
    Positions = NDArray[np.int64]
    Sums = NDArray[np.uint32]
    Texts = NDArray[np.object_]
    KnownBases = tuple[SumTable, Floats, tuple[float, float], SumTable]

SHORTEST_BASE = 2
TWO_LETTERS = 2.0
"""Bits that a base of only two letters costs more, before its use is looked at."""
LONGEST_WORD = 24
UNIT = 1 / 8
"""Bits that one unit of a shipped cost stands for."""

_LOT = 4096  # words that are worked on at once
_HEH = ord("ه")
_BY_SIZE = np.array(
    (*SHORTEST_BASE * [np.inf], TWO_LETTERS, *(LONGEST_WORD - SHORTEST_BASE) * [0.0])
)
"""Bits that bases cost by their number of letters."""


class Bases(NamedTuple):
    """Costs of known bases and what stands for some bases, by sorted check sums.

    A base that is not known costs `new[0] + new[1] * letters` bits.
    """

    known: SumTable
    cost: Floats
    new: tuple[float, float]
    mapped: SumTable
    maps_to: Texts


class Splits(NamedTuple):
    """Ways to take words apart, those of a word together and in the order of preference.

    Columns: the word's number, where its base starts and ends, which proclitic stands before it
    and the bits that what is left around it costs.
    """

    word: Positions
    start: Positions
    end: Positions
    proclitic: Positions
    around: Floats


class Tables(NamedTuple):
    """Costs by size, and what check sums of bases are made with: `sum_bytes` and `_shifted`."""

    by_size: Floats
    of_bytes: Sums
    shifted: Sums


class _Lot(NamedTuple):
    """Words that can be taken apart, long ones first: which they are, letters in rows, sizes."""

    which: Positions
    letters: Letters
    size: Positions


def make_bases(
    cost: tuple[ArrayLike, ArrayLike],
    new: tuple[float, float],
    maps_to: tuple[ArrayLike, ArrayLike],
) -> Bases:
    """Make bases from pairs of columns: hashes and costs in bits, hashes and other bases."""
    known, mapped = (np.asarray(sums, np.uint32) for sums, _ in (cost, maps_to))
    by_known, by_mapped = np.argsort(known), np.argsort(mapped)
    costs, others = np.asarray(cost[1], np.float64), np.asarray(maps_to[1], object)
    return Bases(
        sort_sums(known[by_known]),
        costs[by_known],
        new,
        sort_sums(mapped[by_mapped]),
        others[by_mapped],
    )


@cache
def load_bases() -> Bases:
    """Read the shipped table once."""
    with np.load(MODELS / "stems-ar.npz", allow_pickle=False) as data:
        first, letter = data["new"].tolist()
        cost = data["bases"], data["cost"] * UNIT
        return make_bases(cost, (first, letter), (data["mapped"], data["maps_to"]))


def splits(words: Sequence[str]) -> Splits:
    """Give every way to take folded words apart."""
    lots = list(_lots(_join(words)))
    parts = [_split(lot, affixes(), _BY_SIZE) for lot in lots]
    found = Splits._make(map(np.concatenate, zip(*parts, strict=True)))
    word = np.concatenate([lot.which[part.word] for lot, part in zip(lots, parts, strict=True)])
    possible = np.flatnonzero(np.isfinite(found.around))
    order = possible[np.argsort(word[possible], kind="stable")]
    return Splits._make(column[order] for column in found._replace(word=word))


def stem_arabic(words: Sequence[str], bases: Bases) -> list[str]:
    """Return the bases of folded words; words of other scripts and very long ones stay."""
    runs = _join(words)
    start, end, other = find_bases(*runs, affixes(), bases[:-1], stem_tables())
    bounds = zip(words, (start - runs.start).tolist(), (end - runs.start).tolist(), strict=True)
    stems = [word[first:last] if last else word for word, first, last in bounds]
    for mapped in np.flatnonzero(other >= 0).tolist():
        stems[mapped] = bases.maps_to[other[mapped]]
    return stems


def _join(words: Sequence[str]) -> Runs:
    """Put words behind one another, nothing in the place of those that are too long."""
    return join_strings([word if len(word) <= LONGEST_WORD else "" for word in words])


def hash_arabic(words: Runs, bases: Bases) -> Hashes:
    """Hash the stems of folded words."""
    start, end, other = find_bases(*words, affixes(), bases[:-1], stem_tables())
    stems = hash_runs(words.codes, start, end)
    mapped = np.flatnonzero(other >= 0)
    stems[mapped] = hash_strings(bases.maps_to[other[mapped]].tolist())
    return stems


@compiled
def find_bases(
    codes: Letters,
    start: Positions,
    end: Positions,
    known: Affixes,
    bases: KnownBases,
    tables: Tables,
) -> tuple[Positions, Positions, Positions]:
    """Find the bases of words, the runs `codes[start:end]`.

    Args:
        codes: the letters.
        start: where the words begin.
        end: where they end (exclusive).
        known: what may stand around a base.
        bases: `known`, `cost`, `new` and `mapped` of `Bases`.
        tables: what all words need.

    Returns:
        Where each base begins and ends, and its place among the mapped ones or -1.
    """
    first, last, other = start.copy(), end.copy(), np.full(len(start), -1, np.int64)
    for lot in _lots(Runs(codes, start, end)):
        if not len(lot.which):
            continue
        sums = sum_beginnings(lot.letters, lot.size, tables.of_bytes)
        best = _cheapest(_split(lot, known, tables.by_size), sums, bases, tables.shifted)
        ending = lot.letters[best.word, best.end - 1]
        best = best._replace(end=best.end - ((ending == _HEH) & (best.end - best.start > 3)))
        mapped, place = find_sums(bases[3], _hash(best, sums, tables.shifted))
        first[lot.which] = start[lot.which] + best.start
        last[lot.which] = start[lot.which] + best.end
        other[lot.which[mapped]] = place
    return first, last, other


@cache
def stem_tables() -> Tables:
    """Return what all words need."""
    return Tables(_BY_SIZE, sum_bytes(), _shifted())


def _lots(words: Runs) -> Iterator[_Lot]:
    """Read words by size, so that the rows of a lot are hardly longer than its words."""
    size = words.end - words.start
    fits = np.flatnonzero((size >= SHORTEST_BASE) & (size <= LONGEST_WORD))
    order = fits[np.argsort(-size[fits].astype(np.int8), kind="stable")]
    for begin in range(0, max(len(order), 1), _LOT):
        yield _read(words, order[begin : begin + _LOT])


def _read(words: Runs, index: Positions) -> _Lot:
    """Choose the words that begin in Arabic and have two bytes a letter in UTF-8."""
    start = words.start[index]
    size = words.end[index] - start
    place = np.arange(size.max(initial=0) + 1)
    letters = words.codes.take(start[:, None] + place, mode="clip")
    letters[place >= size[:, None]] = 0
    two_bytes = np.count_nonzero(letters - np.uint16(0x80) < 0x780, axis=1) == size
    arabic = (letters[:, 0] >= ord("ء")) & (letters[:, 0] <= ord("ي"))
    chosen = np.flatnonzero(arabic & two_bytes)
    return _Lot(index[chosen], letters[chosen], size[chosen])


def _split(lot: _Lot, known: Affixes, by_size: Floats) -> Splits:
    """Find all splits; those that leave too little for a base cost infinitely much."""
    before, after = known.proclitics, known.endings
    back = lot.size - np.arange(1, after.through.shape[1])[:, None]  # wraps round in short words
    last = walk(after, lot.letters[np.arange(len(lot.size)), back])
    first = walk(before, lot.letters.T[: before.through.shape[1] - 1])
    both = first * len(after.through) + last
    count = known.many.take(both)
    word = np.repeat(np.arange(len(count)), count)
    place = known.begin.take(both) - np.cumsum(count) + count
    pair = known.pair.take(place.take(word) + np.arange(len(word)))
    start, end = known.start.take(pair), lot.size.take(word) - known.ending.take(pair)
    around = known.around.take(pair) + by_size.take(end - start, mode="clip")
    return Splits(word, start, end, known.proclitic.take(pair), around)


def _cheapest(
    found: Splits,
    sums: Sums,
    bases: KnownBases,
    shifted: Sums,
) -> Splits:
    """Choose one split for each word."""
    table, costs, (first, letter), _ = bases
    cost = first + letter * (found.end - found.start)
    known, place = find_sums(table, _hash(found, sums, shifted))
    cost[known] = costs[place]
    cost = found.around + cost
    begin = _firsts(found.word)
    least = np.flatnonzero(cost == np.minimum.reduceat(cost, begin).take(found.word))
    least = least[_firsts(found.word[least])]
    return Splits._make(column[least] for column in found)


def _firsts(numbers: Positions) -> Positions:
    """Where another number begins."""
    return np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))


def _hash(found: Splits, sums: Sums, shifted: Sums) -> Sums:
    """The check sums of bases; of those that are too short anything, as their cost is infinite."""
    place = found.end * sums.shape[1] + found.word
    letters = found.proclitic * (LONGEST_WORD + 1) + found.end - found.start
    of_bases: Sums = sums.take(place, mode="wrap") ^ shifted.take(letters, mode="wrap")
    return of_bases


@cache
def _shifted() -> Sums:
    """What turns the inverted sum of a proclitic and so many letters into that of the letters."""
    sums = np.zeros((LONGEST_WORD + 1, len(PROCLITICS) + 2), np.uint32)
    sums[0, 2:] = [hash_base(form) for form in PROCLITICS]
    for letters in range(LONGEST_WORD):
        sums[letters + 1] = shift(sums[letters], sum_bytes())
    return np.ascontiguousarray(~sums.T)
