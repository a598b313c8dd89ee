"""From a file to checked `Actuals`: a table of steps, or an event log as CSV or XES."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from scenarios.actuals.checks import check_actuals
from scenarios.actuals.events import WHOLE_CASE, Moment, actuals_at
from scenarios.actuals.table import actuals_in
from scenarios.actuals.values import Actuals, minute_of
from scenarios.document.scenario import Scenario
from scenarios.errors import DocumentError, Location, Problem
from scenarios.history.checks import refuse
from scenarios.history.columns import EXPORTED, EventColumns
from scenarios.history.lifecycle import Event, events_in
from scenarios.history.limits import MAX_BYTES
from scenarios.history.moments import local_clock
from scenarios.history.xes import events_in_xes
from scenarios.names import Names
from scenarios.network import Workload
from scenarios.reading import csv
from scenarios.suggestions import guess


def read_actuals(
    path: str | os.PathLike[str],
    scenario: Scenario,
    workload: Workload,
    status: int,
    *,
    zone: str | None = None,
) -> Actuals:
    """What had happened by ``status`` according to a file, checked against the plan's work.

    Args:
        path: a table with the columns of `scenarios.actuals.COLUMNS`, or an event log: CSV with one row an event, or
            XES (``.xes``, ``.xes.gz``). Cases of a log that are no jobs of the plan are left out; campaigns, stages and
            people may be called by identifier or by name.
        scenario: the document of the plan.
        workload: the plan's jobs.
        status: minutes since the start of the horizon.
        zone: local time zone in which times with an offset are read.

    Raises:
        DocumentError: with every problem of the file, or of what it says.
    """
    file = Path(path)
    if file.name.lower().endswith((".xes", ".xes.gz")):
        events, problems = events_in_xes(file, EXPORTED)
        return _from_events(events, problems, scenario, workload, status, zone, file.name)
    table = csv.read(file, MAX_BYTES)
    if {"job", "step", "started", "finished"} <= set(table.header):
        actuals, problems, places = actuals_in(table, scenario.horizon, status, zone)
        refuse([*problems, *check_actuals(actuals, workload, scenario.horizon, places)])
        return actuals
    columns = EXPORTED if "cause" in table.header else EventColumns()
    events, problems = events_in(table, columns)
    return _from_events(events, problems, scenario, workload, status, zone, file.name)


def _from_events(
    events: list[Event],
    problems: Iterable[Problem],
    scenario: Scenario,
    workload: Workload,
    status: int,
    zone: str | None,
    source: str,
) -> Actuals:
    clock, timing, _ = local_clock([event.stamp for event in events], zone, source)
    refuse([*problems, *timing])
    known = _Known(scenario, workload)
    moments: list[Moment] = []
    wrong: dict[tuple[str, str], Problem] = {}
    for event in sorted(events, key=lambda one: clock.local(one.stamp.time)):
        case = known.jobs.get(event.case.casefold())
        if case is None:
            continue
        activity = known.activity(case, event.activity)
        if activity is None:
            steps = known.steps[case]
            values = {
                "job": case,
                "step": event.activity,
                "steps": ", ".join(dict.fromkeys(steps.values())),
                "guess": guess(event.activity, steps),
            }
            problem = Problem("actuals_step_unknown", (), values, event.stamp.place)
            wrong.setdefault((case, event.activity), problem)
            continue
        moments.append(
            Moment(
                minute_of(clock.local(event.stamp.time), scenario.horizon),
                case,
                activity,
                event.transition,
                tuple(known.people.get(name.casefold(), name) for name in event.resources),
                event.outcome,
            )
        )
    if events and not moments and not wrong:
        names = ", ".join(sorted({event.case for event in events})[:5])
        raise DocumentError([Problem("actuals_no_case", (), {"cases": names}, Location(source))])
    actuals = actuals_at(moments, workload, status)
    refuse([*wrong.values(), *check_actuals(actuals, workload, scenario.horizon)])
    return actuals


class _Known:
    """Identifiers by identifier and by name in either language, in lower case."""

    def __init__(self, scenario: Scenario, workload: Workload) -> None:
        names = Names(scenario)
        self.jobs = {job.id.casefold(): job.id for job in workload.jobs}
        for campaign, label in names.campaigns.items():
            for text in (label.en, label.zh):
                if campaign in self.jobs.values():
                    self.jobs.setdefault(text.casefold(), campaign)
        self.people = {worker.id.casefold(): worker.id for worker in workload.people}
        for person, label in names.people.items():
            for text in (label.en, label.zh):
                self.people.setdefault(text.casefold(), person)
        self.steps: Mapping[str, dict[str, str]] = {
            job.id: {step.id.casefold(): step.id for step in job.process.steps} for job in workload.jobs
        }
        for job in workload.jobs:
            for step in job.process.steps:
                label = names.step(job.campaign, step.id)
                for text in (label.en, label.zh):
                    self.steps[job.id].setdefault(text.casefold(), step.id)

    def activity(self, case: str, activity: str) -> str | None:
        """The step that an activity is, or what concerns the case as a whole."""
        if activity.startswith(WHOLE_CASE):
            return activity
        return self.steps[case].get(activity.casefold())
