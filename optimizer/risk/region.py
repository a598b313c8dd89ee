"""Splits within all bounds and limits: the nearest one, and whether there is any."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.problem import RiskProblem
from optimizer.risk.program import minimise

Floats = NDArray[np.float64]


def limit_rows(problem: RiskProblem) -> tuple[Floats, Floats]:
    """All limits, the budget among them, as rows (M, N) @ spend <= room (M,)."""
    sides = [(limit.coefficients, limit.upper) for limit in problem.all_limits if limit.upper < np.inf]
    sides += [(-limit.coefficients, -limit.lower) for limit in problem.all_limits if limit.lower > -np.inf]
    return np.array([row for row, _ in sides], dtype=float), np.array([room for _, room in sides])


def nearest(problem: RiskProblem, spend: Floats) -> Floats | None:
    """The split within all limits that moves least money from ``spend`` (N,); None where there is none."""
    inside = np.clip(spend, problem.lower, problem.upper)
    if problem.admits(inside):
        return inside
    rows, room = limit_rows(problem)
    cells = len(spend)
    # Spend is what it was, plus what is added, less what is taken away.
    most = np.concatenate([problem.upper - inside, inside - problem.lower])
    bounds = np.stack([np.zeros(2 * cells), np.maximum(most, 0.0)], axis=1)
    found = minimise(np.ones(2 * cells), np.hstack([rows, -rows]), room - rows @ inside, bounds)
    if found is None:
        return None
    moved = inside + found.point[:cells] - found.point[cells:]
    return np.asarray(np.clip(moved, problem.lower, problem.upper))
