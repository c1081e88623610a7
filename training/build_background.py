"""Count the background collection: document frequency and latent vectors of stems.

python training/build_background.py COLLECTION-ar.jsonl.gz ar
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from detector.article import Batch, Language, Source
from detector.features.columns import is_content, token_stem
from detector.segmenting import make_batch

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS = Path(__file__).resolve().parent.parent / "models"
DIMENSIONS = 64
FEWEST_DOCUMENTS = 3
FEWEST_SOURCES = 2
MOST_VECTORS = 16_000
BATCH = 256


def read(path: Path) -> Iterator[list[dict[str, str]]]:
    """Yield the collection's rows in lots."""
    lot: list[dict[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            lot.append(json.loads(line))
            if len(lot) == BATCH:
                yield lot
                lot = []
    yield lot


def count(path: Path, lang: Language) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the stems of enough documents and sources, their documents, and all documents."""
    documents: dict[int, int] = {}
    sources: dict[int, set[str]] = {}
    total = 0
    for rows in read(path):
        batch = make_batch([Source(row["text"]) for row in rows], lang)
        total += len(rows)
        for article, row in enumerate(rows):
            start, end = batch.token_bounds[article : article + 2]
            for stem in batch.stems[np.unique(token_stem(batch)[start:end])].tolist():
                documents[stem] = documents.get(stem, 0) + 1
                known = sources.setdefault(stem, set())
                if len(known) < FEWEST_SOURCES:
                    known.add(row["source"])
    stems = sorted(
        stem
        for stem, found in documents.items()
        if found >= FEWEST_DOCUMENTS and len(sources[stem]) >= FEWEST_SOURCES
    )
    return np.array(stems, np.uint64), np.array([documents[s] for s in stems], np.int32), total


def unit_matrix(batch: Batch, stems: np.ndarray) -> sparse.csr_matrix:
    """Return units × stems, 1 where a content stem stands in the unit."""
    place = np.minimum(np.searchsorted(stems, batch.stems), len(stems) - 1)
    known = stems[place] == batch.stems
    stem = token_stem(batch)
    keep = is_content(batch) & known[stem]
    shape = (len(batch.units.start), len(stems))
    ones = np.ones(keep.sum(), np.float32)
    matrix = sparse.csr_matrix((ones, (batch.tokens.unit[keep], place[stem][keep])), shape)
    matrix.data[:] = 1
    return matrix


def vectors(path: Path, lang: Language, stems: np.ndarray) -> np.ndarray:
    """Latent vectors of stems: PPMI of standing in one unit, truncated SVD, half the spectrum."""
    together = sparse.csr_matrix((len(stems), len(stems)), dtype=np.float32)
    for rows in read(path):
        units = unit_matrix(make_batch([Source(row["text"]) for row in rows], lang), stems)
        together += units.T @ units
    together.setdiag(0)
    together.eliminate_zeros()
    pairs = together.tocoo()
    mass = np.asarray(together.sum(axis=1)).ravel() + 1e-9
    smooth = mass**0.75
    information = np.log(pairs.data * smooth.sum() / (mass[pairs.row] * smooth[pairs.col]))
    positive = sparse.csr_matrix(
        (np.maximum(information, 0), (pairs.row, pairs.col)), together.shape
    )
    left, values, _ = randomized_svd(positive, DIMENSIONS, random_state=0)
    return cast("np.ndarray", left * np.sqrt(values))


def main() -> None:
    """Write models/background-LANG.npz."""
    path, lang = Path(sys.argv[1]), cast("Language", sys.argv[2])
    stems, frequency, total = count(path, lang)
    frequent = np.sort(np.argsort(-frequency, kind="stable")[:MOST_VECTORS])
    found = vectors(path, lang, stems[frequent])
    length = np.maximum(np.abs(found).max(axis=1, keepdims=True), 1e-9)
    small = np.zeros((len(stems), DIMENSIONS), np.int8)
    small[frequent] = np.round(found / length * 127)
    out = MODELS / f"background-{lang}.npz"
    # Not compressed: vectors pack badly, and every start would wait for them.
    np.savez(out, stems=stems, frequency=frequency, documents=np.int64(total), vectors=small)
    size = out.stat().st_size
    print(f"{out.name}: {len(stems)} stems of {total} documents, {size} bytes")


if __name__ == "__main__":
    main()
