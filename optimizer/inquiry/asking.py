"""Questions about a plan, answered with reports: what the command line and the app show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.allocation import allocate
from optimizer.inquiry.advice import cross_training
from optimizer.inquiry.case import Case
from optimizer.inquiry.fairness import evenness, loads
from optimizer.inquiry.judging import Effort
from optimizer.inquiry.lateness import explain_impossible, explain_late, late_campaigns
from optimizer.inquiry.reports.late import late_reports
from optimizer.inquiry.reports.plan import PlanReports
from optimizer.inquiry.reports.team import team_reports
from optimizer.inquiry.reports.worth import worth_report
from optimizer.inquiry.resilience import bus_factors
from optimizer.inquiry.roster import Roster, step_of
from optimizer.inquiry.wording import Words
from optimizer.inquiry.worth import one_more, trainings, worth_of
from scenarios.document.scenario import Scenario
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.plan import Allocation, Plan, Schedule, Status
from scenarios.progress import Cancelled, Progress, never, part, silent
from scenarios.suggestions import listing
from scenarios.text.report import Report
from scenarios.valuation import Valuation

MOST_LATE = 3
"""Late campaigns that are explained where none is named."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; with nothing named, why campaigns are late and how much slack each has."""

    campaign: str | None = None
    by: dt.date | None = None
    """Another day for the campaign to be live by, in place of its target."""
    task: str | None = None
    """As CAMPAIGN/STAGE."""
    values: bool = False
    """What one more of each thing is worth."""
    team: bool = False
    """What the team can lose, how fair its load is, whom to train."""


def inquire(
    scenario: Scenario,
    plan: Plan,
    question: Question,
    *,
    seconds: float = 0.3,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[Report, ...]:
    """Answer a question about a plan; why nothing can be done, where there is no schedule.

    Args:
        scenario: the document of the plan.
        plan: with a schedule, or without one because people cannot do the work.
        question: what is asked.
        seconds: limit of each search, by counted work, so that answers are the same every time.
        progress: told the share done.
        cancelled: asked often.

    Raises:
        UserError: the campaign or the task is not part of the plan, or there is none because of money, or the plan
            was made while work was under way.
        Cancellation: ``cancelled`` returned True.
    """
    effort = Effort(seconds=seconds)
    if plan.schedule is None:
        allocation = _affordable(scenario, progress, cancelled)
        case = Case.untimed(scenario, Valuation(scenario).targets(allocation))
        return late_reports(explain_impossible(case, effort=effort, cancelled=cancelled))
    if plan.schedule.standing is not None:
        raise UserError(Message("inquiry.under_way"))
    case = Case.of_allocation(scenario, plan.allocation)
    asked = _Asked(case, plan.schedule, effort, progress, cancelled)
    return tuple(asked.answers(question))


def _affordable(scenario: Scenario, progress: Progress, cancelled: Cancelled) -> Allocation:
    allocation = allocate(scenario, progress=progress, cancelled=cancelled)
    if allocation.proof.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        raise UserError(Message("inquiry.no_allocation"))
    return allocation


class _Asked:
    def __init__(
        self, case: Case, schedule: Schedule, effort: Effort, progress: Progress, cancelled: Cancelled
    ) -> None:
        self._case = case
        self._schedule = schedule
        self._effort = effort
        self._progress = progress
        self._cancelled = cancelled
        self._roster = Roster.of_schedule(schedule)
        self._late = late_campaigns(case, schedule)

    def answers(self, question: Question) -> Iterator[Report]:
        """All reports that a question asks for."""
        if question.campaign is not None:
            yield from self._campaign(question.campaign, question.by)
        if question.task is not None:
            yield self._plan().task(self._index(question.task))
        if question.values:
            yield self._values()
        if question.team:
            yield from self._team()
        if question == Question():
            yield from self._overview()

    def _plan(self) -> PlanReports:
        course = self._roster.course(self._case.problem)
        if course is None:
            message = "the plan's order does not fit its own document"
            raise RuntimeError(message)
        return PlanReports(self._case, course)

    def _overview(self) -> Iterator[Report]:
        for number, campaign in enumerate(self._late[:MOST_LATE]):
            self._progress(number / min(len(self._late), MOST_LATE), Message("inquiry.progress.late"))
            yield from self._lateness(campaign)
        yield self._plan().campaigns()

    def _campaign(self, campaign: str, by: dt.date | None) -> Iterator[Report]:
        jobs = {job.campaign: job.index for job in self._case.problem.jobs}
        if campaign not in jobs:
            told = {"campaign": campaign, "known": listing(jobs)}
            raise UserError(Message("inquiry.unknown.campaign", told))
        if by is not None:
            moved = self._case.moved(campaign, self._case.scenario.horizon.minute(by))
            asked = _Asked(moved, self._schedule, self._effort, self._progress, self._cancelled)
            yield from asked._lateness(campaign)
            return
        yield from self._lateness(campaign)
        plan = self._plan()
        yield plan.chain(jobs[campaign])
        yield plan.tasks(jobs[campaign])

    def _lateness(self, campaign: str) -> tuple[Report, ...]:
        if campaign not in self._late:
            name = Words(self._case).campaign(campaign)
            return (Report(Message("inquiry.on_time", {"campaign": name})),)
        found = explain_late(
            self._case, self._schedule, campaign, effort=self._effort, cancelled=self._cancelled
        )
        return late_reports(found)

    def _index(self, task: str) -> int:
        known = {
            "/".join(step_of(self._case.problem, one.index)): one.index for one in self._case.problem.tasks
        }
        if task not in known:
            raise UserError(Message("inquiry.unknown.task", {"task": task, "known": listing(known)}))
        return known[task]

    def _values(self) -> Report:
        changes = list(one_more(self._case, self._late))
        found = worth_of(
            self._case,
            changes,
            seconds=self._effort.seconds,
            known=(self._roster,),
            progress=part(self._progress, 0, 0.7),
            cancelled=self._cancelled,
        )
        learning = list(trainings(self._case, found))
        if learning:
            found = worth_of(
                self._case,
                [*(one.change for one in found), *learning],
                seconds=self._effort.seconds,
                known=(self._roster,),
                progress=part(self._progress, 0.7, 1),
                cancelled=self._cancelled,
            )
        return worth_report(self._case, found)

    def _team(self) -> tuple[Report, ...]:
        kept = self._case.promising(self._case.targets.keys() - set(self._late))
        known = (self._roster,)
        factors = bus_factors(kept, self._effort, known, self._cancelled)
        found = loads(self._case, self._schedule.people_minutes)
        advice = cross_training(
            kept,
            factors,
            effort=self._effort,
            seconds=self._effort.seconds,
            known=known,
            cancelled=self._cancelled,
        )
        return team_reports(self._case, factors, found, evenness(self._case, found), advice)
