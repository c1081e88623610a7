"""Lexical evidence: how typical of padding the words and phrases of a unit are.

A linear model over words, stems and runs of two and three stems; a unit's evidence is the sum of
their weights over the square root of its length. Only hashes and weights are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.columns import by_unit, stem_hash, token_stem, unit_words
from detector.features.ngrams import runs_inside
from detector.languages.distinct import find
from detector.languages.hashing import BASE, hash_ngrams

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from detector.article import Batch
    from detector.features.columns import Floats, Ints
    from detector.languages.hashing import Hashes

SIZES = (1, 2, 3)  # runs of stems; single words stand before them as size 0


class Lexical(NamedTuple):
    """Sorted hashes of words (table 0) and of runs of n stems (table n), and their weights.

    Table n is `bounds[n]:bounds[n + 1]` of `keys` and `weights`.
    """

    bounds: NDArray[np.int64]
    keys: Hashes
    weights: NDArray[np.float32]

    def evidence(self, batch: Batch) -> Floats:
        """Return the evidence of each unit: shape (units,)."""
        stems = hash_ngrams(batch.stems, 1)
        total = by_unit(batch, self._weights(0, batch.words.key).take(batch.tokens.word))
        total += by_unit(batch, self._weights(1, stems).take(token_stem(batch)))
        every, unit = stem_hash(batch), batch.tokens.unit
        for size in SIZES[1:]:
            total += sum_weights(*self._table(size), every, unit, size, BASE, len(total))
        return np.asarray(total / np.sqrt(np.maximum(unit_words(batch), 1)))

    def _weights(self, table: int, hashes: Hashes) -> Floats:
        keys, known = self._table(table)
        found, weights = find(keys, hashes), np.zeros(len(hashes))
        weights[found.key] = known[found.place]
        return weights

    def _table(self, table: int) -> tuple[Hashes, NDArray[np.float32]]:
        span = slice(self.bounds[table], self.bounds[table + 1])
        return self.keys[span], self.weights[span]

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """The arrays of an artefact, by name."""
        return {f"{prefix}.{part}": value for part, value in self._asdict().items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Lexical:
        """Read them back; KeyError where one is missing."""
        return cls(*(np.asarray(arrays[f"{prefix}.{part}"]) for part in cls._fields))


@compiled
def sum_weights(
    keys: Hashes,
    weights: NDArray[np.float32],
    stems: Hashes,
    unit: Ints,
    size: int,
    base: np.uint64,
    units: int,
) -> Floats:
    """Sum the weights of runs of stems over the units they stand in: shape (units,).

    Args:
        keys: sorted hashes of the runs that have a weight.
        weights: the weight of each.
        stems: the hash of each token's stem.
        unit: the unit of each token; a run stays within one.
        size: stems of a run.
        base: of the hashes of runs.
        units: number of units.
    """
    token, hashes = runs_inside(stems, unit, size, base)
    found = find(keys, hashes)
    total = np.bincount(unit[token[found.key]], weights[found.place], units)
    return np.asarray(total, np.float64)
