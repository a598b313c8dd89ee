"""Local improvement on the true curves with the active periods as they are: a sequence of linear programs.

The curves are linearised at the plan, the step is kept in a box that grows after an improvement and shrinks after a
failure (Fletcher and Sainz de la Maza 1989, with a box for the trust region). Every iterate is feasible.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from optimizer.flighting.money import line_gradient, total_value
from optimizer.flighting.problem import FlightProblem, Floats
from optimizer.flighting.rows import Rows

FIRST_BOX, LARGEST_BOX, LEAST_BOX = 0.1, 0.5, 2e-4
"""Half-width of the box as a share of the most money of a period: at the start, at most, and at the end."""


def polish(
    problem: FlightProblem, rows: Rows, most: Floats, money: Floats, seconds: float, tolerance: float = 1e-7
) -> Floats:
    """A plan at least as good as ``money`` (C, T), with the same active periods and tiers, still feasible."""
    deadline = time.perf_counter() + seconds
    step = _Step(problem, rows, most, money)
    value, box, steps = total_value(problem, money), FIRST_BOX, 0
    while step.count and box >= LEAST_BOX and time.perf_counter() < deadline and steps < 40:
        steps += 1
        trial = step.try_box(money, box)
        gained = total_value(problem, trial) - value if trial is not None else 0.0
        if trial is None or gained <= 0:
            box *= 0.35
            continue
        money, value, box = trial, value + gained, min(LARGEST_BOX, 1.5 * box)
        if gained < tolerance * abs(value):
            box *= 0.3
    return money


class _Step:
    """The linear program of one step: its matrix and bounds do not change while the active periods stay."""

    def __init__(self, problem: FlightProblem, rows: Rows, most: Floats, money: Floats) -> None:
        self._problem, self._rows = problem, rows
        self._c, self._t = np.nonzero(money > 0)
        self.count = len(self._c)
        spent = money[self._c, self._t]
        self._low, self._high = _piece_bounds(problem, most, self._c, self._t, spent)
        self._width = most[self._c, self._t]
        self._unit = np.where(rows.limits == 0, 1.0, np.abs(rows.limits))
        dense = rows.lines[:, self._c] * rows.periods[:, self._t] / self._unit[:, None]
        self._matrix = coo_array(dense).tocsr()

    def try_box(self, money: Floats, box: float) -> Floats | None:
        """The best plan of the linearised problem within the box, feasible in floating point; None without one."""
        now = money[self._c, self._t]
        gradient = np.array([line_gradient(line, one) for line, one in zip(self._problem.lines, money, strict=True)])
        slopes = gradient[self._c, self._t] * self._width
        reach = box * self._width
        lower = np.minimum(0.0, np.maximum(self._low - now, -reach)) / self._width
        upper = np.maximum(0.0, np.minimum(self._high - now, reach)) / self._width
        room = np.maximum(0.0, self._rows.room(money) / self._unit)
        answer = linprog(
            -slopes / (np.abs(slopes).max() or 1.0),
            A_ub=self._matrix * self._width if len(room) else None,
            b_ub=room if len(room) else None,
            bounds=np.c_[lower, upper],
            method="highs-ds",
        )
        if answer.x is None:
            return None
        return self._within(money, now, np.clip(now + self._width * answer.x, self._low, self._high))

    def _within(self, money: Floats, now: Floats, aim: Floats) -> Floats:
        """The plan with ``aim`` in the active periods, drawn back towards ``now`` until no row is broken."""
        trial = money.copy()
        for share in (1.0, 1 - 1e-9, 1 - 1e-6, 0.999):
            trial[self._c, self._t] = now + share * (aim - now)
            if (self._rows.room(trial) >= np.minimum(0.0, self._rows.room(money))).all():
                return trial
        return money


def _piece_bounds(
    problem: FlightProblem, most: Floats, lines: np.ndarray, periods: np.ndarray, spent: Floats
) -> tuple[Floats, Floats]:
    """Least and most money of each active period within the tier that it has reached."""
    low, high = np.empty(len(spent)), np.empty(len(spent))
    for index, (c, t, amount) in enumerate(zip(lines, periods, spent, strict=True)):
        line = problem.lines[c]
        starts = [tier.spend for tier in line.tiers]
        low[index] = max([line.least, *(start for start in starts if start <= amount)])
        above = [start for start in starts if start > amount]
        high[index] = min([most[c, t], *(np.nextafter(start, 0.0) for start in above)])
    return low, np.maximum(low, high)
