"""A split in whole minor units that keeps every limit which the split itself keeps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from optimizer.risk.problem import RiskProblem
from scenarios.money import MINOR_PER_UNIT

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEPS = 2
"""Minor units by which an amount may differ from the one just below it."""
SLACK = 1e-4
"""Minor units by which a limit may be broken by rounding of the limit itself."""


def whole_cents(problem: RiskProblem, spend: Floats) -> Ints:
    """(N,) minor units near a split (N,) in currency units, by a small integer program.

    Where no rounding keeps all limits, amounts are cut off, which keeps every upper limit on sums.
    """
    exact = np.clip(spend, problem.lower, problem.upper) * MINOR_PER_UNIT
    floor = np.floor(exact + 1e-6)
    cells = len(spend)
    # Variables: steps up from the floor, and how far the amounts end up from the split.
    near = np.hstack([np.eye(cells), -np.eye(cells)])
    far = np.hstack([-np.eye(cells), -np.eye(cells)])
    rows = [
        LinearConstraint(near, ub=exact - floor),
        LinearConstraint(far, ub=floor - exact),
        *(
            LinearConstraint(
                np.concatenate([limit.coefficients, np.zeros(cells)])[None, :],
                limit.lower * MINOR_PER_UNIT - limit.coefficients @ floor - SLACK,
                limit.upper * MINOR_PER_UNIT - limit.coefficients @ floor + SLACK,
            )
            for limit in problem.all_limits
        ),
    ]
    least = np.maximum(np.ceil(problem.lower * MINOR_PER_UNIT - 1e-6) - floor, -STEPS)
    most = np.minimum(np.floor(problem.upper * MINOR_PER_UNIT + 1e-6) - floor, STEPS)
    found = milp(
        np.concatenate([np.zeros(cells), np.ones(cells)]),
        integrality=np.concatenate([np.ones(cells), np.zeros(cells)]),
        bounds=Bounds(
            np.concatenate([least, np.zeros(cells)]), np.concatenate([most, np.full(cells, np.inf)])
        ),
        constraints=rows,
    )
    steps = np.zeros(cells) if found.x is None else np.round(found.x[:cells])
    return np.asarray(floor + steps, dtype=np.int64)
