"""What is found about a split under uncertain curves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.measure import Criterion
from scenarios.plan import Status

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RiskAnswer:
    """A split with its proof. Amounts are currency units; figures are over ``draws`` draws.

    ``value`` is (1 - aversion) ``mean`` + aversion ``cvar``, ``bound`` a proven upper limit of every split's value and
    ``gap`` = (bound - value) / max(|value|, 1). ``spend`` (N,) and ``outcomes`` (D,) are empty, and the figures NaN,
    where the limits admit no split (status ``infeasible``). ``boxes`` were bounded; the search was ``exhausted`` where
    none was left, and more time would then prove no more.
    """

    status: Status
    criterion: Criterion
    value: float
    bound: float
    spend: Floats
    outcomes: Floats
    mean: float
    cvar: float
    boxes: int
    exhausted: bool

    @property
    def gap(self) -> float:
        """Relative distance of value and bound."""
        return relative_gap(self.value, self.bound)

    @property
    def draws(self) -> int:
        """How many draws the figures are taken over."""
        return len(self.outcomes)


def relative_gap(value: float, bound: float) -> float:
    """(bound - value) / max(|value|, 1)."""
    return (bound - value) / max(abs(value), 1.0)
