"""A plan made again while it is under way."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.replan.case import Case, Options, Watch
from optimizer.replan.disruptions import Disruption
from optimizer.replan.effort import Effort
from optimizer.replan.result import Replan
from optimizer.replan.search import Improvement
from optimizer.replan.telling import result_of
from optimizer.schedule.course import Course
from optimizer.schedule.executor import settle
from optimizer.schedule.limits import Limits
from scenarios.actuals import Actuals
from scenarios.document.scenario import Scenario
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, silent


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
    effort = Effort(settings, Limits(settings), 1.0)
    case = Case.of(scenario, plan, actuals, disruptions, options)
    nothing = case.nothing()
    course = nothing
    if not case.as_planned(nothing):
        course = _improved(case, nothing, options, effort, Watch(progress, cancelled))
    return result_of(case, plan, options, nothing, course)


def _improved(case: Case, nothing: Course, options: Options, effort: Effort, watch: Watch) -> Course:
    """The better of doing nothing and the best course found, by cost."""
    objective = case.objective
    least = objective.of(nothing)
    limit = None if options.most_changes is None else max(options.most_changes, least.changes)
    seed = case.scenario.settings.simulation.seed
    search = Improvement(nothing, objective, limit, seed)
    order = search.run(effort, case.floor, watch.report)
    found = settle(case.now.problem, order)
    return found if objective.of(found).total < least.total else nothing
