"""What no schedule can beat: critical paths with unlimited people."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem, Task
from scenarios.worktime import CalendarExhausted


def least_minutes(task: Task) -> int:
    """Fewest minutes between a task's readiness and its end."""
    if task.people:
        return sorted(task.minutes.values())[task.people - 1]
    return max((minutes for _, minutes in task.delays), default=0)


def tails(problem: Problem) -> list[int | None]:
    """By task, the fewest minutes from its end to its job's launch; None where the launch does not depend on it."""
    tail: list[int | None] = [None] * len(problem.tasks)
    for job, tasks in enumerate(problem.in_order):
        tail[problem.launch_task(job)] = 0
        for task in reversed(tasks):
            after = tail[task.index]
            if after is None:
                continue
            for earlier, handoff in task.predecessors:
                length = handoff + least_minutes(task) + after
                tail[earlier] = max(length, tail[earlier] or 0)
    return tail


def shortest_spans(problem: Problem) -> list[int]:
    """By job, the fewest minutes from admission to completion."""
    end = [0] * len(problem.tasks)
    for tasks in problem.in_order:
        for task in tasks:
            ready = max((end[earlier] + handoff for earlier, handoff in task.predecessors), default=0)
            end[task.index] = ready + least_minutes(task)
    return [max(end[task.index] for task in tasks) for tasks in problem.in_order]


@dataclass(frozen=True, slots=True)
class Earliest:
    """What happens when if everybody were always free: ``ready`` and ``finish`` by task, ``admission`` by job."""

    admission: list[int]
    ready: list[int]
    finish: list[int]


def earliest(problem: Problem) -> Earliest:
    """The earliest times by critical path: each task is done by those whose calendars end it first.

    Raises:
        CalendarExhausted: a job cannot be completed at all.
    """
    times = Earliest([0] * len(problem.jobs), [0] * len(problem.tasks), [0] * len(problem.tasks))
    for job in problem.job_order:
        admit(problem, job, times)
        for task in problem.in_order[job]:
            run(problem, task, times)
    return times


def admit(problem: Problem, job: int, times: Earliest) -> None:
    """Fill in the admission of a job whose prerequisites are known, or that is given."""
    if job in problem.fixed.admissions:
        times.admission[job] = problem.fixed.admissions[job]
        return
    launches = [times.finish[problem.launch_task(earlier)] for earlier in problem.jobs[job].prerequisites]
    times.admission[job] = max([problem.release(job), *launches])


def run(problem: Problem, task: Task, times: Earliest) -> None:
    """Fill in a task whose predecessors are known, or that is settled.

    Raises:
        CalendarExhausted: it cannot be done at all.
    """
    settled = problem.fixed.tasks.get(task.index)
    if settled is not None:
        times.ready[task.index], times.finish[task.index] = settled.ready, settled.finish
        return
    after = task.ready_after(times.finish) if task.predecessors else times.admission[task.job]
    times.ready[task.index] = max(after, problem.fixed.moment)
    times.finish[task.index] = earliest_finish(problem, task, times.ready[task.index])


def earliest_finish(problem: Problem, task: Task, ready: int) -> int:
    """The end of a task that is ready at ``ready`` if everybody were free.

    For a task of n people the n-th of their own earliest ends: no team of n is done before.

    Raises:
        CalendarExhausted: too few calendars have the time.
    """
    if not task.people:
        return task.finish_of_delay(ready)
    finishes = sorted(
        timeline.advance(ready, minutes)
        for person, minutes in task.minutes.items()
        if (timeline := problem.people[person].timeline).open_before(ready) + minutes <= timeline.total
    )
    if len(finishes) < task.people:
        raise CalendarExhausted
    return finishes[task.people - 1]


def critical_path_loss(problem: Problem, losses: Losses) -> int:
    """Value lost by lateness that is unavoidable even with unlimited people, minor units."""
    finish = earliest(problem).finish
    return sum(losses.at(job, finish[problem.launch_task(job)]) for job in range(len(problem.jobs)))
