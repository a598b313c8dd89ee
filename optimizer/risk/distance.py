"""Moving away from a plan, or towards one, without losing more than is allowed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from optimizer.risk.local_model import LocalModel, local_model
from optimizer.risk.program import minimise
from optimizer.risk.region import nearest
from optimizer.risk.surface import Surface

Floats = NDArray[np.float64]

PULLS = np.linspace(1.0, 0.0, 33)
BISECTIONS = 20
STEPS = 25
CORRECTIONS = 4
FIRST_REACH, SMALLEST_REACH = 0.2, 1e-4
GROW, SHRINK = 1.5, 0.4
CLIMBED = 3
"""Offers that are climbed from in any case."""


@dataclass(frozen=True, slots=True, eq=False)
class Distance:
    """``sign`` * sum |x_i - anchor_i|: to be far (+1) or near (-1)."""

    anchor: Floats
    sign: float

    def value(self, spend: Floats) -> float:
        """The signed distance of a split (N,)."""
        return self.sign * float(np.abs(spend - self.anchor).sum())


class NearOptimal:
    """The best split by distance among those whose criterion is at least ``least``; ``base`` (N,) is one of them."""

    def __init__(self, surface: Surface, distance: Distance, base: Floats, least: float) -> None:
        self.surface, self.distance, self.base, self.least = surface, distance, base, least
        self.spend, self.value = base, distance.value(base)
        self.offered, self.margin = 0, 1e-9 * abs(least)

    def offer(self, spends: list[Floats]) -> None:
        """Pull some splits towards the base until they are good enough, and move on from the best."""
        self.offered += 1
        pulled = [
            self.pulled(inside)
            for one in spends
            if (inside := nearest(self.surface.problem, one)) is not None
        ]
        for spend in sorted(pulled, key=self.distance.value)[-2:]:
            if self.offered <= CLIMBED or self.distance.value(spend) > self.value - 0.1 * abs(self.value):
                self.take(self.moved_on(spend))

    def take(self, spend: Floats) -> None:
        """Take a split if it is better, by the curves themselves good enough, and within all limits.

        Where the interpolated criterion was too high, splits keep a margin from then on.
        """
        for _ in range(CORRECTIONS):
            short = self.least - self.surface.exact(spend)
            if short <= 0:
                break
            self.margin += 2 * short
            spend = self.pulled(spend)
        else:
            return
        value = self.distance.value(spend)
        if value > self.value and self.surface.problem.admits(spend):
            self.spend, self.value = spend, value

    def good(self, spend: Floats) -> bool:
        """Whether a split is good enough."""
        return self.surface.estimate(spend) >= self.least + self.margin

    def pulled(self, spend: Floats) -> Floats:
        """The split on the way from ``spend`` to the base that is the first one good enough."""
        way = spend - self.base
        share = next(one for one in PULLS if one == 0 or self.good(self.base + one * way))
        low, high = share, min(1.0, share + 1 / (len(PULLS) - 1))
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.good(self.base + middle * way) else (low, middle)
        return np.asarray(self.base + low * way)

    def moved_on(self, spend: Floats) -> Floats:
        """Linear steps of distance within a trust region, each pulled back until it is good enough."""
        reach = FIRST_REACH
        for _ in range(STEPS):
            if reach < SMALLEST_REACH:
                break
            step = self.step(local_model(self.surface, spend, reach))
            step = None if step is None else self.pulled(step)
            if step is None or self.distance.value(step) <= self.distance.value(spend) + 1e-9:
                reach *= SHRINK
                continue
            spend, reach = step, min(0.5, GROW * reach)
        return spend

    def step(self, model: LocalModel) -> Floats | None:
        """The farthest (nearest) split by the linear model. |x - a| is linear on either side of ``a``.

        Variables: those of the model, and the distance of each cell in units of its range.
        """
        cells, size = len(model.spend), len(model.worth)
        offset = (model.spend - self.distance.anchor) / model.width
        ones = csr_array(np.eye(cells, size))
        eye = csr_array(np.eye(cells))
        none = csr_array((1, cells))
        sides = [hstack([ones, -eye]), hstack([-ones, -eye])]
        room = [-offset, offset]
        objective = np.concatenate([np.zeros(size), model.width / model.width.max()])
        if self.distance.sign > 0:
            # To be far, every cell goes on in the direction in which it went.
            towards = np.where(offset >= 0, 1.0, -1.0)
            sides, room = [], []
            objective = np.concatenate([-towards * model.width / model.width.max(), np.zeros(size)])
        enough = hstack([csr_array(-model.worth[None, :]), none])
        found = minimise(
            objective,
            vstack([hstack([model.rows, csr_array((model.rows.shape[0], cells))]), enough, *sides]),
            np.concatenate([model.room, [model.base - (self.least + self.margin) / model.unit], *room]),
            np.vstack([model.bounds, np.tile([0.0, np.inf], (cells, 1))]),
        )
        if found is None:
            return None
        problem = self.surface.problem
        return np.clip(model.moved(found.point), problem.lower, problem.upper)
