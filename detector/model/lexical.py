"""Lexical evidence: how typical of padding the words and phrases of a unit are.

A linear model over words, stems and runs of two and three stems; a unit's evidence is the sum of
their weights over the square root of its length. Only hashes and weights are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.features.columns import by_unit, token_stem, unit_words
from detector.features.ngrams import grams
from detector.languages.distinct import find
from detector.languages.hashing import hash_ngrams

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from detector.article import Batch

    Floats = NDArray[np.float64]

SIZES = (1, 2, 3)  # runs of stems; single words stand before them as size 0


class Lexical(NamedTuple):
    """Sorted hashes of words (table 0) and of runs of n stems (table n), and their weights.

    Table n is `bounds[n]:bounds[n + 1]` of `keys` and `weights`.
    """

    bounds: NDArray[np.int64]
    keys: NDArray[np.uint64]
    weights: NDArray[np.float32]

    def evidence(self, batch: Batch) -> Floats:
        """Return the evidence of each unit: shape (units,)."""
        size, stems = len(batch.units.start), hash_ngrams(batch.stems, 1)
        total = by_unit(batch, self._weights(0, batch.words.key)[batch.tokens.word])
        total += by_unit(batch, self._weights(1, stems)[token_stem(batch)])
        for table in SIZES[1:]:
            runs = grams(batch, table)
            unit = batch.tokens.unit[runs.token]
            total += np.bincount(unit, self._weights(table, runs.hash), minlength=size)
        return np.asarray(total / np.sqrt(np.maximum(unit_words(batch), 1)))

    def _weights(self, table: int, hashes: NDArray[np.uint64]) -> Floats:
        keys = self.keys[self.bounds[table] : self.bounds[table + 1]]
        found, weights = find(keys, hashes), np.zeros(len(hashes))
        weights[found.key] = self.weights[self.bounds[table] + found.place]
        return weights

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """The arrays of an artefact, by name."""
        return {f"{prefix}.{part}": value for part, value in self._asdict().items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Lexical:
        """Read them back; KeyError where one is missing."""
        return cls(*(np.asarray(arrays[f"{prefix}.{part}"]) for part in cls._fields))
