"""What a course changes of the plan: step by step, with the price and the reason of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from optimizer.replan.prices import Pricing
from optimizer.schedule.course import Course
from scenarios.document.base import Id, Value

Kind: TypeAlias = Literal["person", "start", "launch"]
Why: TypeAlias = Literal["gone", "away", "follows", "decided"]
"""Somebody is gone or away; it follows from what happened even if nothing is decided; it makes room for others."""


class Change(Value):
    """One change of the plan that costs something."""

    kind: Kind
    job: str
    step: str
    """The step that changes; the launch step for a launch."""
    people_before: tuple[Id, ...] = ()
    people_after: tuple[Id, ...] = ()
    moment_before: int
    """Start (or launch), minutes since the start of the horizon."""
    moment_after: int
    price: int
    """Minor units of money."""
    why: Why


def changes_of(pricing: Pricing, course: Course, nothing: Course) -> tuple[Change, ...]:
    """Every change that ``course`` makes of the plan, by moment; ``nothing`` is the course if nothing is decided."""
    found = [*_tasks(pricing, course, nothing), *_launches(pricing, course, nothing)]
    return tuple(sorted(found, key=lambda one: (one.moment_after, one.job, one.step, one.kind)))


def _tasks(pricing: Pricing, course: Course, nothing: Course) -> Iterator[Change]:
    problem = pricing.now.problem
    ids = [worker.id for worker in problem.people]
    for index, planned_people in pricing.people.items():
        planned, job = pricing.now.planned[index], problem.jobs[problem.tasks[index].job]
        people = frozenset(course.people[index])
        before, after = planned.people, tuple(ids[person] for person in course.people[index])
        if people != planned_people:
            yield Change(
                kind="person",
                job=job.id,
                step=planned.step,
                people_before=before,
                people_after=after,
                moment_before=planned.start,
                moment_after=course.start[index],
                price=pricing.prices.person,
                why=_why_other(pricing, index, nothing),
            )
        if course.start[index] > pricing.latest_start[index]:
            follows = nothing.start[index] > pricing.latest_start[index]
            yield Change(
                kind="start",
                job=job.id,
                step=planned.step,
                people_before=before,
                people_after=after,
                moment_before=planned.start,
                moment_after=course.start[index],
                price=pricing.prices.start,
                why="follows" if follows else "decided",
            )


def _why_other(pricing: Pricing, index: int, nothing: Course) -> Why:
    """Why somebody else does a step."""
    problem, planned = pricing.now.problem, pricing.people[index]
    if planned != frozenset(nothing.people[index]):
        return "gone"
    start = pricing.now.planned[index].start
    finish = pricing.now.planned[index].finish
    timelines = [problem.people[person].timeline for person in planned if person >= 0]
    minutes = problem.tasks[index].minutes
    at_work = all(
        timeline.between(start, finish) >= min(minutes[person], finish - start)
        for person, timeline in zip(sorted(planned), timelines, strict=True)
        if person in minutes
    )
    return "decided" if at_work else "away"


def _launches(pricing: Pricing, course: Course, nothing: Course) -> Iterator[Change]:
    problem = pricing.now.problem
    for job, latest in pricing.latest_launch.items():
        launch = course.launch(problem, job)
        if launch <= latest:
            continue
        planned = pricing.now.planned[problem.launch_task(job)]
        yield Change(
            kind="launch",
            job=problem.jobs[job].id,
            step=planned.step,
            moment_before=planned.finish,
            moment_after=launch,
            price=pricing.prices.launch,
            why="follows" if nothing.launch(problem, job) > latest else "decided",
        )
