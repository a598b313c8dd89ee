"""Whether a schedule is semi-active: nothing could happen earlier without another order of work.

A schedule that keeps the rules but idles would not come true: the rules of execution start every step as soon as its
people have nothing planned before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from optimizer.verify.violation import Violation, violation
from scenarios.network import Workload
from scenarios.plan import Schedule
from scenarios.worktime import CalendarExhausted, Span, Timeline

LONG_AGO = -(10**12)
"""Before every moment."""


Worked: TypeAlias = Mapping[str, int]
"""Working minutes of a task by person."""


def idle_violations(
    workload: Workload, schedule: Schedule, worked: Mapping[tuple[str, str], Worked]
) -> Iterator[Violation]:
    """Steps and admissions that could come earlier; the schedule is otherwise feasible. What is settled is left out.

    ``worked`` by job and step.
    """
    yield from _late_starts(workload, schedule, worked)
    yield from _late_admissions(workload, schedule)


def _late_starts(
    workload: Workload, schedule: Schedule, worked: Mapping[tuple[str, str], Worked]
) -> Iterator[Violation]:
    timelines = {worker.id: worker.timeline for worker in workload.people}
    standing = schedule.standing
    settled = standing.states if standing else {}
    status = standing.status if standing else LONG_AGO
    held: dict[str, list[Span]] = {}
    for task in schedule.tasks:
        for person in task.people if (task.job, task.step) in settled else ():
            held.setdefault(person, []).append((max(task.start, status), task.finish))
    free: dict[str, int] = {}
    moving = (task for task in schedule.tasks if task.people and (task.job, task.step) not in settled)
    for task in sorted(moving, key=lambda task: task.start):
        earliest = max(task.ready, status, *(free.get(person, LONG_AGO) for person in task.people))
        parts = [(timelines[one], worked[task.job, task.step][one]) for one in task.people]
        spans = [span for person in task.people for span in held.get(person, ())]
        if task.start != _first_start(parts, spans, earliest):
            yield violation("idle", task.job, task.step)
        free |= dict.fromkeys(task.people, task.finish)


def _first_start(parts: Sequence[tuple[Timeline, int]], held: Sequence[Span], moment: int) -> int | None:
    """The first moment from ``moment`` on at which a team can begin its parts (minutes each) and go through to the
    end without anyone being held by what is settled; None if there is none.
    """
    while True:
        start = _common_opening([timeline for timeline, _ in parts], moment)
        if start is None:
            return None
        try:
            finish = max(timeline.advance(start, minutes) for timeline, minutes in parts)
        except CalendarExhausted:
            return None
        moment = max((end for begin, end in held if begin < finish and end > start), default=start)
        if moment == start:
            return start


def _common_opening(timelines: list[Timeline], moment: int) -> int | None:
    """The first moment at which all are at work; None if there is none."""
    try:
        while (latest := max(timeline.next_open(moment) for timeline in timelines)) > moment:
            moment = latest
    except CalendarExhausted:
        return None
    return moment


def _late_admissions(workload: Workload, schedule: Schedule) -> Iterator[Violation]:
    """Jobs admitted after they are eligible, though neither the WIP limit nor their turn explains it."""
    jobs = {job.job: job for job in schedule.jobs}
    standing = schedule.standing
    status = standing.status if standing else LONG_AGO
    given = frozenset(standing.admitted) if standing else frozenset()
    eligible = {
        job.id: max(
            [job.release, status, *(jobs[workload.jobs[other].id].launch for other in job.prerequisites)]
        )
        for job in workload.jobs
    }
    for job in workload.jobs:
        if not job.limited and job.id not in given and jobs[job.id].admission > eligible[job.id]:
            yield violation("admitted_late", job.id)
    limited = [job for job in workload.jobs if job.limited]
    before = [jobs[job.id] for job in limited if job.id in given]
    turn = LONG_AGO
    queue = [job for job in limited if job.id not in given]
    for job in sorted(queue, key=lambda job: (jobs[job.id].admission, job.index)):
        admission = jobs[job.id].admission
        busy = sum(earlier.completion >= admission for earlier in before)
        full = workload.wip_limit is not None and busy >= workload.wip_limit
        if admission > max(eligible[job.id], turn) and not full:
            yield violation("admitted_late", job.id)
        before.append(jobs[job.id])
        turn = admission
