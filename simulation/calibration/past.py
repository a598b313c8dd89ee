"""Working hours in the past: the scenario's calendars, laid over the days of a history."""

from __future__ import annotations

import datetime as dt
import math
from functools import cached_property

from scenarios.document import Horizon, Scenario
from scenarios.history import History
from scenarios.worktime import Timeline, WorkTime

MINUTES_PER_HOUR = 60
WEEK = dt.timedelta(weeks=1)


class Past:
    """Everyone's working time over the days of a history; moments are local wall-clock times."""

    def __init__(self, scenario: Scenario, history: History) -> None:
        first = min(visit.start for visit in history.visits).date()
        last = max(visit.end for visit in history.visits).date()
        start = first - dt.timedelta(days=first.weekday()) - WEEK
        horizon = Horizon(start=start, periods=(last - start) // WEEK + 1)
        self._worktime = WorkTime(scenario.model_copy(update={"horizon": horizon}))
        self._midnight = dt.datetime.combine(start, dt.time())
        self._people = {
            person.id: self._worktime.of(person.calendar, person.leave)
            for person in scenario.organisation.everyone()
        }
        self._approvers = {
            approver.id: self._worktime.of(approver.calendar, approver.leave)
            for approver in scenario.organisation.approvers
        }

    @cached_property
    def shared(self) -> Timeline:
        """The organisation's working time."""
        return self._worktime.shared

    def person(self, person: str) -> Timeline:
        """Working time of a person."""
        return self._people[person]

    def approver(self, approver: str) -> Timeline:
        """Working time of an approver."""
        return self._approvers[approver]

    def hours(self, timeline: Timeline, start: dt.datetime, end: dt.datetime) -> float:
        """Working hours between two moments, to the second."""
        return (self._open(timeline, end) - self._open(timeline, start)) / MINUTES_PER_HOUR

    def _open(self, timeline: Timeline, moment: dt.datetime) -> float:
        minutes = (moment - self._midnight).total_seconds() / MINUTES_PER_HOUR
        whole = math.floor(minutes)
        part = minutes - whole if timeline.is_open(whole) else 0.0
        return timeline.open_before(whole) + part
