"""Local improvement on the true curves with the active periods as they are: a sequence of linear programs.

The curves are linearised at the plan, the step is kept in a box that grows after an improvement and shrinks after a
failure (Fletcher and Sainz de la Maza 1989, with a box for the trust region). Every iterate is feasible.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import Floats

FIRST_BOX, LARGEST_BOX, LEAST_BOX = 0.1, 0.5, 2e-4
"""Half-width of the box as a share of the most money of a period: at the start, at most, and at the end."""
TOLERANCE = 1e-7
"""Relative improvement below which the box shrinks faster."""


def polish(prepared: Prepared, money: Floats, deadline: float, steps: int = 40) -> Floats:
    """A plan at least as good as ``money`` (C, T), with the same active periods and tiers, still feasible.

    Ends after ``steps`` linear programs or at ``deadline`` (seconds of the performance counter).
    """
    if not (money > 0).any():
        return money
    program = _Program(prepared, money)
    value, box, slopes = prepared.worth.value(money), FIRST_BOX, program.slopes(money)
    for _ in range(steps):
        if box < LEAST_BOX or time.perf_counter() > deadline:
            break
        trial = program.step(money, slopes, box)
        gained = prepared.worth.value(trial) - value
        if gained <= 0:
            box *= 0.35
            continue
        money, value, box, slopes = trial, value + gained, min(LARGEST_BOX, 1.5 * box), program.slopes(trial)
        if gained < TOLERANCE * abs(value):
            box *= 0.3
    return money


class _Program:
    """The linear program of a step; its rows and bounds stay while the active periods and tiers do.

    Variables are shares of the most money of a period, rows shares of their limits.
    """

    def __init__(self, prepared: Prepared, money: Floats) -> None:
        self._prepared = prepared
        lines, periods = np.nonzero(money > 0)
        self._at = (lines, periods)
        self._low, self._high = _piece_bounds(prepared, lines, periods, money[self._at])
        self._width = prepared.most[self._at]
        rows = prepared.rows
        dense = rows.lines[:, lines] * rows.periods[:, periods] / rows.unit[:, None]
        self._matrix = coo_array(dense * self._width).tocsc()

    def slopes(self, money: Floats) -> Floats:
        """The gain of a step in each variable, scaled to at most one."""
        slopes = self._prepared.worth.gradient(money)[self._at] * self._width
        return np.asarray(slopes / (np.abs(slopes).max() or 1.0))

    def step(self, money: Floats, slopes: Floats, box: float) -> Floats:
        """The best plan of the linearised problem within the box; ``money`` itself where none is found."""
        now, rows = money[self._at], self._prepared.rows
        lower = np.minimum(0.0, np.maximum((self._low - now) / self._width, -box))
        upper = np.maximum(0.0, np.minimum((self._high - now) / self._width, box))
        room = np.maximum(0.0, rows.room(money) / rows.unit)
        answer = milp(
            -slopes,
            constraints=[LinearConstraint(self._matrix, -np.inf, room)] if len(room) else [],
            bounds=Bounds(lower, upper),
            options={"presolve": False},
        )
        if answer.x is None:
            return money
        return self._within(money, now, np.clip(now + self._width * answer.x, self._low, self._high))

    def _within(self, money: Floats, now: Floats, aim: Floats) -> Floats:
        """The plan with ``aim`` in the active periods, drawn back towards ``now`` until it breaks no row further."""
        rows = self._prepared.rows
        allowed = np.minimum(0.0, rows.room(money)) - rows.noise(money)
        trial = money.copy()
        for share in (1.0, 1 - 1e-9, 1 - 1e-6, 0.999):
            trial[self._at] = now + share * (aim - now)
            if (rows.room(trial) >= allowed).all():
                return trial
        return money


def _piece_bounds(
    prepared: Prepared, lines: NDArray[np.intp], periods: NDArray[np.intp], spent: Floats
) -> tuple[Floats, Floats]:
    """Least and most money of each active period within the tier that it has reached."""
    low = np.array([line.least for line in prepared.problem.lines])[lines]
    high = prepared.most[lines, periods]
    for c, line in enumerate(prepared.problem.lines):
        if line.rates is not None:
            mine = lines == c
            tier = line.rates.tier(spent[mine])
            low[mine] = np.maximum(low[mine], line.rates.start[tier])
            high[mine] = np.minimum(high[mine], np.nextafter(line.rates.ends[tier], 0.0))
    return low, np.maximum(low, high)
