"""A cell's response as a curve of the solver: in closed form where it has one, else as a table that lies above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from optimizer.allocation.envelope import OverEstimate, bound_response
from optimizer.separable.shapes import Table
from optimizer.separable.shapes_kernel import Floats
from scenarios.document.curves import (
    Curve,
    HillCurve,
    LogisticCurve,
    MichaelisMentenCurve,
    NegativeExponentialCurve,
    PowerCurve,
    SigmoidCurve,
    TabulatedCurve,
)
from scenarios.response import CellResponse

SAME = 1e-12
"""Relative difference of exposures that counts as none."""
NEAR = np.array([-0.1, -0.02, -4e-3, -8e-4, -1.6e-4, -3e-5, 0.0, 3e-5, 1.6e-4, 8e-4, 4e-3, 0.02, 0.1])
"""Where a table is refined, relative to a spend."""


def closed_form(response: CellResponse) -> Curve | None:
    """The response as one curve: where every period has the same exposure, sum_t w_t f(A X) = W f(A X).

    None where exposures differ, or where tiers of a rate card bend the spend.
    """
    exposure = response.exposure
    if (
        response.rates is not None
        or not len(exposure)
        or float(np.ptp(exposure)) > SAME * float(exposure.max())
    ):
        return None
    return stretched(response.curve, float(response.weight.sum()), float(exposure.mean()))


def stretched(curve: Curve, weight: float, exposure: float) -> Curve:
    """The curve weight x f(exposure x spend), in the family of f."""
    match curve:
        case HillCurve() | MichaelisMentenCurve():
            return curve.model_copy(
                update={
                    "ceiling": weight * curve.ceiling,
                    "half_saturation": curve.half_saturation / exposure,
                }
            )
        case LogisticCurve() | NegativeExponentialCurve():
            return curve.model_copy(update={"ceiling": weight * curve.ceiling, "rate": curve.rate * exposure})
        case SigmoidCurve():
            return curve.model_copy(
                update={
                    "ceiling": weight * curve.ceiling,
                    "rate": curve.rate * exposure,
                    "midpoint": curve.midpoint / exposure,
                }
            )
        case PowerCurve():
            return curve.model_copy(
                update={"coefficient": weight * curve.coefficient * exposure**curve.exponent}
            )
        case TabulatedCurve():
            return curve.model_copy(
                update={
                    "spend": tuple(spend / exposure for spend in curve.spend),
                    "outcome": tuple(weight * outcome for outcome in curve.outcome),
                }
            )
    assert_never(curve)


@dataclass(frozen=True, slots=True, eq=False)
class Tabulated:
    """A table that is nowhere below the response on [0, upper], so bounds for the table hold for the response.

    ``excess`` is proven too: the table is nowhere more than that above the response.
    """

    estimate: OverEstimate

    @property
    def table(self) -> Table:
        """The table: at each grid point the higher of the two lines that meet there."""
        begins, ends = self.estimate.begins, self.estimate.ends
        heights = np.maximum(np.append(begins, ends[-1]), np.append(begins[0], ends))
        return Table(self.estimate.grid, heights)

    @property
    def excess(self) -> float:
        """Upper limit of table - response over the range: the response rises, so its least on a segment is where it
        begins.
        """
        heights, true = self.table.outcome, self.estimate.true
        return float(np.max(np.maximum(heights[1:], heights[:-1]) - true[:-1]))

    def near(self, spend: float) -> Tabulated:
        """A finer table around ``spend``."""
        points: Floats = spend * (1 + NEAR)
        return Tabulated(self.estimate.with_points(points)) if spend > 0 else self


def tabulate(response: CellResponse, upper: float) -> Tabulated:
    """An over-estimate of ``response`` on [0, ``upper``] (currency units).

    Raises:
        ValueError: ``upper`` is not above 0.
    """
    if not 0 < upper < np.inf:
        message = f"the range of a table ends above 0, not at {upper}"
        raise ValueError(message)
    return Tabulated(bound_response(response, upper))
