"""Improve and prove a schedule by constraint programming, within what is left of the limits.

A small problem is put on an optimistic grid with exact prices of lateness: the solver's bound then holds for the real
problem, to the minute. A larger one is searched on the planning grid, where nothing counts but the decoded order.
Where some people cannot be told apart, they are pooled first, and everybody stands alone afterwards: neither form is
the better one on all problems.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from optimizer.schedule.course import Order, order_of
from optimizer.schedule.executor import execute, settle
from optimizer.schedule.grid import Grid, common_axis, exact_slot, to_slots
from optimizer.schedule.limits import Limits
from optimizer.schedule.losses import Losses
from optimizer.schedule.model import ScheduleModel
from optimizer.schedule.objective import SCALE, Pricing, minimise_loss, minimise_weighted_lateness
from optimizer.schedule.pools import Pool, alike, each_alone, name_people
from optimizer.schedule.problem import Problem
from scenarios.progress import Cancelled

MOST_PAIRS_TO_PROVE = 1_500
MOST_PAIRS_TO_SEARCH = 15_000
"""Pairs of a task and a person who could do it, up to which each form of the model is worth its building."""
TOLERANCE = 1e-6
"""Of the solver's floating-point bound."""
POOLED_SHARE = 0.6
"""Share of the time for the form with pools, where there is one."""
SECONDS_BETWEEN_LOOKS = 0.2
SOLVER_SHARE = 0.9
"""Share of the time left that the solver is given: it looks at the clock now and then only."""


@dataclass(frozen=True, slots=True)
class Found:
    """An order of the real problem, if one was found, and a bound on every schedule's loss, if one was proven."""

    order: Order | None = None
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class ConstraintSearch:
    """Constraint programming on one problem."""

    problem: Problem
    losses: Losses
    limits: Limits
    share: float
    """Of the whole limit, by counted work; by the clock everything that is left is used."""
    slot_minutes: int
    seed: int
    cancelled: Cancelled

    def run(self, incumbent: Order) -> Found:
        """Prove if the problem is small, else search; nothing where the problem is too large for either."""
        pairs = sum(len(task.minutes) for task in self.problem.tasks)
        found = self._prove(incumbent) if pairs <= MOST_PAIRS_TO_PROVE else None
        if found is None and pairs <= MOST_PAIRS_TO_SEARCH:
            found = self._search(incumbent)
        return found or Found()

    def _prove(self, incumbent: Order) -> Found | None:
        axis = common_axis(self.problem)
        grid = Grid(axis, exact_slot(self.problem, axis), "optimistic")
        coarse = to_slots(self.problem, grid)
        found = Found(incumbent)
        for pools, share in self._forms(coarse):
            model = ScheduleModel(coarse, pools)
            loss = self.losses.of(settle(self.problem, found.order or incumbent))
            prices = Pricing(model, grid, self.losses).prices(loss)
            if prices is None:
                return None
            minimise_loss(model, prices)
            found = self._better(found, self._solve(model, found.order or incumbent, share))
            if self._is_proven(found):
                break
        return found

    def _search(self, incumbent: Order) -> Found:
        grid = Grid(common_axis(self.problem), self.slot_minutes, "typical")
        coarse = to_slots(self.problem, grid)
        found = Found(incumbent)
        for pools, share in self._forms(coarse):
            model = ScheduleModel(coarse, pools)
            minimise_weighted_lateness(model, grid)
            order = self._solve(model, found.order or incumbent, share).order
            found = self._better(found, Found(order))
        return found

    def _forms(self, coarse: Problem) -> tuple[tuple[tuple[Pool, ...], float], ...]:
        """The forms of the model, each with its share of the time that is left when it begins."""
        alone, pooled = each_alone(coarse), alike(coarse)
        return ((alone, 1.0),) if len(pooled) == len(alone) else ((pooled, POOLED_SHARE), (alone, 1.0))

    def _better(self, one: Found, other: Found) -> Found:
        """The better order and the better bound of the two."""
        orders = [found.order for found in (one, other) if found.order is not None]
        bounds = [found.bound for found in (one, other) if found.bound is not None]
        return Found(min(orders, key=self._loss, default=None), max(bounds, default=None))

    def _loss(self, order: Order) -> int:
        return self.losses.of(settle(self.problem, order))

    def _is_proven(self, found: Found) -> bool:
        if found.order is None or found.bound is None:
            return False
        return self._loss(found.order) <= found.bound

    def _solve(self, model: ScheduleModel, incumbent: Order, share: float) -> Found:
        model.hint(execute(model.problem, incumbent))
        if self.limits.expired():
            return Found()
        solver = cp_model.CpSolver()
        self._limit(solver, share)
        with stopping(solver, self.cancelled):
            status = solver.solve(model.cp)
        if status in {cp_model.MODEL_INVALID, cp_model.INFEASIBLE}:
            message = f"the schedule model is {solver.status_name(status)}: {model.cp.validate()}"
            raise RuntimeError(message)
        order = decode(model, solver) if status != cp_model.UNKNOWN else None
        return Found(order, ceil(solver.best_objective_bound / SCALE - TOLERANCE))

    def _limit(self, solver: cp_model.CpSolver, share: float) -> None:
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.num_workers = self.limits.workers
        if self.limits.deterministic:
            solver.parameters.max_deterministic_time = share * self.limits.solver_units(self.share)
        else:
            solver.parameters.max_time_in_seconds = share * SOLVER_SHARE * self.limits.seconds()


def decode(model: ScheduleModel, solver: cp_model.CpSolver) -> Order:
    """Who does what in which order in the solver's schedule."""
    start, end = ([solver.value(moment) for moment in moments] for moments in (model.start, model.end))
    counts = {key: solver.value(does) for key, does in model.does.items()}
    named = name_people({key: count for key, count in counts.items() if count}, start, end)
    people = [named.get(task, ()) for task in range(len(model.problem.tasks))]
    return order_of(model.problem, start, people, [solver.value(moment) for moment in model.admission])


@contextmanager
def stopping(solver: cp_model.CpSolver, cancelled: Cancelled) -> Iterator[None]:
    """Stop the solver soon after ``cancelled`` says so."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(SECONDS_BETWEEN_LOOKS):
            if cancelled():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
