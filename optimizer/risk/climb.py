"""From a split to a better one: sequential linear programs within a trust region (Fletcher and Sainz de la Maza 1989).

Returns are linearised at the split and the criterion is written out as it is (Rockafellar and Uryasev 2002), so that a
step knows which draws enter the tail. The answer is a local optimum: that it is best is for the bound to say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from optimizer.risk.problem import RiskProblem
from optimizer.risk.program import minimise
from optimizer.risk.region import limit_rows
from optimizer.risk.surface import Slope, Surface

Floats = NDArray[np.float64]

FIRST_REACH = 0.15
SMALLEST_REACH = 1e-5
GROW, SHRINK = 1.5, 0.35
TAIL_WIDTH = 3.0
"""Draws that may enter the tail within a step, as a multiple of the tail."""
WORTHWHILE = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A split (N,) and its interpolated value."""

    spend: Floats
    value: float


def climb(surface: Surface, start: Floats, steps: int, reach: float = FIRST_REACH) -> Found:
    """The best of up to ``steps`` steps from ``start`` (N,), a split within all limits."""
    here = Found(start, surface.estimate(start))
    for _ in range(steps):
        if reach < SMALLEST_REACH:
            break
        step = linear_step(surface, here.spend, surface.slope(here.spend), reach)
        if step is None:
            break
        value = surface.estimate(step)
        gain = (value - here.value) / max(abs(here.value), 1e-300)
        if gain <= 0:
            reach *= SHRINK
            continue
        here, reach = Found(step, value), min(0.5, GROW * reach)
        if gain < WORTHWHILE:
            break
    return here


def linear_step(surface: Surface, spend: Floats, slope: Slope, reach: float) -> Floats | None:
    """The split that a linear model likes best within ``reach`` of each cell's range; None if the program fails.

    Variables: change of each cell as a share of its range (N,), the tail's threshold, shortfalls of the draws near the
    tail. Outcomes are in units of their size, limits in units of what they bound.
    """
    problem, criterion = surface.problem, surface.criterion
    cells, draws = slope.slopes.shape
    width = np.maximum(problem.upper - problem.lower, 1e-300)
    unit = max(float(np.abs(slope.slopes * width[:, None]).mean()), 1e-300)
    scaled = Slope(slope.outcomes / unit, slope.slopes * (width / unit)[:, None])
    tail = near_tail(slope.outcomes, criterion.tail) if criterion.aversion else np.empty(0, np.int64)
    each = criterion.aversion / (criterion.tail * draws)
    worth = (1 - criterion.aversion) * scaled.slopes.mean(axis=1)
    worth = np.concatenate([worth, [criterion.aversion], np.full(len(tail), -each)])
    rows, room = scaled_limits(problem, spend, width)
    limits = csr_array(np.hstack([rows, np.zeros((len(rows), 1 + len(tail)))]))
    change = np.stack(
        [
            np.minimum(np.maximum((problem.lower - spend) / width, -reach), 0.0),
            np.maximum(np.minimum((problem.upper - spend) / width, reach), 0.0),
        ],
        axis=1,
    )
    threshold = [-np.inf, np.inf] if len(tail) else [0.0, 0.0]
    found = minimise(
        -worth,
        vstack([shortfall_rows(scaled, tail), limits]),
        np.concatenate([scaled.outcomes[tail], room]),
        np.vstack([change, threshold, np.tile([0.0, np.inf], (len(tail), 1))]),
    )
    if found is None:
        return None
    return np.asarray(np.clip(spend + width * found.point[:cells], problem.lower, problem.upper))


def scaled_limits(problem: RiskProblem, spend: Floats, width: Floats) -> tuple[Floats, Floats]:
    """Rows (M, N) and rooms (M,) of the limits for changes in units of ``width`` (N,), each row of size one."""
    rows, room = limit_rows(problem)
    room = np.maximum(room - rows @ spend, 0.0)
    size = np.maximum(np.abs(rows * width).max(axis=1), 1e-300)
    return rows * width / size[:, None], room / size


def near_tail(outcomes: Floats, tail: float) -> NDArray[np.int64]:
    """The draws that are in the tail or may enter it."""
    count = min(len(outcomes), int(np.ceil(TAIL_WIDTH * tail * len(outcomes))) + 4)
    return np.sort(np.argsort(outcomes, kind="stable")[:count])


def shortfall_rows(slope: Slope, tail: NDArray[np.int64]) -> csr_array:
    """The rows threshold - shortfall_d - slopes_d @ change <= outcome_d, one for each draw of ``tail``."""
    columns = [
        csr_array(-slope.slopes[:, tail].T),
        csr_array(np.ones((len(tail), 1))),
        -eye_array(len(tail), format="csr"),
    ]
    return csr_array(hstack(columns))
