"""The smallest change of a plan that restores promised launches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from optimizer.replan.case import Case, Options, Watch
from optimizer.replan.disruptions import Disruption
from optimizer.replan.effort import Effort
from optimizer.replan.fewest import Question
from optimizer.replan.promises import PromiseObjective
from optimizer.replan.result import Replan
from optimizer.replan.search import Improvement
from optimizer.replan.telling import result_of
from optimizer.schedule.course import Course
from optimizer.schedule.executor import settle
from optimizer.schedule.limits import Limits
from scenarios.actuals import Actuals
from scenarios.document.base import Id, Value
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.plan import Minute, Plan, Proof, Status
from scenarios.progress import Cancelled, Progress, never, silent
from scenarios.suggestions import listing

SEARCH_SHARE = 0.4
"""Share of the time for local search where constraint programming follows."""


class Promise(Value):
    """A campaign's promised launch, and what becomes of it."""

    campaign: Id
    promised: Minute
    launch_nothing: Minute
    launch_after: Minute


class Restoration(Value):
    """The smallest change that restores promises, or why there is none."""

    outcome: Literal["kept", "restored", "too_many", "impossible", "not_found"]
    """Doing nothing keeps them; changes restore them, or would but are more than allowed; it is proven that nothing
    within the options does; the search found nothing.
    """
    promises: tuple[Promise, ...]
    proof: Proof
    """Of the number of changes: value and proven bound."""
    most_changes: int | None
    """The limit on changes."""
    replan: Replan | None
    """The plan with the fewest changes; where there is none, the one with the least delay of the promises."""
    extra_days: int = 0
    """Calendar days by which the promises would have to be later for ``replan`` to keep them."""
    least_extra_days: int = 0
    """Calendar days that they have to be later by whatever is done, as far as proven."""
    changes_without_window: int | None = None
    """Changes that restore them if the frozen window is given up, where it stands in the way."""


def restore(
    scenario: Scenario,
    plan: Plan,
    actuals: Actuals,
    *,
    promises: Mapping[str, dt.date | None] | None = None,
    disruptions: Sequence[Disruption] = (),
    options: Options | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Restoration:
    """The fewest changes that bring campaigns back to their promised launches.

    Args:
        scenario: as of `optimizer.replan.replan`, and so are the others that are not named here.
        plan: the plan under way.
        actuals: what had happened.
        promises: by campaign, the day that the launch has to come before the end of, or None for the planned launch;
            by default the planned launches of all campaigns. A new campaign's is its target.
        disruptions: what came up.
        options: frozen window and limits; the prices of changes do not count here, only their number.
        progress: told the share done.
        cancelled: asked often.

    Raises:
        UserError: a campaign does not run or has launched already; otherwise as `replan`.
        DocumentError, Unschedulable, Cancellation: as `replan`.
    """
    options = options or Options()
    settings = options.settings or scenario.settings.solver
    case = Case.of(scenario, plan, actuals, disruptions, options)
    objective = PromiseObjective(case.objective.pricing, _promised(case, promises))
    nothing = case.nothing()
    search = _Restoring(case, objective, settings, Watch(progress, cancelled))
    found = _restoration(case, plan, options, objective, nothing, search.run(nothing))
    if found.outcome not in {"impossible", "not_found"} or not options.frozen_days:
        return found
    thawed = restore(
        scenario,
        plan,
        actuals,
        promises=promises,
        disruptions=disruptions,
        options=replace(options, frozen_days=0),
        cancelled=cancelled,
    )
    if thawed.replan is None or thawed.outcome not in {"kept", "restored"}:
        return found
    return found.model_copy(update={"changes_without_window": thawed.replan.after.changes})


class _Found(Value):
    """A course's place beside the search's proofs."""

    bound: int
    """No course that keeps all promises changes less."""
    possible: bool | None
    least_delay: int
    """Minutes by which some promise is missed at least."""


class _Restoring:
    """Search, then constraint programming where the problem is small."""

    def __init__(
        self, case: Case, objective: PromiseObjective, settings: SolverSettings, watch: Watch
    ) -> None:
        self._case, self._objective, self._watch = case, objective, watch
        self._settings, self._limits = settings, Limits(settings)

    def run(self, nothing: Course) -> tuple[Course, _Found]:
        if not self._objective.beyond(nothing):
            return nothing, _Found(bound=0, possible=True, least_delay=0)
        problem = self._case.now.problem
        seed = self._case.scenario.settings.simulation.seed
        question = Question(self._objective, self._limits, seed, self._watch.cancelled)
        share = SEARCH_SHARE if question.is_small else 1.0
        improvement = Improvement(nothing, self._objective, None, seed)
        effort = Effort(self._settings, self._limits, share)
        best = settle(problem, improvement.run(effort, 0, self._watch.report))
        best = min(nothing, best, key=self._total)
        if not question.is_small:
            return best, _Found(bound=0, possible=None, least_delay=0)
        return self._proven(question, best)

    def _proven(self, question: Question, best: Course) -> tuple[Course, _Found]:
        problem = self._case.now.problem
        answer = question.ask("fewest", best)
        if answer.order is not None:
            best = min(best, settle(problem, answer.order), key=self._total)
        if answer.possible is not False:
            return best, _Found(bound=answer.bound or 0, possible=answer.possible, least_delay=0)
        delay = question.ask("least_delay", best)
        if delay.order is not None:
            best = min(best, settle(problem, delay.order), key=self._objective.beyond)
        return best, _Found(bound=0, possible=False, least_delay=delay.bound or 0)

    def _total(self, course: Course) -> int:
        return self._objective.of(course).total


def _promised(case: Case, promises: Mapping[str, dt.date | None] | None) -> dict[int, int]:
    """Latest launch by job index, of the campaigns that have not launched."""
    jobs = {job.campaign: job for job in case.now.problem.jobs if job.kind == "preparation"}
    settled = case.now.problem.fixed.tasks
    open_jobs = {
        campaign: job
        for campaign, job in jobs.items()
        if case.now.problem.launch_task(job.index) not in settled
    }
    for campaign in promises or ():
        if campaign not in open_jobs:
            key = "replan.error.launched" if campaign in jobs else "replan.error.not_running"
            raise UserError(Message(key, {"campaign": campaign, "campaigns": listing(open_jobs)}))
    wanted = dict.fromkeys(open_jobs) if promises is None else promises
    planned = case.before.launches
    return {
        open_jobs[campaign].index: planned.get(campaign, open_jobs[campaign].target)
        if day is None
        else case.scenario.horizon.minute(day) + MINUTES_PER_DAY
        for campaign, day in wanted.items()
    }


def _restoration(
    case: Case,
    plan: Plan,
    options: Options,
    objective: PromiseObjective,
    nothing: Course,
    found: tuple[Course, _Found],
) -> Restoration:
    course, proof = found
    problem = case.now.problem
    cost, missed = objective.of(course), objective.beyond(course)
    limit = options.most_changes
    allowed = None if limit is None else max(limit, objective.of(nothing).changes)
    outcome: Literal["kept", "restored", "too_many", "impossible", "not_found"]
    if course is nothing and not missed:
        outcome = "kept"
    elif missed:
        outcome = "impossible" if proof.possible is False else "not_found"
    else:
        outcome = "too_many" if allowed is not None and cost.changes > allowed else "restored"
    unlimited = replace(options, most_changes=None)
    return Restoration(
        outcome=outcome,
        promises=tuple(
            Promise(
                campaign=problem.jobs[job].campaign,
                promised=promised,
                launch_nothing=nothing.launch(problem, job),
                launch_after=course.launch(problem, job),
            )
            for job, promised in objective.promises.items()
        ),
        proof=_proof(outcome, cost.changes, proof.bound),
        most_changes=limit,
        replan=result_of(case, plan, unlimited, nothing, course),
        extra_days=-(-missed // MINUTES_PER_DAY),
        least_extra_days=-(-max(1, proof.least_delay) // MINUTES_PER_DAY) if outcome == "impossible" else 0,
    )


def _proof(outcome: str, changes: int, bound: int) -> Proof:
    """How few the changes are known to be."""
    if outcome == "kept":
        return Proof(status=Status.AS_GIVEN, value=float(changes))
    if outcome == "impossible":
        return Proof(status=Status.INFEASIBLE)
    if outcome == "not_found":
        return Proof(status=Status.UNKNOWN)
    bound = min(bound, changes)
    gap = (changes - bound) / max(changes, 1)
    status = Status.OPTIMAL if bound == changes else Status.FEASIBLE
    return Proof(status=status, value=float(changes), bound=float(bound), gap=gap)
