"""A criterion as a function of the split: smooth for the search, exact for the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.interpolation_kernel import smooth_returns
from optimizer.risk.measure import Criterion
from optimizer.risk.problem import RiskProblem
from optimizer.risk.tables import Tables

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Slope:
    """Returns less cost (D,) at a split, and their derivatives (N, D)."""

    outcomes: Floats
    slopes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A problem seen through a criterion."""

    problem: RiskProblem
    tables: Tables
    criterion: Criterion

    def slope(self, spend: Floats) -> Slope:
        """Interpolated outcomes and slopes at a split (N,)."""
        draws = self.problem.draws
        outcomes, slopes = np.empty(draws), np.empty((len(spend), draws))
        smooth_returns(spend, self.tables.grid, self.tables.value, outcomes, slopes)
        cost = self.problem.unit_cost
        return Slope(outcomes - cost @ spend, slopes - cost[:, None])

    def estimate(self, spend: Floats) -> float:
        """The interpolated criterion of a split."""
        return self.criterion.value(self.slope(spend).outcomes)

    def exact(self, spend: Floats) -> float:
        """The criterion of a split by the curves themselves."""
        return self.criterion.value(self.problem.outcomes(spend))
