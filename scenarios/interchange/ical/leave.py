"""Leave in whole days from the stretches in which somebody is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scenarios.document import DateSpan, Person, Scenario
from scenarios.document.calendar import MINUTES_PER_DAY
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.interchange.days import days_of, spans_of
from scenarios.interchange.ical.reading import Busy, read_busy
from scenarios.interchange.ical.writing import zone_named
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Brought
from scenarios.suggestions import listing
from scenarios.worktime import Timeline, WorkTime

LATER_DAYS = 366
"""Days after the horizon for which leave is read: late work is done then."""


@dataclass(frozen=True, slots=True)
class LeaveOptions:
    """How to read leave: the document's time zone, and a text that titles or categories of leave have."""

    zone: str | None = None
    matching: str = ""


def read_leave(
    content: bytes, source: str, scenario: Scenario, person: str, options: LeaveOptions | None = None
) -> Brought:
    """The document with the leave in a calendar added to that of a person.

    A day is leave where the events cover all of the person's working time in it; parts of days are named.

    Raises:
        DocumentError: with every problem of the file.
        UserError: there is no such person or no such time zone.
    """
    chosen = options or LeaveOptions()
    known = {one.id: one for one in scenario.organisation.people}
    if person not in known:
        values = {"person": person, "people": listing(known)}
        raise UserError(Message("interchange.error.person", values))
    zone = zone_named(chosen.zone) if chosen.zone else None
    first = scenario.horizon.start
    last = scenario.horizon.end + dt.timedelta(days=LATER_DAYS)
    busy, remarks = read_busy(content, source, first, last, zone=zone, matching=chosen.matching)
    spans = leave_days(busy, known[person], scenario, remarks)
    added = tuple(span for span in spans if span not in known[person].leave)
    updated = known[person].model_copy(update={"leave": (*known[person].leave, *added)})
    people = tuple(updated if one.id == person else one for one in scenario.organisation.people)
    organisation = scenario.organisation.model_copy(update={"people": people})
    counts = (("events", len(busy)), ("leave", len(days_of(added))))
    changed = scenario.model_copy(update={"organisation": organisation})
    return Brought(changed, counts, None, remarks.notes, remarks.left_out)


def leave_days(
    busy: Iterable[Busy], person: Person, scenario: Scenario, remarks: Remarks
) -> tuple[DateSpan, ...]:
    """Whole days of leave: events of days as they are, and working days that events cover together."""
    busy = list(busy)
    spans = [_days(one) for one in busy if one.whole_days]
    whole = days_of(spans)
    timeline = WorkTime(scenario).of(person.calendar, (), person.joins, person.departs)
    covered = set()
    for day, open_minutes, away in _touched(busy, timeline, scenario.horizon.start):
        if day in whole or not open_minutes:
            continue
        if away == open_minutes:
            covered.add(day)
        elif away:
            remarks.left("part_days", f"{day.isoformat()} ({away / 60:g} h)")
    return (*dict.fromkeys(spans), *spans_of(covered - whole))


def _days(one: Busy) -> DateSpan:
    last = one.end.date() - dt.timedelta(days=1) if one.end.time() == dt.time() else one.end.date()
    return DateSpan(first=one.start.date(), last=max(last, one.start.date()))


def _touched(busy: list[Busy], timeline: Timeline, start: dt.date) -> Iterator[tuple[dt.date, int, int]]:
    """Days that timed events touch: working minutes of each, and how many of them the events cover."""
    origin = dt.datetime.combine(start, dt.time())
    spans = [
        ((one.start - origin) // dt.timedelta(minutes=1), (one.end - origin) // dt.timedelta(minutes=1))
        for one in busy
        if not one.whole_days
    ]
    spans = [(max(first, 0), last) for first, last in spans if last > 0]
    rest = timeline.minus(spans)
    days = {
        day for first, last in spans for day in range(first // MINUTES_PER_DAY, -(-last // MINUTES_PER_DAY))
    }
    for day in sorted(days):
        midnight = day * MINUTES_PER_DAY
        open_minutes = timeline.between(midnight, midnight + MINUTES_PER_DAY)
        away = open_minutes - rest.between(midnight, midnight + MINUTES_PER_DAY)
        yield start + dt.timedelta(days=day), open_minutes, away
