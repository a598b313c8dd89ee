"""Everyone has some time to work in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from scenarios.checks.dates import planned_days
from scenarios.checks.rules import problem, warning
from scenarios.document import DateSpan, Scenario
from scenarios.document.calendar import WEEKDAYS, Shifts, Weekday
from scenarios.errors import Problem


def calendars_with_work(scenario: Scenario) -> Iterator[Problem]:
    """Every calendar has working time within the horizon."""
    if not has_working_time(scenario, scenario.calendar.week):
        yield problem("calendar_idle", ("calendar", "week"), id="calendar")
    for number, calendar in enumerate(scenario.organisation.calendars):
        if not has_working_time(scenario, calendar.week):
            yield problem("calendar_idle", ("organisation", "calendars", number, "week"), id=calendar.id)


def people_on_leave_throughout(scenario: Scenario) -> Iterator[Problem]:
    """Someone who is never there is probably not meant to be in the plan."""
    for number, person in enumerate(scenario.organisation.people):
        if on_leave_throughout(scenario, person.leave):
            yield warning("person_never_there", ("organisation", "people", number, "leave"), id=person.id)


def has_working_time(scenario: Scenario, week: Mapping[Weekday, Shifts]) -> bool:
    """Whether any day of the horizon has a shift."""
    days = planned_days(scenario)
    if days is None:
        return any(week.values())
    holidays = {day for span in scenario.calendar.holidays for day in _within(span, days)}
    made_up = {day for day in scenario.calendar.working_weekends if days[0] <= day < days[1]}
    if made_up and week.get("mon"):
        return True
    length = (scenario.horizon.end - days[0]).days
    dates = (days[0] + dt.timedelta(days=number) for number in range(length))
    return any(week.get(WEEKDAYS[day.weekday()]) for day in dates if day not in holidays)


def on_leave_throughout(scenario: Scenario, leave: Sequence[DateSpan]) -> bool:
    """Whether leave covers the whole horizon."""
    days = planned_days(scenario)
    if days is None or not leave:
        return False
    away_until = days[0]
    for span in sorted(leave, key=lambda item: item.first):
        if span.first > away_until:
            break
        away_until = max(away_until, span.last + dt.timedelta(days=1))
    return away_until >= scenario.horizon.end


def _within(span: DateSpan, days: tuple[dt.date, dt.date]) -> list[dt.date]:
    first, last = max(span.first, days[0]), min(span.last, days[1])
    return DateSpan(first=first, last=last).days() if first <= last else []
