"""What a project says has happened, as rows of an event log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from scenarios.eventlog import Event, Lifecycle
from scenarios.interchange.project.model import Task
from scenarios.interchange.remarks import Remarks


def actual_events(
    case: str,
    steps: Iterable[Task],
    ids: Mapping[str, str],
    persons: Mapping[str, str],
    remarks: Remarks,
) -> Iterator[Event]:
    """A start and a completion for each step, where it has them, by everyone who is on it.

    The share of work that is done on a running step has no place in an event log; it is named.
    """
    for task in steps:
        if task.started is None and task.finished is None:
            if task.done > 0:
                remarks.left("progress_undated", f"{task.name} ({task.done:.0%})")
            continue
        if task.finished is None and task.done > 0:
            remarks.left("progress", f"{task.name} ({task.done:.0%})")
        people = [persons[one.person] for one in task.assignments if one.person in persons] or [""]
        moments: list[tuple[Lifecycle, dt.datetime | None]] = [
            ("start", task.started),
            ("complete", task.finished),
        ]
        for lifecycle, moment in moments:
            if moment is None:
                continue
            for person in people:
                yield Event(case, ids[task.key], lifecycle, moment, person, 1, "")
