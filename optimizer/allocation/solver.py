"""The one place where the allocation calls a solver: MathOpt, with HiGHS for integer programs and Glop for linear ones.

Glop restarts from the last basis, so that a program that has got a few rows or bounds more is solved in a few steps.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import errors, mathopt

from optimizer.allocation.program import Key, Program
from optimizer.allocation.scaling import Scaled

Floats = NDArray[np.float64]

TOLERANCES = ("primal_feasibility_tolerance", "dual_feasibility_tolerance", "mip_feasibility_tolerance")
FINE = 1e-9
"""Tolerance of HiGHS where its own (1e-6), on rows and columns that are scaled to about 1, is too coarse."""
SHORTEST = 0.05
"""Least time limit of a solve, seconds."""


class End(Enum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    NOTHING = "nothing"
    """No answer and no proof within the limit."""


ENDS = {
    mathopt.TerminationReason.OPTIMAL: End.OPTIMAL,
    mathopt.TerminationReason.FEASIBLE: End.FEASIBLE,
    mathopt.TerminationReason.INFEASIBLE: End.INFEASIBLE,
    # Presolve does not always tell the two apart; the programs here are bounded.
    mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED: End.INFEASIBLE,
    mathopt.TerminationReason.NO_SOLUTION_FOUND: End.NOTHING,
}


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Where the simplex method ended: a status by column, by row, and by the key of rows that have one."""

    columns: tuple[mathopt.BasisStatus, ...]
    rows: Mapping[int, mathopt.BasisStatus]
    keyed: Mapping[Key, mathopt.BasisStatus]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a solve found.

    ``values`` by variable, ``objective`` and ``bound`` on it in the units of the program; ``duals`` by row (change of
    the objective per unit of the row's bound) for programs without integers.
    """

    end: End
    objective: float = -math.inf
    bound: float = -math.inf
    values: Floats = field(default_factory=lambda: np.empty(0))
    duals: Floats = field(default_factory=lambda: np.empty(0))
    basis: Basis | None = None

    @property
    def found(self) -> bool:
        """Whether there are values."""
        return self.end in {End.OPTIMAL, End.FEASIBLE}


def maximise(
    program: Program, seconds: float, gap: float = 0.0, hint: Floats | None = None, *, fine: bool = False
) -> Answer:
    """Solve within a time limit, to a relative gap, from a known solution where there is one.

    With ``fine``, to a thousandth of the usual tolerances.
    """
    scaled = Scaled(program, keep_fixed=False)
    if scaled.contradiction:
        return Answer(End.INFEASIBLE)
    call = _Call(program, scaled)
    call.fine = fine
    if hint is not None:
        known = dict(zip(call.variables, scaled.to_solver(hint), strict=True))
        call.start.solution_hints.append(mathopt.SolutionHint(variable_values=known))
    return call.solve(mathopt.SolverType.HIGHS if scaled.integers else mathopt.SolverType.GLOP, seconds, gap)


def second_opinion(program: Program, seconds: float) -> Answer:
    """Solve a program without integers by HiGHS, where Glop calls it infeasible.

    Glop does so wrongly where scales lie very far apart.
    """
    scaled = Scaled(program, keep_fixed=False)
    if scaled.contradiction:
        return Answer(End.INFEASIBLE)
    return _Call(program, scaled).solve(mathopt.SolverType.HIGHS, seconds, 0.0)


def maximise_from(basis: Basis | None, program: Program, seconds: float) -> Answer:
    """Solve a program without integers from the basis of a like one, all of whose rows are among its own."""
    scaled = Scaled(program, keep_fixed=True)
    if scaled.contradiction:
        return Answer(End.INFEASIBLE)
    call = _Call(program, scaled)
    if basis is not None:
        call.start_from(basis)
    return call.solve(mathopt.SolverType.GLOP, seconds, 0.0)


class _Call:
    """One call of a solver."""

    def __init__(self, program: Program, scaled: Scaled) -> None:
        self._program, self._scaled = program, scaled
        self.fine = False
        self._model = mathopt.Model.from_model_proto(scaled.proto())
        self.variables = list(self._model.variables())
        self._constraints = list(self._model.linear_constraints())
        self.start = mathopt.ModelSolveParameters(
            reduced_costs_filter=mathopt.VariableFilter(filtered_items=[])
        )

    def start_from(self, basis: Basis) -> None:
        """Begin where another program's solution ended; rows that it did not have begin basic."""
        rows = {}
        for number, constraint in zip(self._scaled.kept, self._constraints, strict=True):
            key = self._program.rows[number].key
            known = basis.rows.get(int(number)) if key is None else basis.keyed.get(key)
            rows[constraint] = known or mathopt.BasisStatus.BASIC
        columns = dict(zip(self.variables, basis.columns, strict=True))
        self.start.initial_basis = mathopt.Basis(variable_status=columns, constraint_status=rows)

    def solve(self, solver: mathopt.SolverType, seconds: float, gap: float) -> Answer:
        """The solver's result in the units of the program."""
        parameters = mathopt.SolveParameters(time_limit=dt.timedelta(seconds=max(seconds, SHORTEST)))
        if self._scaled.integers:
            parameters.relative_gap_tolerance = gap
        if solver is mathopt.SolverType.HIGHS and self.fine:
            for name in TOLERANCES:
                parameters.highs.double_options[name] = FINE
        result = self._result(solver, parameters)
        if result is None:
            return Answer(End.NOTHING, bound=math.inf)
        reason = result.termination.reason
        if reason is mathopt.TerminationReason.IMPRECISE and solver is mathopt.SolverType.GLOP:
            return self.solve(mathopt.SolverType.HIGHS, seconds, gap)
        if reason not in ENDS:
            message = f"the solver ended with {reason.value}: {result.termination.detail}"
            raise RuntimeError(message)
        return self._answer(ENDS[reason], result)

    def _result(
        self, solver: mathopt.SolverType, parameters: mathopt.SolveParameters
    ) -> mathopt.SolveResult | None:
        """None where the solver fails: HiGHS ends some programs with contradictory certificates.

        MathOpt then raises an internal error, or, in the release at hand, stumbles over its status.
        """
        try:
            return mathopt.solve(self._model, solver, params=parameters, model_params=self.start)
        except errors.InternalMathOptError:
            return None
        except AttributeError as error:
            if "[INTERNAL]" not in str(error.__context__):
                raise
            return None

    def _answer(self, end: End, result: mathopt.SolveResult) -> Answer:
        bound = result.termination.objective_bounds.dual_bound * self._scaled.money
        if end not in {End.OPTIMAL, End.FEASIBLE}:
            return Answer(end, bound=bound if end is End.NOTHING else -math.inf)
        optimal = end is End.OPTIMAL and result.has_dual_feasible_solution()
        linear = optimal and not self._scaled.integers
        return Answer(
            end=end,
            objective=result.objective_value() * self._scaled.money,
            bound=bound,
            values=self._scaled.from_solver(result.variable_values(self.variables)),
            duals=self._duals(result) if linear else np.empty(0),
            basis=self._basis(result) if linear else None,
        )

    def _duals(self, result: mathopt.SolveResult) -> Floats:
        return self._scaled.duals_from_solver(result.dual_values(self._constraints))

    def _basis(self, result: mathopt.SolveResult) -> Basis | None:
        basis = result.solutions[0].basis
        if basis is None:
            return None
        rows, keyed = {}, {}
        for number, constraint in zip(self._scaled.kept, self._constraints, strict=True):
            key = self._program.rows[number].key
            if key is None:
                rows[int(number)] = basis.constraint_status[constraint]
            else:
                keyed[key] = basis.constraint_status[constraint]
        return Basis(tuple(basis.variable_status[one] for one in self.variables), rows, keyed)
