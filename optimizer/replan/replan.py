"""A plan made again while it is under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.replan.afresh import LEAST_TASKS, afresh
from optimizer.replan.case import Case, Options, Watch
from optimizer.replan.disruptions import Disruption
from optimizer.replan.effort import Effort
from optimizer.replan.result import Replan
from optimizer.replan.search import Improvement
from optimizer.replan.telling import result_of
from optimizer.schedule.course import Course
from optimizer.schedule.executor import settle
from optimizer.schedule.greedy import DoesNotFit
from optimizer.schedule.limits import Limits
from scenarios.actuals import Actuals
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, silent

FRESH_SHARE = 0.3
"""Share of the time for scheduling afresh, where much is open."""


def replan(
    scenario: Scenario,
    plan: Plan,
    actuals: Actuals,
    *,
    disruptions: Sequence[Disruption] = (),
    options: Options | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Replan:
    """Make the schedule of ``plan`` again from a status date on, so that lateness and changes cost least together.

    What is done stays as it was, what is under way goes on with its people, and what was to start in the frozen window
    does so if it still can. If everything goes as planned and nothing came up, the plan stays as it is. The split of
    money stays in any case.

    Args:
        scenario: the document of the plan.
        plan: with a schedule, itself replanned or not.
        actuals: what had happened by the first minute of the status date; `scenarios.actuals`.
        disruptions: what came up.
        options: frozen window, prices and number of changes, limits of the search.
        progress: told the share done.
        cancelled: asked often; True stops the search with `Cancellation`.

    Raises:
        UserError: the plan has no schedule, or the status is no day on which it can be made again.
        DocumentError: actuals or disruptions contradict the plan.
        Unschedulable: some work can never be done any more.
        Cancellation: ``cancelled`` returned True.
    """
    options = options or Options()
    settings = options.settings or scenario.settings.solver
    limits = Limits(settings)
    case = Case.of(scenario, plan, actuals, disruptions, options)
    nothing = case.nothing()
    course = nothing
    if not case.as_planned(nothing):
        course = _Search(case, nothing, options, settings, limits, Watch(progress, cancelled)).run()
    return result_of(case, plan, options, nothing, course)


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for a better course than doing nothing."""

    case: Case
    nothing: Course
    options: Options
    settings: SolverSettings
    limits: Limits
    watch: Watch

    def run(self) -> Course:
        """The better of doing nothing and the best course found, by cost."""
        objective, floor = self.case.objective, self.case.floor
        least = objective.of(self.nothing)
        most = self.options.most_changes
        limit = None if most is None else max(most, least.changes)
        fresh = self._fresh()
        starts = [
            self.nothing,
            *([fresh] if fresh and (limit is None or _changes(self.case, fresh) <= limit) else ()),
        ]
        start = min(starts, key=lambda course: objective.of(course).total)
        effort = Effort(self.settings, self.limits, 1 - FRESH_SHARE if fresh else 1.0)
        search = Improvement(start, objective, limit, self._seed)
        found = settle(self.case.now.problem, search.run(effort, floor, self.watch.report))
        best = min((found, start), key=lambda course: objective.of(course).total)
        return best if objective.of(best).total < least.total else self.nothing

    @property
    def _seed(self) -> int:
        return self.case.scenario.settings.simulation.seed

    def _fresh(self) -> Course | None:
        """Everything open scheduled afresh, where there is enough of it and anything to gain."""
        problem, losses = self.case.now.problem, self.case.objective.losses
        few = sum(map(len, problem.movable)) < LEAST_TASKS
        if few or losses.of(self.nothing) <= self.case.floor:
            return None
        try:
            return afresh(
                problem,
                losses,
                self.limits,
                FRESH_SHARE,
                seed=self._seed,
                bound=self.case.floor,
                pause=lambda used: self.watch.report(FRESH_SHARE * used),
            )
        except DoesNotFit:
            return None


def _changes(case: Case, course: Course) -> int:
    return case.objective.of(course).changes
