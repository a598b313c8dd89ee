"""Why a task stands where it stands: who or what it waited for, from its readiness to its start.

A course is semi-active: every task starts as soon as the order of the plan allows. So there is always a reason, and
going from reason to reason leads from a launch back to the start: the critical chain (Goldratt 1997), through people as
well as through precedence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from optimizer.schedule.course import Course
from optimizer.schedule.problem import Problem
from scenarios.worktime import Span, Timeline

Why: TypeAlias = Literal[
    "release",
    "status",
    "prerequisite",
    "wip",
    "predecessor",
    "handoff",
    "latency",
    "busy",
    "colleague",
    "leave",
    "closed",
]
"""What a task waited for: its campaign's release, the start of planning, another campaign's launch, room under the
WIP limit, an earlier stage, a hand-off, a sign-off or wait, somebody busy elsewhere, a colleague of the team,
somebody's own time off, or time that is nobody's."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A stretch of time [since, until) and what was waited for in it. Indices refer to the problem."""

    why: Why
    since: int
    until: int
    task: int | None = None
    """The task in the way."""
    job: int | None = None
    """The job in the way: a prerequisite, or one in progress."""
    person: int | None = None


def reasons(problem: Problem, course: Course, task: int) -> tuple[Reason, ...]:
    """Why a task is not earlier, in the order of time: what made it ready, then what it waited for."""
    return (*_ready(problem, course, task), *_start(problem, course, task))


def _ready(problem: Problem, course: Course, index: int) -> Iterator[Reason]:
    task = problem.tasks[index]
    ready = course.ready[index]
    if not task.predecessors:
        yield _admission(problem, course, task.job)
        return
    arrivals = [
        (timeline.advance(course.finish[earlier], minutes), earlier)
        for (earlier, minutes), timeline in zip(task.predecessors, task.handoffs, strict=True)
    ]
    _, earlier = max(arrivals)
    finish = course.finish[earlier]
    kind: Why = "predecessor" if problem.tasks[earlier].people else "latency"
    yield Reason(kind, course.start[earlier], finish, task=earlier)
    if ready > finish:
        yield Reason("handoff", finish, ready, task=earlier)


def _admission(problem: Problem, course: Course, job: int) -> Reason:
    """What decided a job's admission: the last of its release, its prerequisites and room under the WIP limit."""
    data, moment = problem.jobs[job], course.admission[job]
    launches = [(course.launch(problem, earlier), earlier) for earlier in data.prerequisites]
    eligible = max([problem.release(job), *(launch for launch, _ in launches)])
    if moment > eligible:
        return Reason("wip", eligible, moment, job=_made_room(problem, course, job))
    if launches and max(launches)[0] == moment > problem.release(job):
        return Reason("prerequisite", problem.release(job), moment, job=max(launches)[1])
    return Reason("release" if data.release == moment and moment else "status", moment, moment, job=job)


def _made_room(problem: Problem, course: Course, job: int) -> int | None:
    """The job whose end let this one in; one that was itself admitted at that moment, if none ended then."""
    moment = course.admission[job]
    others = [one.index for one in problem.jobs if one.index != job and problem.queues(one.index)]
    ended = [one for one in others if course.completion(problem, one) == moment]
    admitted = [one for one in others if course.admission[one] == moment]
    return next(iter(ended or admitted), None)


def _start(problem: Problem, course: Course, index: int) -> Iterator[Reason]:
    """From readiness to the start: bookings of the team, then time in which somebody is not at work."""
    since, start = course.ready[index], course.start[index]
    if start == since or not problem.tasks[index].people:
        return
    free, before, person = _last_to_come_free(course, index)
    if before is not None and free > since:
        yield Reason("busy", since, free, task=before, person=person)
        since = free
    if start > since:
        yield _time_off(problem, course, index, since)


def _last_to_come_free(course: Course, index: int) -> tuple[int, int | None, int]:
    """When the last of a task's people is through with earlier work, that work, and who it is."""
    return max(
        ((*_before(course, index, person), person) for person in course.people[index]),
        key=lambda one: one[0],
    )


def _before(course: Course, index: int, person: int) -> tuple[int, int | None]:
    """The end of what a person did last before a task, and the task that it was."""
    earlier = [
        (course.finish[other], other)
        for other, team in enumerate(course.people)
        if other != index and person in team and course.start[other] < course.start[index]
    ]
    return max(earlier, default=(0, None), key=lambda one: one[0])


def _time_off(problem: Problem, course: Course, index: int, since: int) -> Reason:
    """Who of a team keeps it from starting at ``since``: the last to be at work."""
    start = course.start[index]
    timelines = {person: problem.people[person].timeline for person in course.people[index]}
    last = max(timelines, key=lambda person: timelines[person].next_open(since))
    if not _is_personal(problem.shared, timelines[last], (since, start)):
        return Reason("closed", since, start, person=last)
    if timelines[last].next_open(since) < start:
        return Reason("colleague", since, start, person=last)
    return Reason("leave", since, start, person=last)


def _is_personal(shared: Timeline, own: Timeline, span: Span) -> bool:
    """Whether a person is away in a span although the house is open."""
    return shared.between(*span) > own.between(*span)


@dataclass(frozen=True, slots=True)
class Link:
    """A task of a critical chain, and what ties it to the one before it in the chain."""

    task: int
    reasons: tuple[Reason, ...]


def critical_chain(problem: Problem, course: Course, job: int) -> tuple[Link, ...]:
    """From a job's launch back to the beginning, the last link first: each task with why it is not earlier.

    The chain goes to the task that came free last where the start waited for somebody, else to what made it ready.
    """
    chain: list[Link] = []
    task: int | None = problem.launch_task(job)
    while task is not None:
        found = reasons(problem, course, task)
        chain.append(Link(task, found))
        task = _previous(problem, course, found)
    return tuple(chain)


def _previous(problem: Problem, course: Course, found: tuple[Reason, ...]) -> int | None:
    for reason in reversed(found):
        if reason.why in {"busy", "predecessor", "latency"}:
            return reason.task
        if reason.why == "prerequisite" and reason.job is not None:
            return problem.launch_task(reason.job)
        if reason.why == "wip" and reason.job is not None:
            tasks = range(problem.first[reason.job], problem.first[reason.job + 1])
            ended = course.completion(problem, reason.job) <= reason.until
            return max(tasks, key=course.finish.__getitem__) if ended else None
    return None
