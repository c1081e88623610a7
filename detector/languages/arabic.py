"""Arabic stems: a folded word is taken apart into what is attached before it, base and ending.

Whether a letter is attached or belongs to the word cannot be seen in the word alone: the و of
وزير is its first letter, that of وكتاب is not. Costs of bases, counted on a plain collection
(`training/build_stems.py`), decide: of all splits the one with the smallest sum of costs wins
(minus log₂ of a probability, so a unigram model of morphemes, cf. Creutz and Lagus 2007).
What a base is then mapped to (a broken plural to its singular, كتب to كتاب) comes from the same
file.

All words of a lot go through each step together, as arrays. A word has at most one proclitic and
one ending of each length: they are read off by walking a trie over the first and the last letters.
Bases are known by their CRC-32. That is linear, so the sum of a word's beginning and that of its
proclitic, shifted, give the sum of what stands between.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from detector.resources import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Letters = NDArray[np.uint16]
    Nodes = NDArray[np.uint16]
    Positions = NDArray[np.int64]
    Sums = NDArray[np.uint32]
    Texts = NDArray[np.object_]

SHORTEST_BASE = 2
TWO_LETTERS = 2.0
"""Bits that a base of only two letters costs more, before its use is looked at."""
LONGEST_WORD = 24
UNIT = 1 / 8
"""Bits that one unit of a shipped cost stands for."""

_DEFINITE = "ال وال فال بال كال لل ولل فلل وبال فبال وكال"
_PARTICLES = "و:1 ل:2 ب:2 ف:3 ك:4 وب:4 ول:4 فل:5 فب:5 وك:6"
_PRESENT = (
    "ي:1 ت:2 ن:2.5 وي:2 وت:3 ون:3.5 في:2 فت:3 سي:1.5 ست:2 سن:2.5 وسي:2.5 وست:3 فسي:3 "
    "لي:2 لت:3 لن:3.5 ولي:3 ولت:4"
)
_INITIAL_ALEF = "ا:2 وا:3 فا:4"

_ENDINGS = (
    "ه ها هم هما هن:3 كم:3 ك:4 نا:3 ا:1 ان:2.5 ون ين وا ت:1.5 ته تها تهم تنا "
    "ي ات اته اتها اتهم اتنا اتك اتكم يه يا يات يون يين يتها يته تان تين تي تك تكم يها يهم "
    "وه وها وهم ونه ونها ونهم وني ني:3 تني تم:5"
)
_AFTER_ARTICLE = "ه ي يه ات ان ون ين يات يون يين تان تين"
_ONLY_AFTER_NOUNS = (
    "ي ات اته اتها اتهم اتنا اتك اتكم يه يا يات يون يين يتها يته تان تين تي تك تكم يها يهم "
    "ت ته تها تهم تنا"
)
_ONLY_AFTER_VERBS = "وه وها وهم ونه ونها ونهم وني ني تني تم"


def _costs(entries: str) -> dict[str, float]:
    """Read `form:bits`; without bits the cost grows a little with the length."""
    pairs = (entry.partition(":") for entry in entries.split())
    return {form: float(bits) if bits else 0.3 + 0.2 * len(form) for form, _, bits in pairs}


_ALL = {"": 0.0, **_costs(_ENDINGS)}
_DEFINITE_NOUN = {form: _ALL[form] for form in ["", *_AFTER_ARTICLE.split()]}
_VERB = {form: cost for form, cost in _ALL.items() if form not in _ONLY_AFTER_NOUNS.split()}

_PROCLITICS: dict[str, tuple[float, Mapping[str, float]]] = {
    **dict.fromkeys(_DEFINITE.split(), (-1.0, _DEFINITE_NOUN)),
    **{form: (cost, _ALL) for form, cost in _costs(_PARTICLES).items()},
    **{form: (cost, _VERB) for form, cost in _costs(_PRESENT).items()},
    **{form: (cost, _VERB) for form, cost in _costs(_INITIAL_ALEF).items()},
}
"""What may stand before a base: its cost, and the endings that go with it."""

_LOT = 4096  # words that are worked on at once
_POLYNOMIAL = 0xEDB88320
_ONES = 0xFFFFFFFF
_FIRST, _LETTERS = 0x620, 64  # code points that tries know; the last stands for all others
_HEH = ord("ه")
_BY_ROOM = np.array((np.inf, TWO_LETTERS, 0.0))
"""Bits that a base costs which is too short, of the shortest size, or longer."""


class _Sorted(NamedTuple):
    """Sorted check sums, with one more at the end, and where those with some upper bits begin."""

    sums: Sums
    begin: NDArray[np.int32]
    shift: int
    most: int


class Bases(NamedTuple):
    """Costs of known bases and what stands for some bases, by sorted check sums.

    A base that is not known costs `new[0] + new[1] * letters` bits.
    """

    known: _Sorted
    cost: Floats
    new: tuple[float, float]
    mapped: _Sorted
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


class _Lot(NamedTuple):
    """Words that can be taken apart, long ones first: which they are, letters in rows, sizes."""

    which: Positions
    letters: Letters
    size: Positions


class _Trie(NamedTuple):
    """Beginnings of forms, as nodes; the forms, the empty one first, are those from 1 on.

    Each node has `_LETTERS` entries in `follows`, one a letter: where the entries of the node begin
    that the letter leads to, 0 if there is none. `through` has the nodes on the way to each node,
    sorted, so in the order of preference.
    """

    follows: Nodes
    through: Nodes


class _Affixes(NamedTuple):
    """What may stand around a base.

    Pairs of a proclitic and an ending that go together have numbers in the order of preference.
    The last nodes that a word reaches in both tries tell which pairs it may have: the `many`
    ones from `begin` on in `pair`.
    """

    proclitics: _Trie
    endings: _Trie
    begin: Positions
    many: Positions
    pair: NDArray[np.int16]
    proclitic: Positions
    start: Positions
    ending: Positions
    around: Floats


def hash_base(base: str) -> int:
    """Hash a base to 32 bits (the check sum of its UTF-8 bytes, two for each letter)."""
    return crc32(base.encode())


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
        _sort(known[by_known]), costs[by_known], new, _sort(mapped[by_mapped]), others[by_mapped]
    )


@cache
def load_bases() -> Bases:
    """Read the shipped table once."""
    with np.load(MODELS / "stems-ar.npz", allow_pickle=False) as data:
        first, letter = data["new"].tolist()
        cost = data["bases"], data["cost"] * UNIT
        return make_bases(cost, (first, letter), (data["mapped"], data["maps_to"]))


def _sort(sums: Sums) -> _Sorted:
    bits = len(sums).bit_length() + 2  # few have the same upper bits
    count = np.bincount(sums >> (32 - bits), minlength=1 << bits)
    begin = (np.cumsum(count) - count).astype(np.int32)
    return _Sorted(np.append(sums, np.uint32(_ONES)), begin, 32 - bits, int(count.max()))


def _find(table: _Sorted, sums: Sums) -> tuple[Positions, NDArray[np.int32]]:
    """Which sums are in the table, and where there."""
    place = table.begin.take(sums >> np.uint32(table.shift))
    for _ in range(table.most - 1):
        place += table.sums.take(place) < sums
    found = np.flatnonzero((table.sums.take(place) == sums) & (place < len(table.sums) - 1))
    return found, place[found]


def splits(words: Sequence[str]) -> Splits:
    """Give every way to take folded words apart."""
    lots = list(_lots(words, np.array(words, object)))
    parts = [_split(lot) for lot in lots]
    found = Splits._make(map(np.concatenate, zip(*parts, strict=True)))
    word = np.concatenate([lot.which[part.word] for lot, part in zip(lots, parts, strict=True)])
    possible = np.flatnonzero(np.isfinite(found.around))
    order = possible[np.argsort(word[possible], kind="stable")]
    return Splits._make(column[order] for column in found._replace(word=word))


def stem_arabic(words: Sequence[str], bases: Bases) -> list[str]:
    """Return the bases of folded words; words of other scripts and very long ones stay."""
    stems = np.array(words, object)
    for lot in _lots(words, stems):
        if len(lot.which):
            _stem(lot, bases, stems)
    return stems.tolist()  # type: ignore[no-any-return]


def _stem(lot: _Lot, bases: Bases, stems: Texts) -> None:
    """Put the stems where the words are."""
    sums = _sum_beginnings(lot)
    best = _cheapest(_split(lot), sums, bases)
    last = lot.letters[best.word, best.end - 1]
    best = best._replace(end=best.end - ((last == _HEH) & (best.end - best.start > 3)))
    mapped, place = _find(bases.mapped, _hash(best, sums))
    stems[lot.which] = _cut(lot.letters, best.start, best.end)
    stems[lot.which[mapped]] = bases.maps_to[place]


def _lots(words: Sequence[str], texts: Texts) -> Iterator[_Lot]:
    """Read words by size, so that the rows of a lot are hardly longer than its words."""
    size = np.fromiter(map(len, words), np.int64, len(words))
    fits = np.flatnonzero((size >= SHORTEST_BASE) & (size <= LONGEST_WORD))
    order = fits[np.argsort(-size[fits].astype(np.int8), kind="stable")]
    for begin in range(0, max(len(order), 1), _LOT):
        index = order[begin : begin + _LOT]
        yield _read(texts[index], index, size[index])


def _read(words: Texts, index: Positions, size: Positions) -> _Lot:
    """Choose the words that begin in Arabic and have two bytes a letter in UTF-8."""
    width = size.max(initial=0) + 1
    letters = words.astype(f"U{width}").view(np.uint32).reshape(len(words), width)
    two_bytes = np.count_nonzero(letters - np.uint32(0x80) < 0x780, axis=1) == size
    arabic = (letters[:, 0] >= ord("ء")) & (letters[:, 0] <= ord("ي"))
    chosen = np.flatnonzero(arabic & two_bytes)
    return _Lot(index[chosen], letters[chosen].astype(np.uint16), size[chosen])


def _split(lot: _Lot) -> Splits:
    """Find all splits; those that leave too little for a base cost infinitely much."""
    affixes = _affixes()
    before, after = affixes.proclitics, affixes.endings
    back = lot.size - np.arange(1, after.through.shape[1])[:, None]  # wraps round in short words
    last = _walk(after, lot.letters[np.arange(len(lot.size)), back])
    first = _walk(before, lot.letters.T[: before.through.shape[1] - 1])
    both = first * len(after.through) + last
    count = affixes.many.take(both)
    word = np.repeat(np.arange(len(count)), count)
    place = affixes.begin.take(both) - np.cumsum(count) + count
    pair = affixes.pair.take(place.take(word) + np.arange(len(word)))
    start, end = affixes.start.take(pair), lot.size.take(word) - affixes.ending.take(pair)
    room = end - start - SHORTEST_BASE
    around = affixes.around.take(pair) + _BY_ROOM.take(room + 1, mode="clip")
    return Splits(word, start, end, affixes.proclitic.take(pair), around)


def _cheapest(found: Splits, sums: Sums, bases: Bases) -> Splits:
    """Choose one split for each word."""
    first, letter = bases.new
    cost = first + letter * (found.end - found.start)
    known, place = _find(bases.known, _hash(found, sums))
    cost[known] = bases.cost[place]
    cost = found.around + cost
    begin = _firsts(found.word)
    least = np.flatnonzero(cost == np.minimum.reduceat(cost, begin).take(found.word))
    least = least[_firsts(found.word[least])]
    return Splits._make(column[least] for column in found)


def _firsts(numbers: Positions) -> Positions:
    """Where another number begins."""
    return np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))


def _hash(found: Splits, sums: Sums) -> Sums:
    """The check sums of bases; of those that are too short anything, as their cost is infinite."""
    place = found.end * sums.shape[1] + found.word
    letters = found.proclitic * (LONGEST_WORD + 1) + found.end - found.start
    of_bases: Sums = sums.take(place, mode="wrap") ^ _shifted().take(letters, mode="wrap")
    return of_bases


def _sum_beginnings(lot: _Lot) -> Sums:
    """The check sums of words' first letters, inverted: a row for each number of letters."""
    letters = np.ascontiguousarray(lot.letters.T)
    upper, lower = letters >> np.uint16(6), letters & np.uint16(0x3F)
    utf_8 = upper | lower << np.uint16(8) | np.uint16(0x80C0)
    sums = np.empty(letters.shape, np.uint32)
    sums[0] = _ONES
    longer = np.searchsorted(-lot.size, -np.arange(len(letters)))
    for place, count in enumerate(longer[:-1].tolist()):
        sums[place + 1, :count] = _shift(sums[place, :count] ^ utf_8[place, :count])
    return sums


def _shift(sums: Sums) -> Sums:
    """What two bytes of zeros make of check sums."""
    return (sums >> np.uint32(16)) ^ _two_bytes().take(sums & np.uint32(0xFFFF))


@cache
def _two_bytes() -> Sums:
    """CRC-32 of all pairs of bytes, without the inversions before and after."""
    bit, byte = np.uint32(1), np.uint32(8)
    one = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        one = (one >> bit) ^ (one & bit) * np.uint32(_POLYNOMIAL)
    two = (one >> byte) ^ one[one & np.uint32(0xFF)]
    both: Sums = (two ^ one[:, None]).ravel()
    return both


@cache
def _shifted() -> Sums:
    """What turns the inverted sum of a proclitic and so many letters into that of the letters."""
    sums = np.zeros((LONGEST_WORD + 1, len(_PROCLITICS) + 2), np.uint32)
    sums[0, 2:] = [hash_base(form) for form in _PROCLITICS]
    for letters in range(LONGEST_WORD):
        sums[letters + 1] = _shift(sums[letters])
    return np.ascontiguousarray(~sums.T)


def _cut(letters: Letters, start: Positions, end: Positions) -> list[str]:
    """Read a part of each row; each has room for one more letter."""
    letters[np.arange(len(letters)), end] = ord("\n")
    place = np.arange(letters.shape[1])
    parts = letters[(place >= start[:, None]) & (place <= end[:, None])]
    return parts.astype("<u2", copy=False).tobytes().decode("utf-16-le").split("\n")[:-1]


@cache
def _affixes() -> _Affixes:
    proclitics = {"": (0.0, _ALL), **_PROCLITICS}
    before, after = _trie(list(proclitics)), _trie([form[::-1] for form in _ALL])
    around = np.array(
        [[cost + goes.get(form, np.inf) for form in _ALL] for cost, goes in proclitics.values()]
    )
    proclitic, ending = np.nonzero(np.isfinite(around))
    number = np.full((len(before.through), len(after.through)), -1, np.int16)
    number[proclitic + 1, ending + 1] = np.arange(len(proclitic))
    pairs = number[before.through[:, None, :, None], after.through[None, :, None, :]]
    pairs = pairs.reshape(number.size, -1)
    count = np.count_nonzero(pairs >= 0, axis=1)
    sizes = [np.array(list(map(len, forms))) for forms in (proclitics, _ALL)]
    return _Affixes(
        proclitics=before,
        endings=after,
        begin=np.cumsum(count) - count,
        many=count,
        pair=pairs[pairs >= 0],
        proclitic=proclitic + 1,
        start=sizes[0][proclitic],
        ending=sizes[1][ending],
        around=around[proclitic, ending],
    )


def _trie(forms: Sequence[str]) -> _Trie:
    beginnings = [form[:size] for form in forms for size in range(len(form))]
    nodes = {form: node for node, form in enumerate(dict.fromkeys([*forms, *beginnings]), 1)}
    follows = np.zeros((len(nodes) + 1, _LETTERS), np.uint16)
    through = np.zeros((len(nodes) + 1, max(map(len, forms)) + 1), np.uint16)
    for form, node in nodes.items():
        through[node, : len(form) + 1] = [nodes[form[:size]] for size in range(len(form) + 1)]
        if form:
            follows[nodes[form[:-1]], ord(form[-1]) - _FIRST] = node * _LETTERS
    return _Trie(follows.ravel(), np.sort(through, axis=1))


def _walk(trie: _Trie, columns: Letters) -> Positions:
    """The last nodes that are reached by words' letters."""
    known = np.minimum(columns - np.uint16(_FIRST), _LETTERS - 1)
    last = node = np.full(columns.shape[1], _LETTERS, np.uint16)
    for column in known:
        node = trie.follows.take(node + column)
        last = np.where(node, node, last)
    return last.astype(np.int64) // _LETTERS
