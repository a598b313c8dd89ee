"""Working-time arithmetic: the one definition that schedule and simulation share.

A `Timeline` is a set of open intervals in whole minutes since time zero. Work starts and pauses with it: an effort
runs through all open minutes from its start until it is used up.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from scenarios.document.base import DateSpan
from scenarios.document.calendar import WEEKDAYS, Week, WorkingCalendar, shift_minutes
from scenarios.document.horizon import MINUTES_PER_DAY, Horizon
from scenarios.document.scenario import Scenario

Span = tuple[int, int]

OVERRUN_FACTOR = 3
OVERRUN_DAYS = 366
"""Timelines reach to three times the horizon and a year: late work must have time to finish in."""


class CalendarExhausted(Exception):
    """Work does not fit into what is left of a timeline."""


class Timeline:
    """Open intervals [start, end), disjoint and rising; touching intervals are merged."""

    __slots__ = ("_cumulative", "ends", "starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        self.starts = tuple(start for start, _ in merged)
        self.ends = tuple(end for _, end in merged)
        self._cumulative = tuple(accumulate((end - start for start, end in merged), initial=0))

    @property
    def total(self) -> int:
        """All open minutes."""
        return self._cumulative[-1]

    def spans(self) -> list[Span]:
        """The open intervals."""
        return list(zip(self.starts, self.ends, strict=True))

    def open_before(self, moment: int) -> int:
        """Open minutes before ``moment``."""
        position = bisect_right(self.starts, moment)
        if position == 0:
            return 0
        closed = max(0, self.ends[position - 1] - moment)
        return self._cumulative[position] - closed

    def between(self, start: int, end: int) -> int:
        """Open minutes in [start, end)."""
        return self.open_before(end) - self.open_before(start)

    def is_open(self, moment: int) -> bool:
        """Whether the minute that begins at ``moment`` is open."""
        position = bisect_right(self.starts, moment)
        return position > 0 and moment < self.ends[position - 1]

    def next_open(self, moment: int) -> int:
        """The first open minute at or after ``moment``.

        Raises:
            CalendarExhausted: there is none.
        """
        position = bisect_right(self.ends, moment)
        if position == len(self.starts):
            raise CalendarExhausted
        return max(moment, self.starts[position])

    def advance(self, moment: int, minutes: int) -> int:
        """When ``minutes`` of open time, counted from ``moment``, have passed. No minutes take no time.

        Raises:
            CalendarExhausted: the timeline ends before.
        """
        if minutes == 0:
            return moment
        wanted = self.open_before(moment) + minutes
        position = bisect_left(self._cumulative, wanted)
        if position == len(self._cumulative):
            raise CalendarExhausted
        return self.ends[position - 1] - (self._cumulative[position] - wanted)

    def retreat(self, moment: int, minutes: int) -> int:
        """The latest moment from which ``minutes`` of open time have passed at ``moment``; inverse of `advance`.

        Raises:
            CalendarExhausted: the timeline begins after.
        """
        if minutes == 0:
            return moment
        wanted = self.open_before(moment) - minutes
        if wanted < 0:
            raise CalendarExhausted
        position = bisect_right(self._cumulative, wanted)
        return self.starts[position - 1] + wanted - self._cumulative[position - 1]

    def minus(self, closed: Iterable[Span]) -> Timeline:
        """The timeline without the given intervals."""
        shut = Timeline(closed)
        rest: list[Span] = []
        for start, end in self.spans():
            position = bisect_right(shut.ends, start)
            resumed = start
            while position < len(shut.starts) and shut.starts[position] < end:
                rest.append((resumed, shut.starts[position]))
                resumed = shut.ends[position]
                position += 1
            rest.append((resumed, end))
        return Timeline(rest)


def days_off(horizon: Horizon, spans: Iterable[DateSpan]) -> list[Span]:
    """Calendar days as minute intervals."""
    return [(horizon.minute(span.first), horizon.minute(span.last + dt.timedelta(days=1))) for span in spans]


def working_timeline(horizon: Horizon, calendar: WorkingCalendar, week: Week | None = None) -> Timeline:
    """Working time of a week (the calendar's own by default), holidays taken out and make-up days put in."""
    week = calendar.week if week is None else week
    makeup = frozenset(calendar.working_weekends)
    spans: list[Span] = []
    for number in range((horizon.end - horizon.start).days * OVERRUN_FACTOR + OVERRUN_DAYS):
        day = horizon.start + dt.timedelta(days=number)
        weekday = "mon" if day in makeup else WEEKDAYS[day.weekday()]
        midnight = number * MINUTES_PER_DAY
        shifts = map(shift_minutes, week.get(weekday, ()))
        spans.extend((midnight + start, midnight + end) for start, end in shifts)
    return Timeline(spans).minus(days_off(horizon, calendar.holidays))


class WorkTime:
    """All timelines of a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.horizon = scenario.horizon
        self.shared = working_timeline(scenario.horizon, scenario.calendar)
        self._by_calendar = {
            calendar.id: working_timeline(scenario.horizon, scenario.calendar, calendar.week)
            for calendar in scenario.organisation.calendars
        }

    def of(
        self,
        calendar: str | None,
        leave: Iterable[DateSpan] = (),
        joins: dt.date | None = None,
        departs: dt.date | None = None,
    ) -> Timeline:
        """The timeline of someone with a calendar of their own (None: the shared one), leave, first and last day."""
        timeline = self.shared if calendar is None else self._by_calendar[calendar]
        closed = days_off(self.horizon, leave)
        if joins:
            closed.append((0, self.horizon.minute(joins)))
        if departs and timeline.ends:
            closed.append((self.horizon.minute(departs + dt.timedelta(days=1)), timeline.ends[-1]))
        return timeline.minus(closed) if closed else timeline
