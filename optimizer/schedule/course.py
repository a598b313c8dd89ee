"""Who does what in which order, and the times that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.schedule.problem import Problem


@dataclass(frozen=True, slots=True)
class Order:
    """A decision: every person's tasks in sequence, and the sequence of admissions under the WIP limit."""

    sequences: tuple[tuple[int, ...], ...]
    """Task indices by person. The people of a task are those in whose sequences it stands."""
    admissions: tuple[int, ...]
    """The jobs that count towards the WIP limit."""


@dataclass(frozen=True, slots=True)
class Course:
    """How an order turns out, in minutes. ``admission`` by job, the others by task."""

    admission: tuple[int, ...]
    ready: tuple[int, ...]
    start: tuple[int, ...]
    finish: tuple[int, ...]
    people: tuple[tuple[int, ...], ...]

    def launch(self, problem: Problem, job: int) -> int:
        """End of the job's launch task."""
        return self.finish[problem.launch_task(job)]

    def completion(self, problem: Problem, job: int) -> int:
        """End of the job's last task."""
        return max(self.finish[problem.first[job] : problem.first[job + 1]])


def order_of(
    problem: Problem,
    start: Sequence[int],
    people: Sequence[tuple[int, ...]],
    admission: Sequence[int],
) -> Order:
    """The order that given times imply. ``start`` and ``people`` by task, ``admission`` by job.

    Tasks of the same start are ranked so that whatever another one waits for comes first: such an order never locks.
    What is settled is no part of an order.
    """
    rank = [(moment, problem.depth[job], job) for job, moment in enumerate(admission)]
    place = {task.index: n for tasks in problem.in_order for n, task in enumerate(tasks)}
    settled = problem.fixed.tasks
    work = [task for task in problem.tasks if task.people and task.index not in settled]
    sequences: list[list[int]] = [[] for _ in problem.people]
    for task in sorted(work, key=lambda one: (start[one.index], rank[one.job], place[one.index])):
        for person in people[task.index]:
            sequences[person].append(task.index)
    admitted = problem.fixed.admissions
    limited = (job.index for job in problem.jobs if job.limited and job.index not in admitted)
    return Order(tuple(map(tuple, sequences)), tuple(sorted(limited, key=rank.__getitem__)))
