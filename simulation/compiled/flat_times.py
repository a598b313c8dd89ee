"""Timelines in the flat memory."""

from __future__ import annotations

import numpy as np

from scenarios.meetings import DelayTimeline, MeetingTimeline
from scenarios.worktime import Timeline
from simulation.compiled import layout_kernel as at
from simulation.compiled.arena import Arena


class Times:
    """Puts each timeline into memory once, however many share it."""

    def __init__(self, arena: Arena) -> None:
        self._arena = arena
        self._spans: dict[int, tuple[Timeline, dict[int, int | float]]] = {}
        self._records: dict[tuple[int, int], int] = {}

    def put(self, timeline: DelayTimeline) -> int:
        """Address of a timeline, with its meeting if it has one."""
        if isinstance(timeline, MeetingTimeline):
            return self._record(timeline.base, self._record(timeline.meetings, at.NONE))
        return self._record(timeline, at.NONE)

    def _record(self, timeline: Timeline, meetings: int) -> int:
        key = (id(timeline), meetings)
        if key not in self._records:
            fields = {**self._fields(timeline), at.MEETINGS: meetings}
            self._records[key] = self._arena.record(at.TIMELINE_SIZE, fields)
        return self._records[key]

    def _fields(self, timeline: Timeline) -> dict[int, int | float]:
        # Timelines are kept along with their addresses, so that no other can have the same identity.
        if id(timeline) not in self._spans:
            cumulative = [0]
            for start, end in timeline.spans():
                cumulative.append(cumulative[-1] + end - start)
            days = np.arange(timeline.ends[-1] // at.MINUTES_PER_DAY + 1 if timeline.ends else 0)
            by_day = np.searchsorted(np.array(timeline.starts, dtype=np.int64), days * at.MINUTES_PER_DAY)
            fields: dict[int, int | float] = {
                at.SPAN_COUNT: len(timeline.starts),
                at.STARTS: self._arena.ints(timeline.starts),
                at.ENDS: self._arena.ints(timeline.ends),
                at.CUMULATIVE: self._arena.ints(cumulative),
                at.BY_DAY: self._arena.ints(by_day),
                at.DAY_COUNT: len(days),
            }
            self._spans[id(timeline)] = (timeline, fields)
        return self._spans[id(timeline)][1]
