"""Spline bases: each input on a grid of its quantiles, bent at a few of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVELS = np.linspace(-2.5, 2.5, 21)  # normal scores of the grid's quantiles
BENDS = (-1.5, -0.75, 0.0, 0.75, 1.5)


@dataclass(frozen=True)
class Basis:
    """Functions of one input, given by their values on its grid: (points, functions)."""

    grid: Floats
    on_grid: Floats

    def at(self, values: Floats) -> Floats:
        """The functions at some values: (len(values), functions); 0 where not measurable."""
        known = np.nan_to_num(values, nan=self.grid[0])
        place = np.clip(np.searchsorted(self.grid, known, side="right") - 1, 0, len(self.grid) - 2)
        step = self.grid[place + 1] - self.grid[place]
        part = np.clip((known - self.grid[place]) / step, 0.0, 1.0)[:, None]
        found = self.on_grid[place] * (1.0 - part) + self.on_grid[place + 1] * part
        found[np.isnan(values)] = 0.0
        return np.asarray(found)


def rank_basis(values: Floats) -> Basis:
    """Normal scores of the values (van der Waerden), and the same bent at `BENDS`.

    Values that stand for many quantiles, such as 0 of a rare count, take their mean score.
    """
    known = values[~np.isnan(values)]
    points = np.quantile(known, norm.cdf(LEVELS)) if len(known) else np.zeros(1)
    grid, group = np.unique(points, return_inverse=True)
    score = np.bincount(group, weights=LEVELS[: len(group)]) / np.bincount(group)
    if len(grid) == 1:
        grid, score = np.array([grid[0], grid[0] + 1.0]), np.zeros(2)
    bent = [np.maximum(score - bend, 0.0) for bend in BENDS]
    return Basis(grid, np.column_stack([score, *bent]))


def ramp_basis(values: Floats, points: int) -> Basis:
    """Ramps between neighbouring quantiles, each rising from 0 to 1: sums of them are monotone."""
    known = values[~np.isnan(values)]
    grid = np.unique(np.quantile(known, np.linspace(0.0, 1.0, points))) if len(known) else []
    grid = np.asarray(grid, np.float64)
    if len(grid) < 2:
        start = float(grid[0]) if len(grid) else 0.0
        grid = np.array([start, start + 1.0])
    steps = np.arange(len(grid))[:, None] > np.arange(len(grid) - 1)[None, :]
    return Basis(grid, steps.astype(np.float64))
