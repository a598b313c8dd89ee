"""Actuals from the events of a log, cut at a moment: what had begun, what was done, what was sent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from scenarios.actuals.values import Actuals, StepActual, minute_of
from scenarios.document.horizon import Horizon
from scenarios.eventlog import Event
from scenarios.history.lifecycle import ABORT, COMPLETE, START
from scenarios.network import Job, Step, Workload, effort_minutes

Happening: TypeAlias = Literal["start", "end", "reject", "void", "reopen"]

WHOLE_CASE = "case."
"""What activities that concern a case as a whole begin with."""
ENDS = frozenset({"", "ended", "accepted"})
"""Causes of a completion whose result stands."""
REOPENS = frozenset({"reassign", "withdraw"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One event at a minute of the horizon."""

    time: int
    case: str
    activity: str
    transition: str
    people: tuple[str, ...]
    cause: str


@dataclass(slots=True)
class _Visit:
    started: int
    people: list[str] = field(default_factory=list)
    finished: int | None = None


def actuals_of(events: Iterable[Event], workload: Workload, horizon: Horizon, status: int) -> Actuals:
    """What the events of a log (`scenarios.eventlog`) up to ``status`` amount to. Unknown cases are left out.

    Args:
        events: in order of time.
        workload: the jobs and steps that the cases and activities are.
        horizon: its first midnight is minute zero.
        status: minutes since then.
    """
    moments = (
        Moment(
            minute_of(event.time, horizon),
            event.case,
            event.activity,
            event.lifecycle,
            tuple(name for name in event.resource.split(";") if name),
            event.cause,
        )
        for event in events
    )
    return actuals_at(moments, workload, status)


def actuals_at(moments: Iterable[Moment], workload: Workload, status: int) -> Actuals:
    """As `actuals_of`, on minutes. What ends at the status has ended; what starts at it has not begun."""
    state = _State(workload)
    for moment in moments:
        if moment.time <= status:
            state.take(moment, status)
    return state.actuals(status)


class _State:
    """Visits under way and done, by job and step."""

    def __init__(self, workload: Workload) -> None:
        self._jobs = {job.id: job for job in workload.jobs}
        self._steps = {(job.id, step.id): (job, step) for job in workload.jobs for step in job.process.steps}
        self._visits: dict[tuple[str, str], _Visit] = {}
        self._repeat: dict[tuple[str, str], float] = {}
        self._admissions: dict[str, int] = {}

    def take(self, moment: Moment, status: int) -> None:
        if moment.activity == f"{WHOLE_CASE}admitted" and moment.time < status:
            if moment.case in self._jobs:
                self._admissions[moment.case] = moment.time
            return
        known = self._steps.get((moment.case, moment.activity))
        if known is None:
            return
        happening = _happening(moment)
        if happening == "start":
            if moment.time < status:
                self._start(moment)
        elif happening == "end":
            self._end(moment)
        elif happening == "reject":
            self._reject(*known)
        elif happening is not None:
            self._visits.pop((moment.case, moment.activity), None)

    def _start(self, moment: Moment) -> None:
        key = (moment.case, moment.activity)
        visit = self._visits.get(key)
        if visit is None or visit.finished is not None or visit.started < moment.time:
            visit = self._visits[key] = _Visit(moment.time)
        visit.people.extend(person for person in moment.people if person not in visit.people)

    def _end(self, moment: Moment) -> None:
        visit = self._visits.setdefault((moment.case, moment.activity), _Visit(moment.time))
        visit.finished = moment.time
        visit.people.extend(person for person in moment.people if person not in visit.people)

    def _reject(self, job: Job, step: Step) -> None:
        """The rule's target and all that follows it is to be done again."""
        rule = step.rework
        again = job.process.steps[rule.target if rule else step.index].descendants
        for index in again:
            key = (job.id, job.process.steps[index].id)
            if self._visits.pop(key, None) is not None and rule is not None:
                self._repeat[key] = rule.repeat_effort

    def actuals(self, status: int) -> Actuals:
        steps = [
            StepActual(
                job=job,
                step=step,
                started=visit.started,
                finished=visit.finished,
                people=tuple(visit.people),
                effort=None if visit.finished is not None else self._again((job, step)),
            )
            for (job, step), visit in self._visits.items()
        ]
        pending = [key for key in self._repeat if key not in self._visits]
        steps += [
            StepActual(job=key[0], step=key[1], effort=effort)
            for key in pending
            if (effort := self._again(key)) is not None
        ]
        place = {key: number for number, key in enumerate(self._steps)}
        steps.sort(key=lambda one: place[one.job, one.step])
        return Actuals(status=status, steps=tuple(steps), admissions=self._admissions)

    def _again(self, key: tuple[str, str]) -> int | None:
        """Minutes at normal speed that a repeated visit takes; None where the whole effort counts."""
        job, step = self._steps[key]
        if key not in self._repeat or step.kind != "work":
            return None
        return effort_minutes(step.effort.mean * self._repeat[key], job.size)


def _happening(moment: Moment) -> Happening | None:
    transition, cause = moment.transition.lower(), moment.cause.lower()
    if transition in START:
        return "start"
    if transition in COMPLETE:
        return "reject" if cause == "rejected" else "end" if cause in ENDS else None
    if transition in REOPENS:
        return "reopen"
    if transition in ABORT and cause != "stranded":
        return "void"
    return None
