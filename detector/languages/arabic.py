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
    from collections.abc import Mapping

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
_NOUN = {form: cost for form, cost in _ALL.items() if form not in _ONLY_AFTER_VERBS.split()}
_DEFINITE_NOUN = {form: _ALL[form] for form in ["", *_AFTER_ARTICLE.split()]}
_VERB = {form: cost for form, cost in _ALL.items() if form not in _ONLY_AFTER_NOUNS.split()}

_PROCLITICS: dict[str, tuple[float, Mapping[str, float]]] = {
    **dict.fromkeys(_DEFINITE.split(), (-1.0, _DEFINITE_NOUN)),
    **{form: (cost, _ALL) for form, cost in _costs(_PARTICLES).items()},
    **{form: (cost, _VERB) for form, cost in _costs(_PRESENT).items()},
    **{form: (cost, _VERB) for form, cost in _costs(_INITIAL_ALEF).items()},
}
"""What may stand before a base: its cost, and the endings that go with it."""

Split = tuple[int, int, float]
Ending = tuple[int, str, float]  # its length comes first
_WHOLE: Ending = (0, "", 0.0)


@cache
def _endings(tail: str) -> tuple[Ending, ...]:
    """The endings that are possible after seeing a word's last two letters."""
    found = [form for form in _ALL if form and form[-2:] in (tail, tail[-1])]
    return (_WHOLE, *((len(form), form, _ALL[form]) for form in found))


@cache
def _proclitics(head: str) -> tuple[tuple[int, str, float, Mapping[str, float]], ...]:
    """The proclitics that are possible after seeing a word's first two letters."""
    found = [form for form in _PROCLITICS if form[:2] in (head, head[0])]
    return tuple((len(form), form, *_PROCLITICS[form]) for form in found)


_HEH = "ه".encode()


class Bases(NamedTuple):
    """Costs of known bases by hash; a new one costs `new[0] + new[1] * letters` bits."""

    cost: Mapping[int, float]
    new: tuple[float, float]
    maps_to: Mapping[int, str]


def splits(word: str) -> list[Split]:
    """Give where the base may start and end, with the bits that what is left around it costs."""
    size = len(word)
    last = size - SHORTEST_BASE
    endings = []
    found = []
    for ending in _endings(word[-2:]):
        length, form, cost = ending
        if length <= last and (length < 3 or word.endswith(form)):
            endings.append(ending)
            found.append((0, size - length, cost if length < last else cost + TWO_LETTERS))
    for start, proclitic, around, allowed in _proclitics(word[:2]):
        if start > last or (start > 2 and not word.startswith(proclitic)):
            continue
        for length, form, cost in endings:
            if form in allowed and start + length <= last:
                two = TWO_LETTERS if start + length == last else 0.0
                found.append((start, size - length, around + cost + two))
    return found


def hash_base(base: str) -> int:
    """Hash a base to 32 bits (the check sum of its UTF-8 bytes, two for each letter)."""
    return crc32(base.encode())


@cache
def load_bases() -> Bases:
    """Read the shipped table once."""
    with np.load(MODELS / "stems-ar.npz", allow_pickle=False) as data:
        cost = dict(zip(data["bases"].tolist(), (data["cost"] * UNIT).tolist(), strict=True))
        maps_to = dict(zip(data["mapped"].tolist(), data["maps_to"].tolist(), strict=True))
        first, letter = data["new"].tolist()
    return Bases(cost, (first, letter), maps_to)


def stem_arabic(word: str, bases: Bases) -> str:
    """Return the base of a folded word; words of other scripts and very long ones stay."""
    size = len(word)
    if size < SHORTEST_BASE or size > LONGEST_WORD or not "ء" <= word[0] <= "ي":
        return word
    raw = word.encode("utf-8", "surrogatepass")
    if len(raw) != 2 * size:
        return word
    known, (first, letter), maps_to = bases
    least, best = 1e9, raw
    for start, end, around in splits(word):
        base = raw[2 * start : 2 * end]
        cost = known.get(crc32(base))
        total = around + (first + letter * (end - start) if cost is None else cost)
        if total < least:
            least, best = total, base
    if best.endswith(_HEH) and len(best) > 3 * len(_HEH):
        best = best[: -len(_HEH)]
    return maps_to.get(crc32(best)) or best.decode()
