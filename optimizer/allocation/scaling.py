"""A program in the solver's units.

Columns are scaled by their typical size, rows by their largest coefficient and the objective by its largest one, so
that amounts a million times apart meet the solver's absolute tolerances alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2

from optimizer.allocation.program import Program, Row

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OBJECTIVE_SIZE = 1e4
"""Largest objective coefficient that the solver sees."""
DUST = 1e-9
"""Coefficients so much smaller than the largest of their row are left out, and the row is widened by all they could do.

They are far below any tolerance, and Glop has been seen to call programs infeasible because of them.
"""
UNREACHABLE = 1e-15
"""Coefficients so much smaller than their row's bound do nothing about it."""
NOISE = 1e-9
"""Relative room for the rounding of rows that hold fixed variables only."""


class Scaled:
    """Arrays of a program for a solver; fixed variables are taken out unless they are to be kept."""

    def __init__(self, program: Program, *, keep_fixed: bool) -> None:
        lower = np.array([column.lower for column in program.columns])
        upper = np.array([column.upper for column in program.columns])
        fixed = (lower == upper) & (not keep_fixed)
        self.free = np.flatnonzero(~fixed)
        self.scale = np.array([column.scale for column in program.columns])[self.free]
        self._integer = [program.columns[one].integer for one in self.free]
        self._lower, self._upper = lower[self.free] / self.scale, upper[self.free] / self.scale
        self._given = np.where(fixed, lower, 0.0)
        place = np.full(len(lower), -1)
        place[self.free] = np.arange(len(self.free))
        self._set_rows(program.rows, place)
        self._set_objective(program)

    def _set_rows(self, rows: list[Row], place: Ints) -> None:
        count = len(rows)
        row = np.repeat(np.arange(count), [len(one.terms) for one in rows])
        column = np.fromiter((number for one in rows for number in one.terms), dtype=int, count=len(row))
        entry = np.fromiter(
            (share for one in rows for share in one.terms.values()), dtype=float, count=len(row)
        )
        given = np.bincount(row, entry * self._given[column], count).astype(float)
        lower, upper = (
            np.array([one.lower for one in rows], dtype=float) - given,
            np.array([one.upper for one in rows], dtype=float) - given,
        )
        used = (place[column] >= 0) & (entry != 0)
        row, column = row[used], place[column[used]]
        entry = entry[used] * self.scale[column]
        largest = np.zeros(count)
        np.maximum.at(largest, row, np.abs(entry))
        largest[largest < UNREACHABLE * np.maximum(_size(lower), _size(upper))] = 0.0
        row, column, entry = (part[largest[row] > 0] for part in (row, column, entry))
        self.kept = np.flatnonzero(largest > 0)
        self.rows = count
        self.row_scale = largest[self.kept]
        self.contradiction = _contradiction(lower[largest == 0], upper[largest == 0])
        position = np.cumsum(largest > 0) - 1
        entry /= largest[row]
        dust = (np.abs(entry) <= DUST) & np.isfinite(self._upper[column]) & np.isfinite(self._lower[column])
        order = np.lexsort((column, row))
        order = order[~dust[order]]
        self._entries = position[row][order], column[order], entry[order]
        low, high = entry[dust] * self._lower[column[dust]], entry[dust] * self._upper[column[dust]]
        places = position[row[dust]]
        self._row_lower = lower[self.kept] / self.row_scale
        self._row_upper = upper[self.kept] / self.row_scale
        np.subtract.at(self._row_lower, places, np.maximum(low, high))
        np.subtract.at(self._row_upper, places, np.minimum(low, high))

    def _set_objective(self, program: Program) -> None:
        costs = np.array([column.objective for column in program.columns])
        constant = program.constant + float(costs @ self._given)
        costs = costs[self.free] * self.scale
        self.money = max(float(np.abs(costs).max(initial=0.0)), 1e-6 * abs(constant), 1e-9) / OBJECTIVE_SIZE
        self._costs, self._constant = costs / self.money, constant / self.money

    @property
    def integers(self) -> bool:
        """Whether any variable is integer."""
        return any(self._integer)

    def proto(self) -> model_pb2.ModelProto:
        """The program for the solver."""
        model = model_pb2.ModelProto()
        rows, columns, entries = self._entries
        model.variables.ids.extend(range(len(self.free)))
        model.variables.lower_bounds.extend(self._lower)
        model.variables.upper_bounds.extend(self._upper)
        model.variables.integers.extend(self._integer)
        model.linear_constraints.ids.extend(range(len(self.kept)))
        model.linear_constraints.lower_bounds.extend(self._row_lower)
        model.linear_constraints.upper_bounds.extend(self._row_upper)
        model.linear_constraint_matrix.row_ids.extend(rows)
        model.linear_constraint_matrix.column_ids.extend(columns)
        model.linear_constraint_matrix.coefficients.extend(entries)
        model.objective.maximize = True
        model.objective.offset = self._constant
        chosen = np.flatnonzero(self._costs)
        model.objective.linear_coefficients.ids.extend(chosen)
        model.objective.linear_coefficients.values.extend(self._costs[chosen])
        return model

    def to_solver(self, values: Floats) -> list[float]:
        """Values of the program's variables as the solver sees them."""
        known: list[float] = (values[self.free] / self.scale).tolist()
        return known

    def from_solver(self, values: list[float]) -> Floats:
        """Values of all variables of the program."""
        complete = self._given.copy()
        complete[self.free] = np.array(values) * self.scale
        return complete

    def duals_from_solver(self, duals: list[float]) -> Floats:
        """Duals of all rows of the program: change of the objective per unit of the row's bound."""
        complete = np.zeros(self.rows)
        complete[self.kept] = np.array(duals) * self.money / self.row_scale
        return complete


def _size(bounds: Floats) -> Floats:
    return np.where(np.isfinite(bounds), np.abs(bounds), 0.0)


def _contradiction(lower: Floats, upper: Floats) -> bool:
    """Whether a row without free variables cannot hold."""
    room = NOISE * (1 + _size(lower) + _size(upper))
    return bool(np.any(lower > room) or np.any(upper < -room))
