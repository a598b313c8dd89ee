"""Time in slots, rounded so that no real schedule has a later counterpart.

The axis holds every moment at which anyone works or a delay runs. A moment belongs to the slot that holds its position
on the axis; whatever follows from a moment is computed from the first moment of its slot. The last slot stands for all
time from its first moment on: work in it costs nothing and ends in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from optimizer.schedule.bookings import WorkAxis
from optimizer.schedule.bound.layout_kernel import Ints
from optimizer.schedule.grid import common_axis
from optimizer.schedule.problem import Problem
from scenarios.meetings import MeetingTimeline
from scenarios.worktime import CalendarExhausted, Timeline

LONG_AGO = -(10**12)
BINS = 350
"""Finest bins, about: prices by half-days for half a year."""
MOST_SLOTS, SLOTS = 1_000, 700
"""Exact slots up to which they are worth their time, and how many there are where they are not exact."""
COARSEST = 10
"""Finest bins in the coarsest one."""


@dataclass(frozen=True)
class Slots:
    """``count`` slots of ``minutes`` on an axis; all but the last are cut into bins of ``per_bin`` slots."""

    axis: WorkAxis
    minutes: int
    per_bin: int
    bins: int
    exact: bool
    """Whether some best schedule begins and ends everything at the first moments of slots."""

    @property
    def count(self) -> int:
        """Number of slots."""
        return self.bins * self.per_bin + 1

    @cached_property
    def moments(self) -> Ints:
        """(count,) the earliest moment of each slot at which something may end."""
        return self._closings(0)

    @cached_property
    def before(self) -> Ints:
        """(count,) the last moment before each slot, `LONG_AGO` for the first."""
        return self._closings(1)

    def coarser(self, factor: int) -> Slots:
        """The same slots in bins of ``factor`` times as many; ``factor`` divides `COARSEST`."""
        return replace(self, per_bin=self.per_bin * factor, bins=self.bins // factor)

    def slot(self, moment: int) -> int:
        """The slot of a moment."""
        return min(self.axis.position(moment) // self.minutes, self.count - 1)

    def passage(self, end: Callable[[int], int]) -> Ints:
        """(count,) for what begins in each slot, the slot in which it ends at the earliest.

        Args:
            end: when what begins at a moment ends; must not fall as the moment rises.
        """
        found = np.full(self.count, self.count - 1, dtype=np.int64)
        for slot, moment in enumerate(self.moments):
            try:
                found[slot] = max(slot, self.slot(end(max(0, int(moment)))))
            except CalendarExhausted:
                break
        return found

    def _closings(self, less: int) -> Ints:
        positions = (min(slot * self.minutes - less, self.axis.total) for slot in range(1, self.count))
        later = (self.axis.closing(one) if one else LONG_AGO for one in positions)
        return np.array([LONG_AGO, *later], dtype=np.int64)


def slots_of(problem: Problem, last: int) -> Slots:
    """Slots up to moment ``last``: exact ones if they are few enough."""
    axis = common_axis(problem)
    span = max(1, min(axis.position(last), axis.total - 1))
    minutes = exact_minutes(problem, axis)
    exact = span <= MOST_SLOTS * minutes
    if not exact:
        minutes = -(-span // SLOTS)
    slots = -(-span // minutes)
    per_bin = max(1, round(slots / BINS))
    groups = -(-slots // (per_bin * COARSEST))
    return Slots(axis, minutes, per_bin, groups * COARSEST, exact)


def open_before(timeline: Timeline, moments: Ints) -> Ints:
    """(N,) open minutes before each moment: `Timeline.open_before` for many."""
    if not timeline.starts:
        return np.zeros(len(moments), dtype=np.int64)
    starts, ends = np.array(timeline.starts), np.array(timeline.ends)
    whole = np.concatenate(([0], np.cumsum(ends - starts)))
    place: NDArray[np.int64] = np.searchsorted(starts, moments, side="right")
    closed = np.maximum(0, ends[place - 1] - moments)
    return np.where(place == 0, 0, whole[place] - closed)


def exact_minutes(problem: Problem, axis: WorkAxis) -> int:
    """The longest slot that divides every length of time, and every edge of a calendar.

    Schedules in which nothing can start earlier then begin and end everything on the edges of slots. 1 where something
    waits for meetings.
    """
    delays = [one for task in problem.tasks for one in task.delays]
    delays += [
        (line, length)
        for task in problem.tasks
        for line, (_, length) in zip(task.handoffs, task.predecessors, strict=True)
    ]
    if any(isinstance(line, MeetingTimeline) for line, _ in delays):
        return 1
    times = {length for _, length in delays} | {
        axis.position(problem.release(job.index)) for job in problem.jobs
    }
    times |= {length for task in problem.tasks for length in task.minutes.values()}
    moments = [problem.fixed.moment, *problem.fixed.admissions.values()]
    moments += [edge for spans in problem.fixed.busy.values() for span in spans for edge in span]
    moments += [one.finish for one in problem.fixed.tasks.values()]
    times |= {axis.position(moment) for moment in moments}
    lines = {worker.timeline for worker in problem.people}
    lines |= {line for line, _ in delays if isinstance(line, Timeline)}
    edges = {edge for line in lines for edge in (*line.starts, *line.ends)}
    times |= {axis.position(edge) for edge in edges}
    return gcd(*times) or 1
