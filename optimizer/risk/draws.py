"""Draws of a cell's response: the same curve under D equally likely sets of parameters.

Draws come from a posterior or from a bootstrap, and are aligned between cells: draw d of every cell belongs to one and
the same state of the world, so that the total under it is the sum over the cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.excess import interpolate, polygon_excess
from optimizer.risk.hill_kernel import hill_excess, hill_values

Floats = NDArray[np.float64]

NO_CORNERS = np.empty(0)


class DrawnResponse(Protocol):
    """What the risk measures need of a cell's draws. No draw falls with spend."""

    @property
    def draws(self) -> int:
        """How many there are, D."""

    @property
    def corners(self) -> Floats:
        """Spends at which outcomes bend sharply or jump; grids are to go through them."""

    def value(self, spend: Floats) -> Floats:
        """(m, D) outcomes (currency units) at spends (m,) (currency units)."""

    def excess(self, grid: Floats) -> Floats:
        """(n - 1, D) proven limits of the outcomes above their chords on the segments of ``grid`` (n,)."""


@dataclass(frozen=True, slots=True, eq=False)
class HillDraws:
    """ceiling x^slope / (half_saturation^slope + x^slope); arrays (D,), ceilings and half saturations in currency."""

    ceiling: Floats
    half_saturation: Floats
    slope: Floats
    corners: Floats = field(default_factory=lambda: NO_CORNERS)

    @property
    def draws(self) -> int:
        return len(self.ceiling)

    def value(self, spend: Floats) -> Floats:
        return hill_values(np.asarray(spend, dtype=float), *self._terms)

    def excess(self, grid: Floats) -> Floats:
        return hill_excess(grid[:-1], grid[1:], *self._terms)

    @property
    def _terms(self) -> tuple[Floats, Floats, Floats, Floats]:
        return np.ones((self.draws, 1)), self.ceiling[:, None], self.half_saturation, self.slope


@dataclass(frozen=True, slots=True, eq=False)
class TableDraws:
    """D curves that are straight between ``spend`` (m,), rising, with ``outcome`` (m, D), and flat beyond."""

    spend: Floats
    outcome: Floats

    @property
    def draws(self) -> int:
        return int(self.outcome.shape[1])

    @property
    def corners(self) -> Floats:
        return self.spend

    def value(self, spend: Floats) -> Floats:
        return interpolate(self.spend, self.outcome, np.asarray(spend, dtype=float))

    def excess(self, grid: Floats) -> Floats:
        return polygon_excess(self.spend, self.outcome, grid[:-1], grid[1:])


@dataclass(frozen=True, slots=True, eq=False)
class Shifted:
    """A response after a shock: ``price`` times as dear, and ``lift`` times as effective."""

    base: DrawnResponse
    price: float = 1.0
    lift: float = 1.0

    @property
    def draws(self) -> int:
        return self.base.draws

    @property
    def corners(self) -> Floats:
        return self.base.corners * self.price

    def value(self, spend: Floats) -> Floats:
        return self.lift * self.base.value(np.asarray(spend, dtype=float) / self.price)

    def excess(self, grid: Floats) -> Floats:
        return self.lift * self.base.excess(grid / self.price)


@dataclass(frozen=True, slots=True, eq=False)
class Repeated:
    """A certain response among uncertain ones: the only draw of ``base``, ``number`` times."""

    base: DrawnResponse
    number: int

    @property
    def draws(self) -> int:
        return self.number

    @property
    def corners(self) -> Floats:
        return self.base.corners

    def value(self, spend: Floats) -> Floats:
        return np.repeat(self.base.value(spend), self.number, axis=1)

    def excess(self, grid: Floats) -> Floats:
        return np.repeat(self.base.excess(grid), self.number, axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """The expected response: the mean over the draws of ``base``, as a single draw."""

    base: DrawnResponse

    @property
    def draws(self) -> int:
        return 1

    @property
    def corners(self) -> Floats:
        return self.base.corners

    def value(self, spend: Floats) -> Floats:
        return np.asarray(self.base.value(spend).mean(axis=1, keepdims=True))

    def excess(self, grid: Floats) -> Floats:
        return np.asarray(self.base.excess(grid).mean(axis=1, keepdims=True))
