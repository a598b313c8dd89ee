"""Days and spans of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from scenarios.document import DateSpan

_DAY = dt.timedelta(days=1)


def spans_of(days: Iterable[dt.date]) -> tuple[DateSpan, ...]:
    """Days as spans, consecutive ones together, in order.

    >>> [str(span.last) for span in spans_of([dt.date(2027, 1, 4), dt.date(2027, 1, 5), dt.date(2027, 1, 8)])]
    ['2027-01-05', '2027-01-08']
    """
    found: list[list[dt.date]] = []
    for day in sorted(set(days)):
        if found and day - found[-1][1] == _DAY:
            found[-1][1] = day
        else:
            found.append([day, day])
    return tuple(DateSpan(first=first, last=last) for first, last in found)


def days_of(spans: Iterable[DateSpan]) -> set[dt.date]:
    """All days of some spans."""
    return {day for span in spans for day in span.days()}
