"""Hand-offs between departments, told from waiting for people.

From the end of a predecessor to the start of its successor two things happen: the hand-off, then waiting for people.
Where the log says when work was ready, the first part is seen. Where it does not, it is seen only in visits whose
people were at work and idle just before the start: had the work been ready earlier, they would have begun earlier.
Whether somebody is idle at that moment has nothing to do with how long the hand-off took, so these visits are a fair
sample of it; the whole gap is not, and is given beside it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from simulation.calibration.binding import BoundHistory, StageVisit
from simulation.calibration.measures import LEAST_LATENCY

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Gap:
    """Working hours in the shared calendar from the end of a predecessor to readiness, or to the start."""

    case: str
    link: str
    """The entry of the document that it belongs to: ``source->target``, or `DEFAULT`."""
    hours: float
    seen: bool
    """Whether it is the hand-off alone."""


def gaps(bound: BoundHistory) -> list[Gap]:
    """Every first visit that follows a stage of another department, its only predecessor."""
    between = {(one.source, one.target) for one in bound.scenario.organisation.handoff.between}
    busy = _Occupation(bound)
    found = []
    for source, target, visit, finish in _crossings(bound):
        link = f"{source}->{target}" if (source, target) in between else DEFAULT
        ready = visit.visit.ready
        until = visit.visit.start if ready is None else max(ready, finish)
        hours = bound.past.hours(bound.past.shared, finish, until)
        is_work = bound.workflow.stages[visit.stage].kind == "work"
        seen = ready is not None or not is_work or busy.is_idle_before(visit)
        found.append(Gap(visit.visit.case, link, max(hours, LEAST_LATENCY), seen))
    return found


def _crossings(bound: BoundHistory) -> Iterator[tuple[str, str, StageVisit, dt.datetime]]:
    for visits in bound.cases.values():
        for visit in visits:
            before = bound.before[visit.stage]
            if visit.number or len(before) != 1:
                continue
            source, target = bound.departments[before[0]], bound.departments[visit.stage]
            ends = [
                one.visit.end
                for one in visits
                if one.stage == before[0] and one.visit.end <= visit.visit.start
            ]
            if source and target and source != target and ends:
                yield source, target, visit, max(ends)


class _Occupation:
    """Who was at work on what, as far as the log tells: by person, starts and the latest end of all up to each."""

    def __init__(self, bound: BoundHistory) -> None:
        self._past = bound.past
        spans: dict[str, list[tuple[dt.datetime, dt.datetime]]] = {}
        for visit in bound.visits:
            for person in visit.people:
                spans.setdefault(person, []).append((visit.visit.start, visit.visit.end))
        ordered = {person: sorted(own) for person, own in spans.items()}
        self._starts = {person: [start for start, _ in own] for person, own in ordered.items()}
        self._ends = {
            person: list(accumulate((end for _, end in own), max)) for person, own in ordered.items()
        }

    def is_idle_before(self, visit: StageVisit) -> bool:
        """Whether all of its people had been at work with nothing to do for some time when it began."""
        return bool(visit.people) and all(self._idle(person, visit.visit.start) for person in visit.people)

    def _idle(self, person: str, start: dt.datetime) -> bool:
        earlier = bisect_left(self._starts[person], start)
        if not earlier:
            return True
        return self._past.hours(self._past.person(person), self._ends[person][earlier - 1], start) > 0
