"""Calendars of Project XML: weeks, exceptions with their recurrences, and calendars derived from others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from dateutil import rrule

from scenarios.document import DateSpan
from scenarios.document.calendar import MINUTES_PER_DAY, WEEKDAYS, Week, Weekday
from scenarios.interchange.days import spans_of
from scenarios.interchange.faults import Faults, refusal
from scenarios.interchange.limits import MAX_EXCEPTIONS, MAX_OCCURRENCES
from scenarios.interchange.mspdi.elements import Values
from scenarios.interchange.mspdi.times import read_clock, shift_text
from scenarios.interchange.mspdi.vocabulary import DAY_TYPES
from scenarios.interchange.xml import Element

STANDARD: Week = dict.fromkeys(WEEKDAYS[:5], ("08:00-12:00", "13:00-17:00"))
"""The week that Project assumes where a file says nothing."""
_ANY_DAY = (rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA)
_WORKDAY, _WEEKEND = _ANY_DAY[1:6], (rrule.SA, rrule.SU)
_DAILY, _YEARLY, _YEARLY_PLACE, _MONTHLY, _MONTHLY_PLACE, _WEEKLY = range(1, 7)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar with what it has from its base.

    Attributes:
        uid: its number.
        name: as people read it.
        week: usual shifts.
        off: days without work.
        on: days with other hours than usual.
        spans: the days without work as the file groups them.
        own: those of ``spans`` that are not the base's.
    """

    uid: str
    name: str
    week: Week
    off: frozenset[dt.date] = frozenset()
    on: dict[dt.date, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[DateSpan, ...] = ()
    own: tuple[DateSpan, ...] = ()


def read_calendars(root: Element, faults: Faults) -> dict[str, Calendar]:
    """All calendars by ``UID``, derived ones completed."""
    written = {}
    for element in root.all("Calendars", "Calendar"):
        uid = Values(element, faults).needed("UID")
        if uid in written:
            faults.add("twice", element.line, "Calendar", key="UID", found=uid)
        written[uid] = element
    count = sum(1 for one in written.values() for _ in one.all("Exceptions", "Exception"))
    if count > MAX_EXCEPTIONS:
        raise refusal("too_many", faults.source, found=count, most=MAX_EXCEPTIONS)
    found: dict[str, Calendar] = {}
    for uid in written:
        _complete(uid, written, found, faults, ())
    return found


def _complete(
    uid: str, written: dict[str, Element], found: dict[str, Calendar], faults: Faults, below: tuple[str, ...]
) -> Calendar | None:
    if uid in found or uid not in written:
        return found.get(uid)
    element = written[uid]
    base_uid = Values(element, faults).text("BaseCalendarUID")
    base = None
    if base_uid not in {"", "-1", "0"} or base_uid in written:
        if base_uid in {*below, uid}:
            faults.add("circle", element.line, circle=" → ".join([*below, uid, base_uid]))
            return None
        base = _complete(base_uid, written, found, faults, (*below, uid))
        if base is None:
            faults.add("reference", element.line, "BaseCalendarUID", key="BaseCalendarUID", found=base_uid)
    found[uid] = _calendar(element, base, faults)
    return found[uid]


def _calendar(element: Element, base: Calendar | None, faults: Faults) -> Calendar:
    week = dict(base.week if base else STANDARD)
    off, on = set(base.off if base else ()), dict(base.on if base else {})
    own: list[DateSpan] = []
    for day in element.all("WeekDays", "WeekDay"):
        values = Values(day, faults)
        kind = values.whole("DayType")
        if kind == 0:
            _apply(_period(values), _hours(values), off, on, own)
        elif kind is not None and 1 <= kind <= 7:
            _set_day(week, DAY_TYPES[kind - 1], values)
        else:
            faults.value(day.line, "WeekDay/DayType", values.text("DayType"), "day_type")
    for exception in element.all("Exceptions", "Exception"):
        values = Values(exception, faults)
        _apply(_recurring(values, faults), _hours(values), off, on, own)
    inherited = base.spans if base else ()
    declared = tuple(dict.fromkeys(own))
    return Calendar(
        element.value("UID"),
        element.value("Name"),
        week,
        frozenset(off),
        on,
        (*inherited, *declared),
        declared,
    )


def _set_day(week: Week, weekday: Weekday, values: Values) -> None:
    hours = _hours(values)
    if hours:
        week[weekday] = hours
    else:
        week.pop(weekday, None)


def _apply(
    days: Iterable[dt.date],
    hours: tuple[str, ...],
    off: set[dt.date],
    on: dict[dt.date, tuple[str, ...]],
    own: list[DateSpan],
) -> None:
    """Take an exception in; a later one holds against an earlier one."""
    days = set(days)
    if hours:
        on |= dict.fromkeys(days, hours)
        off -= days
        own[:] = [
            rest for span in own for rest in ([span] if days.isdisjoint(span.days()) else _less(span, days))
        ]
    else:
        off |= days
        for day in days:
            on.pop(day, None)
        own += spans_of(days)


def _less(span: DateSpan, days: set[dt.date]) -> tuple[DateSpan, ...]:
    return spans_of(set(span.days()) - days)


def _hours(values: Values) -> tuple[str, ...]:
    """The shifts of a day or an exception; none where it is free."""
    if not values.flag("DayWorking"):
        return ()
    shifts = []
    for time in values.element.all("WorkingTimes", "WorkingTime"):
        start, end = read_clock(time.value("FromTime")), read_clock(time.value("ToTime"))
        if start is None and end is None and not time.children:
            continue
        if start is None or end is None or 0 < end <= start:
            found = f"{time.value('FromTime')}-{time.value('ToTime')}"
            values.faults.value(time.line, "WorkingTime", found, "clock")
        else:
            shifts.append((start, end))
    shifts.sort()
    for earlier, later in pairwise(shifts):
        if later[0] < (earlier[1] or MINUTES_PER_DAY):
            found = f"{shift_text(*earlier)}, {shift_text(*later)}"
            values.faults.value(values.element.line, "WorkingTimes", found, "shifts")
            return STANDARD["mon"]
    return tuple(shift_text(*shift) for shift in shifts) or STANDARD["mon"]


def _period(values: Values) -> list[dt.date]:
    first, last = _bounds(values)
    if first is None or last is None:
        return []
    if last < first or (last - first).days >= MAX_OCCURRENCES:
        found = f"{first.isoformat()} - {last.isoformat()}"
        values.faults.value(values.element.line, "TimePeriod", found, "period")
        return []
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def _bounds(values: Values) -> tuple[dt.date | None, dt.date | None]:
    period = values.element.child("TimePeriod")
    if period is None:
        values.faults.add("missing", values.element.line, key="TimePeriod", of=values.element.tag)
        return None, None
    inner = Values(period, values.faults)
    start, end = inner.moment("FromDate"), inner.moment("ToDate")
    if start is None or end is None:
        return None, None
    midnight = end.time() == dt.time() and end.date() > start.date()
    return start.date(), end.date() - dt.timedelta(days=1) if midnight else end.date()


def _recurring(values: Values, faults: Faults) -> list[dt.date]:
    """The days of an exception: all of its period, or those on which it recurs within it."""
    kind = values.whole("Type")
    every = max(values.whole("Period") or 1, 1)
    first, last = _bounds(values)
    if first is None or last is None:
        return []
    if kind not in {_YEARLY, _YEARLY_PLACE, _MONTHLY, _MONTHLY_PLACE, _WEEKLY}:
        days = _period(values)
        return days[::every] if kind == _DAILY else days
    rule = dict(_rule(kind, values))
    start, end = (dt.datetime.combine(day, dt.time()) for day in (first, last))
    frequency = {_WEEKLY: rrule.WEEKLY, _YEARLY: rrule.YEARLY, _YEARLY_PLACE: rrule.YEARLY}.get(
        kind, rrule.MONTHLY
    )
    try:
        moments = rrule.rrule(
            frequency,
            dtstart=start,
            until=end,
            interval=every,
            wkst=rrule.SU,
            **rule,
        )
        found = [moment.date() for moment in islice(moments, MAX_OCCURRENCES + 1)]
    except ValueError:
        found = []
    if not found or len(found) > MAX_OCCURRENCES:
        faults.value(values.element.line, "Exception", values.text("Name"), "recurrence")
    return found[:MAX_OCCURRENCES]


def _rule(kind: int, values: Values) -> Iterator[tuple[str, object]]:
    if kind == _WEEKLY:
        bits = values.whole("DaysOfWeek") or 0
        yield "byweekday", tuple(day for bit, day in enumerate(_ANY_DAY) if bits >> bit & 1) or _ANY_DAY
        return
    if kind in {_YEARLY, _YEARLY_PLACE}:
        yield "bymonth", (values.whole("Month") or 0) + 1
    if kind in {_YEARLY, _MONTHLY}:
        yield "bymonthday", values.whole("MonthDay") or 1
        return
    item, position = values.whole("MonthItem") or 0, values.whole("MonthPosition") or 0
    days = (_ANY_DAY, _WORKDAY, _WEEKEND)[item] if item < 3 else (_ANY_DAY[(item - 3) % 7],)
    yield "byweekday", days
    yield "bysetpos", position + 1 if position < 4 else -1
