"""From a workload to a schedule: greedy, local search, constraint programming and flights within one time limit."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

from optimizer.schedule import bound
from optimizer.schedule.bounds import critical_path_loss
from optimizer.schedule.compiled import Annealing, Chain, first_chain, flatten, prepare
from optimizer.schedule.constraint import ConstraintSearch
from optimizer.schedule.course import Course, Order, order_of
from optimizer.schedule.executor import settle
from optimizer.schedule.flights import add_flights
from optimizer.schedule.greedy import WEIGHTINGS, DoesNotFit
from optimizer.schedule.impossible import check_possible, does_not_fit
from optimizer.schedule.limits import Clock, Limits
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem, compile_problem
from optimizer.schedule.result import make_proof, to_schedule
from optimizer.schedule.wishes import grant, notes_on, wishes_of
from scenarios.compiled import AVAILABLE
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.i18n import Message
from scenarios.network import Workload
from scenarios.plan import Schedule
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent

FEW_PAIRS, MANY_PAIRS = 600, 1_500
"""Pairs of a task and a person who could do it, up to which constraint programming gets most of the time, or some."""
SEARCH_SHARE_SMALL, SEARCH_SHARE_MIDDLE = 0.1, 0.5
"""Share of the time left after the first schedule that local search gets; all of it where there are more pairs."""
BOUND_SHARE = 0.1
"""Share of the whole limit in which the bound is raised, once there is a good schedule."""
BOUND_STEPS_PER_SECOND = 400
"""Steps that stand for a second of it when the clock is not asked."""
BOUND_SECONDS_A_TASK = 0.0005 if AVAILABLE else 0.1
"""Below which the bound is left alone: building the relaxation takes about half of it."""


def make_schedule(
    scenario: Scenario,
    workload: Workload,
    *,
    settings: SolverSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    clock: Clock = time.monotonic,
) -> Schedule:
    """Every step of every job on named people, so that lateness costs as little as possible.

    Args:
        scenario: the document; its people, calendars, risk factors and lateness rules count.
        workload: the jobs to schedule (`scenarios.network.compile_workload`).
        settings: limits of the search; the document's own by default.
        progress: told the share done.
        cancelled: asked often; True stops the search with `Cancellation`.
        clock: seconds since some moment, for the time limit.

    Raises:
        Unschedulable: some job can never be done, with every reason found.
        Cancellation: ``cancelled`` returned True.
    """
    settings = settings or scenario.settings.solver
    prepare()
    bound.prepare()
    limits = Limits(settings, clock)
    problem = compile_problem(workload, scenario.risks)
    check_possible(scenario, problem)
    losses = Losses(scenario, problem)
    watch = _Watch(progress, cancelled)
    try:
        planner = _Planner(scenario, problem.preparations(), losses, limits, watch)
        best = planner.run()
        watch.report(0.97, "flights")
        wishes = wishes_of(scenario, planner.problem)
        course = grant(planner.problem, wishes, best.course)
        notes = notes_on(planner.problem, wishes, course)
        if len(planner.problem.jobs) < len(problem.jobs):
            course = settle(problem, add_flights(problem, course))
    except DoesNotFit as error:
        raise does_not_fit(scenario, problem, error.jobs) from error
    proof = make_proof(losses.of(course), best.bound, settings.relative_gap)
    schedule = to_schedule(problem, course, proof, scenario.currency)
    return schedule.model_copy(update={"notes": (*schedule.notes, *notes)})


@dataclass(frozen=True, slots=True)
class _Watch:
    """Tells how far the work is, and stops it when asked to."""

    progress: Progress
    cancelled: Cancelled

    def report(self, share: float, stage: str) -> None:
        if self.cancelled():
            raise Cancellation
        self.progress(share, Message(f"schedule.progress.{stage}"))


@dataclass(frozen=True, slots=True)
class _Best:
    """The best course known, what it loses, and what every schedule loses at least."""

    course: Course
    loss: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.loss <= self.bound


def _search_share(pairs: int) -> float:
    if pairs > MANY_PAIRS:
        return 1.0
    return SEARCH_SHARE_SMALL if pairs <= FEW_PAIRS else SEARCH_SHARE_MIDDLE


class _Planner:
    """Schedules the preparation jobs."""

    def __init__(
        self, scenario: Scenario, problem: Problem, losses: Losses, limits: Limits, watch: _Watch
    ) -> None:
        self.problem = problem
        self._losses = losses
        self._limits = limits
        self._watch = watch
        self._seed = scenario.settings.simulation.seed
        self._slot_minutes = scenario.settings.planning.slot_minutes
        wanted = BOUND_SHARE * limits.whole
        self._bound_seconds = wanted if wanted >= BOUND_SECONDS_A_TASK * len(problem.tasks) else 0.0
        pairs = sum(len(task.minutes) for task in problem.tasks)
        self._search_share = _search_share(pairs)

    def run(self) -> _Best:
        """The best course that the limits allow.

        Raises:
            DoesNotFit: calendars end before all jobs are placed.
        """
        self._watch.report(0.0, "greedy")
        first = self._first()
        course = settle(self.problem, first.order())
        best = _Best(course, self._losses.of(course), critical_path_loss(self.problem, self._losses))
        if not best.proven and not self._limits.expired():
            best = self._search(best, first)
        if not best.proven and self._bound_seconds and not self._limits.expired():
            best = self._raise_bound(best)
        if not best.proven and self._search_share < 1 and not self._limits.expired():
            best = self._constraint(best)
        return best

    def _first(self) -> Chain:
        """The best of the priority rules; the first is always carried out."""
        model = flatten(self.problem, self._losses.rules[: len(self.problem.jobs)])
        chains = [first_chain(self.problem, model, WEIGHTINGS[0], self._seed)]
        for weighting in WEIGHTINGS[1:]:
            self._watch.report(0.01, "greedy")
            if not self._limits.expired():
                chains.append(first_chain(self.problem, model, weighting, self._seed))
        return min(chains, key=lambda chain: chain.loss)

    def _search(self, best: _Best, first: Chain) -> _Best:
        limits = self._limits
        share = self._search_share - (BOUND_SHARE if self._bound_seconds and self._search_share == 1 else 0.0)
        annealing = Annealing(first, seed=self._seed, chains=limits.chains, threads=limits.threads)
        annealing.run(
            limits.budget(share),
            best.bound,
            lambda used: self._watch.report(0.02 + (share - 0.05) * min(used, 1), "search"),
        )
        return self._better(best, annealing.best.best_order(), best.bound)

    def _raise_bound(self, best: _Best) -> _Best:
        self._watch.report(0.82, "bound")
        counted, seconds = self._limits.deterministic, self._bound_seconds
        found = bound.lower_bound(
            self.problem,
            self._losses,
            seconds=math.inf if counted else min(seconds, self._limits.seconds()),
            iterations=round(seconds * BOUND_STEPS_PER_SECOND) if counted else bound.MOST_ITERATIONS,
            best=best.loss,
            threads=self._limits.threads,
            cancelled=self._watch.cancelled,
        )
        return replace(best, bound=max(best.bound, found))

    def _constraint(self, best: _Best) -> _Best:
        self._watch.report(0.85, "constraint")
        order = order_of(self.problem, best.course.start, best.course.people, best.course.admission)
        found = ConstraintSearch(
            problem=self.problem,
            losses=self._losses,
            limits=self._limits,
            share=1 - self._search_share,
            slot_minutes=self._slot_minutes,
            seed=self._seed,
            cancelled=self._watch.cancelled,
        ).run(order)
        return self._better(best, found.order or order, max(best.bound, found.bound or 0))

    def _better(self, best: _Best, order: Order, bound: int) -> _Best:
        course = settle(self.problem, order)
        loss = self._losses.of(course)
        return _Best(course, loss, bound) if loss < best.loss else _Best(best.course, best.loss, bound)
