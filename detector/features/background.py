"""How common every stem is, and what it means, counted once on a large plain collection.

The shipped tables hold hashes of stems, their document frequencies and latent vectors (truncated
singular value decomposition of positive pointwise mutual information, Levy and Goldberg 2014).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.features.columns import column, is_content, token_stem
from detector.languages.distinct import find
from detector.resources import MODELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.article import Batch, Language


class Background(NamedTuple):
    """Sorted hashes of stems, the rarity of each in bits, and the direction of its vector."""

    stems: NDArray[np.uint64]
    rarity: NDArray[np.float64]
    unseen: float
    vectors: NDArray[np.int8]


@cache
def load_background(lang: Language) -> Background:
    """Read the shipped table of a language."""
    with np.load(MODELS / f"background-{lang}.npz", allow_pickle=False) as data:
        documents = float(data["documents"])
        rarity = np.log2((documents + 1) / (data["frequency"] + 0.5))
        unseen = float(np.log2((documents + 1) / 0.5))
        return Background(data["stems"], rarity, unseen, data["vectors"])


@column
def background_row(batch: Batch) -> NDArray[np.int64]:
    """Row of each distinct stem in the background's tables; the last one for unseen stems."""
    table = load_background(batch.lang).stems
    found, row = find(table, batch.stems), np.full(len(batch.stems), len(table))
    row[found.key] = found.place
    return row


@column
def stem_vectors(batch: Batch) -> NDArray[np.float32]:
    """Vector of each distinct stem, of length 1; of stems that were never seen zeros."""
    return take_directions(load_background(batch.lang).vectors, background_row(batch))


@compiled
def take_directions(table: NDArray[np.int8], row: NDArray[np.int64]) -> NDArray[np.float32]:
    """Take rows of a table, brought to length 1; zeros for rows behind its last one.

    The table's width is a multiple of 8 up to 128.
    """
    vectors = table.take(row, axis=0, mode="clip").astype(np.float32)
    vectors[row == len(table)] = 0.0
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return vectors


@column
def stem_rarity(batch: Batch) -> NDArray[np.float64]:
    """Bits that a document's holding the stem is worth: −log2 of the share that hold it."""
    background = load_background(batch.lang)
    return np.append(background.rarity, background.unseen)[background_row(batch)]


@column
def token_rarity(batch: Batch) -> NDArray[np.float64]:
    """Bits of each content token, 0 for function words."""
    return stem_rarity(batch).take(token_stem(batch)) * is_content(batch)
