"""What no row of a history may be, whatever its form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scenarios.errors import DocumentError, Location, Problem
from scenarios.history.limits import MAX_YEARS
from scenarios.history.visits import Visit
from scenarios.reading.limits import MAX_PROBLEMS


def faults(visits: Sequence[Visit], source: str) -> list[Problem]:
    """Visits that end before they start, were ready after they started, stand there twice; a span of lifetimes."""
    return [*_disordered(visits), *_repeated(visits), *_too_long(visits, source)]


def refuse(problems: Iterable[Problem]) -> None:
    """Raise all problems, by line, if there are any.

    Raises:
        DocumentError: with at most `MAX_PROBLEMS` of them.
    """
    found = sorted(problems, key=lambda problem: (problem.location and problem.location.line) or 0)
    if found:
        raise DocumentError(found[:MAX_PROBLEMS])


def _disordered(visits: Iterable[Visit]) -> Iterable[Problem]:
    for visit in visits:
        values = {"case": visit.case, "activity": visit.activity, "start": visit.start.isoformat(" ")}
        if visit.end < visit.start:
            values = {**values, "end": visit.end.isoformat(" ")}
            yield Problem("history_end_before_start", (), values, visit.place)
        if visit.ready is not None and visit.ready > visit.start:
            values = {**values, "ready": visit.ready.isoformat(" ")}
            yield Problem("history_ready_after_start", (), values, visit.place)


def _repeated(visits: Iterable[Visit]) -> Iterable[Problem]:
    seen: dict[tuple[object, ...], Visit] = {}
    for visit in visits:
        key = (visit.case, visit.activity, visit.start, visit.end, visit.resources)
        first = seen.setdefault(key, visit)
        if first is not visit:
            values = {"case": visit.case, "activity": visit.activity, "line": first.place.line or 0}
            yield Problem("history_duplicate", (), values, visit.place)


def _too_long(visits: Sequence[Visit], source: str) -> Iterable[Problem]:
    if not visits:
        return
    first, last = min(visit.start for visit in visits), max(visit.end for visit in visits)
    if (last - first).days > MAX_YEARS * 366:
        values = {"first": first.date().isoformat(), "last": last.date().isoformat(), "most": MAX_YEARS}
        yield Problem("history_span", (), values, Location(source))
