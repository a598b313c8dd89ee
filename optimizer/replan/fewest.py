"""The fewest changes that keep promised launches, as a constraint program; or the least delay of the promises.

On the optimistic grid every course of the real problem has a counterpart that is nowhere later, changes no more
and keeps the same promises. So its optimum bounds the real one from below, and no answer there proves that there is
none.
Earlier starts are no changes, which is why courses carried out without idling lose nothing against all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal, TypeAlias

from ortools.sat.python import cp_model

from optimizer.replan.prices import Pricing
from optimizer.replan.promises import PromiseObjective
from optimizer.schedule.constraint import decode, stopping
from optimizer.schedule.course import Course, Order, order_of
from optimizer.schedule.executor import execute
from optimizer.schedule.grid import Grid, common_axis, exact_slot, to_slots
from optimizer.schedule.limits import Limits
from optimizer.schedule.model import ScheduleModel
from scenarios.progress import Cancelled

MOST_PAIRS = 1_500
"""Pairs of a task that may move and a person who could do it, up to which the model is worth its building."""
TOLERANCE = 1e-6
"""Of the solver's floating-point bound."""
SOLVER_SHARE = 0.45
"""Share of the time left that each of the two questions gets."""

Aim: TypeAlias = Literal["fewest", "least_delay"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An order of the real problem, and what no course can go below: changes, or minutes beyond the promises."""

    possible: bool | None
    """None: not known."""
    order: Order | None = None
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Constraint programming on the promises of one situation."""

    objective: PromiseObjective
    limits: Limits
    seed: int
    cancelled: Cancelled

    @property
    def is_small(self) -> bool:
        """Whether the model is worth its building."""
        movable = self.objective.pricing.now.problem.movable
        return sum(len(task.minutes) for tasks in movable for task in tasks) <= MOST_PAIRS

    def ask(self, aim: Aim, known: Course) -> Answer:
        """Fewest changes with all promises kept, or least delay of the promises; ``known`` is suggested."""
        problem = self.objective.pricing.now.problem
        axis = common_axis(problem)
        grid = Grid(axis, exact_slot(problem, axis), "optimistic")
        form = _Form(ScheduleModel(to_slots(problem, grid)), grid, self.objective)
        if aim == "fewest":
            form.minimise_changes()
        else:
            form.minimise_delay()
        order = order_of(problem, known.start, known.people, known.admission)
        form.model.hint(execute(form.model.problem, order))
        if self.limits.expired():
            return Answer(None)
        solver = self._solver()
        with stopping(solver, self.cancelled):
            status = solver.solve(form.model.cp)
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(form.model.cp.validate())
        if status == cp_model.INFEASIBLE:
            return Answer(False)
        bound = ceil(solver.best_objective_bound - TOLERANCE)
        if aim == "least_delay":
            bound = form.least_miss(bound)
        if status == cp_model.UNKNOWN:
            return Answer(None, None, bound)
        return Answer(True, decode(form.model, solver), bound)

    def _solver(self) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.num_workers = self.limits.workers
        if self.limits.deterministic:
            solver.parameters.max_deterministic_time = max(1.0, self.limits.solver_units(1.0))
        else:
            solver.parameters.max_time_in_seconds = SOLVER_SHARE * self.limits.seconds()
        return solver


class _Form:
    """A model with its changes and promises."""

    def __init__(self, model: ScheduleModel, grid: Grid, objective: PromiseObjective) -> None:
        self.model = model
        self._grid = grid
        self._promises = objective.promises
        self._pricing: Pricing = objective.pricing

    def minimise_changes(self) -> None:
        """As few changes as keep all promises."""
        for job, promised in self._promises.items():
            self.model.cp.add(self.model.launch(job) <= self._grid.slot(promised))
        people = [self._other_people(task, planned) for task, planned in self._pricing.people.items()]
        starts = [
            self._later(self.model.start[task], self._last_start(latest))
            for task, latest in self._pricing.latest_start.items()
        ]
        launches = [
            self._later(self.model.launch(job), self._grid.slot(latest))
            for job, latest in self._pricing.latest_launch.items()
        ]
        self.model.cp.minimize(sum(people) + sum(starts) + sum(launches))

    def minimise_delay(self) -> None:
        """Least delay, in slots of working time, of the promise that is missed most."""
        delay = self.model.cp.new_int_var(0, self.model.horizon, "")
        for job, promised in self._promises.items():
            self.model.cp.add(self.model.launch(job) - delay <= self._grid.slot(promised))
        self.model.cp.minimize(delay)

    def least_miss(self, slots: int) -> int:
        """Minutes by which some promise is missed if one is missed by ``slots`` of working time."""
        moments = (
            (self._grid.earliest_moment(self._grid.slot(promised) + slots), promised)
            for promised in self._promises.values()
        )
        return max(0, min(earliest - promised for earliest, promised in moments)) if slots else 0

    def _last_start(self, latest: int) -> int:
        """The slot of the last minute at or before ``latest`` at which anyone works."""
        return (self._grid.axis.position(latest + 1) - 1) // self._grid.minutes

    def _later(self, moment: cp_model.IntVar, last: int) -> cp_model.IntVar:
        later = self.model.cp.new_bool_var("")
        self.model.cp.add(moment <= last).only_enforce_if(later.negated())
        return later

    def _other_people(self, task: int, planned: frozenset[int]) -> cp_model.IntVar:
        """Whether anyone but the planned people does a task."""
        other = self.model.cp.new_bool_var("")
        for person in planned:
            does = self.model.does.get((task, (person,)))
            if does is None:
                self.model.cp.add(other == 1)
            else:
                self.model.cp.add(does == 1).only_enforce_if(other.negated())
        return other
