"""Doing nothing: the plan's order of work carried out from where it stands, with no more decided than must be.

Whoever cannot do what was planned (gone, or not qualified any more) is replaced by whoever is least taken at that time;
what was not planned goes into the gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from optimizer.replan.situation import Situation
from optimizer.schedule.board import Board
from optimizer.schedule.course import Course, Order, order_of
from optimizer.schedule.executor import settle
from optimizer.schedule.greedy import insert_all
from optimizer.schedule.problem import Problem, Task
from scenarios.worktime import CalendarExhausted

Pair: TypeAlias = tuple[int, int]
"""A person and a task, by index."""

LAST = 10**12
"""After every planned start."""


def do_nothing(now: Situation) -> Course:
    """The course of the whole problem if nobody changes the order of work.

    Raises:
        DoesNotFit: calendars end before all unplanned work is placed.
        CalendarExhausted: calendars end before all planned work is done.
    """
    problem = now.problem
    course = _planned_order(now)
    added = [
        job.index
        for job in problem.jobs
        if any(task.index not in now.planned for task in problem.tasks_of(job.index))
    ]
    if not added:
        return course
    return settle(problem, _in_the_gaps(problem, course, added))


def _planned_order(now: Situation) -> Course:
    """The planned order carried out. Where calendars end too soon, those who leave first give up their last work,
    step by step.

    Raises:
        CalendarExhausted: it does not help.
    """
    problem = now.problem
    barred: set[Pair] = set()
    while True:
        start, people, admission = _as_planned(now, barred)
        try:
            return settle(problem, order_of(problem, start, people, admission))
        except CalendarExhausted:
            last = _last_of_the_leaving(problem, start, people, barred)
            if last is None:
                raise
            barred.add(last)


def _last_of_the_leaving(
    problem: Problem, start: Sequence[int], people: Sequence[tuple[int, ...]], barred: AbstractSet[Pair]
) -> Pair | None:
    """The person whose calendar ends first, and the last task that others could do in his or her place."""
    ends = {worker.index: max(worker.timeline.ends, default=0) for worker in problem.people}
    found = [
        (-ends[person], start[task.index], task.index, person)
        for task in problem.tasks
        if task.index not in problem.fixed.tasks
        for person in people[task.index]
        if ends[person] < max(ends[one] for one in task.minutes)
        and sum((one, task.index) not in barred for one in task.minutes) > task.people
    ]
    if not found:
        return None
    _, _, task, person = max(found)
    return person, task


def _as_planned(
    now: Situation, barred: AbstractSet[Pair]
) -> tuple[list[int], list[tuple[int, ...]], list[int]]:
    """Planned start and people of every task, planned admission of every job; what was not planned comes last."""
    problem = now.problem
    by_id = {worker.id: worker.index for worker in problem.people}
    start = [LAST] * len(problem.tasks)
    people: list[tuple[int, ...]] = [()] * len(problem.tasks)
    for index, planned in now.planned.items():
        start[index] = planned.start
        people[index] = tuple(by_id[one] for one in planned.people if one in by_id)
    taken = _Taken(problem, start, people, {index: planned.finish for index, planned in now.planned.items()})
    for task in sorted(problem.tasks, key=lambda one: (start[one.index], one.index)):
        if task.index not in problem.fixed.tasks:
            people[task.index] = taken.team(task, barred)
    latest = max(now.admitted_as_planned.values(), default=0)
    admission = [now.admitted_as_planned.get(job.index, latest) for job in problem.jobs]
    return start, people, admission


class _Taken:
    """Who is planned for what, and who could step in."""

    def __init__(
        self,
        problem: Problem,
        start: Sequence[int],
        people: Sequence[tuple[int, ...]],
        finish: dict[int, int],
    ) -> None:
        self._problem = problem
        self._start, self._finish, self._people = start, finish, people
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for index, end in finish.items():
            for person in people[index]:
                self._spans.setdefault(person, []).append((start[index], end))

    def team(self, task: Task, barred: AbstractSet[Pair]) -> tuple[int, ...]:
        """The planned people who still can do the task, and others for those who cannot or are ``barred`` from it."""
        allowed = [person for person in task.minutes if (person, task.index) not in barred]
        able = [
            person
            for person in dict.fromkeys(self._people[task.index])
            if person in allowed and self._returns(person, task)
        ][: task.people]
        if len(able) == task.people:
            return tuple(able)
        others = [person for person in allowed if person not in able]
        others.sort(key=lambda person: (not self._returns(person, task), self._overlap(person, task), person))
        return (*able, *others[: task.people - len(able)])

    def _returns(self, person: int, task: Task) -> bool:
        """Whether the person has the time at all, from the status on."""
        timeline = self._problem.people[person].timeline
        since = max(self._problem.fixed.moment, 0)
        return timeline.open_before(since) + task.minutes[person] <= timeline.total

    def _overlap(self, person: int, task: Task) -> int:
        """Minutes of the person's own plan while the task was to be done; all of it for work without a plan."""
        begin, end = self._start[task.index], self._finish.get(task.index, LAST)
        if begin == LAST:
            begin = 0
        return sum(max(0, min(end, last) - max(begin, first)) for first, last in self._spans.get(person, ()))


def _in_the_gaps(problem: Problem, course: Course, jobs: Sequence[int]) -> Order:
    """The order in which added jobs take the gaps that all others leave."""
    board = Board(problem)
    board.load(course)
    for job in jobs:
        board.leave(job)
        board.remove(problem.movable[job])
    insert_all(board, jobs, lambda job: problem.jobs[job].target)
    return board.order()
