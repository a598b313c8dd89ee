"""Whether a schedule is semi-active: nothing could happen earlier without another order of work.

A schedule that keeps the rules but idles would not come true: the rules of execution start every step as soon as its
people have nothing planned before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from optimizer.verify.violation import Violation, violation
from scenarios.network import Workload
from scenarios.plan import ScheduledJob, ScheduledTask
from scenarios.worktime import CalendarExhausted, Timeline

LONG_AGO = -(10**12)


def idle_violations(
    workload: Workload, jobs: Mapping[str, ScheduledJob], tasks: Sequence[ScheduledTask]
) -> Iterator[Violation]:
    """Steps and admissions that could come earlier; the schedule is otherwise feasible.

    ``jobs`` by id; ``tasks`` in any order.
    """
    yield from _late_starts(workload, tasks)
    yield from _late_admissions(workload, jobs)


def _late_starts(workload: Workload, tasks: Sequence[ScheduledTask]) -> Iterator[Violation]:
    timelines = {worker.id: worker.timeline for worker in workload.people}
    free: dict[str, int] = {}
    for task in sorted((task for task in tasks if task.people), key=lambda task: task.start):
        earliest = max(task.ready, *(free.get(person, LONG_AGO) for person in task.people))
        if task.start != _common_opening([timelines[person] for person in task.people], earliest):
            yield violation("idle", task.job, task.step)
        free |= dict.fromkeys(task.people, task.finish)


def _common_opening(timelines: list[Timeline], moment: int) -> int | None:
    """The first moment at which all are at work; None if there is none."""
    try:
        while (latest := max(timeline.next_open(moment) for timeline in timelines)) > moment:
            moment = latest
    except CalendarExhausted:
        return None
    return moment


def _late_admissions(workload: Workload, jobs: Mapping[str, ScheduledJob]) -> Iterator[Violation]:
    """Jobs admitted after they are eligible, though neither the WIP limit nor their turn explains it."""
    eligible = {
        job.id: max([job.release, *(jobs[workload.jobs[other].id].launch for other in job.prerequisites)])
        for job in workload.jobs
    }
    for job in workload.jobs:
        if not job.limited and jobs[job.id].admission > eligible[job.id]:
            yield violation("admitted_late", job.id)
    limited = [job for job in workload.jobs if job.limited]
    queue = sorted(limited, key=lambda job: (jobs[job.id].admission, job.index))
    before: list[ScheduledJob] = []
    for job in queue:
        admission = jobs[job.id].admission
        turn = before[-1].admission if before else LONG_AGO
        busy = sum(earlier.completion >= admission for earlier in before)
        full = workload.wip_limit is not None and busy >= workload.wip_limit
        if admission > max(eligible[job.id], turn) and not full:
            yield violation("admitted_late", job.id)
        before.append(jobs[job.id])
