"""A linear program that is solved again and again with other bounds: by the dual simplex method from the last basis.

A basis that was optimal stays dual feasible when bounds change, so that a few pivots lead to the next optimum
(Lemke 1954; Bixby 2002).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from ortools.math_opt.python import mathopt

from optimizer.allocation.program import Program
from optimizer.allocation.scaling import Scaled
from optimizer.allocation.solver import Floats

Bounds = Mapping[int, tuple[float, float]]
"""Lower and upper bound by variable; all others keep those of the program."""
SHORTEST = 0.05
NOTHING = {mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED}


class Interrupted(Exception):
    """A solve ended without an optimum and without a proof that there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """The optimum of a linear program: ``values`` and ``reduced`` costs by variable.

    ``reduced`` is the change of the optimum for one more unit of a variable at its bound, which no step exceeds.
    """

    objective: float
    values: Floats
    reduced: Floats


class LinearProgram:
    """A program without its integers, for many solves."""

    def __init__(self, program: Program) -> None:
        self._columns = program.columns
        self._scaled = Scaled(program.relaxed(), keep_fixed=True)
        self._changed: dict[int, tuple[float, float]] = {}
        model = mathopt.Model.from_model_proto(self._scaled.proto())
        self._variables = list(model.variables())
        self._solver = mathopt.IncrementalSolver(model, mathopt.SolverType.GLOP)

    def solve(self, bounds: Bounds, seconds: float) -> Optimum | None:
        """The optimum under other bounds; None where nothing is feasible.

        Raises:
            Interrupted: neither is known within the time.
        """
        for variable in self._changed.keys() - bounds.keys():
            column = self._columns[variable]
            self._set(variable, column.lower, column.upper)
        for variable, (lower, upper) in bounds.items():
            if self._changed.get(variable) != (lower, upper):
                self._set(variable, lower, upper)
        self._changed = dict(bounds)
        result = self._solver.solve(
            params=mathopt.SolveParameters(
                time_limit=timedelta(seconds=max(seconds, SHORTEST)),
                lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX,
                presolve=mathopt.Emphasis.OFF,
            )
        )
        reason = result.termination.reason
        if reason in NOTHING:
            return None
        if reason is not mathopt.TerminationReason.OPTIMAL:
            raise Interrupted(reason.value)
        values = self._scaled.from_solver(result.variable_values(self._variables))
        reduced = np.zeros(len(values))
        reduced[self._scaled.free] = result.reduced_costs(self._variables)
        reduced[self._scaled.free] *= self._scaled.money / self._scaled.scale
        return Optimum(result.objective_value() * self._scaled.money, values, reduced)

    def range_of(self, variable: int) -> tuple[float, float]:
        """Bounds of a variable in the program."""
        return self._columns[variable].lower, self._columns[variable].upper

    def _set(self, variable: int, lower: float, upper: float) -> None:
        scale = self._columns[variable].scale
        self._variables[variable].lower_bound = lower / scale
        self._variables[variable].upper_bound = upper / scale
