"""Visits as a log has them written, before its times are put on one clock."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.errors import Location
from scenarios.history.moments import LocalClock, Stamp
from scenarios.history.visits import Visit


@dataclass(frozen=True, slots=True)
class WrittenVisit:
    """A visit with its stamps as they are written; see `scenarios.history.visits.Visit`."""

    case: str
    activity: str
    start: Stamp
    end: Stamp
    place: Location
    resources: tuple[str, ...]
    outcome: str = ""
    ready: Stamp | None = None
    size: float = 1.0
    logged: float | None = None

    def visit(self, clock: LocalClock) -> Visit:
        """The visit in local time."""
        return Visit(
            case=self.case,
            activity=self.activity,
            start=clock.local(self.start.time),
            end=clock.local(self.end.time),
            place=self.place,
            resources=self.resources,
            outcome=self.outcome,
            ready=clock.local(self.ready.time) if self.ready else None,
            size=self.size,
            logged=self.logged,
        )
