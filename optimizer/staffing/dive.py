"""A plan from a relaxation: launches are decided in rounds, the most decided first (Berthold 2006, section 3)."""

from __future__ import annotations

import math
import time

import numpy as np

from optimizer.allocation.model.assemble import Model
from optimizer.allocation.problem import Problem
from optimizer.allocation.solver import Floats
from optimizer.staffing.linear import LinearProgram, Optimum

DECIDED = 0.99
SHARE = 0.5
"""Share of the open decisions that a round takes."""
LEAST = 4
"""Decisions that a round takes at least."""

Options = tuple[int, ...]
"""0-1 variables of which at most one is 1."""
Spans = dict[int, tuple[float, float]]


def dive(
    problem: Problem, model: Model, linear: LinearProgram, bounds: Spans, seconds: float
) -> Optimum | None:
    """The optimum under bounds with whole launches and open cells; None where the dive ends in a dead end.

    Raises:
        Interrupted: the time is over.
    """
    end = time.monotonic() + seconds
    optimum = linear.solve(bounds, seconds)
    fixed: Spans = dict(bounds)
    for options in _stages(problem, model):
        open_ones = options
        while open_ones and optimum is not None:
            ordered, firm = _by_firmness(open_ones, optimum.values)
            count = firm + max(LEAST, math.ceil(SHARE * (len(ordered) - firm)))
            optimum, taken = _fix(linear, fixed, ordered[:count], optimum, end)
            open_ones = ordered[taken:]
        if optimum is None:
            return None
    return optimum


def _by_firmness(options: list[Options], values: Floats) -> tuple[list[Options], int]:
    """The options in order of firmness, and how many of them are decided already."""
    ordered = sorted(options, key=lambda one: -_firmness(one, values))
    return ordered, sum(_firmness(one, values) >= DECIDED for one in ordered)


def _stages(problem: Problem, model: Model) -> list[list[Options]]:
    runs = [
        tuple(model.decision.run[candidate.index, one] for one in range(len(candidate.launches)))
        for candidate in problem.candidates
    ]
    return [runs, [(variable,) for variable in model.decision.active.values()]]


def _fix(
    linear: LinearProgram, fixed: Spans, options: list[Options], optimum: Optimum, end: float
) -> tuple[Optimum | None, int]:
    """Fix options as the optimum prefers them, fewer where nothing is feasible; the new optimum, and how many."""
    count = len(options)
    while count:
        chosen = {
            variable: (value, value)
            for one in options[:count]
            for variable, value in preferred(one, optimum.values).items()
        }
        found = linear.solve({**fixed, **chosen}, end - time.monotonic())
        if found is not None:
            fixed.update(chosen)
            return found, count
        count //= 4
    return None, 0


def preferred(options: Options, values: Floats) -> dict[int, float]:
    """The variables with the value that a relaxation leans to."""
    shares = values[list(options)]
    best = int(shares.argmax()) if shares.sum() >= 0.5 else None
    return {variable: float(place == best) for place, variable in enumerate(options)}


def _firmness(options: Options, values: Floats) -> float:
    """1 where the relaxation has made up its mind about options, less where it has not."""
    shares = np.append(values[list(options)], 1 - values[list(options)].sum())
    return float(shares.max())
