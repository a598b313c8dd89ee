"""The search for the minimum of many separable problems at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.fitting.separable import Linearised, Separable
from optimizer.fitting.series import Floats

MOST_STEPS = 120
CONVERGED = 1e-7
"""Relative fall of the cost at which a search ends."""
_FIRST_DAMPING, _LEAST_DAMPING, _MOST_DAMPING = 1e-3, 1e-9, 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """Minima of N problems: nonlinear parameters (N, S, C), effects (N, G, C) and costs (N,)."""

    nonlinear: Floats
    effects: Floats
    cost: Floats

    def take(self, items: NDArray[np.intp]) -> Estimates:
        """Some of them."""
        return Estimates(self.nonlinear[items], self.effects[items], self.cost[items])


def minimise(problem: Separable, start: Floats) -> Estimates:
    """Minima found from ``start`` (N, S, C), within the bounds of the parameters.

    Levenberg-Marquardt with the diagonal scaling of Marquardt (1963); steps are cut at the bounds, and a parameter at
    a bound that the gradient pushes against stays there. Every problem has its own damping and its own end.
    """
    lowest, highest = (np.broadcast_to(bound, start.shape[1:]) for bound in problem.media.bounds)
    found = np.clip(start, lowest, highest)
    items, damping = np.arange(len(start)), np.full(len(start), _FIRST_DAMPING)
    here, part = problem.linearise(found), problem
    effects, costs = here.effects.copy(), here.cost.copy()
    for _ in range(MOST_STEPS):
        trial = _step(found[items], here, damping, lowest, highest)
        there = part.linearise(trial)
        better = there.cost <= here.cost
        settled = better & (here.cost - there.cost <= CONVERGED * here.cost)
        damping = np.where(better, np.maximum(damping / 5, _LEAST_DAMPING), damping * 4)
        found[items[better]] = trial[better]
        here = _merged(here, there, better)
        effects[items], costs[items] = here.effects, here.cost
        open_ = np.flatnonzero(~settled & (damping < _MOST_DAMPING))
        if not len(open_):
            break
        if len(open_) < len(items):
            items, damping, part, here = items[open_], damping[open_], part.take(open_), _taken(here, open_)
    return Estimates(found, effects, costs)


def _step(at: Floats, here: Linearised, damping: Floats, lowest: Floats, highest: Floats) -> Floats:
    gradient = here.gradient.reshape(at.shape)
    held = ((at <= lowest) & (gradient > 0)) | ((at >= highest) & (gradient < 0))
    free = ~held.reshape(len(at), -1)
    size = free.shape[1]
    diagonal = here.curvature[:, range(size), range(size)]
    system = here.curvature * free[:, :, None] * free[:, None, :]
    system[:, range(size), range(size)] += damping[:, None] * diagonal + ~free
    move = -np.linalg.solve(system, (here.gradient * free)[..., None])[..., 0]
    return np.clip(at + move.reshape(at.shape), lowest, highest)


def _merged(here: Linearised, there: Linearised, better: NDArray[np.bool_]) -> Linearised:
    def pick(old: Floats, new: Floats) -> Floats:
        return np.where(better.reshape(-1, *[1] * (old.ndim - 1)), new, old)

    return Linearised(
        pick(here.cost, there.cost),
        pick(here.gradient, there.gradient),
        pick(here.curvature, there.curvature),
        pick(here.effects, there.effects),
    )


def _taken(found: Linearised, items: NDArray[np.intp]) -> Linearised:
    return Linearised(found.cost[items], found.gradient[items], found.curvature[items], found.effects[items])


def better_of(one: Estimates, other: Estimates) -> Estimates:
    """The cheaper of two estimates of each problem."""
    first = one.cost <= other.cost
    return Estimates(
        np.where(first[:, None, None], one.nonlinear, other.nonlinear),
        np.where(first[:, None, None], one.effects, other.effects),
        np.where(first, one.cost, other.cost),
    )
