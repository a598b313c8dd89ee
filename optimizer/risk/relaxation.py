"""Upper limits of a criterion over a box of splits, from concave hulls of weighted returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.dual import Cut, Dual, Envelope
from optimizer.risk.laminar import Nest, Priced
from optimizer.risk.mixture_kernel import best_mixture
from optimizer.risk.tables import Tables

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SAFETY = 1e-12
"""Relative margin for the rounding of sums."""


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """A dual, the functions (N, n) that it makes of the tables, and the constant that goes with them."""

    dual: Dual
    height: Floats
    constant: float


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Where a lens sees the best split of a box: each cell between two corners of its hull.

    ``bound`` limits the criterion from above on the box.
    """

    bound: float
    low: Ints
    high: Ints
    share: Floats


@dataclass(frozen=True, eq=False)
class Relaxation:
    """The over-estimates of a problem, its limits, and what is maximised.

    ``unit_cost`` (N,) of spend goes off the outcome of every draw. ``fixed`` (N, n) counts whatever the weights are: a
    distance, or nothing.
    """

    tables: Tables
    unit_cost: Floats
    nest: Nest
    priced: Priced
    envelope: Envelope
    fixed: Floats

    @property
    def whole(self) -> Ints:
        """(N, 2) the box of all splits."""
        cells, points = self.tables.grid.shape
        span = np.tile(np.array([0, points - 1]), (cells, 1))
        span[self.tables.pinned, 1] = 0
        return span

    def lens(self, dual: Dual) -> Lens:
        """The functions that a dual makes of the tables."""
        cells, points, draws = self.tables.lifted.shape
        height = (self.tables.lifted.reshape(-1, draws) @ dual.weights).reshape(cells, points) + self.fixed
        price = dual.weights.sum() * self.unit_cost + dual.prices @ self.priced.rows
        height -= price[:, None] * self.tables.grid
        constant = dual.prices @ self.priced.room - self.envelope.target * dual.weights.sum()
        return Lens(dual, height, float(constant))

    def look(self, lens: Lens, span: Ints) -> Mixture | None:
        """The limit through a lens over a box; None where the box holds no split within the nested budgets."""
        nest = self.nest
        total, low, high, share = best_mixture(
            self.tables.grid, lens.height, span, nest.sets, nest.least, nest.most
        )
        if total == -np.inf:
            return None
        size = abs(total) + abs(lens.constant)
        return Mixture(total + lens.constant + SAFETY * size, low, high, share)

    def spend(self, mixture: Mixture) -> Floats:
        """(N,) mean spends of a mixture."""
        return self._mean(self.tables.grid, mixture)

    def cut(self, mixture: Mixture) -> Cut:
        """What a mixture says about every other dual."""
        spend = self.spend(mixture)
        outcomes = self._mean(self.tables.lifted, mixture).sum(axis=0) - self.unit_cost @ spend
        slack = self.priced.room - self.priced.rows @ spend
        return Cut(float(self._mean(self.fixed, mixture).sum()), outcomes, slack)

    def mixing_gains(self, mixtures: list[Mixture], mix: Floats, spend: Floats, scale: float) -> Floats:
        """(N,) what mixtures, combined, have over their mean spend, cell by cell.

        Draws have ``scale`` times the weights that make the outcomes at the mean spend worth least: the gains then add
        up to no less than what the combination has over that split by the criterion. What is fixed and what the draws
        give count apart, neither below zero: a loss in one is no reason not to cut for the other.
        """
        used = [(weight, one) for weight, one in zip(mix, mixtures, strict=True) if weight > 0]
        values = [weight * self._mean(self.tables.lifted, one) for weight, one in used]
        fixed = [weight * self._mean(self.fixed, one) for weight, one in used]
        here = self._at(self.tables.lifted, spend)
        weights = self.envelope.criterion.weights(here.sum(axis=0))
        gained = scale * (np.sum(values, axis=0) - here) @ weights
        kept = np.sum(fixed, axis=0) - self._at(self.fixed, spend)
        return np.asarray(np.maximum(gained, 0.0) + np.maximum(kept, 0.0))

    def _at(self, values: Floats, spend: Floats) -> Floats:
        """Values (N, ...) on the straight lines between grid points, at a split."""
        rows = zip(self.tables.grid, spend, strict=True)
        last = self.tables.grid.shape[1] - 2
        at = np.array([min(max(int(np.searchsorted(row, x, side="right")) - 1, 0), last) for row, x in rows])
        cells = np.arange(len(at))
        left, right = self.tables.grid[cells, at], self.tables.grid[cells, at + 1]
        share = np.clip((spend - left) / (right - left), 0.0, 1.0).reshape(-1, *[1] * (values.ndim - 2))
        return np.asarray((1 - share) * values[cells, at] + share * values[cells, at + 1])

    @staticmethod
    def _mean(values: Floats, mixture: Mixture) -> Floats:
        cells = np.arange(len(values))
        share = mixture.share.reshape(-1, *[1] * (values.ndim - 2))
        return np.asarray((1 - share) * values[cells, mixture.low] + share * values[cells, mixture.high])
