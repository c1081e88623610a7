"""Lexical evidence: how typical of padding the words and phrases of a unit are.

A linear model over words, stems and runs of two and three stems; a unit's evidence is the sum of
their weights over the square root of its length. Only hashes and weights are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.columns import by_unit, token_stem, unit_words
from detector.features.ngrams import grams
from detector.languages.distinct import find
from detector.languages.hashing import hash_ngrams

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
        total = by_unit(batch, self._weights(0, batch.words.key)[batch.tokens.word])
        total += by_unit(batch, self._weights(1, stems)[token_stem(batch)])
        unit, size = batch.tokens.unit, len(batch.units.start)
        for table in SIZES[1:]:
            runs = grams(batch, table)
            total += sum_weights(*self._table(table), runs.hash, runs.token, unit, size)
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
    hashes: Hashes,
    token: Ints,
    unit: Ints,
    size: int,
) -> Floats:
    """Sum the weights of runs over the units they stand in: shape (size,).

    Args:
        keys: sorted hashes of the runs that have a weight.
        weights: the weight of each.
        hashes: hashes of the runs that stand in the units.
        token: the first token of each.
        unit: the unit of each token.
        size: number of units.
    """
    found = find(keys, hashes)
    total = np.bincount(unit[token[found.key]], weights[found.place], size)
    return np.asarray(total, np.float64)
