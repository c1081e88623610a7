"""What may stand before and after the base of an Arabic word, and reading it off many words.

The forms stand in tries, which all words walk together, a letter a step.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Letters = NDArray[np.uint16]
    Nodes = NDArray[np.uint16]
    Positions = NDArray[np.int64]

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

PROCLITICS: dict[str, tuple[float, Mapping[str, float]]] = {
    **dict.fromkeys(_DEFINITE.split(), (-1.0, _DEFINITE_NOUN)),
    **{form: (cost, _ALL) for form, cost in _costs(_PARTICLES).items()},
    **{form: (cost, _VERB) for form, cost in _costs(_PRESENT).items()},
    **{form: (cost, _VERB) for form, cost in _costs(_INITIAL_ALEF).items()},
}
"""What may stand before a base: its cost, and the endings that go with it."""

_FIRST, _LETTERS = 0x620, 64  # code points that tries know; the last stands for all others


class Trie(NamedTuple):
    """Beginnings of forms, as nodes; the forms, the empty one first, are those from 1 on.

    Each node has `_LETTERS` entries in `follows`, one a letter: where the entries of the node begin
    that the letter leads to, 0 if there is none. `through` has the nodes on the way to each node,
    sorted, so in the order of preference.
    """

    follows: Nodes
    through: Nodes


class Affixes(NamedTuple):
    """What may stand around a base.

    Pairs of a proclitic and an ending that go together have numbers in the order of preference.
    The last nodes that a word reaches in both tries tell which pairs it may have: the `many`
    ones from `begin` on in `pair`.
    """

    proclitics: Trie
    endings: Trie
    begin: Positions
    many: Positions
    pair: NDArray[np.int16]
    proclitic: Positions
    start: Positions
    ending: Positions
    around: Floats


def attached_forms(word: str) -> list[str]:
    """A folded word with the particles that may be written together with it."""
    definite = word.startswith("ال")
    forms = [particle + word for particle in ("", *_costs(_PARTICLES))]
    return forms + ([before + "لل" + word[2:] for before in ("", "و", "ف")] if definite else [])


@cache
def affixes() -> Affixes:
    """Return what may stand around a base."""
    proclitics = {"": (0.0, _ALL), **PROCLITICS}
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
    return Affixes(
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


def _trie(forms: Sequence[str]) -> Trie:
    beginnings = [form[:size] for form in forms for size in range(len(form))]
    nodes = {form: node for node, form in enumerate(dict.fromkeys([*forms, *beginnings]), 1)}
    follows = np.zeros((len(nodes) + 1, _LETTERS), np.uint16)
    through = np.zeros((len(nodes) + 1, max(map(len, forms)) + 1), np.uint16)
    for form, node in nodes.items():
        through[node, : len(form) + 1] = [nodes[form[:size]] for size in range(len(form) + 1)]
        if form:
            follows[nodes[form[:-1]], ord(form[-1]) - _FIRST] = node * _LETTERS
    return Trie(follows.ravel(), np.sort(through, axis=1))


def walk(trie: Trie, columns: Letters) -> Positions:
    """The last nodes that are reached by words' letters."""
    known = np.minimum(columns - np.uint16(_FIRST), _LETTERS - 1)
    last = node = np.full(columns.shape[1], _LETTERS, np.uint16)
    for column in known:
        node = trie.follows.take(node + column)
        last = np.where(node, node, last)
    return last.astype(np.int64) // _LETTERS
