"""Boosted trees scored with numpy alone.

Every leaf of a tree is a bit. A node whose test fails clears the bits of its left leaves; the
lowest bit left is the leaf reached (QuickScorer, Lucchese et al. 2015). So all nodes of all trees
are compared at once, on the ranks of the inputs among the trees' thresholds, which fit a byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from detector.features.inputs import Inputs

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Ranks = NDArray[np.uint8]

LEAVES = 16  # bits of a mask
NODES = LEAVES - 1
_ALL = 0xFFFF
_ROWS = 256  # rows compared at once: their tests fit a processor's cache
_LOWEST = np.zeros(1 << LEAVES, np.uint8)
for _bit in reversed(range(LEAVES)):
    _LOWEST[1 << _bit :: 1 << (_bit + 1)] = _bit


class Trees(NamedTuple):
    """Trees of at most 16 leaves over named inputs.

    `thresholds[bounds[j]:bounds[j + 1]]` are the rising thresholds of input j. Node i of tree t
    sends a row left unless its input `feature[t, i]` lies above more than `rank[t, i]` of them;
    `mask[t, i]` keeps the bits of all leaves but its left ones. The leaves `values[t]` are
    numbered from left to right.
    """

    names: tuple[str, ...]
    baseline: float
    bounds: NDArray[np.int64]
    thresholds: Floats
    feature: NDArray[np.int16]
    rank: Ranks
    mask: NDArray[np.uint16]
    values: Floats

    def log_odds(self, inputs: Inputs) -> Floats:
        """Sum the leaves that each unit reaches: shape (units,)."""
        ranks = np.zeros((len(self.names), inputs.units), np.uint8)
        limits = np.diff(self.bounds)
        for table, row, item, number in inputs.find(self.names):
            asked = limits[number] > 0
            tests = row[asked], item, number[asked], self.bounds, self.thresholds
            rank_values(table, *tests, ranks)
        return self.baseline + sum_leaves(ranks, self.feature, self.rank, self.mask, self.values)

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """The arrays of an artefact, by name."""
        return {f"{prefix}.{part}": np.asarray(value) for part, value in self._asdict().items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
        """Read them back; KeyError where one is missing."""
        parts = {part: np.asarray(arrays[f"{prefix}.{part}"]) for part in cls._fields}
        names = tuple(str(name) for name in parts.pop("names"))
        baseline = float(parts.pop("baseline"))
        return cls(names, baseline, **parts)


@compiled
def rank_values(
    table: NDArray[np.floating],
    row: Ints,
    item: Ints,
    number: Ints,
    bounds: Ints,
    thresholds: Floats,
    ranks: Ranks,
) -> None:
    """Write how many thresholds lie below each value of some inputs; all lie below NaN.

    Args:
        table: values of items, a row for each input, as in `Block`.
        row: the rows of the inputs that are wanted.
        item: the item that each unit reads; -1 reads 0.
        number: the number of each input.
        bounds: where the rising thresholds of each input begin, and the end.
        thresholds: those of all inputs.
        ranks: the table to write to, a row for each input.
    """
    for place, into in zip(row, number, strict=True):
        limits = thresholds[bounds[into] : bounds[into + 1]]
        ranks[into] = np.searchsorted(limits, np.append(table[place], 0.0))[item]


@compiled
def sum_leaves(
    ranks: Ranks, feature: NDArray[np.int16], rank: Ranks, mask: NDArray[np.uint16], values: Floats
) -> Floats:
    """Sum the leaves that each column of `ranks` reaches in trees, given as in `Trees`."""
    total = np.zeros(ranks.shape[1])
    for at in range(0, len(total), _ROWS):
        left = (ranks[feature, at : at + _ROWS] <= rank[:, :, None]).astype(np.uint16)
        np.negative(left, out=left)
        left |= mask[:, :, None]
        leaf = _LOWEST[np.bitwise_and.reduce(left, axis=1)]
        found = np.take_along_axis(values, leaf.astype(np.intp), axis=1)
        total[at : at + _ROWS] = np.cumsum(found, axis=0)[-1]  # tree by tree, however many rows
    return total


class Node(NamedTuple):
    """One node of a tree as a trainer hands it over; `left` and `right` are indices of nodes."""

    leaf: bool
    feature: int
    threshold: float
    left: int
    right: int
    value: float


def join_trees(names: Sequence[str], baseline: float, trees: Sequence[Sequence[Node]]) -> Trees:
    """Lay trees side by side.

    Raises:
        ValueError: a tree has more than 16 leaves, or an input more than 255 thresholds.
    """
    asked = [{node.threshold for tree in trees for node in tree if _asks(node, j)}
             for j in range(len(names))]  # fmt: skip
    if max(map(len, asked), default=0) > 255:
        raise ValueError("an input has more than 255 thresholds")
    ranks = [{value: rank for rank, value in enumerate(sorted(found))} for found in asked]
    shape = (len(trees), NODES)
    feature, rank = np.zeros(shape, np.int16), np.full(shape, 255, np.uint8)
    mask, values = np.full(shape, _ALL, np.uint16), np.zeros((len(trees), LEAVES))
    for number, nodes in enumerate(trees):
        rows: list[tuple[Node, int]] = []
        leaves = _number_leaves(nodes, 0, rows, 0)
        if len(leaves) > LEAVES:
            raise ValueError(f"a tree has {len(leaves)} leaves; the format holds {LEAVES}")
        values[number, : len(leaves)] = leaves
        for place, (node, kept) in enumerate(rows):
            feature[number, place], mask[number, place] = node.feature, kept
            rank[number, place] = ranks[node.feature][node.threshold]
    bounds = np.concatenate(([0], np.cumsum([len(found) for found in ranks])))
    thresholds = np.array([value for found in ranks for value in found], np.float64)
    return Trees(tuple(names), baseline, bounds, thresholds, feature, rank, mask, values)


def _asks(node: Node, feature: int) -> bool:
    return not node.leaf and node.feature == feature


def _number_leaves(
    nodes: Sequence[Node], at: int, rows: list[tuple[Node, int]], first: int
) -> list[float]:
    """Collect a subtree's leaves from left to right, and each of its nodes with its mask."""
    node = nodes[at]
    if node.leaf:
        return [node.value]
    left = _number_leaves(nodes, node.left, rows, first)
    right = _number_leaves(nodes, node.right, rows, first + len(left))
    rows.append((node, _ALL & ~(((1 << len(left)) - 1) << first)))
    return left + right
