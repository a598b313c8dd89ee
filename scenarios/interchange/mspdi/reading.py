"""Microsoft Project's XML (MSPDI) to a project, and to a document."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from scenarios.document import Horizon, WorkingCalendar
from scenarios.document.calendar import WEEKDAYS, shift_minutes
from scenarios.interchange.faults import Faults, refusal
from scenarios.interchange.mspdi.elements import Values
from scenarios.interchange.mspdi.fields_in import aliases
from scenarios.interchange.mspdi.people_in import Clock, PeopleReader
from scenarios.interchange.mspdi.tasks_in import TaskReader, read_assignments
from scenarios.interchange.mspdi.week_in import STANDARD, Calendar, read_calendars
from scenarios.interchange.project.drafting import draft_scenario
from scenarios.interchange.project.model import Project
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Brought
from scenarios.interchange.xml import Element, parse_xml, read_xml
from scenarios.worktime import working_timeline

ROOT = "Project"
LONGEST_WEEKS = 520
"""Of a project, for the working time between dates."""
_PERIODS: dict[str, Literal["week", "fortnight", "month"]] = {
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
}


def read_project_file(path: str | os.PathLike[str]) -> Brought:
    """The document that a file of Microsoft Project in XML holds.

    Raises:
        DocumentError: with every problem of the file, each with its line.
    """
    place = Path(path)
    return draft_scenario(project_of(read_xml(place), place.name))


def read_project_xml(content: bytes, source: str = "") -> Brought:
    """The document in a text in Project's XML; see `read_project_file`."""
    return draft_scenario(project_of(parse_xml(content, source), source))


def project_of(root: Element, source: str) -> Project:
    """The project in the tree of a file.

    Raises:
        DocumentError: with every problem.
    """
    if root.tag != ROOT:
        raise refusal("root", source, root.line, found=root.tag, wanted=ROOT)
    faults, remarks = Faults(source), Remarks()
    values = Values(root, faults)
    calendars = read_calendars(root, faults)
    standard = Calendar("", "", dict(STANDARD))
    shared = calendars.get(values.text("CalendarUID")) or next(iter(calendars.values()), standard)
    known = aliases(root, remarks)
    people = PeopleReader(shared, calendars, known, _clock(values), faults, remarks)
    members = people.members(root)
    by_key = {member.key: member for member in members}
    assigned = read_assignments(root, by_key, people.skipped, faults, remarks)
    start, calendar = _start(values, root), _working_calendar(shared, remarks)
    timeline = working_timeline(Horizon(start=start, periods=LONGEST_WEEKS), calendar)
    reader = TaskReader(start, timeline, _minutes_of_week(shared), known, assigned, faults, remarks)
    tasks = reader.tasks(root)
    if not tasks:
        faults.add("nothing", None)
    project = Project(
        source=source,
        name=values.text("Title") or values.text("Name") or Path(source).stem or ROOT,
        start=start,
        calendar=calendar,
        tasks=tasks,
        members=members,
    )
    found = _with_head(project, values, reader.project_fields)
    faults.refuse()
    return replace(found, notes=remarks.notes, left_out=remarks.left_out)


def _with_head(project: Project, values: Values, own: Mapping[str, str]) -> Project:
    """The project with what the head of its file says, and its summary task if we wrote it."""
    currency, status, periods = values.text("CurrencyCode"), values.moment("StatusDate"), own.get("periods")
    known = len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()
    return replace(
        project,
        status_date=status.date() if status else None,
        currency=currency if known else "CNY",
        identifier=own.get("campaign", ""),
        periods=int(periods) if periods else None,
        period=_PERIODS.get(own.get("workflow", ""), "week"),
    )


def _clock(values: Values) -> Clock:
    day = values.whole("MinutesPerDay") or 480
    return Clock(day, values.whole("MinutesPerWeek") or 5 * day, (values.whole("DaysPerMonth") or 20) * day)


def _start(values: Values, root: Element) -> dt.date:
    """The project's first day: its own, or the first of a task where that lies earlier or is all that is said."""
    tasks = (Values(one, values.faults).moment("Start") for one in root.all("Tasks", "Task"))
    known = [moment.date() for moment in (values.moment("StartDate"), *tasks) if moment]
    if not known:
        values.faults.add("missing", root.line, "StartDate", key="StartDate", of=ROOT)
    return min(known, default=dt.date(2000, 1, 3))


def _minutes_of_week(calendar: Calendar) -> int:
    shifts = [shift_minutes(shift) for day in calendar.week.values() for shift in day]
    return sum(end - start for start, end in shifts)


def _usual(shared: Calendar, day: dt.date) -> tuple[str, ...]:
    return tuple(shared.week.get(WEEKDAYS[day.weekday()], ()))


def _working_calendar(shared: Calendar, remarks: Remarks) -> WorkingCalendar:
    """The shared calendar: extra working days have Monday's shifts, other hours on single days cannot be held."""
    makeup = [day for day, hours in shared.on.items() if hours == shared.week.get("mon")]
    for day, hours in sorted(shared.on.items()):
        if day not in makeup and hours != _usual(shared, day):
            remarks.left("other_hours", day.isoformat())
    return WorkingCalendar(week=shared.week, holidays=shared.spans, working_weekends=tuple(sorted(makeup)))
