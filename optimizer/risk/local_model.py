"""A linear model of returns around a split, with the criterion written out in full."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from optimizer.risk.problem import RiskProblem
from optimizer.risk.region import limit_rows
from optimizer.risk.surface import Slope, Surface

Floats = NDArray[np.float64]

TAIL_WIDTH = 3.0
"""Draws that may enter the tail within a step, as a multiple of the tail."""


@dataclass(frozen=True, slots=True, eq=False)
class LocalModel:
    """A linear program around ``spend`` (N,): rows @ v <= room within bounds (k, 2).

    The variables v (k,) are the change of each cell as a share of its range ``width`` (N,), the tail's threshold, and
    the shortfalls of the draws near the tail. The criterion is ``unit`` * (``base`` + ``worth`` @ v).
    """

    spend: Floats
    width: Floats
    unit: float
    base: float
    worth: Floats
    rows: csr_array
    room: Floats
    bounds: Floats

    def moved(self, point: Floats) -> Floats:
        """The split (N,) of a point (k,) of the program."""
        return np.asarray(self.spend + self.width * point[: len(self.spend)])


def local_model(surface: Surface, spend: Floats, reach: float) -> LocalModel:
    """The model around a split within all limits; each cell moves by at most ``reach`` of its range.

    Outcomes are in units of their size, limits in units of what they bound (Rockafellar and Uryasev 2002 for the rows).
    """
    problem, criterion = surface.problem, surface.criterion
    slope = surface.slope(spend)
    width = np.maximum(problem.upper - problem.lower, 1e-300)
    unit = max(float(np.abs(slope.slopes * width[:, None]).mean()), 1e-300)
    scaled = Slope(slope.outcomes / unit, slope.slopes * (width / unit)[:, None])
    tail = near_tail(slope.outcomes, criterion.tail) if criterion.aversion else np.empty(0, np.int64)
    each = criterion.aversion / (criterion.tail * problem.draws)
    worth = (1 - criterion.aversion) * scaled.slopes.mean(axis=1)
    rows, room = scaled_limits(problem, spend, width)
    limits = csr_array(np.hstack([rows, np.zeros((len(rows), 1 + len(tail)))]))
    threshold = [-np.inf, np.inf] if len(tail) else [0.0, 0.0]
    return LocalModel(
        spend=spend,
        width=width,
        unit=unit,
        base=(1 - criterion.aversion) * float(scaled.outcomes.mean()),
        worth=np.concatenate([worth, [criterion.aversion], np.full(len(tail), -each)]),
        rows=csr_array(vstack([shortfall_rows(scaled, tail), limits])),
        room=np.concatenate([scaled.outcomes[tail], room]),
        bounds=np.vstack(
            [change_bounds(problem, spend, width, reach), threshold, np.tile([0.0, np.inf], (len(tail), 1))]
        ),
    )


def change_bounds(problem: RiskProblem, spend: Floats, width: Floats, reach: float) -> Floats:
    """(N, 2) least and most change of each cell, as shares of ``width`` (N,)."""
    least = np.minimum(np.maximum((problem.lower - spend) / width, -reach), 0.0)
    most = np.maximum(np.minimum((problem.upper - spend) / width, reach), 0.0)
    return np.stack([least, most], axis=1)


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
