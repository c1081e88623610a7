"""Fit the lexical evidence: penalised logistic regression over hashed words and stem runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from detector.features.columns import stem_hash
from detector.features.ngrams import runs_inside
from detector.languages.hashing import BASE
from detector.model.lexical import SIZES, Lexical

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

PENALTY = 0.5  # scikit-learn's C
FEWEST_SOURCES = 5


@dataclass(frozen=True, eq=False)
class Wording:
    """Counts of words and stem runs in units, ready to fit any subset of the units.

    `counts` is units × hashes, divided by the square root of the unit's length; `keys` and
    `table` name the columns.
    """

    counts: sparse.csr_matrix
    keys: NDArray[np.uint64]
    table: Ints

    def fit(self, target: Flags, groups: Ints, rows: Ints) -> tuple[Lexical, Floats]:
        """Fit on some units.

        Args:
            target: whether each unit is padding, shape (units,).
            groups: source of each unit; only what stands in `FEWEST_SOURCES` of them is kept.
            rows: the units to learn from.

        Returns:
            The model, and its evidence for all units, shape (units,).
        """
        kept, idf = self._select(groups, rows)
        used = self.counts[:, kept] @ sparse.diags(idf)
        model = LogisticRegression(C=PENALTY, solver="liblinear", max_iter=200, random_state=0)
        model.fit(used[rows], target[rows])
        weights = model.coef_.ravel()
        lexical = _pack(self.keys[kept], self.table[kept], weights * idf)
        return lexical, np.asarray(used @ weights)

    def _select(self, groups: Ints, rows: Ints) -> tuple[Ints, Floats]:
        used = self.counts[rows]
        names, place = np.unique(groups[rows], return_inverse=True)
        ones = np.ones(len(rows), np.float32)
        member = sparse.csr_matrix((ones, (place, np.arange(len(rows)))), (len(names), len(rows)))
        spread = np.asarray((member @ used > 0).sum(axis=0)).ravel()
        fewest = min(FEWEST_SOURCES, max(1, len(names) // 4))
        kept = np.flatnonzero(spread >= fewest)
        documents = np.bincount(used.indices, minlength=self.counts.shape[1])[kept]
        return kept, (np.log((len(rows) + 1) / (documents + 1)) + 1.0) / 5.0


def count_wording(batch: Batch) -> Wording:
    """Count the words and stem runs of every unit."""
    size = len(batch.units.start)
    parts = [_table(batch.tokens.unit, batch.words.key[batch.tokens.word], size)]
    for length in SIZES:
        token, hashes = runs_inside(stem_hash(batch), batch.tokens.unit, length, BASE)
        parts.append(_table(batch.tokens.unit[token], hashes, size))
    words = np.maximum(np.bincount(batch.tokens.unit, minlength=size), 1)
    counts = sparse.diags(1.0 / np.sqrt(words)) @ sparse.hstack([part for part, _ in parts])
    table = np.repeat(np.arange(len(parts)), [len(keys) for _, keys in parts])
    return Wording(counts.tocsr(), np.concatenate([keys for _, keys in parts]), table)


def _table(
    unit: Ints, hashes: NDArray[np.uint64], size: int
) -> tuple[sparse.csr_matrix, NDArray[np.uint64]]:
    keys, place = np.unique(hashes, return_inverse=True)
    ones = np.ones(len(place))
    counts = sparse.csr_matrix((ones, (unit, place)), (size, len(keys)))
    counts.sum_duplicates()
    return counts, keys


def _pack(keys: NDArray[np.uint64], table: Ints, weights: Floats) -> Lexical:
    order = np.lexsort((keys, table))
    bounds = np.searchsorted(table[order], np.arange(len(SIZES) + 2))
    return Lexical(bounds, keys[order], weights[order].astype(np.float32))
