"""Bookings of people, in which gaps are found by integer arithmetic.

Each person has an axis of his or her own working minutes: closed time does not exist on it, so that work that pauses
over nights and leave is one interval of fixed length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from scenarios.worktime import CalendarExhausted, Timeline

SETTLED = -1
"""In place of a task: what never moves."""


class WorkAxis:
    """Positions 0 .. total on the open minutes of a timeline, and the moments that they stand for."""

    __slots__ = ("_cumulative", "_ends", "_starts", "position", "total")

    def __init__(self, timeline: Timeline) -> None:
        self._starts = timeline.starts
        self._ends = timeline.ends
        self._cumulative = tuple(accumulate((end - start for start, end in timeline.spans()), initial=0))
        self.total = timeline.total
        self.position = timeline.open_before
        """Position of a moment: the open minutes before it."""

    @property
    def interruptions(self) -> tuple[int, ...]:
        """Positions between which time runs on without a break, both ends included."""
        return self._cumulative

    def opening(self, position: int) -> int:
        """The moment at which the open minute at ``position`` begins.

        Raises:
            CalendarExhausted: the axis ends there or before.
        """
        if position >= self.total:
            raise CalendarExhausted
        span = bisect_right(self._cumulative, position) - 1
        return self._starts[span] + position - self._cumulative[span]

    def closing(self, position: int) -> int:
        """The moment at which the open minute before ``position`` (at least 1) ends.

        Raises:
            CalendarExhausted: the axis ends before.
        """
        if position > self.total:
            raise CalendarExhausted
        span = bisect_left(self._cumulative, position)
        return self._ends[span - 1] - (self._cumulative[span] - position)


class Bookings:
    """One person's booked intervals on the work axis: disjoint, rising, each with the task that it is for."""

    __slots__ = ("_ends", "_owners", "_starts", "axis")

    def __init__(self, axis: WorkAxis) -> None:
        self.axis = axis
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._owners: list[int] = []

    def gap(self, position: int, length: int) -> int:
        """The first position at or after ``position`` from which ``length`` minutes are free."""
        starts, ends = self._starts, self._ends
        index = bisect_right(ends, position)
        while index < len(starts) and starts[index] < position + length:
            position = ends[index]
            index += 1
        return position

    def blocked_until(self, start: int, end: int) -> int | None:
        """End of the first booking in [start, end); None where all of it is free."""
        index = bisect_right(self._ends, start)
        return self._ends[index] if index < len(self._starts) and self._starts[index] < end else None

    def owner(self, position: int) -> int | None:
        """The task that holds the minute at ``position``; None also where something settled does."""
        index = bisect_right(self._ends, position)
        if index == len(self._starts) or self._starts[index] > position or self._owners[index] == SETTLED:
            return None
        return self._owners[index]

    def block(self, start: int, end: int) -> None:
        """Book moments, not positions, for good; what lies in closed time takes nothing."""
        first, last = self.axis.position(start), self.axis.position(end)
        if first < last:
            self.add(first, last, SETTLED)

    def add(self, start: int, end: int, owner: int) -> None:
        """Book a free interval."""
        index = bisect_left(self._starts, start)
        self._starts.insert(index, start)
        self._ends.insert(index, end)
        self._owners.insert(index, owner)

    def remove(self, start: int) -> None:
        """Free the interval that begins at ``start``."""
        index = bisect_left(self._starts, start)
        del self._starts[index], self._ends[index], self._owners[index]
