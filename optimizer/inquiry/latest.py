"""The latest moment at which each task may end: one pass from the end through precedence and people's sequences.

Room under the WIP limit is left out: where campaigns queue for it, what is found is an upper limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from optimizer.schedule.course import Course, Order
from optimizer.schedule.executor import common_opening
from optimizer.schedule.problem import Problem, Task
from scenarios.meetings import DelayTimeline
from scenarios.worktime import CalendarExhausted

NEVER = 10**12
"""After every moment: nothing waits for the task."""


class Latest:
    """Latest ends in one plan, so that campaigns launch by their ``limits`` (minute by job)."""

    def __init__(self, problem: Problem, course: Course, order: Order, limits: dict[int, int]) -> None:
        self._problem = problem
        self._course = course
        self._next: list[list[int]] = [[] for _ in problem.tasks]
        for sequence in order.sequences:
            for earlier, later in pairwise(sequence):
                self._next[earlier].append(later)
        self._launches = {problem.launch_task(job.index): job.index for job in problem.jobs}
        self._limits = limits
        self._delays = [dict(self._handoffs(task)) for task in problem.tasks]

    def ends(self) -> list[int]:
        """By task, its latest end."""
        latest = [NEVER] * len(self._problem.tasks)
        entry = [NEVER] * len(self._problem.tasks)
        for task in self._from_the_end():
            latest[task] = min(self._allowed(task, entry.__getitem__), NEVER)
            entry[task] = self._latest_entry(task, latest[task])
        return latest

    def free_ends(self) -> list[int]:
        """By task, its latest end at which every other task starts as planned."""
        start = self._course.start
        return [self._allowed(task.index, start.__getitem__) for task in self._problem.tasks]

    def _handoffs(self, task: Task) -> Iterator[tuple[int, tuple[DelayTimeline, int]]]:
        for (earlier, minutes), timeline in zip(task.predecessors, task.handoffs, strict=True):
            yield earlier, (timeline, minutes)

    def _from_the_end(self) -> list[int]:
        """Tasks so that each comes after whatever waits for it."""
        seen: set[int] = set()
        order: list[int] = []
        for root in range(len(self._problem.tasks)):
            stack = [(root, iter(self._waiting(root)))] if root not in seen else []
            seen.add(root)
            while stack:
                task, rest = stack[-1]
                later = next((one for one in rest if one not in seen), None)
                if later is None:
                    order.append(task)
                    stack.pop()
                else:
                    seen.add(later)
                    stack.append((later, iter(self._waiting(later))))
        return order

    def _waiting(self, task: int) -> list[int]:
        """Whatever may wait for a task."""
        return [*self._problem.tasks[task].successors, *self._next[task], *self._admitted(task)]

    def _admitted(self, task: int) -> list[int]:
        """First tasks of the jobs that wait for a launch."""
        job = self._launches.get(task)
        waiting = () if job is None else self._problem.dependents[job]
        return [
            one.index for later in waiting for one in self._problem.tasks_of(later) if not one.predecessors
        ]

    def _allowed(self, task: int, entry: Callable[[int], int]) -> int:
        """The latest end of a task if whatever waits for it may be entered at ``entry``."""
        limits = [entry(later) for later in (*self._next[task], *self._admitted(task))]
        for later in self._problem.tasks[task].successors:
            timeline, minutes = self._delays[later][task]
            limits.append(_before(timeline, minutes, entry(later), self._course.finish[task]))
        job = self._launches.get(task)
        if job in self._limits:
            limits.append(self._limits[job])
        return min(limits, default=NEVER)

    def _latest_entry(self, index: int, latest: int) -> int:
        """The latest moment at which a task may be ready and its people free, so that it ends by ``latest``."""
        task, team = self._problem.tasks[index], self._course.people[index]

        def ends_in_time(entry: int) -> bool:
            try:
                return end_of(self._problem, task, team, entry) <= latest
            except CalendarExhausted:
                return False

        return greatest(ends_in_time, self._course.start[index], latest)


def end_of(problem: Problem, task: Task, team: tuple[int, ...], entry: int) -> int:
    """When a task ends that is ready, with its people free, at ``entry``.

    Raises:
        CalendarExhausted: a calendar ends before.
    """
    if not team:
        return task.finish_of_delay(entry)
    timelines = [problem.people[person].timeline for person in team]
    start = common_opening(timelines, entry)
    return max(
        timeline.advance(start, task.minutes[person])
        for timeline, person in zip(timelines, team, strict=True)
    )


def _before(timeline: DelayTimeline, minutes: int, limit: int, known: int) -> int:
    """The latest end from which a hand-off is through by ``limit``; from ``known`` it is."""

    def is_through(end: int) -> bool:
        try:
            return timeline.advance(end, minutes) <= limit
        except CalendarExhausted:
            return False

    return greatest(is_through, known, limit)


def greatest(holds: Callable[[int], bool], known: int, most: int) -> int:
    """The greatest number up to ``most`` for which a falling condition holds; it holds for ``known``."""
    low, high = known, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low
