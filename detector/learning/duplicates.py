"""Articles that stand in labelled data twice, or almost: found in linear time.

Two texts are near-duplicates when the Jaccard similarity of their sets of four-word runs is about
`SIMILAR` or more. It is estimated by MinHash (Broder 1997); candidates share one of `BANDS`
bands of their signatures (locality-sensitive hashing, Indyk and Motwani 1998), and each is
compared with the first article of its bucket only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.languages.characters import fold_text
from detector.languages.hashing import hash_ngrams, hash_strings, mix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detector.languages.hashing import Hashes

SIMILAR = 0.7
RUN = 4  # words
BANDS, ROWS = 20, 4

_WORD = re.compile(r"\w+")
_FACTORS = mix(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64)) | np.uint64(1)


class Duplicate(NamedTuple):
    """Two articles by index, the earlier first, and the similarity of their texts (1: equal)."""

    first: int
    second: int
    similarity: float


def find_duplicates(texts: Sequence[str]) -> list[Duplicate]:
    """Find the articles whose words, folded, equal or nearly equal those of an earlier one."""
    runs = [_runs(text) for text in texts]
    signatures = [_signature(hashes) for hashes in runs]
    pairs = sorted(set(_candidates(signatures)))
    found = [Duplicate(*pair, _similarity(runs, signatures, pair)) for pair in pairs]
    return [pair for pair in found if pair.similarity >= SIMILAR]


def _runs(text: str) -> Hashes:
    words = _WORD.findall(fold_text(text)) or [""]
    return hash_ngrams(hash_strings(words), min(RUN, len(words)))


def _signature(hashes: Hashes) -> Hashes:
    """Least hash under each of many orders: odd factors permute what is spread already."""
    return np.array([(hashes * factor).min() for factor in _FACTORS])


def _candidates(signatures: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    first: dict[tuple[int, bytes], int] = {}
    for index, signature in enumerate(signatures):
        for band, rows in enumerate(signature.reshape(BANDS, ROWS)):
            earlier = first.setdefault((band, rows.tobytes()), index)
            if earlier != index:
                yield earlier, index


def _similarity(
    runs: Sequence[Hashes], signatures: Sequence[Hashes], pair: tuple[int, int]
) -> float:
    first, second = pair
    if np.array_equal(runs[first], runs[second]):
        return 1.0
    return min(float(np.mean(signatures[first] == signatures[second])), 0.99)
