"""The planning horizon and its periods."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, Strict

from scenarios.document.base import Date, Value

MINUTES_PER_DAY = 24 * 60


class Horizon(Value):
    """``periods`` periods from ``start`` on. Time zero of every engine is midnight at the start of ``start``."""

    start: Date
    periods: Annotated[int, Strict(), Field(ge=1, le=2000)]
    period: Literal["week", "fortnight", "month"] = "week"

    def period_start(self, index: int) -> dt.date:
        """First day of period ``index``; defined beyond the horizon (and before it) as well."""
        if self.period == "month":
            months = self.start.year * 12 + self.start.month - 1 + index
            year, month = divmod(months, 12)
            following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
            last_day = (following - dt.timedelta(days=1)).day
            return dt.date(year, month + 1, min(self.start.day, last_day))
        return self.start + dt.timedelta(days=(7 if self.period == "week" else 14) * index)

    def period_of(self, day: dt.date) -> int:
        """Index of the period that holds ``day``; negative before the horizon."""
        index = (day - self.start).days // {"week": 7, "fortnight": 14, "month": 31}[self.period]
        while self.period_start(index + 1) <= day:
            index += 1
        while self.period_start(index) > day:
            index -= 1
        return index

    @property
    def end(self) -> dt.date:
        """First day after the horizon."""
        return self.period_start(self.periods)

    def minute(self, day: dt.date) -> int:
        """Minutes from time zero to midnight at the start of ``day``."""
        return (day - self.start).days * MINUTES_PER_DAY

    def moment(self, minute: int) -> dt.datetime:
        """The wall-clock time of a minute (local time without daylight saving)."""
        return dt.datetime.combine(self.start, dt.time()) + dt.timedelta(minutes=minute)
