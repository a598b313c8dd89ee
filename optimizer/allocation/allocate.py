"""The door of the package: from a scenario to an allocation."""

from __future__ import annotations

from optimizer.allocation.clock import Clock
from optimizer.allocation.conflicts import conflicts
from optimizer.allocation.problem import Problem, make_problem
from optimizer.allocation.report import report
from optimizer.allocation.search import Search
from optimizer.allocation.today import todays_allocation
from optimizer.weekly import decided_by_period, even_scenario, leaves_pattern_open
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.i18n import Message
from scenarios.plan import Allocation, Proof, Status
from scenarios.progress import Cancelled, Progress, never, part, silent

LEAST_SECONDS = 2.0
"""Time for the explanation of a conflict, or for spend by period, even where the search took all there was."""
FIRST_SHARE = 0.6
"""Share of the time for the choice of campaigns, where spend is decided period by period after it."""


def allocate(
    scenario: Scenario,
    *,
    settings: SolverSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Allocation:
    """The best split of money, choice of campaigns and launches under the scenario's strategy.

    Args:
        scenario: a document without errors (`scenarios.checks`).
        settings: limits of the search; those of the scenario by default.
        progress: told the share done and the proven gap.
        cancelled: asked between solves.

    Returns:
        The allocation with its proof. ``today`` is evaluated as given; the other strategies end `OPTIMAL` where the
        wanted gap is proven on the true curves, `FEASIBLE` at the time limit, `INFEASIBLE` with the smallest set of
        conflicting requirements, or `UNKNOWN` if the time limit came before any answer or proof. Where spend is
        decided period by period, campaigns and launches are chosen for even spend first, and the answer is
        `FEASIBLE` without a bound of its own.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    if scenario.objective.strategy == "today":
        return todays_allocation(scenario)
    limits = settings or scenario.settings.solver
    if not leaves_pattern_open(scenario):
        return _allocate(scenario, limits, Clock(limits.allocation_seconds, progress, cancelled))
    clock = Clock(limits.allocation_seconds, progress, cancelled)
    first = Clock(FIRST_SHARE * limits.allocation_seconds, part(progress, 0.0, FIRST_SHARE), cancelled)
    chosen = _allocate(even_scenario(scenario), limits, first)
    clock.report(Message("flighting.progress"), done=FIRST_SHARE)
    return decided_by_period(scenario, chosen, max(clock.left, LEAST_SECONDS), cancelled=cancelled)


def _allocate(scenario: Scenario, limits: SolverSettings, clock: Clock) -> Allocation:
    problem = make_problem(scenario, people=scenario.objective.strategy == "money_and_people")
    search = Search(problem, limits.relative_gap, clock)
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
