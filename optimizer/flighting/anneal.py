"""Improvement of whole plans by simulated annealing, where limits bind in so many periods that columns do not fit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.flighting.anneal_kernel import anneal
from optimizer.flighting.board_kernel import Board, State
from optimizer.flighting.cells import LIST_PRICE, greatest_adstock
from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import Floats
from scenarios.compiled import AVAILABLE
from scenarios.saturation import evaluate

POINTS = 4000
"""Steps of the tables that curves are read from."""
CHUNK = 100_000 if AVAILABLE else 500
"""Moves between two looks at the clock."""
COLD = 1e-3
"""Last temperature, in units of `Cooling.unit`."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """``moves`` moves from temperature ``hot`` down to `COLD`, faster where ``deadline`` (performance counter) is near.

    Temperatures are in units of ``unit``, the worth of the average line and period.
    """

    unit: float
    hot: float
    moves: int
    deadline: float


def board_of(prepared: Prepared) -> Board:
    """The problem as the kernel takes it."""
    lines = prepared.problem.lines
    tops = np.array([greatest_adstock(line, one) for line, one in zip(lines, prepared.most, strict=True)])
    grids = np.linspace(0.0, tops, POINTS + 1, axis=1)
    cards = [line.rates or LIST_PRICE for line in lines]
    start, row, coefficient = _sparse_rows(prepared)
    return Board(
        outcome=np.array(
            [evaluate(line.curve, one / line.scale) for line, one in zip(lines, grids, strict=True)]
        ),
        ending=np.array([line.carry_out.values(one) for line, one in zip(lines, grids, strict=True)]),
        steps=POINTS / tops,
        weights=np.array([line.weights for line in lines]),
        retention=np.array([line.retention for line in lines]),
        start=np.array([line.carry_in for line in lines]),
        least=np.array([line.least for line in lines]),
        most=prepared.most,
        flight=np.array([line.flight for line in lines]),
        cost=np.array([line.cost for line in lines]),
        tier_start=_padded([card.start for card in cards], np.inf),
        tier_rate=_padded([card.rate for card in cards], 0.0),
        tier_base=_padded([card.base for card in cards], 0.0),
        row_start=start,
        row=row,
        coefficient=coefficient,
        slack=np.zeros(len(prepared.rows.limits)),
    )


def annealed(
    prepared: Prepared,
    board: Board,
    money: Floats,
    cooling: Cooling,
    random: np.random.Generator,
    check: Callable[[], None],
) -> Floats:
    """The plan, money (C, T), that annealing ends with; ``check`` may raise to end it.

    The same generator gives the same plan as long as the deadline is not what ends it.
    """
    began = time.perf_counter()
    board = board._replace(slack=prepared.rows.noise(money))
    stock = prepared.worth.stock(money)
    room = np.maximum(prepared.rows.room(money), 0.0)
    state = State(money.copy(), stock, room, np.empty((2, money.shape[1])))
    done, progress = 0, 0.0
    while progress < 1:
        elapsed = (time.perf_counter() - began) / max(cooling.deadline - began, 1e-9)
        reached = min(1.0, max((done + CHUNK) / cooling.moves, elapsed))
        hot, cold = (cooling.unit * _temperature(cooling.hot, at) for at in (progress, reached))
        anneal(board, state, CHUNK, hot, cold, random)
        done, progress = done + CHUNK, reached
        check()
    return state.money


def _temperature(hot: float, progress: float) -> float:
    return float(hot * (COLD / hot) ** progress)


def _padded(arrays: list[Floats], filling: float) -> Floats:
    """Rows of unequal length as one array."""
    width = max(len(one) for one in arrays)
    return np.array([np.pad(one, (0, width - len(one)), constant_values=filling) for one in arrays])


def _sparse_rows(prepared: Prepared) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """For each line and period in turn the rows it counts in: starts (C T + 1,), rows and coefficients."""
    rows = prepared.rows
    dense = np.einsum("rc,rt->ctr", rows.lines, rows.periods).reshape(prepared.most.size, len(rows.limits))
    place, row = np.nonzero(dense)
    start = np.searchsorted(place, np.arange(prepared.most.size + 1))
    return start.astype(np.int64), row.astype(np.int64), dense[place, row]
