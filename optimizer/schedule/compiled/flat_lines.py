"""Timelines as arrays, each kept once."""

from __future__ import annotations

import numpy as np

from optimizer.schedule.compiled.layout_kernel import FOREVER, MOMENT_SHIFT, NONE, SPAN, Ints, Lines
from scenarios.meetings import DelayTimeline, MeetingTimeline
from scenarios.worktime import Timeline


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
        spans, by_moment, by_position = _Rows(), _Rows(), _Rows()
        shifts, totals = [], []
        for timeline in self._numbers:
            starts, ends = np.array(timeline.starts, np.int64), np.array(timeline.ends, np.int64)
            before = np.concatenate(([0], np.cumsum(ends - starts)))
            shift = max(0, (timeline.total // max(1, len(starts))).bit_length() - 1)
            place = spans.size // SPAN
            by_moment.add(SPAN * (place + _by_moment(ends)))
            by_position.add(SPAN * (place + _by_position(before[1:], shift)))
            spans.add(_with_last(starts, ends, before))
            shifts.append(shift)
            totals.append(timeline.total)
        return Lines(
            spans=spans.all(),
            by_moment=by_moment.all(),
            moment_first=np.array(by_moment.first or [0], np.int64),
            moment_last=np.array([size - 1 for size in by_moment.sizes] or [0], np.int64),
            by_position=by_position.all(),
            position_first=np.array(by_position.first or [0], np.int64),
            shift=np.array(shifts or [0], np.int64),
            total=np.array(totals or [0], np.int64),
        )


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
