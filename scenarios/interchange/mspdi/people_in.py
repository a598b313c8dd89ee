"""Resources of Project XML as members of a project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from scenarios.document import DateSpan
from scenarios.document.calendar import Week
from scenarios.interchange.faults import Faults
from scenarios.interchange.mspdi.elements import Values
from scenarios.interchange.mspdi.fields_in import own_fields
from scenarios.interchange.mspdi.vocabulary import WORK_RESOURCE
from scenarios.interchange.mspdi.week_in import Calendar
from scenarios.interchange.project.model import Member
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.xml import Element
from scenarios.money import MAX_MINOR, to_minor

_FIRST, _LAST = 1984, 2049
"""Years in which Project writes "not applicable" for the ends of an availability."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How many minutes units of time stand for in a file."""

    day: int
    week: int
    month: int

    def hours(self, rate_format: int) -> float | None:
        """Hours of the unit of a rate; None where it has none."""
        minutes = {1: 1, 2: 60, 3: self.day, 4: self.week, 5: self.month, 7: self.month * 12}.get(rate_format)
        return None if minutes is None else minutes / 60


@dataclass(frozen=True, slots=True)
class PeopleReader:
    """Reads resources; what is no person is named in ``remarks``."""

    shared: Calendar
    calendars: Mapping[str, Calendar]
    aliases: Mapping[str, str]
    clock: Clock
    faults: Faults
    remarks: Remarks
    skipped: set[str] = field(default_factory=set)

    def members(self, root: Element) -> tuple[Member, ...]:
        """All people and approvers."""
        found: dict[str, Member] = {}
        for element in root.all("Resources", "Resource"):
            values = Values(element, self.faults)
            uid = values.needed("UID")
            name = values.text("Name")
            if uid == "0" or values.flag("IsNull") or not name:
                self.skipped.add(uid)
            elif (values.text("Type") or WORK_RESOURCE) != WORK_RESOURCE or values.flag("IsCostResource"):
                self.skipped.add(uid)
                self.remarks.left("material", name)
            elif uid in found:
                self.faults.add("twice", element.line, "Resource", key="UID", found=uid)
            else:
                found[uid] = self._member(values, uid, name)
        return tuple(found.values())

    def _member(self, values: Values, uid: str, name: str) -> Member:
        fields = own_fields(values.element, self.aliases, self.faults)
        week, leave = self._times(values, name, fields.get("calendar"))
        joins, departs = self._availability(values, name)
        for tag, kind in (("Notes", "notes"), ("OvertimeRate", "overtime"), ("CostPerUse", "cost_per_use")):
            if values.text(tag).strip("0."):
                self.remarks.left(kind, name)
        units = values.number("MaxUnits")
        if units is not None and units not in {1.0, 0.0}:
            self.remarks.left("units", f"{name} ({units:.0%})")
        code = values.text("Code")
        return Member(
            key=uid,
            name=name,
            department=values.text("Group"),
            cost_per_hour=self._cost(values, name),
            week=week,
            leave=leave,
            joins=joins,
            departs=departs,
            fields={**fields, "person": code} if fields and code else fields,
        )

    def _times(
        self, values: Values, name: str, named: str | None
    ) -> tuple[Week | None, tuple[DateSpan, ...]]:
        """The person's own week, if it differs or has a name, and the days off that are not everybody's."""
        uid = values.text("CalendarUID")
        if uid in {"", "-1"}:
            return None, ()
        calendar = self.calendars.get(uid)
        if calendar is None:
            child = values.element.child("CalendarUID")
            line = child.line if child else None
            self.faults.add("reference", line, "CalendarUID", key="CalendarUID", found=uid)
            return None, ()
        if self.shared.off - calendar.off:
            self.remarks.left("works_on_holidays", name)
        if not all(self._usual(day, hours, calendar) for day, hours in calendar.on.items()):
            self.remarks.left("other_hours", name)
        everybody = set(self.shared.spans)
        derived = calendar.spans != calendar.own
        leave = [
            span for span in calendar.spans if (derived and span in calendar.own) or span not in everybody
        ]
        week = None if calendar.week == self.shared.week and not named else calendar.week
        return week, tuple(leave)

    def _usual(self, day: dt.date, hours: tuple[str, ...], calendar: Calendar) -> bool:
        """Whether a day's hours are those that a document gives it: on make-up days each has Monday's shifts."""
        return hours == self.shared.on.get(day) or (
            day in self.shared.on and hours == tuple(calendar.week.get("mon", ()))
        )

    def _cost(self, values: Values, name: str) -> int:
        rate = values.number("StandardRate")
        unit = values.whole("StandardRateFormat")
        hours = self.clock.hours(2 if unit is None else unit)
        if rate is None or rate < 0 or hours is None or rate / hours * 100 > MAX_MINOR:
            if rate:
                self.remarks.left("rate", name)
            return 0
        return to_minor(rate / hours)

    def _availability(self, values: Values, name: str) -> tuple[dt.date | None, dt.date | None]:
        """First and last day; pauses between and shares of a person's time cannot be held."""
        periods = [
            Values(one, self.faults)
            for one in values.element.all("AvailabilityPeriods", "AvailabilityPeriod")
        ]
        spans = [(one.moment("AvailableFrom"), one.moment("AvailableTo")) for one in periods]
        if not spans:
            spans = [(values.moment("AvailableFrom"), values.moment("AvailableTo"))]
        if len(spans) > 1:
            self.remarks.left("availability", name)
        first, last = spans[0][0], spans[-1][1]
        joins = first.date() if first and first.year > _FIRST else None
        departs = last.date() if last and last.year < _LAST else None
        if joins and departs and departs < joins:
            found = f"{joins.isoformat()} - {departs.isoformat()}"
            self.faults.value(values.element.line, "AvailabilityPeriod", found, "period")
            return None, None
        return joins, departs
