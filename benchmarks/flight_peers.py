"""How weekly spend is decided otherwise: by one piecewise-linear MILP, and by a local method from even spend."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from optimizer.flighting import FlightProblem
from optimizer.flighting.money import total_value
from optimizer.flighting.polish import polish
from optimizer.flighting.prepared import Prepared
from scenarios.saturation import evaluate

Floats = NDArray[np.float64]
PIECES = 10


def local_from_even(problem: FlightProblem, seconds: float) -> float:
    """Sequential linear programming from even spend over all weeks; least spends are waived in its favour."""
    waived = FlightProblem(tuple(replace(line, least=0.0) for line in problem.lines), problem.limits)
    prepared = Prepared.of(waived)
    even = np.array([line.most for line in problem.lines])
    even *= min(limit.most / float(limit.lines @ even @ limit.periods) for limit in problem.limits)
    return total_value(waived, polish(prepared, even, time.perf_counter() + seconds, steps=200))


def monolithic(problem: FlightProblem, seconds: float) -> float:
    """HiGHS on one MILP: adstock balances, on/off binaries, curves in pieces (incremental form); true worth, or 0."""
    model = _Model(problem)
    answer = milp(
        -model.gain,
        constraints=model.constraints(),
        integrality=model.whole.astype(np.int64),
        bounds=Bounds(0.0, model.upper),
        options={"time_limit": seconds},
    )
    if answer.x is None:
        return 0.0
    money = np.where(answer.x[model.on] > 0.5, answer.x[model.money], 0.0)
    return total_value(problem, money)


@dataclass(slots=True)
class _Rows:
    """Constraint rows being written."""

    entries: list[tuple[int, int, float]]
    low: list[float]
    high: list[float]

    def add(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        self.entries.extend((len(self.low), column, factor) for column, factor in terms)
        self.low.append(low)
        self.high.append(high)


class _Model:
    """Columns: money and on/off (C, T), then for each a share and a binary of each piece of the curve (C, T, P)."""

    def __init__(self, problem: FlightProblem) -> None:
        self.problem = problem
        lines, periods = len(problem.lines), problem.periods
        count = lines * periods
        self.money = np.arange(count).reshape(lines, periods)
        self.on = count + self.money
        self.share = 2 * count + np.arange(count * PIECES).reshape(lines, periods, PIECES)
        self.full = self.share + count * PIECES
        size = 2 * count * (1 + PIECES)
        self.upper, self.whole, self.gain = np.ones(size), np.zeros(size, bool), np.zeros(size)
        self.whole[self.on], self.whole[self.full] = True, True
        self._rows = _Rows([], [], [])
        for c in range(lines):
            self._line(c)
        for limit in problem.limits:
            terms = [
                (int(self.money[c, t]), float(limit.lines[c] * limit.periods[t]))
                for c, t in zip(*np.nonzero(np.outer(limit.lines, limit.periods)), strict=True)
            ]
            self._rows.add(terms, -np.inf, limit.most)

    def constraints(self) -> LinearConstraint:
        """All rows."""
        row, column, factor = (np.array(part) for part in zip(*self._rows.entries, strict=True))
        matrix = coo_array((factor, (row, column)), shape=(len(self._rows.low), len(self.upper)))
        return LinearConstraint(csr_array(matrix), np.array(self._rows.low), np.array(self._rows.high))

    def _line(self, c: int) -> None:
        line = self.problem.lines[c]
        top = line.carry_in + line.most.max() / (1 - line.retention)
        knots = np.linspace(0, top, PIECES + 1)
        widths, rises = np.diff(knots), np.diff(evaluate(line.curve, knots / line.scale))
        self.upper[self.money[c]] = line.most
        for t in range(self.problem.periods):
            stock = [(int(i), w) for i, w in zip(self.share[c, t], widths, strict=True)]
            before = [] if t == 0 else zip(self.share[c, t - 1], widths, strict=True)
            carried = [(int(i), -line.retention * w) for i, w in before]
            start = line.retention * line.carry_in if t == 0 else 0.0
            self._rows.add([*stock, *carried, (int(self.money[c, t]), -1.0)], start, start)
            self._rows.add([(int(self.money[c, t]), 1.0), (int(self.on[c, t]), -line.most[t])], -np.inf, 0.0)
            self._rows.add([(int(self.money[c, t]), 1.0), (int(self.on[c, t]), -line.least)], 0.0, np.inf)
            for piece in range(PIECES - 1):
                share, full = int(self.share[c, t, piece]), int(self.full[c, t, piece])
                self._rows.add([(share, 1.0), (full, -1.0)], 0.0, np.inf)
                self._rows.add([(int(self.share[c, t, piece + 1]), 1.0), (full, -1.0)], -np.inf, 0.0)
            self.gain[self.share[c, t]] = line.weights[t] * rises
