"""The door of the package: from a scenario to an allocation."""

from __future__ import annotations

from optimizer.allocation.clock import Clock
from optimizer.allocation.conflicts import conflicts
from optimizer.allocation.problem import Problem, make_problem
from optimizer.allocation.report import report
from optimizer.allocation.search import Search
from optimizer.allocation.split import split_of
from optimizer.allocation.today import todays_allocation
from optimizer.weekly import leaves_pattern_open, plan_by_period
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.i18n import Message
from scenarios.plan import Allocation, Proof, Status
from scenarios.progress import Cancelled, Progress, never, silent

LEAST_SECONDS = 2.0
"""Time for the explanation of a conflict, even where the search took all there was."""


def allocate(
    scenario: Scenario,
    *,
    settings: SolverSettings | None = None,
    start: Allocation | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Allocation:
    """The best split of money, choice of campaigns and launches under the scenario's strategy.

    Args:
        scenario: a document without errors (`scenarios.checks`).
        settings: limits of the search; those of the scenario by default.
        start: a plan to begin with, as far as it is possible here; the answer is no worse where all of it is.
        progress: told the share done and the proven gap.
        cancelled: asked between solves.

    Returns:
        The allocation with its proof. ``today`` is evaluated as given; the other strategies end `OPTIMAL` where the
        wanted gap is proven on the true curves, `FEASIBLE` at the time limit, `INFEASIBLE` with the smallest set of
        conflicting requirements, or `UNKNOWN` if the time limit came before any answer or proof. Where spend is
        decided period by period, campaigns and launches are chosen for fixed patterns first, and the answer is
        `FEASIBLE` without a bound of its own.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    if scenario.objective.strategy == "today":
        return todays_allocation(scenario)
    limits = settings or scenario.settings.solver
    if leaves_pattern_open(scenario):

        def choose(fixed: Scenario, seconds: float, told: Progress) -> Allocation:
            return _allocate(fixed, limits, Clock(seconds, told, cancelled))

        return plan_by_period(
            scenario, limits.allocation_seconds, choose, progress=progress, cancelled=cancelled
        )
    return _allocate(scenario, limits, Clock(limits.allocation_seconds, progress, cancelled), start)


def _allocate(
    scenario: Scenario, limits: SolverSettings, clock: Clock, start: Allocation | None = None
) -> Allocation:
    problem = make_problem(scenario, people=scenario.objective.strategy == "money_and_people")
    begun = None if start is None else split_of(problem, start)
    search = Search(problem, limits.relative_gap, clock, begun)
    found = search.run()
    if found.infeasible:
        return _infeasible(problem, clock)
    if found.best is None:
        note = Message("allocation.note.unknown", {"seconds": limits.allocation_seconds})
        return Allocation(proof=Proof(status=Status.UNKNOWN), notes=(note,))
    answer = report(problem, search, found, found.best, limits.relative_gap, clock)
    clock.report(Message("allocation.progress.done"), done=1.0)
    return answer


def _infeasible(problem: Problem, clock: Clock) -> Allocation:
    """A proof that nothing is possible, with the reason as far as the time allows."""
    time = Clock(max(clock.left, LEAST_SECONDS), clock.progress, clock.cancelled)
    found = conflicts(problem, time)
    notes = () if found else (Message("allocation.note.unexplained"),)
    return Allocation(proof=Proof(status=Status.INFEASIBLE), conflicts=found, notes=notes)
