"""Leave from a calendar (iCalendar, RFC 5545): busy events of one person, recurring ones included."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from icalendar import Calendar

from scenarios.errors import Location
from scenarios.interchange.faults import Faults, refusal
from scenarios.interchange.ical.lines import event_lines
from scenarios.interchange.ical.moments import Frame, Written, elapsed
from scenarios.interchange.ical.recurrence import Occurrence, Series
from scenarios.interchange.ical.words import LAUNCH, TASK
from scenarios.interchange.limits import MAX_BYTES, MAX_TASKS
from scenarios.interchange.remarks import Remarks
from scenarios.reading.content import read_content
from scenarios.reading.text import text_of

_OURS = frozenset({TASK, LAUNCH})
_TIMES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
_ONE_DAY = dt.timedelta(days=1)
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OSError, OverflowError)
"""The parser does not say what it raises for what is no calendar; OSError comes of names that no time zone has."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch in which somebody is away, in the document's local time; ``whole_days`` from midnight to midnight."""

    start: dt.datetime
    end: dt.datetime
    whole_days: bool
    title: str


def read_busy_file(
    path: str | os.PathLike[str],
    first: dt.date,
    last: dt.date,
    *,
    zone: dt.tzinfo | None,
    matching: str = "",
) -> tuple[tuple[Busy, ...], Remarks]:
    """The busy stretches in a calendar file; see `read_busy`."""
    place = Path(path)
    return read_busy(read_content(place, MAX_BYTES), place.name, first, last, zone=zone, matching=matching)


def read_busy(
    content: bytes,
    source: str,
    first: dt.date,
    last: dt.date,
    *,
    zone: dt.tzinfo | None,
    matching: str = "",
) -> tuple[tuple[Busy, ...], Remarks]:
    """The busy stretches between two days, recurring events occurrence by occurrence, and what was noticed.

    Args:
        content: of the file, in UTF-8.
        source: its name.
        first: first day that counts.
        last: last day that counts.
        zone: time zone of the document; where it is left out, that of the calendar.
        matching: only events whose title or categories have this text; otherwise all that are not marked as free.

    Raises:
        DocumentError: with every problem of the file, each with the line of its event.
    """
    text = text_of(content, source)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except _UNREADABLE as error:
        raise refusal("ical", source, None, reason=str(error)[:200] or type(error).__name__) from error
    if not calendars or any(one.name != "VCALENDAR" for one in calendars):
        raise refusal("ical", source, 1, reason="BEGIN:VCALENDAR")
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if len(events) > MAX_TASKS:
        raise refusal("too_many", source, found=len(events), most=MAX_TASKS)
    lines = event_lines(text)
    places = [
        Location(source, lines[number] if len(lines) == len(events) else None)
        for number in range(len(events))
    ]
    reader = _Reader(Faults(source), Remarks(), matching.casefold(), first, last)
    reader.take(list(zip(events, places, strict=True)))
    home = zone or reader.zone_of(calendars)
    reader.faults.refuse()
    found = tuple(reader.busy(home))
    reader.faults.refuse()
    return found, reader.remarks


@dataclass(slots=True)
class _Reader:
    faults: Faults
    remarks: Remarks
    matching: str
    first: dt.date
    last: dt.date
    series: dict[str, tuple[Any, Series]] = field(default_factory=dict)
    changed: dict[str, dict[dt.datetime, tuple[Any, Series]]] = field(default_factory=dict)

    def take(self, events: list[tuple[Any, Location]]) -> None:
        """Sort events into series and single occurrences of theirs that were changed."""
        later = []
        for number, (event, place) in enumerate(events):
            made = self._series(event, place)
            if made is None:
                continue
            uid = str(event.get("UID") or f"event {number}")
            if "RECURRENCE-ID" in event:
                later.append((uid, event, made, place))
            elif uid in self.series:
                self.faults.add("twice", place, "UID", key="UID", found=uid)
            else:
                self.series[uid] = (event, made)
        for uid, event, made, place in later:
            self._change(uid, event, made, place)

    def _change(self, uid: str, event: Any, made: Series, place: Location) -> None:
        moment = self._moments(event, "RECURRENCE-ID", place)
        if not moment:
            return
        if str(event["RECURRENCE-ID"].params.get("RANGE", "")).upper() == "THISANDFUTURE":
            self.remarks.left("this_and_future", str(event.get("SUMMARY", uid)))
        master = self.series.get(uid)
        if master is None:
            # The occurrence alone was exported: it stands for itself.
            self.series[f"{uid}/{moment[0].isoformat()}"] = (event, made)
            return
        self.changed.setdefault(uid, {})[master[1].frame.naive(moment[0])] = (event, made)

    def zone_of(self, calendars: list[Any]) -> dt.tzinfo | None:
        """The zone of the events if they are all in one; else the user has to say."""
        frames = {one.frame.zone for _, one in self._all() if not one.frame.whole_days}
        aware = {zone for zone in frames if zone is not None}
        names = {str(zone) for zone in aware}
        if len(names) > 1 or names & {"UTC", "Etc/UTC"}:
            named = next((str(one["X-WR-TIMEZONE"]) for one in calendars if "X-WR-TIMEZONE" in one), "")
            self.faults.add("zone_needed", None, zones=", ".join(sorted(names)), named=named or "-")
        return next(iter(aware), None)

    def _all(self) -> Iterator[tuple[Any, Series]]:
        yield from self.series.values()
        for moved in self.changed.values():
            yield from moved.values()

    def busy(self, home: dt.tzinfo | None) -> Iterator[Busy]:
        """All stretches, occurrence by occurrence."""
        for uid, (event, series) in self.series.items():
            changed = self.changed.get(uid, {})
            if series.endless:
                self.remarks.note("endless", self._title(event))
            for occurrence in self._occurrences(series):
                if occurrence[0] in changed:
                    continue
                yield from self._stretch(event, series.frame, occurrence, home)
            for moved, other in changed.values():
                for occurrence in self._occurrences(other):
                    yield from self._stretch(moved, other.frame, occurrence, home)

    def _occurrences(self, series: Series) -> Iterator[Occurrence]:
        start = dt.datetime.combine(self.first, dt.time()) - series.length - _ONE_DAY
        end = dt.datetime.combine(self.last, dt.time()) + 2 * _ONE_DAY
        return series.occurrences(start, end, self.faults)

    def _stretch(
        self, event: Any, frame: Frame, occurrence: Occurrence, home: dt.tzinfo | None
    ) -> Iterator[Busy]:
        if not self._counts(event):
            return
        start, end = (frame.local(moment, home) for moment in occurrence)
        if end > start and end.date() >= self.first and start.date() <= self.last:
            yield Busy(start, end, frame.whole_days, self._title(event))

    def _counts(self, event: Any) -> bool:
        """Whether an event means that the person is away."""
        title, categories = self._title(event), _categories(event)
        if categories & _OURS:
            return False
        cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
        if self.matching and not cancelled:
            return any(self.matching in one.casefold() for one in (title, *categories))
        free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
        if cancelled or free:
            self.remarks.note("free", title)
        return not cancelled and not free

    @staticmethod
    def _title(event: Any) -> str:
        return str(event.get("SUMMARY", "")) or str(event.get("UID", "?"))

    def _series(self, event: Any, place: Location) -> Series | None:
        broken = [name for name, _ in event.errors if name in _TIMES]
        for name in broken:
            form = "rule" if name == "RRULE" else "ical_date"
            self.faults.value(place, name, str(event[name]), form)
        starts = () if broken else self._moments(event, "DTSTART", place)
        if not starts:
            if not broken:
                self.faults.add("missing", place, "DTSTART", key="DTSTART", of="VEVENT")
            return None
        start = starts[0]
        length = self._length(event, start, place)
        rules = event.get("RRULE", [])
        more = tuple(_ended(one) for one in _listed(event, "RDATE"))
        fewer = tuple(self._moments(event, "EXDATE", place))
        if "EXRULE" in event:
            self.remarks.left("exrule", self._title(event))
        every = tuple(rules if isinstance(rules, list) else [rules])
        series = Series(start, length, every, more, fewer, place)
        series.check(self.faults)
        return series

    def _length(self, event: Any, start: Written, place: Location) -> dt.timedelta:
        """How long an event is: a day without an end lasts the day, a moment without one no time."""
        if "DURATION" in event:
            length: dt.timedelta = event["DURATION"].dt
        else:
            ends = self._moments(event, "DTEND", place)
            if not ends:
                return dt.timedelta() if isinstance(start, dt.datetime) else _ONE_DAY
            length = elapsed(start, ends[0])
        if length < dt.timedelta():
            self.faults.value(place, "DTEND", str(length), "period")
        return length

    def _moments(self, event: Any, key: str, place: Location) -> list[Written]:
        """The times of a property; a named time zone that is not known is a fault."""
        found = []
        values = event.get(key, [])
        for value in values if isinstance(values, list) else [values]:
            zone = value.params.get("TZID")
            dates = [one.dt for one in value.dts] if hasattr(value, "dts") else [value.dt]
            for moment in dates:
                if zone and isinstance(moment, dt.datetime) and moment.tzinfo is None:
                    self.faults.value(place, f"{key} TZID", str(zone), "zone")
            found += dates
        return found


def _listed(event: Any, key: str) -> list[Any]:
    values = event.get(key, [])
    return [one.dt for value in (values if isinstance(values, list) else [values]) for one in value.dts]


def _ended(moment: Any) -> tuple[Written, Written | None]:
    """A further occurrence; a period has an end or a length of its own."""
    if not isinstance(moment, tuple):
        return moment, None
    start, end = moment
    return start, start + end if isinstance(end, dt.timedelta) else end


def _categories(event: Any) -> set[str]:
    values = event.get("CATEGORIES", [])
    lists = values if isinstance(values, list) else [values]
    return {str(one) for value in lists for one in getattr(value, "cats", [value])}
