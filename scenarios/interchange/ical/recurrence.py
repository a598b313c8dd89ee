"""Recurring events: RRULE, RDATE, EXDATE and single occurrences that were moved or called off (RFC 5545, 3.8.4-3.8.5).

The set of occurrences is that of `dateutil`; what it does not guard itself against (rules without end, by the second)
is bounded here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dateutil import rrule

from scenarios.errors import Location
from scenarios.interchange.faults import Faults
from scenarios.interchange.ical.moments import DAY, Frame, Written, elapsed
from scenarios.interchange.limits import MAX_OCCURRENCES

_SLOW = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
Occurrence = tuple[dt.datetime, dt.datetime]
"""Start and end on the clock of the event's own time zone."""


@dataclass(frozen=True, slots=True)
class Series:
    """An event with all that says how it recurs.

    Attributes:
        start: its first occurrence.
        length: how long each lasts.
        rules: recurrence rules, by the names of their parts.
        more: further occurrences, each with an end of its own if it has one.
        fewer: occurrences that do not take place; days take out all of that day.
        place: where it stands.
    """

    start: Written
    length: dt.timedelta
    rules: tuple[Mapping[str, Any], ...]
    more: tuple[tuple[Written, Written | None], ...]
    fewer: tuple[Written, ...]
    place: Location

    @property
    def frame(self) -> Frame:
        """The clock that it recurs by."""
        return Frame.of(self.start)

    @property
    def endless(self) -> bool:
        """Whether some rule has no end."""
        return any("COUNT" not in rule and "UNTIL" not in rule for rule in self.rules)

    def check(self, faults: Faults) -> None:
        """Note rules that cannot be worked out."""
        for rule in self.rules:
            self._ruled(rule, self.frame.naive(self.start), faults)

    def occurrences(self, first: dt.datetime, last: dt.datetime, faults: Faults) -> Iterator[Occurrence]:
        """All that begin between two times on the event's clock."""
        frame = self.frame
        called_off = {
            frame.naive(one) for one in self.fewer if isinstance(one, dt.datetime) or frame.whole_days
        }
        days_off = {one for one in self.fewer if not isinstance(one, dt.datetime) and not frame.whole_days}
        moments = {frame.naive(self.start): self.length}
        for rule in self.rules:
            moments |= dict.fromkeys(self._ruled(rule, last, faults), self.length)
        for start, end in self.more:
            length = self.length if end is None else elapsed(start, end)
            moments[frame.naive(start)] = length
        for moment, length in sorted(moments.items()):
            if first <= moment <= last and moment not in called_off and moment.date() not in days_off:
                yield moment, moment + length if frame.whole_days else frame.later(moment, length)

    def _ruled(self, rule: Mapping[str, Any], last: dt.datetime, faults: Faults) -> list[dt.datetime]:
        text = ";".join(f"{key}={_joined(values)}" for key, values in rule.items() if key != "UNTIL")
        frequency = str(_first(rule.get("FREQ", ""))).upper()
        interval = _first(rule.get("INTERVAL", 1))
        if frequency in _SLOW or not isinstance(interval, int) or interval < 1:
            faults.value(self.place, "RRULE", text, "rule")
            return []
        try:
            made: Any = rrule.rrulestr(text, dtstart=self.frame.naive(self.start))
            # Rules whose conditions never hold would be searched to the year 9999.
            bounded = made.replace(count=None, until=min(last, self._until(rule) or last))
            most = int(_first(rule.get("COUNT", MAX_OCCURRENCES + 1)))
            found = list(islice(bounded, min(most, MAX_OCCURRENCES + 1)))
        except (ValueError, TypeError, OverflowError):
            faults.value(self.place, "RRULE", text, "rule")
            return []
        if len(found) > MAX_OCCURRENCES:
            faults.value(self.place, "RRULE", text, "recurrence")
        return found[:MAX_OCCURRENCES]

    def _until(self, rule: Mapping[str, Any]) -> dt.datetime | None:
        """The last moment of a rule on the event's clock; a day is meant to its end."""
        until = _first(rule.get("UNTIL"))
        if until is None:
            return None
        if isinstance(until, dt.datetime):
            return self.frame.naive(until)
        whole = self.frame.naive(until)
        return whole if self.frame.whole_days else whole + DAY - dt.timedelta(seconds=1)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _joined(values: Any) -> str:
    return ",".join(map(str, values)) if isinstance(values, list) else str(values)
