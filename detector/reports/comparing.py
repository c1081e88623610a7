"""What changed between two versions of an article, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from detector.reports.figures import padded, text_of

if TYPE_CHECKING:
    from detector.results import Result


class Comparison(NamedTuple):
    """Padded sentences by what became of them, as indices into their version's sentences.

    `deleted` and `mended` index the old version: the sentence is gone, or it stands and is no
    longer padding. `added`, `worsened` and `kept` index the new version: the sentence is new,
    or stood there unpadded, or was padding before too.
    """

    deleted: tuple[int, ...]
    mended: tuple[int, ...]
    added: tuple[int, ...]
    worsened: tuple[int, ...]
    kept: tuple[int, ...]


def compare_results(old: Result, new: Result) -> Comparison:
    """Match the sentences of two versions by their text; doubles are matched one by one."""
    deleted, mended, _ = _divide(old, new)
    added, worsened, kept = _divide(new, old)
    return Comparison(deleted, mended, added, worsened, kept)


def _divide(one: Result, other: Result) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Divide the padded sentences of one: missing in the other, there unpadded, there padded."""
    theirs_padded = Counter(_key(other, i) for i, _ in padded(other))
    theirs = Counter(_key(other, i) for i in range(len(other.sentences)))
    theirs -= theirs_padded
    missing: list[int] = []
    unpadded: list[int] = []
    both: list[int] = []
    for index, _ in padded(one):
        key = _key(one, index)
        pool, place = (theirs_padded, both) if theirs_padded[key] else (theirs, unpadded)
        if pool[key]:
            pool[key] -= 1
            place.append(index)
        else:
            missing.append(index)
    return tuple(missing), tuple(unpadded), tuple(both)


def _key(result: Result, index: int) -> str:
    return text_of(result, result.sentences[index]).casefold()
