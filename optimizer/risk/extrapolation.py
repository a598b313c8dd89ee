"""Spend beyond what a curve was learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.problem import RiskProblem

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Extrapolation:
    """A cell whose ``spend`` exceeds the largest ``observed`` one; currency units."""

    cell: str
    spend: float
    observed: float

    @property
    def share(self) -> float:
        """Share of the spend that lies beyond what was observed."""
        return (self.spend - self.observed) / self.spend


def extrapolations(problem: RiskProblem, spend: Floats) -> Sequence[Extrapolation]:
    """Cells of a split (N,) beyond their observed range, the largest amount beyond first."""
    found = [
        Extrapolation(cell.name, float(amount), cell.observed)
        for cell, amount in zip(problem.cells, spend, strict=True)
        if cell.observed is not None and amount > cell.observed
    ]
    return sorted(found, key=lambda one: one.observed - one.spend)


def within_observed(problem: RiskProblem, reach: float = 1.0) -> RiskProblem:
    """The problem with no spend beyond ``reach`` times what was observed.

    A cell that must spend more than that is held at its least spend.
    """
    cells = tuple(
        cell
        if cell.observed is None
        else replace(cell, upper=max(cell.lower, min(cell.upper, reach * cell.observed)))
        for cell in problem.cells
    )
    return replace(problem, cells=cells)
