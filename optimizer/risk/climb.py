"""From a split to a better one: sequential linear programs within a trust region (Fletcher and Sainz de la Maza 1989).

The criterion is written out as it is, so that a step knows which draws enter the tail. The answer is a local optimum:
that it is best is for the bound to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.local_model import local_model
from optimizer.risk.program import minimise
from optimizer.risk.surface import Surface

Floats = NDArray[np.float64]

FIRST_REACH = 0.15
FARTHEST_REACH = 0.5
SMALLEST_REACH = 1e-5
GROW, SHRINK = 1.5, 0.35
WORTHWHILE = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A split (N,) and its interpolated value."""

    spend: Floats
    value: float


def climb(surface: Surface, start: Floats, steps: int, stop: Callable[[], bool]) -> Found:
    """The best of up to ``steps`` steps from ``start`` (N,), a split within all limits, until ``stop``."""
    here, reach = Found(start, surface.estimate(start)), FIRST_REACH
    for _ in range(steps):
        if reach < SMALLEST_REACH or stop():
            break
        step = linear_step(surface, here.spend, reach)
        if step is None:
            break
        value = surface.estimate(step)
        gain = (value - here.value) / max(abs(here.value), 1e-300)
        if gain <= 0:
            reach *= SHRINK
            continue
        here, reach = Found(step, value), min(FARTHEST_REACH, GROW * reach)
        if gain < WORTHWHILE:
            break
    return here


def linear_step(surface: Surface, spend: Floats, reach: float) -> Floats | None:
    """The split that a linear model likes best within ``reach`` of each cell's range; None if the program fails."""
    model = local_model(surface, spend, reach)
    found = minimise(-model.worth, model.rows, model.room, model.bounds)
    if found is None:
        return None
    return np.clip(model.moved(found.point), surface.problem.lower, surface.problem.upper)
