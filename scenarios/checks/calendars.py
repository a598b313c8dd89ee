"""Everyone has some time to work in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from scenarios.checks.dates import planned_days
from scenarios.checks.rules import problem, warning
from scenarios.document import DateSpan, Person, Scenario
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
    days = planned_days(scenario)
    for number, person in enumerate(scenario.organisation.people):
        path = ("organisation", "people", number)
        if days is not None and person.joins is not None and person.joins >= days[1]:
            yield warning("person_joins_late", (*path, "joins"), id=person.id, date=person.joins)
        elif days is not None and person.departs is not None and person.departs < days[0]:
            yield warning("person_departed", (*path, "departs"), id=person.id, date=person.departs)
        elif on_leave_throughout(scenario, absent(person)):
            yield warning("person_never_there", (*path, "leave"), id=person.id)


def absent(person: Person) -> tuple[DateSpan, ...]:
    """Days on which a person is known not to be there: leave, and all before joining and after departing."""
    spans = [*person.leave]
    if person.joins is not None and person.joins > dt.date.min:
        spans.append(DateSpan(first=dt.date.min, last=person.joins - dt.timedelta(days=1)))
    if person.departs is not None and person.departs < dt.date.max:
        spans.append(DateSpan(first=person.departs + dt.timedelta(days=1), last=dt.date.max))
    return tuple(spans)


def has_working_time(scenario: Scenario, week: Mapping[Weekday, Shifts]) -> bool:
    """Whether any day of the horizon has a shift."""
    days = planned_days(scenario)
    if days is None:
        return any(week.values())
    return any(_working_days(scenario, week, days))


def working_days(scenario: Scenario) -> list[dt.date]:
    """Days of the horizon with working time in the shared calendar; none where the horizon has no end."""
    days = planned_days(scenario)
    return [] if days is None else list(_working_days(scenario, scenario.calendar.week, days))


def _working_days(
    scenario: Scenario, week: Mapping[Weekday, Shifts], days: tuple[dt.date, dt.date]
) -> Iterator[dt.date]:
    holidays = {day for span in scenario.calendar.holidays for day in _within(span, days)}
    made_up = frozenset(scenario.calendar.working_weekends)
    for number in range((days[1] - days[0]).days):
        day = days[0] + dt.timedelta(days=number)
        weekday = "mon" if day in made_up else WEEKDAYS[day.weekday()]
        if day not in holidays and week.get(weekday):
            yield day


def on_leave_throughout(scenario: Scenario, leave: Sequence[DateSpan]) -> bool:
    """Whether leave covers the whole horizon."""
    days = planned_days(scenario)
    if days is None or not leave:
        return False
    away_until = days[0]
    for span in sorted(leave, key=lambda item: item.first):
        if span.first > away_until:
            break
        away_until = max(away_until, min(span.last, days[1]) + dt.timedelta(days=1))
    return away_until >= days[1]


def _within(span: DateSpan, days: tuple[dt.date, dt.date]) -> list[dt.date]:
    first, last = max(span.first, days[0]), min(span.last, days[1])
    return DateSpan(first=first, last=last).days() if first <= last else []
