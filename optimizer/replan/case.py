"""A plan under way: its document on the status date, its split, what is settled, and what a course costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.replan.carry_out import do_nothing
from optimizer.replan.disruptions import Disruption, disrupted, extended
from optimizer.replan.objective import Objective
from optimizer.replan.prices import DEFAULT, Prices, Pricing
from optimizer.replan.situation import Situation, situation
from optimizer.schedule.bounds import critical_path_loss
from optimizer.schedule.course import Course
from optimizer.schedule.greedy import DoesNotFit
from optimizer.schedule.impossible import check_possible, does_not_fit
from optimizer.schedule.losses import Losses
from optimizer.schedule.result import make_proof, to_schedule
from scenarios.actuals import Actuals, check_actuals
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.errors import DocumentError, UserError
from scenarios.i18n import Message
from scenarios.network import Workload, compile_workload
from scenarios.plan import Allocation, Plan, Provenance, Schedule
from scenarios.progress import Cancellation, Cancelled, Progress
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

    status_date: dt.date
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
        disruptions: Sequence[Disruption],
        options: Options,
    ) -> Case:
        """Take stock. Arguments and errors as of `replan`."""
        if plan.schedule is None:
            raise UserError(Message("replan.error.no_schedule"))
        status_date = _status_date(scenario, actuals)
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
            status_date,
            changed,
            allocation,
            workload,
            plan.schedule,
            now,
            Objective(Pricing(now, options.prices), losses),
        )

    @cached_property
    def floor(self) -> int:
        """Minor units that lateness loses at least: that of the critical paths from where the work stands."""
        return critical_path_loss(self.now.problem.preparations(), self.objective.losses)

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
        proof = make_proof(losses.of(course), self.floor, self.scenario.settings.solver.relative_gap)
        schedule = to_schedule(problem, course, proof)
        return schedule.model_copy(update={"standing": self.now.standing})

    def as_planned(self, course: Course) -> bool:
        """Whether a course is the plan: nothing was added, and everything goes on as planned."""
        problem, now = self.now.problem, self.now
        ids = [worker.id for worker in problem.people]
        return len(now.planned) == len(problem.tasks) and all(
            (course.start[index], course.finish[index], {ids[one] for one in course.people[index]})
            == (planned.start, planned.finish, set(planned.people))
            for index, planned in now.planned.items()
        )

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


@dataclass(frozen=True, slots=True)
class Watch:
    """Tells how far the work is, and stops it when asked to."""

    progress: Progress
    cancelled: Cancelled

    def report(self, share: float) -> None:
        """Tell a share done."""
        if self.cancelled():
            raise Cancellation
        self.progress(min(share, 1.0), Message("replan.progress"))


def _status_date(scenario: Scenario, actuals: Actuals) -> dt.date:
    """The day that begins at the status of the actuals.

    Raises:
        UserError: no day does, or it lies outside the horizon or before the plan's own.
    """
    horizon = scenario.horizon
    moment = horizon.moment(actuals.status)
    day, made = moment.date(), scenario.status_date or horizon.start
    if actuals.status % MINUTES_PER_DAY:
        told = moment.isoformat(" ", timespec="minutes")
        raise UserError(Message("replan.error.within_day", {"moment": told}))
    if not horizon.start <= day < horizon.end:
        last = horizon.end - dt.timedelta(days=1)
        values = {"date": day.isoformat(), "first": horizon.start.isoformat(), "last": last.isoformat()}
        raise UserError(Message("replan.error.outside", values))
    if day < made:
        values = {"date": day.isoformat(), "made": made.isoformat()}
        raise UserError(Message("replan.error.earlier", values))
    return day
