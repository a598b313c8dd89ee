"""Draws of a cell's response: the same curve under D equally likely sets of parameters.

Draws come from a posterior or from a bootstrap, and are aligned between cells: draw d of every cell belongs to one and
the same state of the world, so that the total under it is the sum over the cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.excess import interpolate, polygon_excess, response_excess
from optimizer.risk.hill_kernel import hill_excess, hill_values
from scenarios.response import CellResponse

Floats = NDArray[np.float64]


class DrawnResponse(Protocol):
    """What the risk measures need of a cell's draws."""

    @property
    def draws(self) -> int:
        """How many there are, D."""

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

    @property
    def draws(self) -> int:
        return len(self.ceiling)

    def value(self, spend: Floats) -> Floats:
        return hill_values(np.asarray(spend, dtype=float), self.ceiling, self.half_saturation, self.slope)

    def excess(self, grid: Floats) -> Floats:
        return hill_excess(grid, self.value(grid), self.ceiling, self.half_saturation, self.slope)


@dataclass(frozen=True, slots=True, eq=False)
class TableDraws:
    """D curves that are straight between ``spend`` (m,), rising, with ``outcome`` (m, D), and flat beyond."""

    spend: Floats
    outcome: Floats

    @property
    def draws(self) -> int:
        return int(self.outcome.shape[1])

    def value(self, spend: Floats) -> Floats:
        return interpolate(self.spend, self.outcome, np.asarray(spend, dtype=float))

    def excess(self, grid: Floats) -> Floats:
        return polygon_excess(self.spend, self.outcome, grid)


@dataclass(frozen=True, slots=True, eq=False)
class ResponseDraws:
    """Whole flights of any curve family, a response for each draw."""

    responses: tuple[CellResponse, ...]

    @property
    def draws(self) -> int:
        return len(self.responses)

    def value(self, spend: Floats) -> Floats:
        return np.stack([response.value(spend) for response in self.responses], axis=1)

    def excess(self, grid: Floats) -> Floats:
        return np.stack([response_excess(response, grid) for response in self.responses], axis=1)
