"""Bounds and plans of every line at given prices of money: the pricing step of column generation."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from optimizer.flighting.cells import cells_of, money_of, moves_of
from optimizer.flighting.cells_kernel import Cells, Moves, Tables, solve_line
from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import Floats, Line

WORKERS = 2
ROUNDING = 1e-12
"""Share of all amounts summed by which a bound is raised, so that rounding cannot push it below the truth."""


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """For each line at the prices asked: ``bounds`` (C,) of value less priced money, and a plan, money (C, T)."""

    bounds: Floats
    money: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PricedLine:
    """One line ready for the kernel. ``most`` (T,) bounds its money in each period."""

    line: Line
    most: Floats
    cells: Cells
    moves: Moves

    @classmethod
    def of(cls, line: Line, most: Floats, cells: int) -> PricedLine:
        return cls(line, most, cells_of(line, most, cells), moves_of(line, most))

    def solve(self, prices: Floats, tables: Tables) -> tuple[float, Floats]:
        """Bound of value less priced money of any plan of the line, and the money (T,) of a good one.

        Raises:
            ValueError: a price is not finite.
        """
        if not np.isfinite(prices).all():
            message = f"line {self.line.name!r}: prices are finite"
            raise ValueError(message)
        volume, pieces = np.empty(len(prices)), np.empty(len(prices), np.int64)
        bound = solve_line(self.cells, self.moves, np.ascontiguousarray(prices), tables, volume, pieces)
        amounts = self.moves.weights.sum() * self.cells.values[-1] + self.cells.left_worth[-1]
        amounts += np.abs(prices) @ self.most
        return bound + ROUNDING * float(amounts), money_of(self.line, self.most, self.moves, volume, pieces)


def tables_for(lines: Sequence[PricedLine]) -> Tables:
    """Work space for the kernel, large enough for each of the lines: the kernel does not look where it ends."""
    states = max(one.moves.states for one in lines)
    cells = max(len(one.cells.shapes) for one in lines)
    shape = (len(lines[0].most), states, cells)
    return Tables(np.empty(shape), np.empty(shape))


class Oracle:
    """Lines ready for the kernel with about ``cells`` cells each, kept for many prices."""

    def __init__(self, prepared: Prepared, cells: int, executor: Executor) -> None:
        self._executor = executor
        lines = prepared.problem.lines
        self._lines = list(executor.map(PricedLine.of, lines, prepared.most, [cells] * len(lines)))
        self._tables = [tables_for(self._lines) for _ in range(min(WORKERS, len(self._lines)))]

    def __call__(self, prices: Floats) -> Priced:
        """Bounds and plans at ``prices`` (C, T) per unit of money, on top of what money costs."""
        answer = Priced(np.empty(len(prices)), np.empty(prices.shape))
        list(self._executor.map(lambda part: self._solve(part, prices, answer), range(len(self._tables))))
        return answer

    def _solve(self, part: int, prices: Floats, answer: Priced) -> None:
        """Every line whose turn it is in ``part``, into ``answer``."""
        tables = self._tables[part]
        for c in range(part, len(prices), len(self._tables)):
            ready = self._lines[c]
            answer.bounds[c], answer.money[c] = ready.solve(prices[c] + ready.line.cost, tables)
