"""What a flighting search gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optimizer.flighting.problem import Floats

Status = Literal["optimal", "feasible", "unknown"]
"""``optimal``: proven to the gap asked for. ``feasible``: a plan without that proof. ``unknown``: no plan found."""


@dataclass(frozen=True, slots=True, eq=False)
class FlightAnswer:
    """A plan with its proof.

    ``value`` and ``bound`` are judged on the true curves: no plan is worth more than ``bound``. ``spend`` (C, T) is
    money by line and period; ``prices`` (C, T) is the worth of one more unit of money there in the bound, the sum of
    the worth of the limits that it counts in; ``limit_prices`` has the worth of one more unit of each limit by name.
    """

    status: Status
    value: float
    bound: float
    spend: Floats
    prices: Floats
    limit_prices: dict[str, float]

    @property
    def gap(self) -> float:
        """What the plan may fall short of the best, as a share of the bound; infinite where there is no plan."""
        return relative_gap(self.value, self.bound)


def relative_gap(value: float, bound: float) -> float:
    """(bound - value) / |bound|, never negative; 0 where both are 0."""
    if bound <= value:
        return 0.0
    return (bound - value) / abs(bound) if bound else float("inf")
