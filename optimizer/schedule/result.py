"""A course in the document's identifiers, with what is known about its quality."""

from __future__ import annotations

from optimizer.schedule.course import Course
from optimizer.schedule.problem import Problem
from scenarios.display import money_texts, percent_text
from scenarios.i18n import Message
from scenarios.plan import Proof, Schedule, ScheduledJob, ScheduledTask, Status


def to_schedule(problem: Problem, course: Course, proof: Proof, currency: str | None = None) -> Schedule:
    """The schedule that a course of the whole problem stands for.

    With a ``currency``, ``proof`` is of the value lost by lateness, and a note tells in money how far that can be from
    the best possible; without one no amount is told.
    """
    return Schedule(
        proof=proof,
        jobs=tuple(_job(problem, course, index) for index in range(len(problem.jobs))),
        tasks=tuple(_task(problem, course, index) for index in range(len(problem.tasks))),
        people_minutes=_people_minutes(problem, course),
        notes=(*_late(problem, course), *_distance(proof, currency)),
    )


def make_proof(loss: int, bound: int, relative_gap: float) -> Proof:
    """How good a schedule that loses ``loss`` minor units is, if none can lose less than ``bound``."""
    gap = (loss - bound) / max(loss, 1)
    status = Status.OPTIMAL if gap <= relative_gap else Status.FEASIBLE
    return Proof(status=status, value=float(loss), bound=float(bound), gap=gap)


def _job(problem: Problem, course: Course, index: int) -> ScheduledJob:
    job = problem.jobs[index]
    return ScheduledJob(
        job=job.id,
        campaign=job.campaign,
        kind=job.kind,
        admission=course.admission[index],
        launch=course.launch(problem, index),
        completion=course.completion(problem, index),
    )


def _task(problem: Problem, course: Course, index: int) -> ScheduledTask:
    task = problem.tasks[index]
    job = problem.jobs[task.job]
    return ScheduledTask(
        job=job.id,
        step=job.process.steps[task.step].id,
        people=tuple(problem.people[person].id for person in course.people[index]),
        ready=course.ready[index],
        start=course.start[index],
        finish=course.finish[index],
    )


def _people_minutes(problem: Problem, course: Course) -> dict[str, int]:
    minutes = {worker.id: 0 for worker in problem.people}
    for task, people in zip(problem.tasks, course.people, strict=True):
        settled = problem.fixed.tasks.get(task.index)
        worked = task.minutes if settled is None else settled.minutes
        for person in people:
            minutes[problem.people[person].id] += worked[person]
    return minutes


def _late(problem: Problem, course: Course) -> tuple[Message, ...]:
    campaigns = [job for job in problem.jobs if job.kind == "preparation"]
    late = [job.id for job in campaigns if course.launch(problem, job.index) > job.target]
    if not late:
        return ()
    return (Message("schedule.note.late", {"late": len(late), "campaigns": len(campaigns)}),)


def _distance(proof: Proof, currency: str | None) -> tuple[Message, ...]:
    """How far the loss is from the best possible, in words; nothing where nothing is lost or nothing is proven."""
    if not proof.value or not proof.bound or proof.gap is None or currency is None:
        return ()
    if proof.bound >= proof.value:
        return (Message("schedule.note.best"),)
    values: dict[str, str | dict[str, str]] = {
        "loss": money_texts(proof.value, currency),
        "bound": money_texts(proof.bound, currency),
        "excess": money_texts(proof.value - proof.bound, currency),
        "share": percent_text(proof.gap),
    }
    return (Message("schedule.note.distance", values),)
