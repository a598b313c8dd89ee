"""The expected response of a cell: one function of spend, as the mean over its draws.

The expected total of a split is the sum of these functions exactly, because an expectation of a sum is the sum of the
expectations, whatever the draws of different cells have to do with each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.problem import Cell
from optimizer.risk.tables import POINTS, make_grid
from scenarios.document.curves import TabulatedCurve

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class MeanResponse:
    """``outcome`` (n,) is the mean over ``draws`` draws at ``spend`` (n,), in currency units.

    Between the points the mean rises above the straight lines by no more than ``above`` (n - 1,).
    """

    cell: str
    draws: int
    spend: Floats
    outcome: Floats
    above: Floats

    def curve(self) -> TabulatedCurve:
        """The lines as a curve of a document; for a cell that may spend nothing.

        Raises:
            ValueError: the table does not begin at zero spend.
        """
        return TabulatedCurve(
            family="tabulated", spend=tuple(self.spend.tolist()), outcome=tuple(self.outcome.tolist())
        )


def mean_response(cell: Cell, points: int = POINTS) -> MeanResponse:
    """The expected response of ``cell`` on a grid that is fine where its draws bend."""
    grid = make_grid(cell, cell.upper, points)
    return MeanResponse(
        cell=cell.name,
        draws=cell.response.draws,
        spend=grid,
        outcome=cell.response.value(grid).mean(axis=1),
        above=cell.response.excess(grid).mean(axis=1),
    )
