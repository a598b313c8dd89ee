"""The project as a constraint program: intervals under cumulative capacities (CP-SAT)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.projects.rcpsp.project import Project
from optimizer.schedule.constraint import stopping
from scenarios.progress import Cancelled


@dataclass(frozen=True, slots=True)
class Effort:
    """How long the solver may take, on how many threads, and where its random choices begin."""

    seconds: float
    workers: int
    seed: int


@dataclass(frozen=True, slots=True)
class Found:
    """``starts`` (N,) of the solver's best schedule, None if it found none, and its ``bound``, slots."""

    starts: tuple[int, ...] | None
    bound: int


def prove(project: Project, starts: Sequence[int], bound: int, effort: Effort, cancelled: Cancelled) -> Found:
    """Look for a schedule shorter than ``starts``, or prove that there is none.

    Nothing ends before ``bound``, as is known already. The schedule may be wrong and the bound is trusted: whoever
    takes the schedule checks it.
    """
    model, variables = _model(project, bound, project.makespan(starts))
    for variable, start in zip(variables, starts, strict=True):
        model.add_hint(variable, start)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = effort.seconds
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed % 2**31
    with stopping(solver, cancelled):
        status = solver.solve(model)
    if status in {cp_model.MODEL_INVALID, cp_model.INFEASIBLE}:
        message = f"the project model is {solver.status_name(status)}: {model.validate()}"
        raise RuntimeError(message)
    if status == cp_model.UNKNOWN:
        return Found(None, bound)
    found = tuple(int(solver.value(one)) for one in variables)
    return Found(found, max(bound, round(solver.best_objective_bound)))


def _model(project: Project, bound: int, makespan: int) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """The model and the start of each activity, within windows that a makespan as given leaves."""
    model = cp_model.CpModel()
    starts, intervals = [], []
    for head, tail, length in zip(project.heads, project.tails, project.durations, strict=True):
        start = model.new_int_var(head, makespan - tail - length, "")
        starts.append(start)
        intervals.append(model.new_fixed_size_interval_var(start, length, ""))
    end = model.new_int_var(bound, makespan, "")
    for i, after in enumerate(project.successors):
        for j in after:
            model.add(starts[j] >= starts[i] + project.durations[i])
        if not after:
            model.add(end >= starts[i] + project.durations[i])
    for r, capacity in enumerate(project.capacities):
        busy = [i for i, length in enumerate(project.durations) if length and project.demands[i][r]]
        demands = [project.demands[i][r] for i in busy]
        model.add_cumulative([intervals[i] for i in busy], demands, capacity)
    model.minimize(end)
    return model, starts
