"""Open work: urgent requests and streams, with the days on which they arrive."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.streams import Stream
from scenarios.network.processes import ProcessCompiler
from scenarios.network.workload import OpenWork

URGENT = "urgent"
"""What the urgent requests are called among the streams."""


def open_work(scenario: Scenario, processes: ProcessCompiler) -> tuple[OpenWork, ...]:
    """Everything that arrives by itself: urgent requests first. What never arrives is left out."""
    return (*_urgent(scenario, processes), *_streams(scenario, processes))


def _urgent(scenario: Scenario, processes: ProcessCompiler) -> Iterator[OpenWork]:
    urgent = scenario.risks.urgent
    if urgent.per_week > 0 and urgent.workflow:
        yield OpenWork(
            id=URGENT,
            process=processes.process(urgent.workflow),
            lane="urgent",
            size=1.0,
            per_week=urgent.per_week,
            regular=False,
            days=_days(scenario),
            limit=urgent.limit,
            refuse=False,
        )


def _streams(scenario: Scenario, processes: ProcessCompiler) -> Iterator[OpenWork]:
    for stream in scenario.streams:
        if stream.per_week > 0:
            yield OpenWork(
                id=stream.id,
                process=processes.process(stream.workflow),
                lane=stream.lane,
                size=stream.size,
                per_week=stream.per_week,
                regular=stream.arrivals == "regular",
                days=_days(scenario, stream),
                limit=stream.limit,
                refuse=stream.overflow == "refuse",
            )


def _days(scenario: Scenario, stream: Stream | None = None) -> range:
    """Days from the status date (or the horizon's start) to the horizon's end, and within the stream's own."""
    horizon = scenario.horizon
    first = horizon.minute(scenario.status_date or horizon.start) // MINUTES_PER_DAY
    end = horizon.minute(horizon.end) // MINUTES_PER_DAY
    if stream and stream.first:
        first = max(first, horizon.minute(stream.first) // MINUTES_PER_DAY)
    if stream and stream.last:
        end = min(end, horizon.minute(stream.last) // MINUTES_PER_DAY + 1)
    return range(first, end)
