"""The problem on a coarser time axis: slots of working time, with everything that nobody works taken out.

The axis holds the moments at which anyone works or signs, so that nights, weekends and holidays do not exist on it.
Breaks of one person (leave, part time) remain as closed spans of his or her timeline; where they are many, the
shorter ones are spread over the time between them.

``optimistic`` rounds so that every course of the real problem has a counterpart that is nowhere later: a bound for
the grid is a bound for the real problem. Where the slot divides all times, no breaks were spread and nothing waits
for meetings, the grid is exact. ``typical`` rounds to the nearest slot. Waits for meetings do not exist on the grid.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import gcd
from typing import Literal, TypeAlias

from optimizer.schedule.bookings import WorkAxis
from optimizer.schedule.fixed import NOTHING_FIXED, Fixed, Settled
from optimizer.schedule.problem import Problem, Task
from scenarios.meetings import elapsing
from scenarios.worktime import Span, Timeline

Rounding: TypeAlias = Literal["optimistic", "typical"]

MOST_BREAKS = 12
"""Breaks of one person that are represented one by one."""
LONG_AGO = -(10**15)


@dataclass(frozen=True)
class Grid:
    """A compressed axis cut into slots of ``minutes``."""

    axis: WorkAxis
    minutes: int
    rounding: Rounding

    @property
    def slots(self) -> int:
        """Number of slots."""
        return self.axis.total // self.minutes

    def slot(self, moment: int) -> int:
        """The slot that holds a moment; in closed time, the next one."""
        return self.axis.position(moment) // self.minutes

    def earliest_moment(self, slot: int) -> int:
        """The first moment at which what ends at ``slot`` on the grid may really end."""
        return self.axis.closing(slot * self.minutes) if slot else LONG_AGO

    def uninterrupted(self, start: int) -> Iterator[Span]:
        """First and last slot, from ``start`` on, of the runs whose ends lie in one open interval of the axis."""
        edges = self.axis.interruptions
        for edge in edges[bisect_left(edges, start * self.minutes) :]:
            last = edge // self.minutes
            if last >= start:
                yield start, last
                start = last + 1

    def length(self, minutes: int, stretch: float = 1.0) -> int:
        """Slots that ``minutes`` take where they are spread over ``stretch`` times as much of the axis."""
        if self.rounding == "optimistic" or not minutes:
            return minutes // self.minutes
        return max(1, round(minutes * stretch / self.minutes))

    def span(self, span: Span) -> Span:
        """Closed positions as closed slots."""
        if self.rounding == "optimistic":
            return -(-span[0] // self.minutes), span[1] // self.minutes
        return round(span[0] / self.minutes), round(span[1] / self.minutes)


@dataclass(frozen=True)
class Breaks:
    """Where a timeline is closed on the axis: spans one by one, and a factor for those that were spread."""

    spans: tuple[Span, ...]
    stretch: float

    @classmethod
    def of(cls, axis: WorkAxis, timeline: Timeline, most: int) -> Breaks:
        """The ``most`` longest breaks at least as spans, unless others are as long; the rest spread."""
        whole = Timeline([(0, axis.total)])
        open_ = [(axis.position(start), axis.position(end)) for start, end in timeline.spans()]
        spans = whole.minus(open_).spans()
        if len(spans) > most:
            limit = sorted((end - start for start, end in spans), reverse=True)[most]
            spans = [span for span in spans if span[1] - span[0] > limit]
        kept = axis.total - sum(end - start for start, end in spans)
        return cls(tuple(spans), kept / timeline.total if timeline.total else 1.0)


def common_axis(problem: Problem) -> WorkAxis:
    """All moments at which anyone works, a delay runs or an approver is there."""
    timelines = {worker.timeline for worker in problem.people} | {problem.shared}
    timelines |= {elapsing(timeline) for task in problem.tasks for timeline, _ in task.delays}
    return WorkAxis(Timeline(span for timeline in timelines for span in timeline.spans()))


def exact_slot(problem: Problem, axis: WorkAxis) -> int:
    """The longest slot that divides every duration, delay, release and break: minutes on which an optimum lies."""
    times = {axis.position(problem.release(job.index)) for job in problem.jobs}
    times.update(
        axis.position(edge) for spans in problem.fixed.busy.values() for span in spans for edge in span
    )
    times.update(axis.position(settled.finish) for settled in problem.fixed.tasks.values())
    for task in problem.tasks:
        times.update(task.minutes.values(), (minutes for _, minutes in task.delays))
        times.update(handoff for _, handoff in task.predecessors)
    for timeline in {worker.timeline for worker in problem.people}:
        for span in Breaks.of(axis, timeline, MOST_BREAKS).spans:
            times.update(span)
    return gcd(*times) or 1


def to_slots(problem: Problem, grid: Grid) -> Problem:
    """The problem with slots in place of minutes; the prices of lateness stay with the minutes."""
    return _Conversion(problem, grid).problem()


class _Conversion:
    def __init__(self, problem: Problem, grid: Grid) -> None:
        self._problem = problem
        self._grid = grid
        self._whole = Timeline([(0, grid.slots)])
        self._breaks: dict[tuple[Timeline, int], Breaks] = {}

    def problem(self) -> Problem:
        problem, grid = self._problem, self._grid
        return Problem(
            jobs=tuple(replace(job, release=grid.slot(job.release)) for job in problem.jobs),
            people=tuple(replace(one, timeline=self._timeline(one.timeline)) for one in problem.people),
            tasks=tuple(map(self._task, problem.tasks)),
            first=problem.first,
            shared=self._whole,
            wip_limit=problem.wip_limit,
            fixed=self._fixed(problem.fixed),
        )

    def _fixed(self, fixed: Fixed) -> Fixed:
        if fixed is NOTHING_FIXED:
            return fixed
        slot = self._grid.slot
        return Fixed(
            moment=slot(fixed.moment),
            tasks={index: self._settled(one) for index, one in fixed.tasks.items()},
            admissions={job: slot(admission) for job, admission in fixed.admissions.items()},
        )

    def _settled(self, settled: Settled) -> Settled:
        position = self._grid.axis.position
        start, finish = self._grid.span((position(settled.start), position(settled.finish)))
        return Settled(self._grid.slot(settled.ready), min(start, finish), finish, settled.people)

    def _timeline(self, timeline: Timeline) -> Timeline:
        return self._whole.minus(map(self._grid.span, self._break(timeline, MOST_BREAKS).spans))

    def _task(self, task: Task) -> Task:
        people = self._problem.people
        return replace(
            task,
            minutes={
                person: self._length(people[person].timeline, minutes, MOST_BREAKS)
                for person, minutes in task.minutes.items()
            },
            delays=tuple(
                (self._whole, self._length(elapsing(one), minutes, 0)) for one, minutes in task.delays
            ),
            predecessors=tuple(
                (earlier, self._length(self._problem.shared, handoff, 0))
                for earlier, handoff in task.predecessors
            ),
            handoffs=(self._whole,) * len(task.predecessors),
        )

    def _length(self, timeline: Timeline, minutes: int, most_breaks: int) -> int:
        return self._grid.length(minutes, self._break(timeline, most_breaks).stretch)

    def _break(self, timeline: Timeline, most: int) -> Breaks:
        key = (timeline, most)
        if key not in self._breaks:
            self._breaks[key] = Breaks.of(self._grid.axis, timeline, most)
        return self._breaks[key]
