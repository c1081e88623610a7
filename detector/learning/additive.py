"""Additive logistic regression with shapes that may only rise, or only fall.

Every input is laid out as ramps between its quantiles; ramps with weights of one sign make a
monotone shape. Fitted by L-BFGS-B under the sign constraints, with a ridge penalty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from detector.model.shapes import Shapes, join_shapes, sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POINTS = 7
MISSING = 1  # one more column for each input: not measurable


class Additive(NamedTuple):
    """Shapes and the intercept that belongs to them."""

    shapes: Shapes
    intercept: float


class _Ramps(NamedTuple):
    """Grid of one input, and its ramps at the rows learned from (with a missing column)."""

    grid: Floats
    columns: Floats


def fit_additive(
    table: Floats,
    target: Floats,
    weight: Floats,
    *,
    names: Sequence[str],
    directions: Sequence[int],
    penalty: float,
    offset: Floats | None = None,
) -> Additive:
    """Fit.

    Args:
        table: inputs, shape (rows, inputs), NaN where not measurable.
        target: 0 or 1 for each row.
        weight: of each row; brought to a mean of 1.
        names: of the inputs.
        directions: 1 for inputs that may only raise the log-odds, −1 for those that may only
            lower them, 0 for free ones.
        penalty: of the squared weights, per row.
        offset: log-odds that each row already has, shape (rows,).
    """
    ramps = [_ramps(column) for column in table.T]
    design = np.hstack([ramp.columns for ramp in ramps] + [np.ones((len(table), 1))])
    bounds = [b for r, d in zip(ramps, directions, strict=True) for b in _bounds(r, d)]
    given = np.zeros(len(table)) if offset is None else offset
    limits = [*bounds, (None, None)]
    found = _solve(design, target, weight / weight.mean(), limits, penalty, given)
    return _as_shapes(ramps, found, names)


def _ramps(values: Floats) -> _Ramps:
    known = values[~np.isnan(values)]
    levels = np.linspace(0.0, 1.0, POINTS)
    grid = np.unique(np.quantile(known, levels)) if len(known) else np.zeros(1)
    if len(grid) < 2:
        grid = np.array([grid[0], grid[0] + 1.0])
    filled = np.nan_to_num(values, nan=grid[0])
    rise = np.clip((filled[:, None] - grid[:-1]) / np.diff(grid), 0.0, 1.0)
    missing = np.isnan(values)
    rise[missing] = 0.0
    return _Ramps(grid, np.column_stack([rise, missing]))


def _bounds(ramps: _Ramps, direction: int) -> list[tuple[float | None, float | None]]:
    sign = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}[direction]
    return [sign] * (len(ramps.grid) - 1) + [(None, None)]


def _solve(
    design: Floats,
    target: Floats,
    weight: Floats,
    bounds: list[tuple[float | None, float | None]],
    penalty: float,
    offset: Floats,
) -> Floats:
    rows = len(target)

    def loss(found: Floats) -> tuple[float, Floats]:
        score = design @ found + offset
        error = (sigmoid(score) - target) * weight
        value = (weight * (np.logaddexp(0.0, score) - target * score)).sum() / rows
        kept = np.append(found[:-1], 0.0)
        gradient = design.T @ error / rows + 2.0 * penalty * kept
        return float(value + penalty * (kept**2).sum()), gradient

    start = np.zeros(design.shape[1])
    answer = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds,
                      options={"maxiter": 2000, "ftol": 1e-12, "gtol": 1e-8})  # fmt: skip
    return np.asarray(answer.x)


def _as_shapes(ramps: list[_Ramps], found: Floats, names: Sequence[str]) -> Additive:
    values, missing, at = [], [], 0
    for ramp in ramps:
        steps = found[at : at + len(ramp.grid) - 1]
        values.append(np.concatenate(([0.0], np.cumsum(steps))))
        missing.append(found[at + len(ramp.grid) - 1])
        at += len(ramp.grid)
    shapes = join_shapes(names, [ramp.grid for ramp in ramps], values, np.array(missing))
    return Additive(shapes, float(found[-1]))


def rescale(fitted: Additive, slope: float, shift: float, centre: Floats) -> Additive:
    """Fold an affine calibration in, and measure each shape from a reference value.

    Args:
        fitted: shapes and intercept.
        slope: what log-odds are multiplied with.
        shift: what is then added.
        centre: what each shape, not yet scaled, gives a typical article: shape (inputs,).
    """
    shapes, counts = fitted.shapes, np.diff(fitted.shapes.bounds)
    values = (shapes.values - np.repeat(centre, counts)) * slope
    moved = shapes._replace(values=values, missing=(shapes.missing - centre) * slope)
    return Additive(moved, (fitted.intercept + float(centre.sum())) * slope + shift)
