"""Arabic stems: a folded word is taken apart into what is attached before it, base and ending.

Whether a letter is attached or belongs to the word cannot be seen in the word alone: the و of
وزير is its first letter, that of وكتاب is not. Costs of bases, counted on a plain collection
(`training/build_stems.py`), decide: of all splits the one with the smallest sum of costs wins
(minus log₂ of a probability, so a unigram model of morphemes, cf. Creutz and Lagus 2007).
What a base is then mapped to (a broken plural to its singular, كتب to كتاب) comes from the same
file.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from detector.resources import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHORTEST_BASE = 3
LONGEST_WORD = 24
LONGEST_PROCLITIC = LONGEST_ENDING = 4
UNIT = 1 / 8
"""Bits that one unit of a shipped cost stands for."""

_DEFINITE = "ال وال فال بال كال لل ولل فلل وبال فبال وكال"
_PARTICLES = "و:1 ل:2 ب:2 ف:3 ك:4 وب:4 ول:4 فل:5 فب:5 وك:6"
_PRESENT = "ي ت ن وي وت ون في فت سي ست سن وسي وست فسي لي لت لن ولي ولت"
_INITIAL_ALEF = "ا:3 وا:4 فا:5"

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
    return {form: float(bits) if bits else 0.7 + 0.3 * len(form) for form, _, bits in pairs}


_ALL = {"": 0.0, **_costs(_ENDINGS)}
_NOUN = {form: cost for form, cost in _ALL.items() if form not in _ONLY_AFTER_VERBS.split()}
_DEFINITE_NOUN = {form: _ALL[form] for form in ["", *_AFTER_ARTICLE.split()]}
_VERB = {form: cost for form, cost in _ALL.items() if form not in _ONLY_AFTER_NOUNS.split()}

_PROCLITICS: dict[str, tuple[float, Mapping[str, float]]] = {
    "": (0.0, _ALL),
    **{form: (0.0, _DEFINITE_NOUN) for form in _DEFINITE.split()},
    **{form: (cost, _ALL) for form, cost in _costs(_PARTICLES).items()},
    **{form: (1 + 0.5 * len(form), _VERB) for form in _PRESENT.split()},
    **{form: (cost, _VERB) for form, cost in _costs(_INITIAL_ALEF).items()},
}
"""What may stand before a base: its cost, and the endings that go with it."""


class Bases(NamedTuple):
    """Costs of known bases by hash; a new one costs `new[0] + new[1] * letters` bits."""

    cost: Mapping[int, float]
    new: tuple[float, float]
    maps_to: Mapping[int, str]


def splits(word: str) -> Iterator[tuple[int, int, float]]:
    """Yield where the base may start and end, with the bits that what is left around it costs."""
    size = len(word)
    tails = [word[size - length :] for length in range(LONGEST_ENDING + 1)]
    for start in range(min(LONGEST_PROCLITIC, size - SHORTEST_BASE) + 1):
        found = _PROCLITICS.get(word[:start])
        if found is None:
            continue
        cost, endings = found
        for length in range(min(LONGEST_ENDING, size - start - SHORTEST_BASE) + 1):
            ending = endings.get(tails[length])
            if ending is not None:
                yield start, size - length, cost + ending


def hash_base(base: bytes) -> int:
    """Hash a base's UTF-16 bytes to 32 bits."""
    return crc32(base)


def encode(word: str) -> bytes:
    """Give the bytes to hash, two for each letter of the scripts at hand."""
    return word.encode("utf-16-le", "surrogatepass")


@cache
def load_bases() -> Bases:
    """Read the shipped table once."""
    with np.load(MODELS / "stems-ar.npz", allow_pickle=False) as data:
        cost = dict(zip(data["bases"].tolist(), (data["cost"] * UNIT).tolist(), strict=True))
        maps_to = dict(zip(data["mapped"].tolist(), data["maps_to"].tolist(), strict=True))
        new = data["new"].tolist()
    return Bases(cost, (new[0], new[1]), maps_to)


def stem_arabic(word: str, bases: Bases) -> str:
    """Return the base of a folded word; words of other scripts and very long ones stay."""
    size = len(word)
    if size < SHORTEST_BASE or size > LONGEST_WORD or not "ء" <= word[0] <= "ي":
        return word
    raw, (known, (first, letter), maps_to) = encode(word), bases
    least, best = 1e9, (0, size)
    for start, end, cost in splits(word):
        base = known.get(crc32(raw[2 * start : 2 * end]))
        cost += first + letter * (end - start) if base is None else base
        if cost < least:
            least, best = cost, (start, end)
    start, end = best
    return maps_to.get(crc32(raw[2 * start : 2 * end])) or word[start:end]
