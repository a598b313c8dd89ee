"""A plan made again while it is under way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.replan.carry_out import do_nothing
from optimizer.replan.changes import changes_of
from optimizer.replan.disruptions import Disruption, disrupted, extended
from optimizer.replan.objective import Cost, Objective
from optimizer.replan.prices import DEFAULT, Prices, Pricing
from optimizer.replan.result import CampaignCourse, FreedStep, Replan, Total
from optimizer.replan.search import Improvement
from optimizer.replan.situation import Situation, situation
from optimizer.schedule.bounds import critical_path_loss
from optimizer.schedule.course import Course
from optimizer.schedule.executor import settle
from optimizer.schedule.greedy import DoesNotFit
from optimizer.schedule.impossible import check_possible, does_not_fit
from optimizer.schedule.limits import Limits
from optimizer.schedule.losses import Losses
from optimizer.schedule.result import make_proof, to_schedule
from scenarios.actuals import Actuals, check_actuals
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.errors import DocumentError, UserError
from scenarios.i18n import Message
from scenarios.network import Workload, compile_workload
from scenarios.plan import Allocation, Plan, Proof, Provenance, Schedule
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent
from scenarios.valuation import Valuation
from scenarios.worktime import CalendarExhausted


@dataclass(frozen=True, slots=True)
class Options:
    """How a plan may be changed."""

    frozen_days: int = 0
    """Calendar days from the status on in which work is done as planned, if it still can be."""
    prices: Prices = DEFAULT
    most_changes: int | None = None
    settings: SolverSettings | None = None
    """Limits of the search; the document's own by default."""


@dataclass(frozen=True)
class Case:
    """A plan under way: its document on the status date, its split, what is settled, and what a course costs."""

    scenario: Scenario
    allocation: Allocation
    workload: Workload
    before: Schedule
    now: Situation
    objective: Objective

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        plan: Plan,
        actuals: Actuals,
        status_date: dt.date,
        disruptions: Sequence[Disruption],
        options: Options,
    ) -> Case:
        """Take stock. Arguments and errors as of `replan`."""
        if plan.schedule is None:
            raise UserError(Message("replan.error.no_schedule"))
        _check_date(scenario, actuals, status_date)
        changed = disrupted(scenario, disruptions, status_date)
        allocation = extended(changed, plan.allocation)
        workload = compile_workload(changed, Valuation(changed).targets(allocation))
        problems = check_actuals(actuals, workload, changed.horizon)
        if problems:
            raise DocumentError(problems)
        now = situation(
            workload, changed.risks, plan.schedule, actuals, options.frozen_days * MINUTES_PER_DAY
        )
        check_possible(changed, now.problem)
        losses = Losses(changed, now.problem)
        return cls(
            changed, allocation, workload, plan.schedule, now, Objective(Pricing(now, options.prices), losses)
        )

    def nothing(self) -> Course:
        """The course if nothing is decided.

        Raises:
            Unschedulable: calendars end before all work is done.
        """
        try:
            return do_nothing(self.now)
        except DoesNotFit as error:
            raise does_not_fit(self.scenario, self.now.problem, error.jobs) from error
        except CalendarExhausted as error:
            late = [job.index for job in self.now.problem.jobs if self.now.problem.movable[job.index]]
            raise does_not_fit(self.scenario, self.now.problem, late) from error

    def schedule(self, course: Course) -> Schedule:
        """A course as a schedule that tells what of it is settled."""
        problem, losses = self.now.problem, self.objective.losses
        bound = critical_path_loss(problem.preparations(), losses)
        proof = make_proof(losses.of(course), bound, self.scenario.settings.solver.relative_gap)
        schedule = to_schedule(problem, course, proof)
        return schedule.model_copy(update={"standing": self.now.standing})

    def plan(self, schedule: Schedule, origin: Provenance) -> Plan:
        """The schedule as a plan with its money."""
        valuation = Valuation(self.scenario)
        projected = valuation.statement(self.allocation, schedule.launches, schedule.people_minutes)
        return Plan(
            provenance=origin.model_copy(
                update={"scenario": self.scenario.id, "content_hash": self.scenario.content_hash()}
            ),
            allocation=self.allocation,
            schedule=schedule,
            projected=projected,
        )


def replan(
    scenario: Scenario,
    plan: Plan,
    actuals: Actuals,
    *,
    status_date: dt.date,
    disruptions: Sequence[Disruption] = (),
    options: Options | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Replan:
    """Make the schedule of ``plan`` again from ``status_date`` on, so that lateness and changes cost least together.

    What is done stays as it was, what is under way goes on with its people, and what was to start in the frozen window
    does so if it still can. If everything goes as planned and nothing came up, the plan stays as it is. The split of
    money stays in any case.

    Args:
        scenario: the document of the plan.
        plan: with a schedule, itself replanned or not.
        actuals: what had happened by then; `scenarios.actuals`.
        status_date: everything before its first minute is past.
        disruptions: what came up.
        options: frozen window, prices and number of changes, limits of the search.
        progress: told the share done.
        cancelled: asked often; True stops the search with `Cancellation`.

    Raises:
        UserError: the plan has no schedule, or the status date does not fit it or the actuals.
        DocumentError: actuals or disruptions contradict the plan.
        Unschedulable: some work can never be done any more.
        Cancellation: ``cancelled`` returned True.
    """
    options = options or Options()
    limits = Limits(options.settings or scenario.settings.solver)
    case = Case.of(scenario, plan, actuals, status_date, disruptions, options)
    nothing = case.nothing()
    floor = critical_path_loss(case.now.problem.preparations(), case.objective.losses)
    course = nothing
    if not _as_planned(case, nothing):
        course = _improved(case, nothing, options, limits, floor, _Watch(progress, cancelled))
    return _result(case, plan, status_date, options, nothing, course, floor)


@dataclass(frozen=True, slots=True)
class _Watch:
    progress: Progress
    cancelled: Cancelled

    def report(self, share: float) -> None:
        if self.cancelled():
            raise Cancellation
        self.progress(min(share, 1.0), Message("replan.progress"))


def _check_date(scenario: Scenario, actuals: Actuals, status_date: dt.date) -> None:
    """Refuse a status date that is not that of the actuals, lies outside the horizon, or before an earlier one."""
    horizon = scenario.horizon
    status = horizon.minute(status_date)
    values = {"date": status_date.isoformat()}
    if actuals.status != status:
        told = horizon.moment(actuals.status).isoformat(" ", timespec="minutes")
        raise UserError(Message("replan.error.other_status", {**values, "actuals": told}))
    if not horizon.start <= status_date < horizon.end:
        last = horizon.end - dt.timedelta(days=1)
        span = {"first": horizon.start.isoformat(), "last": last.isoformat()}
        raise UserError(Message("replan.error.outside", {**values, **span}))
    made = horizon.minute(scenario.status_date or horizon.start)
    if status < made:
        raise UserError(
            Message(
                "replan.error.earlier",
                {**values, "made": (scenario.status_date or horizon.start).isoformat()},
            )
        )


def _as_planned(case: Case, course: Course) -> bool:
    """Whether a course is the plan: nothing was added, and everything goes on as planned."""
    problem, now = case.now.problem, case.now
    ids = [worker.id for worker in problem.people]
    return len(now.planned) == len(problem.tasks) and all(
        (course.start[index], course.finish[index], {ids[one] for one in course.people[index]})
        == (planned.start, planned.finish, set(planned.people))
        for index, planned in now.planned.items()
    )


def _improved(
    case: Case, nothing: Course, options: Options, limits: Limits, floor: int, watch: _Watch
) -> Course:
    """The better of doing nothing and the best course found, by cost."""
    objective, problem = case.objective, case.now.problem
    least = objective.of(nothing)
    limit = None if options.most_changes is None else max(options.most_changes, least.changes)
    seed = case.scenario.settings.simulation.seed
    search = Improvement(nothing, objective, limit, seed)
    order = search.run(limits.budget(1.0), floor, watch.report)
    found = settle(problem, order)
    return found if objective.of(found).total < least.total else nothing


def _result(
    case: Case,
    plan: Plan,
    status_date: dt.date,
    options: Options,
    nothing: Course,
    course: Course,
    floor: int,
) -> Replan:
    objective = case.objective
    schedule = case.schedule(course)
    after, least = objective.of(course), objective.of(nothing)
    decided = "replanned" if course is not nothing else "nothing_better"
    keys = [(job.id, step.id) for job in case.now.problem.jobs for step in job.process.steps]
    return Replan(
        status_date=status_date,
        scenario=case.scenario,
        plan=case.plan(schedule, plan.provenance),
        do_nothing=case.schedule(nothing),
        prices=options.prices,
        most_changes=options.most_changes,
        nothing=_total(least),
        after=_total(after),
        proof=_proof(after, floor, case.scenario.settings.solver.relative_gap),
        changes=changes_of(objective.pricing, course, nothing),
        campaigns=_campaigns(case, nothing, course),
        freed=tuple(
            FreedStep(job=keys[one.task][0], step=keys[one.task][1], reason=one.reason)
            for one in case.now.freed
        ),
        outcome="as_planned" if _as_planned(case, course) else decided,
    )


def _total(cost: Cost) -> Total:
    return Total(loss=cost.loss, changes=cost.changes, price=cost.price)


def _proof(cost: Cost, floor: int, relative_gap: float) -> Proof:
    return make_proof(cost.total, floor, relative_gap)


def _campaigns(case: Case, nothing: Course, course: Course) -> tuple[CampaignCourse, ...]:
    problem, losses, before = case.now.problem, case.objective.losses, case.before.launches
    return tuple(
        CampaignCourse(
            campaign=job.campaign,
            target=job.target,
            launch_before=before.get(job.campaign),
            launch_nothing=nothing.launch(problem, job.index),
            launch_after=course.launch(problem, job.index),
            loss_before=losses.at(job.index, before[job.campaign]) if job.campaign in before else None,
            loss_nothing=losses.at(job.index, nothing.launch(problem, job.index)),
            loss_after=losses.at(job.index, course.launch(problem, job.index)),
        )
        for job in problem.jobs
        if job.kind == "preparation"
    )
