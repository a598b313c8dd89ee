"""A rigorous dynamic program for one line at given prices, over cells of adstock. Arrays in, numbers out.

Money at prices p costs sum_t p_t (fixed_q + unit_q v_t), q being the piece of the rate card. With volume
v_t = a_t - theta a_(t-1), the part at the base unit price r telescopes: sum_t p_t r v_t =
r (sum_t (p_t - theta p_(t+1)) a_t - p_1 theta a_0). So the reward of period t,
weight_t f(a_t) - r (p_t - theta p_(t+1)) a_t, depends on the state a_t alone, and nothing but the reachable set
couples the periods. A bound follows for cells instead of states: the supremum of the reward over a cell (ends where
the curve is convex, tangents where it is concave), and an optimistic step from a cell to every cell that any of its
states can reach. Reachable cells form a window that slides with the cell, so one period takes time linear in the
cells whatever the size of the window (monotone queue).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

CONVEX, CONCAVE, MONOTONE = 0, 1, 2
NEVER = -1e300


class Cells(NamedTuple):
    """n cells between ``grid`` (n + 1,): curve ``values`` and ``slopes`` there, ``shapes`` (n,) between.

    ``left_worth`` (n,) is the greatest worth of carry-out in each cell.
    """

    grid: Floats
    values: Floats
    slopes: Floats
    shapes: Codes
    left_worth: Floats


class Moves(NamedTuple):
    """What one period can do: volume in [low, high] (Q, T) of piece q for money fixed + unit * volume (Q,).

    ``states`` counts the flight: 1 where any length will do, else its least length + 1, the last standing for
    'long enough'.
    """

    low: Floats
    high: Floats
    fixed: Floats
    unit: Floats
    weights: Floats
    retention: float
    start: float
    states: int


class Tables(NamedTuple):
    """Work space (T, states, n): the bound on what follows a period, and that with the period's own reward."""

    future: Floats
    total: Floats


@compiled
def supremum(cells: Cells, j: int, weight: float, cost: float) -> float:
    """Least proven upper bound of weight f(a) - cost a over cell j."""
    left, right = cells.grid[j], cells.grid[j + 1]
    at_left = weight * cells.values[j] - cost * left
    at_right = weight * cells.values[j + 1] - cost * right
    if cells.shapes[j] == CONVEX:
        return float(max(at_left, at_right))
    if cells.shapes[j] == MONOTONE:
        return float(weight * cells.values[j + 1] - cost * (left if cost > 0 else right))
    rise, fall = weight * cells.slopes[j] - cost, weight * cells.slopes[j + 1] - cost
    if weight == 0 or rise <= 0 or fall >= 0:
        return float(max(at_left, at_right))
    from_right = at_right - fall * (right - left)
    if rise == np.inf:
        return float(from_right)
    return float(min(at_left + rise * (from_right - at_left) / (rise - fall), from_right))


@compiled
def best_idle(total: Floats, grid: Floats, retention: float, best: Floats) -> None:
    """For each cell the best of the cells that its states decay into."""
    n = grid.size - 1
    slack = 1e-12 * grid[n]
    first = 0
    for i in range(n):
        low, high = retention * grid[i] - slack, retention * grid[i + 1] + slack
        while grid[first + 1] < low:
            first += 1
        j = first
        value = total[j]
        while j + 1 < n and grid[j + 1] <= high:
            j += 1
            value = max(value, total[j])
        best[i] = value


@compiled
def improve_by_piece(
    total: Floats,
    grid: Floats,
    retention: float,
    volume: tuple[float, float],
    tilt: float,
    constant: float,
    best: Floats,
) -> None:
    """Raise ``best`` to what a step by one piece of the rate card can reach, with residual price ``tilt`` a unit.

    Cell j is met by cell i where it meets [theta g_i + low, theta g_(i+1) + high].
    """
    n = grid.size - 1
    slack = 1e-12 * grid[n]
    queue, keys = np.empty(n, np.int64), np.empty(n)
    head, tail, entering, leaving = 0, 0, 0, 0
    for i in range(n):
        high = retention * grid[i + 1] + volume[1] + slack
        while entering < n and grid[entering] <= high:
            key = total[entering] - (tilt * grid[entering] if tilt > 0 else tilt * grid[entering + 1])
            while tail > head and keys[tail - 1] <= key:
                tail -= 1
            queue[tail], keys[tail] = entering, key
            tail += 1
            entering += 1
        low = retention * grid[i] + volume[0] - slack
        while leaving < n and grid[leaving + 1] < low:
            leaving += 1
        while head < tail and queue[head] < leaving:
            head += 1
        if head < tail:
            shift = tilt * retention * (grid[i + 1] if tilt > 0 else grid[i])
            best[i] = max(best[i], keys[head] + shift - constant)


@compiled
def bound_backwards(cells: Cells, moves: Moves, prices: Floats, tables: Tables) -> None:
    """Fill the tables: bounds of the net value that follows each period, by flight state and cell."""
    n, periods, states = cells.grid.size - 1, moves.weights.size, moves.states
    idle, spend = np.empty(n), np.empty((states, n))
    for t in range(periods - 1, -1, -1):
        later = prices[t + 1] if t + 1 < periods else 0.0
        cost = moves.unit[0] * (prices[t] - moves.retention * later)
        if t + 1 < periods:
            best_steps(cells, moves, prices[t + 1], t + 1, tables.total, idle, spend)
        for k in range(states):
            may_stop = k in (0, states - 1)
            follows = min(k + 1, states - 1)
            for i in range(n):
                if t + 1 == periods:
                    tables.future[t, k, i] = cells.left_worth[i] if may_stop else NEVER
                else:
                    tables.future[t, k, i] = max(spend[follows, i], idle[i] if may_stop else NEVER)
        for i in range(n):
            reward = supremum(cells, i, moves.weights[t], cost)
            for k in range(states):
                tables.total[t, k, i] = reward + tables.future[t, k, i]


@compiled
def best_steps(
    cells: Cells, moves: Moves, price: float, t: int, total: Floats, idle: Floats, spend: Floats
) -> None:
    """Bounds of stepping from each cell into period t: without money, and with it into each flight state."""
    best_idle(total[t, 0], cells.grid, moves.retention, idle)
    for k in range(min(1, moves.states - 1), moves.states):
        spend[k, :] = NEVER
        for q in range(moves.unit.size):
            if moves.high[q, t] >= moves.low[q, t]:
                tilt = price * (moves.unit[q] - moves.unit[0])
                volume = (moves.low[q, t], moves.high[q, t])
                constant = price * moves.fixed[q]
                improve_by_piece(total[t, k], cells.grid, moves.retention, volume, tilt, constant, spend[k])


@compiled
def cell_of(grid: Floats, adstock: float) -> int:
    """The cell an adstock lies in; on an edge, the one to the left."""
    return min(max(int(np.searchsorted(grid, adstock)) - 1, 0), grid.size - 2)


@compiled
def state_value(cells: Cells, j: int, adstock: float, weight: float, cost: float) -> float:
    """Reward of a state of cell j, the curve interpolated in the cell."""
    share = (adstock - cells.grid[j]) / (cells.grid[j + 1] - cells.grid[j])
    outcome = (1 - share) * cells.values[j] + share * cells.values[j + 1]
    return float(weight * outcome - cost * adstock)


@compiled
def best_move(
    cells: Cells, moves: Moves, prices: Floats, tables: Tables, t: int, carried: float, k: int
) -> tuple[float, float, int, float]:
    """The bound from a state, then volume, piece (-1: no money) and value of the step that looks best."""
    later = prices[t + 1] if t + 1 < moves.weights.size else 0.0
    cost = moves.unit[0] * (prices[t] - moves.retention * later)
    grid, n = cells.grid, cells.grid.size - 1
    slack = 1e-12 * grid[n]
    bound, value, volume, piece = NEVER, NEVER, 0.0, -1
    if k in (0, moves.states - 1):
        j = cell_of(grid, carried)
        value = state_value(cells, j, carried, moves.weights[t], cost) + tables.future[t, 0, j]
        bound = tables.total[t, 0, j]
        if j + 1 < n and grid[j + 1] <= carried + slack:
            bound = max(bound, tables.total[t, 0, j + 1])
    follows = min(k + 1, moves.states - 1)
    for q in range(moves.unit.size):
        low, high = carried + moves.low[q, t], carried + moves.high[q, t]
        if high < low:
            continue
        tilt = prices[t] * (moves.unit[q] - moves.unit[0])
        constant = prices[t] * moves.fixed[q] - tilt * carried
        at, best = -1, NEVER
        j = max(cell_of(grid, low - slack), 0)
        while j < n and grid[j] <= high + slack:
            reach = tables.total[t, follows, j] - (tilt * grid[j] if tilt > 0 else tilt * grid[j + 1])
            if reach > best:
                at, best = j, reach
            j += 1
        bound = max(bound, best - constant)
        for part in range(5):
            aim = min(max(grid[at] + 0.25 * part * (grid[at + 1] - grid[at]), low), high)
            gain = state_value(cells, at, aim, moves.weights[t], cost) + tables.future[t, follows, at]
            gain -= tilt * aim + constant
            if gain > value:
                value, piece = gain, q
                volume = min(max(aim - carried, moves.low[q, t]), moves.high[q, t])
    return bound, volume, piece, value


@compiled
def plan_forwards(
    cells: Cells, moves: Moves, prices: Floats, tables: Tables, volume: Floats, pieces: NDArray[np.int64]
) -> float:
    """Follow the step that looks best from the start, and return the bound of the net value of any plan.

    Fills ``volume`` (T,) and ``pieces`` (T,), -1 where nothing is spent; nothing anywhere if the way ends.
    """
    adstock, k, bound = moves.start, 0, NEVER
    for t in range(volume.size):
        limit, volume[t], pieces[t], value = best_move(
            cells, moves, prices, tables, t, moves.retention * adstock, k
        )
        if t == 0:
            bound = limit
        if value <= 0.5 * NEVER:
            volume[:], pieces[:] = 0.0, -1
            break
        adstock = moves.retention * adstock + volume[t]
        k = min(k + 1, moves.states - 1) if pieces[t] >= 0 else 0
    return float(bound + moves.unit[0] * prices[0] * moves.retention * moves.start)


@compiled
def solve_line(
    cells: Cells, moves: Moves, prices: Floats, tables: Tables, volume: Floats, pieces: NDArray[np.int64]
) -> float:
    """Bound of the net value of any plan of the line at ``prices`` (T,) of money, and a good plan."""
    bound_backwards(cells, moves, prices, tables)
    return plan_forwards(cells, moves, prices, tables, volume, pieces)
