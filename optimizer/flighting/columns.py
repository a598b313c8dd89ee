"""The pool of single-line plans, and the restricted master problem over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from optimizer.flighting.money import line_value
from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import Floats

PENALTY = 10.0
"""Worth, in units of the plan's whole value, of the whole of a row: what breaking a row costs in the relaxation."""

METHODS: tuple[Literal["highs", "highs-ipm"], ...] = ("highs", "highs-ipm")
"""HiGHS as it chooses, and its interior-point method should that fail."""


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """The master's optimum: its ``value``, prices of rows ``duals`` (R,), and the ``weights`` (N,) of the columns."""

    value: float
    duals: Floats
    weights: Floats


class Pool:
    """Columns: plans of single lines with their true values. Every line has the plan without money from the start."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.problem = problem = prepared.problem
        self.rows = rows = prepared.rows
        self.lines: list[int] = []
        self.money: list[Floats] = []
        self.values: list[float] = []
        self._usage: list[Floats] = []
        self._known: set[tuple[int, bytes]] = set()
        self._unit = rows.unit
        self.add(np.zeros((len(problem.lines), problem.periods)))

    def add(self, money: Floats) -> None:
        """Each line's part of a plan, money (C, T)."""
        for c, one in enumerate(money):
            self.add_line(c, one)

    def add_line(self, c: int, money: Floats) -> None:
        """One line's plan, money (T,); nothing happens where it is known."""
        key = (c, money.tobytes())
        if key in self._known:
            return
        self._known.add(key)
        self.lines.append(c)
        self.money.append(money.copy())
        self.values.append(line_value(self.problem.lines[c], money))
        self._usage.append(self.rows.line_usage(c, money) / self._unit)

    def mix(self) -> Mixture:
        """The linear relaxation: shares of columns, one in all for each line, within the rows."""
        values, usage, choice = self._matrices()
        scale = self._scale(values)
        slack = csr_array(-np.eye(len(self._unit)))
        program: dict[str, Any] = {
            "A_ub": hstack([usage, slack]) if len(self._unit) else None,
            "b_ub": self.rows.limits / self._unit if len(self._unit) else None,
            "A_eq": hstack([choice, csr_array((choice.shape[0], len(self._unit)))]),
            "b_eq": np.ones(choice.shape[0]),
        }
        cost = np.r_[-values / scale, np.full(len(self._unit), PENALTY)]
        for method in METHODS:
            answer = linprog(cost, method=method, **program)
            if answer.status == 0 and answer.x is not None and answer.fun is not None:
                duals = np.maximum(0.0, -answer.ineqlin.marginals) * scale / self._unit
                return Mixture(-scale * float(answer.fun), duals, answer.x[: len(values)])
        message = f"the master problem was not solved: {answer.message}"
        raise RuntimeError(message)

    def choose(self, seconds: float, gap: float) -> Floats | None:
        """The best choice of one column for each line, money (C, T), as far as found; None where nothing was."""
        values, usage, choice = self._matrices()
        rules = [LinearConstraint(choice, 1, 1)]
        if len(self._unit):
            rules.append(LinearConstraint(usage, -np.inf, self.rows.limits / self._unit))
        answer = milp(
            -values / self._scale(values),
            constraints=rules,
            integrality=np.ones(len(values), dtype=np.int64),
            bounds=Bounds(0, 1),
            options={"time_limit": max(seconds, 0.1), "mip_rel_gap": gap},
        )
        if answer.x is None:
            return None
        money = np.zeros((len(self.problem.lines), self.problem.periods))
        for index in np.flatnonzero(answer.x > 0.5):
            money[self.lines[index]] = self.money[index]
        return money

    def _matrices(self) -> tuple[Floats, csr_array, csr_array]:
        """Values (N,), usage in shares of each row (R, N), and the choice matrix (C, N)."""
        count = len(self.lines)
        choice = csr_array(
            (np.ones(count), (np.array(self.lines), np.arange(count))), shape=(len(self.problem.lines), count)
        )
        usage = csr_array(np.array(self._usage).reshape(count, len(self._unit)).T)
        return np.array(self.values), usage, choice

    def _scale(self, values: Floats) -> float:
        """The sum of each line's best value, to bring the master's numbers near one."""
        best = np.zeros(len(self.problem.lines))
        np.maximum.at(best, self.lines, values)
        return float(best.sum()) or 1.0
