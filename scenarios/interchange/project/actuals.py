"""What a project says has happened, as the actuals of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from scenarios.actuals import Actuals, StepActual
from scenarios.actuals.values import minute_of
from scenarios.document import Horizon
from scenarios.interchange.project.model import Task
from scenarios.interchange.remarks import Remarks


def step_actuals(
    job: str,
    steps: Iterable[Task],
    ids: Mapping[str, str],
    persons: Mapping[str, str],
    horizon: Horizon,
    remarks: Remarks,
) -> Iterator[StepActual]:
    """Where each step stands that has begun; progress without any date cannot be held."""
    for task in steps:
        began = task.started or task.finished
        if began is None:
            if task.done > 0:
                remarks.left("progress_undated", f"{task.name} ({task.done:.0%})")
            continue
        if task.started is None:
            remarks.note("start_unknown", task.name)
        people = tuple(persons[one.person] for one in task.assignments if one.person in persons)
        yield StepActual(
            job=job,
            step=ids[task.key],
            started=minute_of(began, horizon),
            finished=minute_of(task.finished, horizon) if task.finished else None,
            people=people,
            share_done=task.done if task.finished is None and 0 < task.done < 1 else None,
        )


def actuals_until(
    steps: tuple[StepActual, ...], status_date: dt.date | None, horizon: Horizon
) -> Actuals | None:
    """All steps at the moment by which all of it had happened; None where nothing had."""
    if not steps:
        return None
    moments = [one.finished if one.finished is not None else (one.started or 0) + 1 for one in steps]
    status = horizon.minute(status_date) if status_date else 0
    return Actuals(status=max(status, *moments), steps=steps)
