"""Limits as rows 'at most', and the prices of money that follow from prices of rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.flighting.problem import FlightProblem, Floats

NOISE = 1e-12
"""Share of the amounts summed that rounding may take."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """R rows: sum over c, t of lines_rc periods_rt money_ct <= limits_r; limits 'at least' with their signs turned.

    ``lines`` (R, C), ``periods`` (R, T), ``limits`` (R,).
    """

    lines: Floats
    periods: Floats
    limits: Floats

    @classmethod
    def of(cls, problem: FlightProblem) -> Rows:
        upper = [(one.lines, one.periods, one.most) for one in problem.limits if one.most < np.inf]
        lower = [(-one.lines, one.periods, -one.least) for one in problem.limits if one.least > -np.inf]
        rows = upper + lower
        return cls(
            np.array([row[0] for row in rows], float).reshape(len(rows), len(problem.lines)),
            np.array([row[1] for row in rows], float).reshape(len(rows), problem.periods),
            np.array([row[2] for row in rows], float),
        )

    @property
    def unit(self) -> Floats:
        """By what rows are divided to bring their limits near one, (R,)."""
        return np.where(self.limits == 0, 1.0, np.abs(self.limits))

    def usage(self, money: Floats) -> Floats:
        """What a plan, money (C, T), takes of each row, (R,)."""
        return np.asarray(((self.lines @ money) * self.periods).sum(axis=1))

    def noise(self, money: Floats) -> Floats:
        """What rounding may take of each row where a plan like this is summed, (R,)."""
        sums = ((np.abs(self.lines) @ np.abs(money)) * np.abs(self.periods)).sum(axis=1)
        return np.asarray(NOISE * (np.abs(self.limits) + sums))

    def line_usage(self, c: int, money: Floats) -> Floats:
        """What one line's money (T,) takes of each row, (R,)."""
        return np.asarray(self.lines[:, c] * (self.periods @ money))

    def prices(self, duals: Floats) -> Floats:
        """Price of money in each line and period, (C, T), at prices of rows (R,)."""
        return np.asarray((self.lines * duals[:, None]).T @ self.periods)

    def room(self, money: Floats) -> Floats:
        """What a plan leaves of each row, (R,); negative where it breaks one."""
        return self.limits - self.usage(money)


def implied_most(problem: FlightProblem, rows: Rows) -> Floats:
    """Most money (C, T) in each line and period: the lines' own, and what rows without negative terms leave."""
    most = np.array([line.most for line in problem.lines])
    for lines, periods, limit in zip(rows.lines, rows.periods, rows.limits, strict=True):
        if (lines >= 0).all() and (periods >= 0).all() and limit >= 0:
            counted = np.outer(lines, periods)
            most = np.minimum(
                most, np.divide(limit, counted, out=np.full_like(most, np.inf), where=counted > 0)
            )
    return most
