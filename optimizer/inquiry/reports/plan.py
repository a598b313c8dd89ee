"""Why tasks stand where they stand, the chain behind a launch, and slack."""

from __future__ import annotations

from optimizer.inquiry.blame import Reason, critical_chain, reasons
from optimizer.inquiry.case import Case
from optimizer.inquiry.slack import MOST, Slacks
from optimizer.inquiry.wording import MINUTES_PER_HOUR, Texts, Words
from optimizer.schedule.course import Course
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report

REASONS = (Heading("told_from", "text"), Heading("told_to", "text"), Heading("told_what", "text"))
CHAIN = (
    Heading("stage", "text"),
    Heading("campaign", "text"),
    Heading("task_people", "text"),
    Heading("told_from", "text"),
    Heading("told_to", "text"),
    Heading("why_here", "text"),
)
TASKS = (
    Heading("stage", "text"),
    Heading("task_people", "text"),
    Heading("told_from", "text"),
    Heading("told_to", "text"),
    Heading("slack_total"),
    Heading("slack_free"),
)
CAMPAIGNS = (
    Heading("campaign", "text"),
    Heading("target_day", "text"),
    Heading("planned_launch", "text"),
    Heading("slack_days"),
    Heading("slack_least"),
)


class PlanReports:
    """Reports on one plan: a case and the course of its tasks."""

    def __init__(self, case: Case, course: Course) -> None:
        self._case, self._course = case, course
        self._problem = case.problem
        self._words = Words(case)

    def task(self, task: int) -> Report:
        """What a task waited for."""
        found = reasons(self._problem, self._course, task)
        rows = tuple(
            (self._words.moment(one.since), self._words.moment(one.until), self._reason(one)) for one in found
        )
        names = {"stage": self._stage(task), "campaign": self._campaign(task)}
        slack = Slacks(self._problem, self._course).of(task)
        hours = {"total": _hours_text(slack.total), "free": _hours_text(slack.free)}
        notes = [Message("inquiry.task.start", {"start": self._words.moment(self._course.start[task])})]
        notes.append(
            Message("inquiry.task.slack", hours) if slack.total < MOST else Message("inquiry.task.idle")
        )
        return Report(Message("inquiry.task.title", names), REASONS, rows, tuple(notes))

    def chain(self, job: int) -> Report:
        """The critical chain of a job's launch in the order of time."""
        rows = tuple(
            (
                self._stage(link.task),
                self._campaign(link.task),
                self._people(link.task),
                self._words.moment(self._course.start[link.task]),
                self._words.moment(self._course.finish[link.task]),
                self._reason(_decisive(link.reasons)),
            )
            for link in reversed(critical_chain(self._problem, self._course, job))
        )
        title = Message("inquiry.chain.title", {"campaign": self._words.campaign(self._problem.jobs[job].id)})
        return Report(title, CHAIN, rows, (Message("inquiry.chain.note"),))

    def tasks(self, job: int) -> Report:
        """Slack of every task of a job."""
        slacks = Slacks(self._problem, self._course)
        rows = []
        for task in self._problem.in_order[job]:
            slack = slacks.of(task.index)
            rows.append(
                (
                    self._stage(task.index),
                    self._people(task.index),
                    self._words.moment(self._course.start[task.index]),
                    self._words.moment(self._course.finish[task.index]),
                    _hours(slack.total),
                    _hours(slack.free),
                )
            )
        title = Message("inquiry.slack.title", {"campaign": self._words.campaign(self._problem.jobs[job].id)})
        return Report(title, TASKS, tuple(rows), (Message("inquiry.slack.note"),))

    def campaigns(self) -> Report:
        """Slack of every campaign, the tightest first."""
        slacks = Slacks(self._problem, self._course)
        rows: list[tuple[Cell, ...]] = []
        for job in sorted(self._problem.jobs, key=lambda one: slacks.of_campaign(one.index)):
            least = min(slacks.of(task.index).total for task in self._problem.tasks_of(job.index))
            rows.append(
                (
                    self._words.campaign(job.campaign),
                    self._words.day(job.target),
                    self._words.moment(self._course.launch(self._problem, job.index)),
                    round(slacks.of_campaign(job.index) / MINUTES_PER_DAY, 2),
                    _hours(least),
                )
            )
        title = Message("inquiry.campaigns.title")
        return Report(title, CAMPAIGNS, tuple(rows), (Message("inquiry.campaigns.note"),))

    def _stage(self, task: int) -> Texts:
        job = self._problem.jobs[self._problem.tasks[task].job]
        return self._words.names.step(
            job.campaign, job.process.steps[self._problem.tasks[task].step].id
        ).texts()

    def _campaign(self, task: int) -> Texts:
        return self._words.campaign(self._problem.jobs[self._problem.tasks[task].job].campaign)

    def _people(self, task: int) -> Cell:
        team = [self._problem.people[one].id for one in self._course.people[task]]
        return self._words.list_of(map(self._words.person, team)) if team else None

    def _reason(self, reason: Reason) -> Message:
        values: dict[str, Texts] = {}
        if reason.task is not None:
            values |= {"stage": self._stage(reason.task), "campaign": self._campaign(reason.task)}
        if reason.job is not None:
            values["campaign"] = self._words.campaign(self._problem.jobs[reason.job].campaign)
        if reason.person is not None:
            values["person"] = self._words.person(self._problem.people[reason.person].id)
        return Message(f"inquiry.reason.{reason.why}", values)


def _decisive(found: tuple[Reason, ...]) -> Reason:
    """The last thing that a task waited for, nights and weekends apart."""
    return next((one for one in reversed(found) if one.why != "closed"), found[-1])


def _hours(minutes: int) -> float | None:
    return None if minutes >= MOST else round(minutes / MINUTES_PER_HOUR, 2)


def _hours_text(minutes: int) -> str:
    return f"{minutes / MINUTES_PER_HOUR:.1f}"
