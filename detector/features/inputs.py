"""Named values of every unit, kept once where many units share them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.features.columns import Floats, Ints


class Block(NamedTuple):
    """Values of items (units, sections or articles), and the item that each unit reads.

    `rows` gives the row of each input in `table`, of shape (rows, items); `item` has shape
    (units,), and a unit whose item is -1 reads 0. `where` tells whose values the inputs are.
    """

    rows: Mapping[str, int]
    table: NDArray[np.floating]
    item: Ints
    where: str = ""

    @classmethod
    def of_units(cls, columns: Mapping[str, Floats]) -> Block:
        """Lay columns of units side by side."""
        table = np.concatenate([*columns.values()], dtype=np.float64).reshape(len(columns), -1)
        rows = {name: row for row, name in enumerate(columns)}
        return cls(rows, table, np.arange(table.shape[1]))

    def only(self, names: Collection[str]) -> Block:
        """The inputs of some names, in their usual order."""
        return self._replace(rows={name: self.rows[name] for name in self.rows if name in names})


class Wanted(NamedTuple):
    """Inputs of one block: its table, their rows in it, its items, their numbers in all wanted."""

    table: NDArray[np.floating]
    row: Ints
    item: Ints
    number: Ints


class Inputs(Mapping[str, "Floats"]):
    """Blocks of inputs as a mapping: each name gives an array of shape (units,)."""

    def __init__(self, *blocks: Block) -> None:
        self.blocks = blocks
        self._places = dict(_places(blocks))

    def __getitem__(self, name: str) -> Floats:
        number, row = self._places[name]
        block = self.blocks[number]
        return np.append(block.table[row].astype(np.float64), 0.0)[block.item]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.blocks[0].item)

    def at(self, units: Ints) -> Inputs:
        """The inputs of some units."""
        some = copy(self)
        some.blocks = tuple(block._replace(item=block.item[units]) for block in self.blocks)
        return some

    def weigh(self, names: Sequence[str], weights: Floats) -> Floats:
        """Sum some inputs by weights, of shape (sums, names): shape (sums, units)."""
        total = np.zeros((len(weights), self.units))
        for table, row, item, number in self.find(names):
            total += (weights[:, number] @ table[row]).take(item, axis=1, mode="wrap") * (item >= 0)
        return total

    def find(self, names: Sequence[str]) -> Iterator[Wanted]:
        """Find inputs, block by block; KeyError where one is missing."""
        places = np.array([self._places[name] for name in names], np.int64).reshape(-1, 2)
        for number, block in enumerate(self.blocks):
            mine = np.flatnonzero(places[:, 0] == number)
            yield Wanted(block.table, places[mine, 1], block.item, mine)


def _places(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name every input, its block and its row; inputs that stand in several places by turns."""
    for _, group in groupby(enumerate(blocks), key=lambda each: tuple(each[1].rows)):
        alike = list(group)
        for name in alike[0][1].rows:
            for number, block in alike:
                full = f"{name}.{block.where}" if block.where else name
                yield full, (number, block.rows[name])
