"""Folds that never split a source, balanced by articles, the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def group_folds(group: Ints, folds: int, seed: int) -> Ints:
    """Assign every article to a fold with all articles of its group.

    Args:
        group: index of each article's source, shape (articles,).
        folds: their number; lowered to the number of groups.
        seed: order of groups of equal size.

    Returns:
        The fold of each article, 0 … folds − 1; the largest groups are placed first, each where
        fewest articles are.
    """
    names, place, size = np.unique(group, return_inverse=True, return_counts=True)
    order = np.random.default_rng(seed).permutation(len(names))
    order = order[np.argsort(-size[order], kind="stable")]
    fold_of = np.zeros(len(names), np.int64)
    filled = np.zeros(max(1, min(folds, len(names))))
    for name in order.tolist():
        fold_of[name] = int(np.argmin(filled))
        filled[fold_of[name]] += size[name]
    return np.asarray(fold_of[place])
