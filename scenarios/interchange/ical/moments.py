"""Times of iCalendar as local wall-clock time.

A recurrence repeats at the same time of day in the time zone of its first occurrence (RFC 5545, section 3.3.10), so it
is worked out there without offsets; what is not leave in that zone is turned into the zone of the document afterwards.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

Written: TypeAlias = dt.date | dt.datetime
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """The time zone that an event is written in; None where its times float or are days."""

    zone: dt.tzinfo | None
    whole_days: bool

    @classmethod
    def of(cls, start: Written) -> Frame:
        """The frame of an event that begins at ``start``."""
        if isinstance(start, dt.datetime):
            return cls(start.tzinfo, whole_days=False)
        return cls(None, whole_days=True)

    def naive(self, moment: Written) -> dt.datetime:
        """A time on this event's clock, without an offset."""
        if not isinstance(moment, dt.datetime):
            return dt.datetime.combine(moment, dt.time())
        if moment.tzinfo is not None and self.zone is not None:
            moment = moment.astimezone(self.zone)
        return moment.replace(tzinfo=None)

    def local(self, moment: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
        """A time on this event's clock as one of the document's, without an offset."""
        if self.zone is None or zone is None:
            return moment
        return moment.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)

    def later(self, start: dt.datetime, length: dt.timedelta) -> dt.datetime:
        """``length`` of elapsed time after ``start``, across changes of the clock."""
        if self.zone is None:
            return start + length
        aware = start.replace(tzinfo=self.zone).astimezone(dt.UTC) + length
        return aware.astimezone(self.zone).replace(tzinfo=None)


def elapsed(start: Written, end: Written) -> dt.timedelta:
    """Time between two times of the same kind."""
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        if start.tzinfo is not None and end.tzinfo is not None:
            return end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
        return end.replace(tzinfo=None) - start.replace(tzinfo=None)
    first = start if not isinstance(start, dt.datetime) else start.date()
    last = end if not isinstance(end, dt.datetime) else end.date()
    return last - first
