"""Cells of adstock of a line, and what one period of it can do, as the kernel takes them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.flighting.cells_kernel import Cells, Moves
from optimizer.flighting.problem import Floats, Line
from optimizer.flighting.shape import kinds_between, shape_of, stretched
from scenarios.rates import RateCard
from scenarios.saturation import derivative, evaluate

LIST_PRICE = RateCard(np.zeros(1), np.ones(1), np.zeros(1))
FINE_START = 30
"""Cells, growing geometrically, that the first of equal width is divided into: curves may be steepest at zero."""


def cells_of(line: Line, most: Floats, count: int) -> Cells:
    """About ``count`` cells from zero to the most adstock that money of at most ``most`` (T,) can build."""
    top = greatest_adstock(line, most)
    shape = stretched(shape_of(line.curve), line.scale)
    width = top / count
    parts = (
        np.zeros(1),
        np.geomspace(1e-9 * top, width, FINE_START)[:-1],
        np.linspace(width, top, count),
        np.array([knot for knot in (*shape.knots, *line.carry_out.adstock) if 0 < knot < top]),
    )
    grid = np.unique(np.concatenate(parts))
    with np.errstate(over="ignore"):
        slopes = derivative(line.curve, grid / line.scale) / line.scale
    return Cells(
        grid=grid,
        values=evaluate(line.curve, grid / line.scale),
        slopes=slopes,
        shapes=kinds_between(shape, grid),
        left_worth=line.carry_out.values(grid[1:]),
    )


def moves_of(line: Line, most: Floats) -> Moves:
    """The pieces of the rate card within the bounds of each period."""
    rates = line.rates or LIST_PRICE
    start, base, rate = rates.start[:, None], rates.base[:, None], rates.rate[:, None]
    low = np.maximum(start, line.least) * np.ones(len(most))
    high = np.minimum(rates.ends[:, None], most)
    closed = (high < low) | (high <= 0)
    return Moves(
        low=np.where(closed, 0.0, base + rate * (low - start)),
        high=np.where(closed, -1.0, base + rate * (np.where(closed, start, high) - start)),
        fixed=rates.start - rates.base / rates.rate,
        unit=1 / rates.rate,
        weights=line.weights,
        retention=line.retention,
        start=line.carry_in,
        states=1 if line.flight == 1 else line.flight + 1,
    )


def money_of(line: Line, most: Floats, moves: Moves, volume: Floats, pieces: NDArray[np.int64]) -> Floats:
    """Money of a plan in volumes (T,), set exactly on a tier's edge or a bound where rounding left it beside."""
    piece = np.maximum(pieces, 0)
    money = moves.fixed[piece] + moves.unit[piece] * volume
    rates = line.rates or LIST_PRICE
    low = np.maximum(rates.start[piece], line.least)
    return np.where(pieces >= 0, np.clip(money, low, np.minimum(most, rates.ends[piece])), 0.0)


def greatest_adstock(line: Line, most: Floats) -> float:
    """An upper bound of the adstock at any time, never zero."""
    stock = greatest = line.carry_in
    for volume in (line.rates or LIST_PRICE).media(most):
        stock = line.retention * stock + volume
        greatest = max(greatest, stock)
    return float(greatest) * (1 + 1e-9) or 1.0
