"""Additive models: for every input a piecewise-linear shape, summed to log-odds.

A shape is a row of points (grid, value); between them it is a straight line, beyond them it is
flat. The sum needs numpy alone and splits exactly into one contribution for each input, as in
generalised additive models (Hastie and Tibshirani 1986).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Shapes(NamedTuple):
    """Shapes of several inputs laid end to end.

    `names` are the inputs; input j has the points `bounds[j]:bounds[j + 1]` of `grid` (rising)
    and `values`, and adds `missing[j]` where it is not measurable (NaN).
    """

    names: tuple[str, ...]
    bounds: NDArray[np.int64]
    grid: Floats
    values: Floats
    missing: Floats

    def term(self, index: int, values: Floats) -> Floats:
        """What one input adds, for each of its values; shape of `values`."""
        span = slice(self.bounds[index], self.bounds[index + 1])
        found = np.interp(values, self.grid[span], self.values[span])
        return np.where(np.isnan(values), self.missing[index], found)

    def terms(self, columns: Mapping[str, Floats]) -> Floats:
        """What every input adds: shape (rows, inputs)."""
        return np.column_stack([self.term(i, columns[name]) for i, name in enumerate(self.names)])

    def total(self, columns: Mapping[str, Floats]) -> Floats:
        """The sum over the inputs: shape (rows,)."""
        first = next(iter(columns.values()))
        whole = np.zeros(len(first))
        for index, name in enumerate(self.names):
            whole += self.term(index, columns[name])
        return whole

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """The arrays of an artefact, by name."""
        return {
            f"{prefix}.names": np.array(self.names),
            f"{prefix}.bounds": self.bounds,
            f"{prefix}.grid": self.grid,
            f"{prefix}.values": self.values,
            f"{prefix}.missing": self.missing,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Shapes:
        """Read them back; KeyError where one is missing."""
        names = tuple(str(name) for name in arrays[f"{prefix}.names"])
        columns = (
            np.asarray(arrays[f"{prefix}.{part}"])
            for part in ("bounds", "grid", "values", "missing")
        )
        return cls(names, *columns)


def join_shapes(
    names: Sequence[str], grids: Sequence[Floats], values: Sequence[Floats], missing: Floats
) -> Shapes:
    """Lay the shapes of several inputs end to end."""
    bounds = np.concatenate(([0], np.cumsum([len(grid) for grid in grids])))
    return Shapes(tuple(names), bounds, np.concatenate(grids), np.concatenate(values), missing)


def sigmoid(log_odds: Floats) -> Floats:
    """Probability of log-odds, without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(log_odds, np.float64)))


def logit(probability: Floats, edge: float = 1e-6) -> Floats:
    """Log-odds of a probability, kept `edge` away from 0 and 1."""
    kept = np.clip(probability, edge, 1.0 - edge)
    found: Floats = np.log(kept) - np.log1p(-kept)
    return found
