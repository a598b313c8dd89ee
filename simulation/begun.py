"""Work that was under way when the plan was made again: what a run takes over instead of drawing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from scenarios.network import Job, Worker, Workload, effort_minutes
from scenarios.plan import Schedule, ScheduledTask
from scenarios.standing import Standing

LONG_AGO = -(10**12)


class Given(NamedTuple):
    """The first visit to a step as it was, or as it is expected to end; what is ``done`` is not rejected any more."""

    start: int
    finish: int
    done: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """What is given of one job, by step: first visits, and shares of their efforts that are left of others."""

    status: int
    given: tuple[Given | None, ...]
    shares: tuple[float, ...]


def begun_work(workload: Workload, schedule: Schedule) -> tuple[Workload, tuple[Begun, ...]]:
    """The workload from the status date on, and what is given of each job.

    Admitted jobs are released when they were. Nobody works on anything that is open before the status, nor while held
    by what is under way. What is frozen is planned work like any other: it may begin early, and may go wrong.
    """
    standing = schedule.standing
    if standing is None:
        message = "the schedule knows of no work under way"
        raise ValueError(message)
    tasks = {(task.job, task.step): task for task in schedule.tasks}
    admissions = {job.job: job.admission for job in schedule.jobs}
    jobs = tuple(
        replace(job, release=admissions[job.id], prerequisites=()) if job.id in standing.admitted else job
        for job in workload.jobs
    )
    held = _held(schedule, standing)
    people = tuple(
        _from_then_on(worker, held.get(worker.id, []), standing.status) for worker in workload.people
    )
    begun = tuple(_begun(job, tasks, standing) for job in workload.jobs)
    return replace(workload, jobs=jobs, people=people), begun


def _begun(job: Job, tasks: dict[tuple[str, str], ScheduledTask], standing: Standing) -> Begun:
    given: list[Given | None] = []
    shares: list[float] = []
    for step in job.process.steps:
        key = (job.id, step.id)
        state, left = standing.states.get(key), standing.efforts.get(key)
        task = tasks[key]
        given.append(
            Given(task.start, task.finish, state == "done") if state in {"done", "running"} else None
        )
        whole = effort_minutes(step.effort.mean, job.size)
        shares.append(1.0 if left is None or not whole else left / whole)
    return Begun(standing.status, tuple(given), tuple(shares))


def _held(schedule: Schedule, standing: Standing) -> dict[str, list[tuple[int, int]]]:
    """Spans by person that work under way takes from the status on."""
    held: dict[str, list[tuple[int, int]]] = {}
    for task in schedule.tasks:
        if standing.states.get((task.job, task.step)) == "running":
            for person in task.people:
                held.setdefault(person, []).append((standing.status, task.finish))
    return held


def _from_then_on(worker: Worker, held: list[tuple[int, int]], status: int) -> Worker:
    return replace(worker, timeline=worker.timeline.minus([(LONG_AGO, status), *held]))
