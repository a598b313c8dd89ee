"""Whole minor units near a plan by period: an integer program in which each amount moves by a few of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from optimizer.flighting import FlightProblem
from optimizer.flighting.money import line_gradient
from optimizer.flighting.problem import Floats
from scenarios.money import MINOR_PER_UNIT

REACHES = (3, 100)
"""Minor units by which an amount may move: few at first."""
SECONDS = 2.0
NOISE = 1e-6
"""Minor units by which a limit in floating point may miss the whole number that it means."""

Cents = NDArray[np.int64]


def in_cents(problem: FlightProblem, money: Floats) -> Cents | None:
    """Amounts (C, T) in minor units with the same active periods, within every limit exactly; None if none is near."""
    lines, periods = np.nonzero(money > 0)
    cents = np.zeros(money.shape, dtype=np.int64)
    if not len(lines):
        return cents
    start = np.floor(money[lines, periods] * MINOR_PER_UNIT + NOISE)
    low, high = _bounds(problem, lines, periods, start)
    gradient = _gradient(problem, money)[lines, periods]
    for reach in REACHES:
        answer = milp(
            -gradient / (np.abs(gradient).max() or 1.0),
            constraints=_rows(problem, lines, periods, start),
            integrality=np.ones(len(start), dtype=np.int64),
            bounds=Bounds(np.maximum(low - start, -reach), np.minimum(high - start, reach)),
            options={"time_limit": SECONDS},
        )
        if answer.x is not None:
            cents[lines, periods] = np.rint(start + answer.x).astype(np.int64)
            return cents
    return None


def _gradient(problem: FlightProblem, money: Floats) -> Floats:
    return np.array([line_gradient(line, one) for line, one in zip(problem.lines, money, strict=True)])


def _rows(
    problem: FlightProblem, lines: NDArray[np.intp], periods: NDArray[np.intp], start: Floats
) -> list[LinearConstraint]:
    """The limits on the moves from ``start``."""
    if not problem.limits:
        return []
    dense = np.array([limit.lines[lines] * limit.periods[periods] for limit in problem.limits])
    least, most = (
        MINOR_PER_UNIT * np.array([getattr(limit, side) for limit in problem.limits])
        for side in ("least", "most")
    )
    level = dense @ start
    # Whole coefficients make whole sums: such limits are rounded to what can be reached.
    whole = (dense == np.rint(dense)).all(axis=1)
    least = np.where(whole, np.ceil(least - NOISE), least)
    most = np.where(whole, np.floor(most + NOISE), most)
    return [LinearConstraint(coo_array(dense).tocsc(), least - level, most - level)]


def _bounds(
    problem: FlightProblem, lines: NDArray[np.intp], periods: NDArray[np.intp], start: Floats
) -> tuple[Floats, Floats]:
    """Least and most of each amount, within the tier that it has reached; minor units."""
    low, high = np.empty(len(start)), np.empty(len(start))
    for index, (c, t) in enumerate(zip(lines, periods, strict=True)):
        line = problem.lines[c]
        low[index] = np.ceil(line.least * MINOR_PER_UNIT - NOISE)
        high[index] = np.floor(line.most[t] * MINOR_PER_UNIT + NOISE)
        if line.rates is not None:
            starts = np.rint(line.rates.start * MINOR_PER_UNIT)
            tier = int(np.searchsorted(starts, start[index] + 1, side="right")) - 1
            low[index] = max(low[index], starts[tier])
            if tier + 1 < len(starts):
                high[index] = min(high[index], starts[tier + 1] - 1)
        start[index] = min(max(start[index], low[index]), high[index])
    return low, high
