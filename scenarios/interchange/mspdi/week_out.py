"""Calendars for Project XML: the shared one, other weeks, and one for every person.

Exceptions are written in the form of 2007 and, for programs that know no other, in that of 2003 as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from scenarios.document import DateSpan, Person, Scenario
from scenarios.document.calendar import Week, shift_minutes
from scenarios.interchange.mspdi.build import child, put
from scenarios.interchange.mspdi.times import clock_text
from scenarios.interchange.mspdi.vocabulary import DAY_TYPES

SHARED_UID = 1
_LAST_MINUTE = dt.time(23, 59)


def write_calendars(
    project: ET.Element, scenario: Scenario, members: Mapping[int, Person | None]
) -> dict[int, int]:
    """Append all calendars; returns ``CalendarUID`` by resource.

    ``members`` are people by their ``UID`` as resources, None for what is no person.
    """
    calendars = ET.SubElement(project, "Calendars")
    _base(calendars, SHARED_UID, "Standard", scenario.calendar.week, scenario)
    bases = {}
    for uid, own in enumerate(scenario.organisation.calendars, start=SHARED_UID + 1):
        _base(calendars, uid, own.id, own.week, scenario)
        bases[own.id] = uid
    found = {}
    for uid, (resource, person) in enumerate(members.items(), start=SHARED_UID + 1 + len(bases)):
        base = bases.get(person.calendar or "", SHARED_UID) if person else SHARED_UID
        _derived(calendars, uid, person, base)
        found[resource] = uid
    return found


def _base(calendars: ET.Element, uid: int, name: str, week: Week, scenario: Scenario) -> None:
    made = child(calendars, "Calendar", UID=uid, Name=name, IsBaseCalendar=True, BaseCalendarUID=-1)
    days = ET.SubElement(made, "WeekDays")
    for number, weekday in enumerate(DAY_TYPES, start=1):
        shifts = week.get(weekday, ())
        _hours(child(days, "WeekDay", DayType=number, DayWorking=bool(shifts)), shifts)
    holidays = scenario.calendar.holidays
    closed = {day for span in holidays for day in span.days()}
    makeup = tuple(
        DateSpan(first=day, last=day)
        for day in sorted(set(scenario.calendar.working_weekends) - closed)
        if week.get("mon")
    )
    exceptions = [*((span, ()) for span in holidays), *((span, tuple(week["mon"])) for span in makeup)]
    _exceptions(made, days, exceptions)


def _derived(calendars: ET.Element, uid: int, person: Person | None, base: int) -> None:
    name = person.name.en if person else f"Calendar {uid}"
    made = child(calendars, "Calendar", UID=uid, Name=name, IsBaseCalendar=False, BaseCalendarUID=base)
    days = ET.Element("WeekDays")
    leave = person.leave if person else ()
    if leave:
        made.append(days)
        _exceptions(made, days, [(span, ()) for span in leave])


def _exceptions(
    calendar: ET.Element, days: ET.Element, spans: Iterable[tuple[DateSpan, tuple[str, ...]]]
) -> None:
    spans = list(spans)
    for span, shifts in spans:
        day = child(days, "WeekDay", DayType=0, DayWorking=bool(shifts))
        _period(day, span)
        _hours(day, shifts)
    if not spans:
        return
    exceptions = ET.SubElement(calendar, "Exceptions")
    for span, shifts in spans:
        one = child(exceptions, "Exception", EnteredByOccurrences=False)
        _period(one, span)
        put(one, Occurrences=(span.last - span.first).days + 1, Type=1, DayWorking=bool(shifts))
        _hours(one, shifts)


def _period(parent: ET.Element, span: DateSpan) -> None:
    child(
        parent,
        "TimePeriod",
        FromDate=dt.datetime.combine(span.first, dt.time()),
        ToDate=dt.datetime.combine(span.last, _LAST_MINUTE),
    )


def _hours(parent: ET.Element, shifts: Iterable[str]) -> None:
    spans = [shift_minutes(shift) for shift in shifts]
    if not spans:
        return
    times = ET.SubElement(parent, "WorkingTimes")
    for start, end in spans:
        child(times, "WorkingTime", FromTime=clock_text(start), ToTime=clock_text(end))
