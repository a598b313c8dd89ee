"""Actuals of a plan that went as planned so far."""

from __future__ import annotations

from scenarios.actuals.values import Actuals, StepActual
from scenarios.plan import Schedule


def as_planned(schedule: Schedule, status: int) -> Actuals:
    """What has happened by ``status`` (minutes) if every step went as scheduled."""
    steps = tuple(
        StepActual(
            job=task.job,
            step=task.step,
            started=task.start,
            finished=task.finish if task.finish <= status else None,
            people=task.people,
        )
        for task in schedule.tasks
        if task.start < status or task.start == task.finish == status
    )
    admissions = {job.job: job.admission for job in schedule.jobs if job.admission < status}
    return Actuals(status=status, steps=steps, admissions=admissions)
