"""The log of a replication as events of process mining."""

from __future__ import annotations

from scenarios.document.horizon import Horizon
from scenarios.eventlog import Event, Lifecycle
from simulation.answers.visit_table import OPEN, VisitTable, visit_table
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


def work_events(log: EventLog, horizon: Horizon) -> tuple[Event, ...]:
    """Finished visits only, as an information system would have logged them: assigned, started, completed (or aborted
    where the result did not count), with one row for a team and the result as the cause. A calibration reads it.
    """
    visits = visit_table(log)
    rejected = {tuple(row[2:5]) for row in log.of(Kind.REJECTED).tolist()}
    rows = [row for row in range(len(visits)) if visits.end[row] != OPEN]
    events = [event for row in rows for event in _work(log, visits, row, rejected, horizon)]
    return tuple(sorted(events, key=lambda event: event.time))


def _work(
    log: EventLog, visits: VisitTable, row: int, rejected: set[tuple[int, ...]], horizon: Horizon
) -> list[Event]:
    job, step, visit = (int(column[row]) for column in (visits.job, visits.step, visits.visit))
    void = bool(visits.void[row])
    result = "void" if void else "rejected" if (job, step, visit) in rejected else "accepted"
    moments: tuple[tuple[Lifecycle, int, str], ...] = (
        ("assign", int(visits.ready[row]), ""),
        ("start", int(visits.start[row]), ""),
        ("ate_abort" if void else "complete", int(visits.end[row]), result),
    )
    return [
        Event(
            case=log.jobs[job],
            activity=log.steps[job][step],
            lifecycle=lifecycle,
            time=horizon.moment(moment),
            resource=";".join(log.people[person] for person in visits.team(row).tolist()),
            visit=visit + 1,
            cause=cause,
        )
        for lifecycle, moment, cause in moments
    ]


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
