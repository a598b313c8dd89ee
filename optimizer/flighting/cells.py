"""Cells of adstock of a line, and what one period of it can do, as the kernel takes them."""

from __future__ import annotations

import numpy as np

from optimizer.flighting.cells_kernel import Cells, Moves
from optimizer.flighting.problem import Floats, Line
from optimizer.flighting.shape import kinds_between, shape_of, stretched
from scenarios.response import derivative, evaluate

FINE_START = 30
"""Cells, growing geometrically, that the first of equal width is divided into: curves may be steepest at zero."""


def cells_of(line: Line, most: Floats, count: int) -> Cells:
    """About ``count`` cells from zero to the most adstock that money of at most ``most`` (T,) can build."""
    top = _greatest_adstock(line, most)
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
    starts = np.array([0.0, *(tier.spend for tier in line.tiers)])
    prices = np.array([1.0, *(tier.price for tier in line.tiers)])
    ends = np.append(starts[1:], np.inf)
    low = np.maximum(starts, line.least)[:, None] * np.ones(len(most))
    high = np.minimum(ends[:, None], most)
    closed = (high < low) | (high <= 0)
    return Moves(
        low=np.where(closed, 0.0, low / prices[:, None]),
        high=np.where(closed, -1.0, high / prices[:, None]),
        rate=prices,
        weights=line.weights,
        retention=line.retention,
        start=line.carry_in,
        states=1 if line.flight == 1 else line.flight + 1,
    )


def money_of(line: Line, moves: Moves, volume: Floats, pieces: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """Money of a plan in volumes (T,), set exactly on the edge of a tier or bound where rounding left it beside."""
    periods = np.arange(len(volume))
    spends = pieces >= 0
    piece = np.maximum(pieces, 0)
    prices = moves.rate[piece]
    money = np.where(spends, volume * prices, 0.0)
    starts = np.array([0.0, *(tier.spend for tier in line.tiers)])[piece]
    low = np.maximum(starts, line.least)
    high = np.maximum(moves.high[piece, periods] * prices, low)
    return np.where(spends, np.clip(money, low, high), 0.0)


def _greatest_adstock(line: Line, most: Floats) -> float:
    """An upper bound of the adstock at any time, never zero."""
    cheapest = min((tier.price for tier in line.tiers), default=1.0)
    stock = greatest = line.carry_in
    for amount in most:
        stock = line.retention * stock + amount / cheapest
        greatest = max(greatest, stock)
    return float(greatest) * (1 + 1e-9) or 1.0
