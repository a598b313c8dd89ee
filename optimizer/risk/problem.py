"""A split of money whose returns are uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.draws import DrawnResponse
from scenarios.errors import UserError
from scenarios.i18n import Message

Floats = NDArray[np.float64]

ROOM = 1e-7
"""Relative slack within which a split counts as within its limits: solver floats."""


LARGEST = 2_000_000
"""Most cells times draws: tables of more do not fit into the memory of an ordinary machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One decision: spend between ``lower`` and ``upper`` (currency units) with drawn returns.

    ``observed`` is the largest spend that the curve was learned from, where that is known.
    """

    name: str
    response: DrawnResponse
    lower: float
    upper: float
    observed: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """lower <= sum of coefficient * spend <= upper; ``coefficients`` (N,), either side may be infinite."""

    name: str
    coefficients: Floats
    lower: float = -np.inf
    upper: float = np.inf


@dataclass(frozen=True, eq=False)
class RiskProblem:
    """N cells with D draws each, and what bounds them together.

    ``budget`` is the most that all cells may spend. ``cost`` (N,) is what a currency unit of spend costs in the
    objective: 0 compares returns, 1 compares returns less spend.

    Raises:
        UserError: a cell or a limit that cannot be used, by name.
    """

    cells: tuple[Cell, ...]
    budget: float
    limits: tuple[Limit, ...] = ()
    cost: Floats | None = None

    def __post_init__(self) -> None:
        if not self.cells:
            raise UserError(Message("risk.input.no_cells"))
        if not (np.isfinite(self.budget) and self.budget >= 0):
            raise UserError(Message("risk.input.budget", {"value": self.budget}))
        if len(self.cells) * self.draws > LARGEST:
            values = {"cells": len(self.cells), "draws": self.draws, "most": LARGEST // len(self.cells)}
            raise UserError(Message("risk.input.too_large", values))
        for cell in self.cells:
            _check_cell(cell, self.draws)
        for limit in self.limits:
            _check_limit(limit, len(self.cells))
        if self.cost is not None and (len(self.cost) != len(self.cells) or not np.isfinite(self.cost).all()):
            raise UserError(Message("risk.input.cost"))

    @cached_property
    def draws(self) -> int:
        """D."""
        return self.cells[0].response.draws

    @cached_property
    def lower(self) -> Floats:
        """(N,) least spends."""
        return np.array([cell.lower for cell in self.cells])

    @cached_property
    def upper(self) -> Floats:
        """(N,) most spends."""
        return np.array([cell.upper for cell in self.cells])

    @cached_property
    def unit_cost(self) -> Floats:
        """(N,) what a currency unit of spend costs."""
        return np.zeros(len(self.cells)) if self.cost is None else np.asarray(self.cost, dtype=float)

    @cached_property
    def total(self) -> Limit:
        """The budget as a limit."""
        return Limit("budget", np.ones(len(self.cells)), upper=self.budget)

    @cached_property
    def all_limits(self) -> tuple[Limit, ...]:
        """The budget and the other limits."""
        return (self.total, *self.limits)

    def outcomes(self, spend: Floats) -> Floats:
        """(D,) exact returns less cost of a split (N,), draw by draw."""
        returns = [
            cell.response.value(np.array([amount]))[0] for cell, amount in zip(self.cells, spend, strict=True)
        ]
        return np.asarray(np.sum(returns, axis=0) - self.unit_cost @ spend)

    def admits(self, spend: Floats) -> bool:
        """Whether a split (N,) keeps all bounds and limits."""
        reach = ROOM * max(1.0, self.budget)
        inside = np.all(spend >= self.lower - reach) and np.all(spend <= self.upper + reach)
        return bool(inside) and all(
            limit.lower - reach * scale(limit)
            <= limit.coefficients @ spend
            <= limit.upper + reach * scale(limit)
            for limit in self.all_limits
        )


def scale(limit: Limit) -> float:
    """Size of a limit's coefficients."""
    return max(float(np.abs(limit.coefficients).max(initial=0.0)), 1e-300)


def _check_cell(cell: Cell, draws: int) -> None:
    bounds = np.array([cell.lower, cell.upper])
    if not (np.isfinite(bounds).all() and 0 <= cell.lower <= cell.upper):
        raise UserError(
            Message("risk.input.bounds", {"cell": cell.name, "lower": cell.lower, "upper": cell.upper})
        )
    if cell.response.draws < 1:
        raise UserError(Message("risk.input.no_draws", {"cell": cell.name}))
    if cell.response.draws != draws:
        given = cell.response.draws
        raise UserError(Message("risk.input.draws", {"cell": cell.name, "draws": given, "expected": draws}))
    ends = cell.response.value(bounds)
    if not np.isfinite(ends).all():
        raise UserError(Message("risk.input.not_finite", {"cell": cell.name}))
    if (ends[1] < ends[0] - ROOM * np.abs(ends[0])).any():
        raise UserError(Message("risk.input.falling", {"cell": cell.name}))


def _check_limit(limit: Limit, cells: int) -> None:
    good = len(limit.coefficients) == cells and np.isfinite(limit.coefficients).all()
    if not good or np.isnan(limit.lower) or np.isnan(limit.upper) or limit.lower > limit.upper:
        raise UserError(Message("risk.input.limit", {"limit": limit.name}))
