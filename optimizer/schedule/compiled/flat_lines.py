"""Timelines as arrays, each kept once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.schedule.compiled.layout_kernel import FOREVER, MOMENT_SHIFT, NONE, SPAN, Ints, Lines
from scenarios.meetings import DelayTimeline, MeetingTimeline
from scenarios.worktime import Timeline

MOST_CLOSED = 24
"""Closed stretches up to which a timeline is kept as another one less those."""


class LineBook:
    """Collects timelines and numbers them."""

    def __init__(self) -> None:
        self._numbers: dict[Timeline, int] = {}

    def line(self, timeline: Timeline) -> int:
        """The number of a timeline."""
        return self._numbers.setdefault(timeline, len(self._numbers))

    def delay(self, timeline: DelayTimeline) -> tuple[int, int]:
        """The number of what a delay elapses in, and that of the meeting after it or NONE."""
        if isinstance(timeline, MeetingTimeline):
            return self.line(timeline.base), self.line(timeline.meetings)
        return self.line(timeline), NONE

    def union(self) -> Timeline:
        """Whenever one of the timelines is open."""
        timelines = [one for one in self._numbers if one.total]
        if not timelines:
            return Timeline(())
        starts = np.concatenate([one.starts for one in timelines])
        ends = np.concatenate([one.ends for one in timelines])
        order = np.argsort(starts, kind="stable")
        starts, reached = starts[order], np.maximum.accumulate(ends[order])
        fresh = np.flatnonzero(starts[1:] > reached[:-1]) + 1
        first = np.concatenate(([0], fresh))
        last = np.concatenate((fresh - 1, [len(starts) - 1]))
        return Timeline(zip(starts[first].tolist(), reached[last].tolist(), strict=True))

    def lines(self) -> Lines:
        """All timelines as arrays."""
        bases, base_of, closed = self._bases()
        spans, by_moment, by_position = _Rows(), _Rows(), _Rows()
        shifts = []
        for timeline in bases:
            starts, ends, before = _table(timeline)
            shift = max(0, (timeline.total // max(1, len(starts))).bit_length() - 1)
            place = spans.size // SPAN
            by_moment.add(SPAN * (place + _by_moment(ends)))
            by_position.add(SPAN * (place + _by_position(before[1:], shift)))
            spans.add(_with_last(starts, ends, before))
            shifts.append(shift)
        rows = _Rows()
        for row in closed:
            rows.add(row)
        return Lines(
            spans=spans.all(),
            by_moment=by_moment.all(),
            moment_first=_numbers(by_moment.first),
            moment_last=_numbers([size - 1 for size in by_moment.sizes]),
            by_position=by_position.all(),
            position_first=_numbers(by_position.first),
            shift=_numbers(shifts),
            base=_numbers(base_of),
            closed_first=_numbers([*rows.first, rows.size]),
            closed=np.append(rows.all(), 0),
            total=_numbers([timeline.total for timeline in self._numbers]),
        )

    def _bases(self) -> tuple[list[Timeline], list[int], list[Ints]]:
        """Timelines that others are parts of, the most open first; by line, its base, and what is closed of it."""
        bases: list[Timeline] = []
        found: dict[Timeline, tuple[int, Ints]] = {}
        for timeline in sorted(self._numbers, key=lambda one: -one.total):
            for number, base in enumerate(bases):
                closed = _closed_of(timeline, base)
                if closed is not None:
                    found[timeline] = number, closed
                    break
            else:
                found[timeline] = len(bases), np.zeros(0, np.int64)
                bases.append(timeline)
        return bases, [found[one][0] for one in self._numbers], [found[one][1] for one in self._numbers]


def _numbers(values: Sequence[int]) -> Ints:
    return np.array(values or [0], np.int64)


def _table(timeline: Timeline) -> tuple[Ints, Ints, Ints]:
    """Starts and ends of the open intervals, and the open minutes before each and in all."""
    starts, ends = np.array(timeline.starts, np.int64), np.array(timeline.ends, np.int64)
    return starts, ends, np.concatenate(([0], np.cumsum(ends - starts)))


def _closed_of(timeline: Timeline, base: Timeline) -> Ints | None:
    """What is closed of a base, as `CLOSED` words each; None where the timeline is no part of it, or a torn one."""
    starts, ends, before = _table(timeline)
    low, high = _positions(base, starts), _positions(base, ends)
    if np.any(high - low != ends - starts):
        return None
    first = np.concatenate(([0], high))
    last = np.append(low, base.total)
    gaps = np.flatnonzero(first < last)
    if gaps.size > MOST_CLOSED:
        return None
    return np.column_stack((first[gaps], last[gaps], before[gaps])).reshape(-1).astype(np.int64)


def _positions(base: Timeline, moments: Ints) -> Ints:
    """`Timeline.open_before` of many moments."""
    starts, ends, before = _table(base)
    begun = np.searchsorted(starts, moments, side="right")
    if not starts.size:
        return np.zeros_like(moments)
    shut = np.maximum(0, ends[np.maximum(begun, 1) - 1] - moments)
    return np.where(begun > 0, before[begun] - shut, 0)


class _Rows:
    """Arrays of different lengths one after the other."""

    def __init__(self) -> None:
        self._rows: list[Ints] = []
        self.first: list[int] = []
        self.sizes: list[int] = []
        self.size = 0

    def add(self, row: Ints) -> None:
        self._rows.append(row)
        self.first.append(self.size)
        self.sizes.append(row.size)
        self.size += row.size

    def all(self) -> Ints:
        return np.concatenate(self._rows) if self._rows else np.zeros(1, np.int64)


def _by_moment(ends: Ints) -> Ints:
    """By stretch, the number of intervals that have ended when it begins; all of them in the last one."""
    stretches = (int(ends[-1]) >> MOMENT_SHIFT) + 2 if ends.size else 1
    return np.searchsorted(ends, np.arange(stretches) << MOMENT_SHIFT, side="right").astype(np.int64)


def _by_position(after: Ints, shift: int) -> Ints:
    stretches = (int(after[-1]) >> shift) + 1 if after.size else 1
    return np.searchsorted(after, np.arange(stretches) << shift, side="right").astype(np.int64)


def _with_last(starts: Ints, ends: Ints, before: Ints) -> Ints:
    """Start, end and open minutes before, interval by interval, and one that is always to come."""
    table = np.empty((starts.size + 1, SPAN), np.int64)
    table[:-1, 0], table[:-1, 1], table[:, 2] = starts, ends, before
    table[-1, :2] = FOREVER, 2 * FOREVER
    return table.reshape(-1)
