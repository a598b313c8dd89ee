"""What happened: who was at which activity of which case, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scenarios.errors import Location
from scenarios.i18n import Message

VOID = "void"
"""Outcome of a visit whose result never counted: withdrawn or aborted."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to an activity of a case, in local time without daylight saving marks."""

    case: str
    activity: str
    start: dt.datetime
    end: dt.datetime
    place: Location
    resources: tuple[str, ...] = ()
    """Who worked on it, all from start to end; nobody for what merely elapses."""
    outcome: str = ""
    ready: dt.datetime | None = None
    """When it could have begun, where the log says so."""
    size: float = 1.0
    """Size of the case: its efforts are that many times the usual ones."""
    logged: float | None = None
    """Hours booked on it, where the log says so; they replace the time between start and end."""


@dataclass(frozen=True)
class History:
    """Finished visits in order of start, and what was noticed while they were read."""

    source: str
    visits: tuple[Visit, ...]
    notes: tuple[Message, ...] = ()

    @cached_property
    def cases(self) -> dict[str, tuple[Visit, ...]]:
        """The visits of each case, cases in order of their first start."""
        found: dict[str, list[Visit]] = {}
        for visit in self.visits:
            found.setdefault(visit.case, []).append(visit)
        return {case: tuple(visits) for case, visits in found.items()}

    @cached_property
    def activities(self) -> dict[str, Visit]:
        """The first visit to each activity."""
        found: dict[str, Visit] = {}
        for visit in self.visits:
            found.setdefault(visit.activity, visit)
        return found

    def only(self, cases: Iterable[str]) -> History:
        """The history of some cases."""
        kept = frozenset(cases)
        return History(self.source, tuple(visit for visit in self.visits if visit.case in kept), self.notes)

    def without(self, activities: Iterable[str]) -> History:
        """The history without some activities."""
        dropped = frozenset(activities)
        kept = tuple(visit for visit in self.visits if visit.activity not in dropped)
        return History(self.source, kept, self.notes)


def in_order(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Visits by start, then end, then line."""
    return tuple(sorted(visits, key=lambda visit: (visit.start, visit.end, visit.place.line or 0)))
