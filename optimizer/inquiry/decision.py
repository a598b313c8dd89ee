"""Can a small problem keep its promises? Decided by constraint programming, to the minute where the answer is no.

The problem is put on an optimistic grid (`optimizer.schedule.grid`), on which every real course has a counterpart that
is nowhere later. Each promise holds under a literal, and all literals are assumed: if there is no answer, the solver
names promises that already conflict (assumptions: Een and Sorensson 2003).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from optimizer.schedule.constraint import decode
from optimizer.schedule.course import Order
from optimizer.schedule.grid import Grid, common_axis, exact_slot, to_slots
from optimizer.schedule.model import ScheduleModel
from optimizer.schedule.problem import Problem


@dataclass(frozen=True, slots=True)
class Decision:
    """How the solver ended: with an order of the grid, with proof that there is none, or with neither."""

    end: Literal["possible", "impossible", "unknown"]
    order: Order | None = None
    core: frozenset[int] = frozenset()
    """Jobs whose promises conflict by themselves, where impossible."""


def decide(problem: Problem, due: Mapping[int, int], units: float) -> Decision:
    """Whether every job in ``due`` can launch by its minute.

    Args:
        problem: preparation of some campaigns; every one of them can be completed in its calendars.
        due: latest launch by job, minutes.
        units: limit of the solver by its deterministic clock.
    """
    axis = common_axis(problem)
    grid = Grid(axis, exact_slot(problem, axis), "optimistic")
    model = ScheduleModel(to_slots(problem, grid))
    promises = {}
    for job, minute in due.items():
        literal = promises[job] = model.cp.new_bool_var("")
        model.cp.add(model.launch(job) <= grid.slot(minute)).only_enforce_if(literal)
    model.cp.add_assumptions(list(promises.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = units
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        core = set(solver.sufficient_assumptions_for_infeasibility())
        return Decision(
            "impossible", core=frozenset(job for job, one in promises.items() if one.index in core)
        )
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Decision("possible", decode(model, solver))
    return Decision("unknown")
