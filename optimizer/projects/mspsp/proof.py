"""Both exact forms side by side, half of the workers each: what one proves or finds, the other need not look for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from optimizer.projects.mspsp.forms import FORM_NAMES, Form, FormName, build, hint, read
from optimizer.projects.mspsp.instance import Instance
from optimizer.projects.mspsp.limits import Limits
from optimizer.projects.mspsp.schedule import Schedule
from scenarios.progress import Cancelled

MOST_JOINS = 6_000
"""Pairs of a task's need and a person who could cover it, up to which a model is worth its building."""
SHORTEST = 0.3
"""Seconds below which no model is built."""
SECONDS_BETWEEN_LOOKS = 0.1
TOLERANCE = 1e-6
"""Of the solver's floating-point bound."""


def provable(instance: Instance) -> bool:
    """Whether the project is small enough for the exact forms."""
    joins = sum(line.able.bit_count() for lines in instance.lines for line in lines)
    return joins <= MOST_JOINS


@dataclass(slots=True)
class _Standing:
    """What both forms know; changed under the lock only."""

    schedule: Schedule
    makespan: int
    bound: int
    solvers: list[cp_model.CpSolver]
    lock: threading.Lock
    over: bool = False

    def raise_bound(self, bound: float) -> None:
        with self.lock:
            self.bound = max(self.bound, min(self.makespan, ceil(bound - TOLERANCE)))
        self.end_if_proven()

    def offer(self, schedule: Schedule, makespan: int) -> None:
        with self.lock:
            if makespan < self.makespan:
                self.schedule, self.makespan = schedule, makespan
        self.end_if_proven()

    def end_if_proven(self) -> None:
        if self.bound >= self.makespan:
            self.end()

    def end(self) -> None:
        with self.lock:
            self.over = True
            for solver in self.solvers:
                solver.stop_search()

    def enter(self, solver: cp_model.CpSolver) -> bool:
        """Let a solver run, unless all is over."""
        with self.lock:
            self.solvers.append(solver)
            return not self.over


class _Watch(cp_model.CpSolverSolutionCallback):
    """Hands every better schedule on at once."""

    def __init__(self, form: Form, standing: _Standing) -> None:
        super().__init__()
        self._form, self._standing = form, standing

    def on_solution_callback(self) -> None:
        makespan = self.value(self._form.makespan)
        if makespan < self._standing.makespan:
            self._standing.offer(read(self._form, self.value), makespan)


def prove(
    instance: Instance,
    schedule: Schedule,
    bound: int,
    limits: Limits,
    *,
    workers: int,
    seed: int,
    cancelled: Cancelled,
) -> tuple[Schedule, int]:
    """A schedule at least as short, and a bound at least as high.

    With one worker the forms follow each other. The caller asks ``cancelled`` again: it only ends the search early.
    """
    standing = _Standing(schedule, schedule.makespan(instance.project), bound, [], threading.Lock())
    done = threading.Event()

    def watch() -> None:
        while not done.wait(SECONDS_BETWEEN_LOOKS):
            # A solver that was told to stop before it began has not heard it.
            if standing.over or cancelled():
                standing.end()

    def run(place: int) -> None:
        last = workers > 1 or place == len(FORM_NAMES) - 1
        share = 1.0 if last else 0.5
        each = max(1, workers // len(FORM_NAMES))
        _solve(instance, FORM_NAMES[place], standing, lambda: limits.left() * share, each, seed)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        with ThreadPoolExecutor(max(1, min(workers, len(FORM_NAMES)))) as pool:
            list(pool.map(run, range(len(FORM_NAMES))))
    finally:
        done.set()
        watcher.join()
    return standing.schedule, standing.bound


def _solve(
    instance: Instance,
    name: FormName,
    standing: _Standing,
    left: Callable[[], float],
    workers: int,
    seed: int,
) -> None:
    if standing.over or left() < SHORTEST:
        return
    form = build(instance, name, standing.bound, standing.makespan)
    hint(form, standing.schedule)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_time_in_seconds = left()
    solver.best_bound_callback = standing.raise_bound
    if not standing.enter(solver):
        return
    status = solver.solve(form.model, _Watch(form, standing))
    if status in {cp_model.MODEL_INVALID, cp_model.INFEASIBLE}:
        message = f"the {name} form is {solver.status_name(status)}: {form.model.validate()}"
        raise RuntimeError(message)
    standing.raise_bound(solver.best_objective_bound)
