"""The log of a replication as events of process mining."""

from __future__ import annotations

from scenarios.document.horizon import Horizon
from scenarios.eventlog import Event, Lifecycle
from simulation.log import NOBODY, EventLog, Kind

LIFECYCLE: dict[str, Lifecycle] = {
    "ENABLED": "schedule",
    "READY": "assign",
    "STARTED": "start",
    "VOIDED": "ate_abort",
    "RECALLED": "withdraw",
    "REOPENED": "reassign",
    "SUSPENDED": "suspend",
    "RESUMED": "resume",
    "STRANDED": "ate_abort",
}
"""Standard transitions by kind of row; every other kind is something that is complete."""
WHOLE_CASE = "case"
"""What activities that concern a case as a whole begin with."""


def events_of(log: EventLog, horizon: Horizon) -> tuple[Event, ...]:
    """Every row of a log, in order; times become wall-clock times of the horizon."""
    return tuple(_event(log, row, horizon) for row in log.rows.tolist())


def _event(log: EventLog, row: list[int], horizon: Horizon) -> Event:
    time, number, job, step, visit, person = row
    kind = Kind(number)
    whole_case = step == NOBODY
    return Event(
        case=log.jobs[job],
        activity=f"{WHOLE_CASE}.{kind.name.lower()}" if whole_case else log.steps[job][step],
        lifecycle=LIFECYCLE.get(kind.name, "complete"),
        time=horizon.moment(time),
        resource="" if person == NOBODY else log.people[person],
        visit=None if whole_case or visit == NOBODY else visit + 1,
        cause=kind.name.lower(),
    )
