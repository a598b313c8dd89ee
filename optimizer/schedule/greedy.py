"""A first schedule: whole jobs in the order of a priority rule, several rules, the best kept.

The rules rank jobs by latest start, weighted by what a day of lateness costs against the average; they span the range
from due dates alone to value alone, as the look-ahead of the apparent tardiness cost rule does (Vepsalainen and
Morton 1987).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from math import inf

from optimizer.schedule.board import Board
from optimizer.schedule.bounds import shortest_spans
from optimizer.schedule.problem import Problem
from scenarios.worktime import CalendarExhausted

WEIGHTINGS = (10.0, 3.0, 1.0, 0.0)
"""How much value counts against due dates."""


def scarcity(problem: Problem) -> list[float]:
    """By person, the work he or she may be asked for against the person with most (0 to 1).

    A task's work is shared among those who can do it; versatile people have more and are spared.
    """
    load = [0.0] * len(problem.people)
    for task in problem.tasks:
        for person, minutes in task.minutes.items():
            load[person] += task.people * minutes / len(task.minutes)
    most = max(load, default=0.0) or 1.0
    return [amount / most for amount in load]


class DoesNotFit(Exception):
    """The people's calendars end before all jobs are placed."""

    def __init__(self, jobs: tuple[int, ...]) -> None:
        self.jobs = jobs
        super().__init__(f"{len(jobs)} jobs do not fit")


def build(problem: Problem, weighting: float) -> Board:
    """Insert all jobs by one rule.

    Raises:
        DoesNotFit: with every job that finds no place; what waits for it is not named.
    """
    board = Board(problem)
    insert_all(board, range(len(problem.jobs)), priorities(problem, weighting).__getitem__)
    return board


def insert_all(board: Board, jobs: Sequence[int], priority: Callable[[int], float]) -> None:
    """Insert jobs, the lowest priority value first, prerequisites before what waits for them. Raises as `build`."""
    handicap = scarcity(board.problem).__getitem__
    admitted = board.problem.fixed.admissions
    failed: dict[int, bool] = {}
    for job in ranked(board.problem, jobs, lambda job: -inf if job in admitted else priority(job)):
        if failed.keys() & set(board.problem.jobs[job].prerequisites):
            failed[job] = False
            continue
        try:
            board.insert(job, handicap)
        except CalendarExhausted:
            failed[job] = True
    if failed:
        raise DoesNotFit(tuple(job for job, itself in failed.items() if itself))


def priorities(problem: Problem, weighting: float) -> list[float]:
    """Latest start in working minutes from the first release, divided by the weighted cost of a late day."""
    position = problem.shared.open_before
    origin = min((position(job.release) for job in problem.jobs), default=0)
    costs = [job.loss_per_day for job in problem.jobs if job.loss_per_day]
    average = sum(costs) / len(costs) if costs else 1.0
    shortest = shortest_spans(problem)
    return [
        _discount(
            position(job.target) - shortest[job.index] - origin, 1 + weighting * job.loss_per_day / average
        )
        for job in problem.jobs
    ]


def _discount(latest_start: float, factor: float) -> float:
    """Sooner by ``factor``; what should have started already becomes more pressing, not less."""
    return latest_start / factor if latest_start > 0 else latest_start * factor


def ranked(problem: Problem, jobs: Sequence[int], key: Callable[[int], float]) -> Iterator[int]:
    """Jobs by key, each after those of its prerequisites that are among them."""
    chosen = set(jobs)
    blocked = {job: len(chosen.intersection(problem.jobs[job].prerequisites)) for job in jobs}
    ready = [(key(job), job) for job in jobs if not blocked[job]]
    heapify(ready)
    while ready:
        _, job = heappop(ready)
        yield job
        for later in problem.dependents[job]:
            if later in chosen:
                blocked[later] -= 1
                if not blocked[later]:
                    heappush(ready, (key(later), later))
