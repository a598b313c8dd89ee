"""Draws of all cells on grids, and piecewise-linear functions that lie above them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.allocation.tangents import ROUNDING
from optimizer.risk.draws import DrawnResponse
from optimizer.risk.problem import Cell, RiskProblem
from scenarios.grids import even_error_shares, pilot_shares

Floats = NDArray[np.float64]

POINTS = 200
"""Grid points of a cell."""
LARGEST = 30_000_000
"""Most entries of a table; grids are coarser where cells and draws are many."""
FEWEST = 24
PILOT_POINTS = 240


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """N cells, n grid points, D draws.

    ``grid`` (N, n) rising spends; ``value`` (N, n, D) of the curves there; ``lifted`` (N, n, D), such that straight
    lines between lifted points lie above every curve. ``pinned`` (N,) tells the cells without a choice: their spend is
    the first point of their grid.
    """

    grid: Floats
    value: Floats
    lifted: Floats
    pinned: NDArray[np.bool_]


def tabulate(problem: RiskProblem, points: int = POINTS, through: tuple[Floats, ...] = ()) -> Tables:
    """Tables on grids that are fine where the draws bend, up to what the budget leaves for each cell.

    Grids go through the spends of the splits (N,) in ``through``, where those lie in range.
    """
    points = max(FEWEST, min(points, LARGEST // (len(problem.cells) * problem.draws)))
    free = max(0.0, problem.budget - float(problem.lower.sum()))
    grids = [make_grid(cell, min(cell.upper, cell.lower + free), points) for cell in problem.cells]
    for index, (cell, grid) in enumerate(zip(problem.cells, grids, strict=True)):
        corners = cell.response.corners
        wanted = corners if len(corners) < points // 2 else np.empty(0)
        for spend in (*wanted, *(split[index] for split in through)):
            _pass_through(grid, float(spend))
    value = np.empty((len(grids), points, problem.draws))
    lifted = np.empty_like(value)
    for index, (cell, grid) in enumerate(zip(problem.cells, grids, strict=True)):
        value[index] = cell.response.value(grid)
        lifted[index] = _lifted(cell.response, grid, value[index])
    pinned = (problem.lower == problem.upper) | (free == 0)
    return Tables(np.array(grids), value, lifted, pinned)


def _lifted(response: DrawnResponse, grid: Floats, value: Floats) -> Floats:
    """Every point raised by the larger excess of its two segments: then each line lies above its segment's curve."""
    excess = response.excess(grid) + ROUNDING * np.abs(value[1:])
    flat = np.zeros((1, value.shape[1]))
    return value + np.maximum(np.vstack([flat, excess]), np.vstack([excess, flat]))


def _pass_through(grid: Floats, spend: float) -> None:
    """Move an inner point to ``spend``, if that lies between the ends and is not a point already."""
    if grid[0] < spend < grid[-1] and spend not in grid:
        inner = np.abs(grid[1:-1] - spend).argmin() + 1
        grid[inner] = spend


def make_grid(cell: Cell, upper: float, points: int) -> Floats:
    """(points,) spends from the cell's least to ``upper``, on which chords of all draws have about the same error."""
    reach = upper - cell.lower
    if reach <= 0:
        return np.asarray(cell.lower + max(1.0, cell.lower) * 1e-6 * np.arange(points), dtype=float)
    shares = pilot_shares(PILOT_POINTS)
    values = cell.response.value(cell.lower + reach * shares)
    return np.asarray(cell.lower + reach * even_error_shares(shares, values, points))
