"""Carries out an order by the rules of execution: everyone does only what comes next in his or her sequence.

The result is semi-active (Sprecher, Kolisch and Drexl 1995): no task can start earlier without another order. It is
the earliest of all courses with that order, task by task.
"""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush

from optimizer.schedule.course import Course, Order, order_of
from optimizer.schedule.problem import Problem
from scenarios.worktime import Timeline

UNSET = -(10**12)
"""Before every moment: not yet known."""


class Deadlock(Exception):
    """The sequences wait for one another in a circle."""

    def __init__(self, tasks: tuple[int, ...]) -> None:
        self.tasks = tasks
        super().__init__(f"{len(tasks)} tasks never start")


def common_opening(timelines: list[Timeline], moment: int) -> int:
    """The first moment at or after ``moment`` at which all timelines are open.

    Raises:
        CalendarExhausted: there is none.
    """
    while True:
        latest = max(timeline.next_open(moment) for timeline in timelines)
        if latest == moment:
            return moment
        moment = latest


def execute(problem: Problem, order: Order) -> Course:
    """The times of every task when ``order`` is carried out without delay.

    Raises:
        Deadlock: the order contradicts itself or the precedences.
        CalendarExhausted: work is left when a calendar ends.
    """
    return _Execution(problem, order).run()


def settle(problem: Problem, order: Order) -> Course:
    """`execute`, repeated until carrying out the order of the result changes nothing.

    Where two admissions coincide, the plan ranks them by index; an earlier index may then be admitted earlier. Each
    round makes no task later, so the rounds end.
    """
    course = execute(problem, order)
    while True:
        again = execute(problem, order_of(problem, course.start, course.people, course.admission))
        if again == course:
            return course
        course = again


class _Execution:
    def __init__(self, problem: Problem, order: Order) -> None:
        self._problem = problem
        self._sequences = order.sequences
        self._position = [0] * len(problem.people)
        self._free = [0] * len(problem.people)
        self._team: list[list[int]] = [[] for _ in problem.tasks]
        for person, sequence in enumerate(order.sequences):
            for task in sequence:
                self._team[task].append(person)
        self._waits = [len(task.predecessors) for task in problem.tasks]
        self._blocked = [len(job.prerequisites) for job in problem.jobs]
        self._left = [len(job.process.steps) for job in problem.jobs]
        self._queue = deque(job for job in order.admissions if problem.queues(job))
        self._eligible = [False] * len(problem.jobs)
        self._in_progress = 0
        self._events: list[tuple[int, int, int]] = []
        self._admission = [UNSET] * len(problem.jobs)
        self._ready = [UNSET] * len(problem.tasks)
        self._start = [UNSET] * len(problem.tasks)
        self._finish = [UNSET] * len(problem.tasks)

    def run(self) -> Course:
        self._settle()
        for job in self._problem.jobs:
            if not job.prerequisites:
                self._release(job.index)
        while self._events:
            now, kind, index = heappop(self._events)
            if kind == 0:
                self._make_eligible(index, now)
            else:
                self._end(index, now)
            self._admit_next(now)
        unfinished = tuple(task for task, finish in enumerate(self._finish) if finish == UNSET)
        if unfinished:
            raise Deadlock(unfinished)
        return Course(
            tuple(self._admission),
            tuple(self._ready),
            tuple(self._start),
            tuple(self._finish),
            tuple(map(tuple, self._team)),
        )

    def _settle(self) -> None:
        """Enter what is settled: tasks end when they did or will, jobs hold their places."""
        problem = self._problem
        for index, task in problem.fixed.tasks.items():
            if index < len(problem.tasks):
                self._ready[index], self._start[index] = task.ready, task.start
                self._team[index] = list(task.people)
                self._set_finish(index, task.finish)
        for job in problem.fixed.admissions:
            if job < len(problem.jobs):
                self._in_progress += problem.queues(job)
                self._admit(job, problem.fixed.admissions[job])

    def _release(self, job: int, earliest: int = UNSET) -> None:
        """Let a job that is not admitted for good wait for its release."""
        if job not in self._problem.fixed.admissions:
            heappush(self._events, (max(earliest, self._problem.release(job)), 0, job))

    def _make_eligible(self, job: int, now: int) -> None:
        self._eligible[job] = True
        if not self._problem.queues(job):
            self._admit(job, now)

    def _admit_next(self, now: int) -> None:
        limit = self._problem.wip_limit
        while self._queue and self._eligible[self._queue[0]] and (limit is None or self._in_progress < limit):
            self._in_progress += 1
            self._admit(self._queue.popleft(), now)

    def _admit(self, job: int, now: int) -> None:
        self._admission[job] = now
        for task in self._problem.tasks_of(job):
            if not task.predecessors:
                self._make_ready(task.index, now)

    def _make_ready(self, index: int, ready: int) -> None:
        if index in self._problem.fixed.tasks:
            return
        task = self._problem.tasks[index]
        self._ready[index] = ready
        if task.people:
            self._try_start(index)
        else:
            self._start[index] = max(ready, self._problem.fixed.moment)
            self._set_finish(index, task.finish_of_delay(self._start[index]))

    def _set_finish(self, index: int, finish: int) -> None:
        self._finish[index] = finish
        heappush(self._events, (finish, 1, index))

    def _try_start(self, index: int) -> None:
        """Start the task if it is ready and next for all its people, and whatever that lets start in turn."""
        waiting = [index]
        while waiting:
            task = waiting.pop()
            if self._ready[task] == UNSET or not self._is_next(task):
                continue
            self._begin(task)
            for person in self._team[task]:
                self._position[person] += 1
                if self._position[person] < len(self._sequences[person]):
                    waiting.append(self._sequences[person][self._position[person]])

    def _is_next(self, task: int) -> bool:
        return self._start[task] == UNSET and all(
            self._sequences[person][self._position[person]] == task for person in self._team[task]
        )

    def _begin(self, index: int) -> None:
        people = self._team[index]
        minutes = self._problem.tasks[index].minutes
        timelines = [self._problem.people[person].timeline for person in people]
        free = (self._free[person] for person in people)
        earliest = max(self._ready[index], self._problem.fixed.moment, *free)
        while True:
            start = common_opening(timelines, earliest)
            finish = max(
                timeline.advance(start, minutes[person])
                for timeline, person in zip(timelines, people, strict=True)
            )
            earliest = self._held_until(people, start, finish)
            if earliest <= start:
                break
        for person in people:
            self._free[person] = finish
        self._start[index] = start
        self._set_finish(index, finish)

    def _held_until(self, people: list[int], start: int, finish: int) -> int:
        """When the last settled task that keeps someone from working in [start, finish) ends; ``start`` if none."""
        busy = self._problem.fixed.busy
        return max(
            (end for one in people for begin, end in busy.get(one, ()) if begin < finish and end > start),
            default=start,
        )

    def _end(self, index: int, now: int) -> None:
        task = self._problem.tasks[index]
        for successor in task.successors:
            self._waits[successor] -= 1
            if not self._waits[successor]:
                self._make_ready(successor, self._problem.tasks[successor].ready_after(self._finish))
        if index == self._problem.launch_task(task.job):
            self._launch(task.job, now)
        self._left[task.job] -= 1
        if not self._left[task.job] and self._problem.queues(task.job):
            self._in_progress -= 1

    def _launch(self, job: int, now: int) -> None:
        for later in self._problem.dependents[job]:
            self._blocked[later] -= 1
            if not self._blocked[later]:
                self._release(later, now)
