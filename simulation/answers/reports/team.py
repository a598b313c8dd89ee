"""The team over time as tables."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scenarios.display import percent_text
from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report
from simulation.answers.reports.cells import days, number, rest, share
from simulation.answers.team_values import Series, TeamProfile

LOAD = (
    Heading("load_of", "text"),
    Heading("load_overall"),
    Heading("load_greatest"),
    Heading("load_when"),
)
CAPACITY = (
    Heading("bin_from", "text"),
    Heading("bin_to", "text"),
    Heading("load_hours"),
    Heading("capacity_hours"),
    Heading("launches"),
)
FLOW = (
    Heading("day", "text"),
    Heading("wip_mean"),
    Heading("flow_eligible"),
    Heading("flow_admitted"),
    Heading("flow_launched"),
    Heading("flow_completed"),
)
QUEUES = (
    Heading("stage", "text"),
    Heading("queue_workflow", "text"),
    Heading("queue_waiting"),
    Heading("queue_hours"),
    Heading("queue_visits"),
)
FLOW_CURVES = ("eligible", "admitted", "launched", "completed")


def team_reports(found: TeamProfile) -> tuple[Report, ...]:
    """Load of people, skills and departments; load against capacity; flow by day; lead times; queues."""
    groups = (("people", found.people), ("skills", found.skills), ("departments", found.departments))
    loads = (_load(kind, series, found) for kind, series in groups)
    return (*loads, _capacity(found), _flow(found), _leads(found), _queues(found))


def _load(kind: str, series: Iterable[Series], found: TeamProfile) -> Report:
    rows = []
    for one in series:
        known = [(value.value, place) for place, value in enumerate(one.values) if value is not None]
        greatest, place = max(known, key=lambda pair: (pair[0], -pair[1])) if known else (0.0, 0)
        when = found.edges[place].isoformat() if known else None
        rows.append((one.label.texts(), share(one.overall), percent_text(greatest) if known else None, when))
    note = Message("answers.load.note")
    return Report(Message(f"answers.load.{kind}"), LOAD, tuple(rows), (note, _rest(found)))


def _capacity(found: TeamProfile) -> Report:
    rows = tuple(
        (first.isoformat(), last.isoformat(), number(load), number(there), number(launches))
        for (first, last), load, there, launches in zip(
            pairwise(found.edges), found.load_hours, found.capacity_hours, found.launches, strict=True
        )
    )
    return Report(Message("answers.capacity.title"), CAPACITY, rows, (_rest(found),))


def _flow(found: TeamProfile) -> Report:
    rows: list[tuple[Cell, ...]] = []
    for place, day in enumerate(found.days):
        curves = (number(found.flow[name][place]) for name in FLOW_CURVES)
        rows.append((day.isoformat(), number(found.wip[place]), *curves))
    return Report(Message("answers.flow.title"), FLOW, tuple(rows), (_rest(found),))


def _leads(found: TeamProfile) -> Report:
    leads = found.lead_days or {}
    rows = tuple((percent_text(p, decimals=0), days(value)) for p, value in leads.items())
    headings = (Heading("lead_share", "text"), Heading("lead_days"))
    return Report(Message("answers.lead.title"), headings, rows, (Message("answers.lead.note"), _rest(found)))


def _queues(found: TeamProfile) -> Report:
    rows = tuple(
        (one.label.texts(), one.workflow, number(one.waiting), number(one.wait_hours), number(one.visits))
        for one in found.queues
    )
    return Report(Message("answers.queue.title"), QUEUES, rows, (_rest(found),))


def _rest(found: TeamProfile) -> Message:
    return rest(found.replications, found.confidence)
