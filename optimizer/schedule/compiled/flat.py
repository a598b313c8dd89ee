"""A problem as the arrays that the kernels work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from statistics import fmean

import numpy as np

from optimizer.schedule.bounds import least_minutes, shortest_spans, tails
from optimizer.schedule.compiled.flat_lines import LineBook
from optimizer.schedule.compiled.layout_kernel import FOREVER, NONE, Floats, Ints, Jobs, Model, People, Tasks
from optimizer.schedule.greedy import scarcity
from optimizer.schedule.losses import LossRule
from optimizer.schedule.problem import Problem

QUANTILES = 1024


def flatten(problem: Problem, rules: Sequence[LossRule | None]) -> Model:
    """The arrays of a problem; ``rules`` by job, None where lateness costs nothing."""
    book = LineBook()
    people = People(ints(book.line(worker.timeline) for worker in problem.people), floats(scarcity(problem)))
    tasks, jobs = _tasks(problem, book), _jobs(problem, rules)
    anybody = book.union()
    anybodys_line = book.line(anybody)
    lines = book.lines()
    for job, target in enumerate(jobs.target[: len(problem.jobs)]):
        jobs.target_position[job] = anybody.open_before(int(target))
    numbers = ints(
        [
            len(problem.jobs),
            len(problem.tasks),
            max([1, *(task.people for task in problem.tasks)]),
            problem.wip_limit or 0,
            anybodys_line,
            pace(problem),
            QUANTILES,
            max(0, problem.fixed.moment),
        ]
    )
    return Model(lines, tasks, jobs, people, numbers, _exponential())


def ints(values: Iterable[int]) -> Ints:
    """An array of whole numbers, of one zero where there are none: it has an address."""
    return np.array(list(values) or [0], dtype=np.int64)


def zeros(size: int) -> Ints:
    """An array of zeros, of one where there are none."""
    return np.zeros(max(1, size), np.int64)


def floats(values: Iterable[float]) -> Floats:
    """The same of real numbers."""
    return np.array(list(values) or [0.0], dtype=np.float64)


def firsts(lists: Iterable[Sequence[object]]) -> Ints:
    """Where lists begin that lie one after the other, and where the last one ends."""
    return ints(accumulate(map(len, lists), initial=0))


def pace(problem: Problem) -> int:
    """Minutes that pass, on average, while a step of work is done; at least 1."""
    minutes = [fmean(task.minutes.values()) for task in problem.tasks if task.people]
    shared = problem.shared
    stretch = (shared.ends[-1] - shared.starts[0]) / shared.total if shared.total else 1.0
    return max(1, round(fmean(minutes) * stretch)) if minutes else 1


def _exponential() -> Floats:
    probability = (np.arange(QUANTILES) + 0.5) / QUANTILES
    return np.asarray(-np.log1p(-probability))


def _tasks(problem: Problem, book: LineBook) -> Tasks:
    tasks = problem.tasks
    arcs = [
        (before, minutes, *book.delay(timeline))
        for task in tasks
        for (before, minutes), timeline in zip(task.predecessors, task.handoffs, strict=True)
    ]
    delays = [(minutes, *book.delay(timeline)) for task in tasks for timeline, minutes in task.delays]
    return Tasks(
        job=ints(task.job for task in tasks),
        people=ints(task.people for task in tasks),
        who_first=firsts([tuple(task.minutes) for task in tasks]),
        who=ints(person for task in tasks for person in task.minutes),
        minutes=ints(minutes for task in tasks for minutes in task.minutes.values()),
        arc_first=firsts([task.predecessors for task in tasks]),
        arc_task=ints(arc[0] for arc in arcs),
        arc_minutes=ints(arc[1] for arc in arcs),
        arc_line=ints(arc[2] for arc in arcs),
        arc_meeting=ints(arc[3] for arc in arcs),
        delay_first=firsts([task.delays for task in tasks]),
        delay_minutes=ints(delay[0] for delay in delays),
        delay_line=ints(delay[1] for delay in delays),
        delay_meeting=ints(delay[2] for delay in delays),
        tail=ints(_certain_tails(problem)),
        latest=ints(_latest_starts(problem)),
        fixed=ints(int(task.index in problem.fixed.tasks) for task in tasks),
    )


def _certain_tails(problem: Problem) -> list[int]:
    """`tails`, NONE in jobs in which something that is settled comes after something that is not."""
    fixed, found = problem.fixed.tasks, tails(problem)
    overtaken = {
        task.job
        for task in problem.tasks
        if task.index not in fixed and any(later in fixed for later in task.successors)
    }
    return [
        NONE if tail is None or task.job in overtaken else tail
        for task, tail in zip(problem.tasks, found, strict=True)
    ]


def _latest_starts(problem: Problem) -> list[int]:
    """By task, when it has to start for its job to keep its target if everybody is free on the shared calendar."""
    shared, starts = problem.shared, []
    for task, tail in zip(problem.tasks, tails(problem), strict=True):
        target = problem.jobs[task.job].target
        left = shared.open_before(target) - (tail or 0) - least_minutes(task)
        starts.append(shared.advance(0, left) if left > 0 else 0)
    return starts


def _jobs(problem: Problem, rules: Sequence[LossRule | None]) -> Jobs:
    jobs = problem.jobs
    rank = {job: place for place, job in enumerate(problem.job_order)}
    dear = [job.loss_per_day for job in jobs if job.loss_per_day]
    urgency = 2 * pace(problem) / fmean(dear) if dear else 0.0
    return Jobs(
        task_first=ints(problem.first),
        order=ints(task.index for tasks in problem.in_order for task in tasks),
        launch=ints(problem.launch_task(job.index) for job in jobs),
        release=ints(job.release for job in jobs),
        shortest=ints(shortest_spans(problem)),
        rank=ints(rank[job.index] for job in jobs),
        before_first=firsts([job.prerequisites for job in jobs]),
        before=ints(before for job in jobs for before in job.prerequisites),
        after_first=firsts(problem.dependents),
        after=ints(after for dependents in problem.dependents for after in dependents),
        queued=ints(int(problem.queues(job.index)) for job in jobs),
        admitted=ints(int(job.index in problem.fixed.admissions) for job in jobs),
        target=ints(FOREVER if rule is None else rule.target for rule in rules),
        target_position=zeros(len(jobs)),
        revenue=floats(0 if rule is None else rule.revenue for rule in rules),
        loss_per_day=floats(0 if rule is None else rule.loss_per_day for rule in rules),
        decay=floats(0 if rule is None else rule.decay_per_day for rule in rules),
        urgency=floats(urgency * job.loss_per_day for job in jobs),
    )
