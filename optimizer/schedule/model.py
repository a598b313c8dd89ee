"""The schedule as a constraint program on a slot grid (CP-SAT).

Every pool of people who could do a task has a number of them who do it and an optional interval; the intervals of one
person do not overlap, those of a pool take no more people than it has. A break lies before, after or across the task,
which it then lengthens (optional intervals: Laborie, Rogerie, Shaw and Vilim 2018). Redundantly, crews have no more
heads than they have. The spans of jobs in progress are a cumulative under the WIP limit.
"""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.schedule.bounds import earliest
from optimizer.schedule.course import Course
from optimizer.schedule.pools import Pool, crews, each_alone
from optimizer.schedule.problem import Problem, Task
from scenarios.worktime import Span


@dataclass(frozen=True, slots=True)
class _Break:
    """A break of people who could do a task: the work ends before it, starts after it, or pauses across it."""

    task: int
    pool: Pool
    span: Span
    before: cp_model.IntVar
    after: cp_model.IntVar
    across: cp_model.IntVar


class ScheduleModel:
    """Variables and constraints of a problem in slots. Whoever owns the model adds the objective.

    ``pools`` are people who need not be told apart (`optimizer.schedule.pools`), everybody once.
    """

    def __init__(self, problem: Problem, pools: tuple[Pool, ...] | None = None) -> None:
        self.problem = problem
        self._pools = each_alone(problem) if pools is None else pools
        self.cp = cp_model.CpModel()
        self.horizon = max(problem.shared.ends, default=0)
        self._earliest = earliest(problem)
        self.start = [self._moment(ready) for ready in self._earliest.ready]
        self.end = [self._moment(ready) for ready in self._earliest.ready]
        self.admission = [self._moment(admission) for admission in self._earliest.admission]
        self.does: dict[tuple[int, Pool], cp_model.IntVar] = {}
        """By task and pool, how many of the pool do the task."""
        self._breaks: list[_Break] = []
        self._sizes: dict[int, cp_model.IntVar] = {}
        self._completion: dict[int, cp_model.IntVar] = {}
        self._works: dict[int, cp_model.IntervalVar] = {}
        self._takes: dict[tuple[int, Pool], cp_model.IntVar] = {}
        self._occupied: dict[Pool, list[tuple[cp_model.IntervalVar, cp_model.IntVar | int]]] = {}
        self._block()
        for task in problem.tasks:
            settled = problem.fixed.tasks.get(task.index)
            if settled is None:
                self._add_task(task)
            else:
                self.cp.add(self.start[task.index] == settled.start)
                self.cp.add(self.end[task.index] == settled.finish)
        for pool, intervals in self._occupied.items():
            if len(pool) == 1:
                self.cp.add_no_overlap([interval for interval, _ in intervals])
            else:
                works, heads = zip(*intervals, strict=True)
                self.cp.add_cumulative(works, heads, len(pool))
        self._add_crews()
        self._add_jobs()

    def launch(self, job: int) -> cp_model.IntVar:
        """End of the job's launch task."""
        return self.end[self.problem.launch_task(job)]

    def earliest_launch(self, job: int) -> int:
        """Slot before which the job cannot launch."""
        return self._earliest.finish[self.problem.launch_task(job)]

    def hint(self, course: Course) -> None:
        """Suggest a course of the same problem as a first solution."""
        for task in self.problem.tasks:
            self.cp.add_hint(self.start[task.index], course.start[task.index])
            self.cp.add_hint(self.end[task.index], course.finish[task.index])
        for variable, moment in zip(self.admission, course.admission, strict=True):
            self.cp.add_hint(variable, moment)
        for index, size in self._sizes.items():
            self.cp.add_hint(size, course.finish[index] - course.start[index])
        for job, completion in self._completion.items():
            self.cp.add_hint(completion, course.completion(self.problem, job))
        for (task_index, pool), count in self.does.items():
            taken = len(set(pool).intersection(course.people[task_index]))
            self.cp.add_hint(count, taken)
            if (task_index, pool) in self._takes:
                self.cp.add_hint(self._takes[task_index, pool], taken > 0)
        for one in self._breaks:
            first, last = one.span
            start = course.start[one.task]
            does = bool(set(one.pool).intersection(course.people[one.task]))
            end = self._own_end(one, start) if does else 0
            self.cp.add_hint(one.before, does and end <= first)
            self.cp.add_hint(one.after, does and start >= last)
            self.cp.add_hint(one.across, does and start < first and end > last)

    def _own_end(self, one: _Break, start: int) -> int:
        person = one.pool[0]
        minutes = self.problem.tasks[one.task].minutes[person]
        return self.problem.people[person].timeline.advance(start, minutes)

    def _moment(self, earliest_slot: int) -> cp_model.IntVar:
        return self.cp.new_int_var(earliest_slot, self.horizon, "")

    def _block(self) -> None:
        """Keep people from all else while what is settled holds them."""
        for pool in self._pools:
            for start, end in self.problem.fixed.busy.get(pool[0], ()):
                interval = self.cp.new_fixed_size_interval_var(start, end - start, "")
                self._occupied.setdefault(pool, []).append((interval, len(pool)))

    def _add_task(self, task: Task) -> None:
        start, end = self.start[task.index], self.end[task.index]
        for earlier, handoff in task.predecessors:
            self.cp.add(start >= self.end[earlier] + handoff)
        if not task.predecessors:
            self.cp.add(start >= self.admission[task.job])
        if task.people:
            self._add_work(task)
        else:
            self.cp.add(end == start + max((slots for _, slots in task.delays), default=0))

    def _add_work(self, task: Task) -> None:
        start, end = self.start[task.index], self.end[task.index]
        pools = [pool for pool in self._pools if pool[0] in task.minutes]
        spans = {pool: self._spans(task, pool[0]) for pool in pools}
        lengths = set(task.minutes.values())
        size: cp_model.IntVar | int
        if len(lengths) == 1 and not any(spans.values()):
            size = lengths.pop()
        else:
            size = self._sizes[task.index] = self.cp.new_int_var(min(lengths), self.horizon, "")
        self.cp.add(end == start + size)
        self._works[task.index] = self.cp.new_interval_var(start, size, end, "")
        for pool in pools:
            takes = self._add_pool(task, pool)
            interval = self.cp.new_optional_interval_var(start, size, end, takes, "")
            self._occupied.setdefault(pool, []).append((interval, self.does[task.index, pool]))
            if not isinstance(size, int):
                length = task.minutes[pool[0]] + self._pauses(task, pool, spans[pool], takes)
                self.cp.add(size >= length).only_enforce_if(takes)
        self.cp.add(sum(self.does[task.index, pool] for pool in pools) == task.people)

    def _add_pool(self, task: Task, pool: Pool) -> cp_model.IntVar:
        """How many of a pool do the task; returns whether any does."""
        most = min(len(pool), task.people)
        does = self.does[task.index, pool] = self.cp.new_int_var(0, most, "")
        if most == 1:
            return does
        takes = self._takes[task.index, pool] = self.cp.new_bool_var("")
        self.cp.add(does >= 1).only_enforce_if(takes)
        self.cp.add(does == 0).only_enforce_if(takes.negated())
        return takes

    def _spans(self, task: Task, person: int) -> list[Span]:
        """Breaks of a person that the task could meet."""
        timeline = self.problem.people[person].timeline
        edges = [0, *(edge for span in timeline.spans() for edge in span), self.horizon]
        spans = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
        return [span for span in spans if span[1] > self._earliest.ready[task.index]]

    def _pauses(
        self, task: Task, pool: Pool, spans: list[Span], takes: cp_model.IntVar
    ) -> cp_model.LinearExprT | int:
        """Slots by which breaks lengthen the pool's own part of the task.

        Others of the team may take longer: whoever is done waits, through breaks as well.
        """
        start = self.start[task.index]
        across = [self.cp.new_bool_var("") for _ in spans]
        pauses = sum(literal * (last - first) for literal, (first, last) in zip(across, spans, strict=True))
        for literal, span in zip(across, spans, strict=True):
            before, after = self.cp.new_bool_var(""), self.cp.new_bool_var("")
            self.cp.add(start + task.minutes[pool[0]] + pauses <= span[0]).only_enforce_if(before)
            self.cp.add(start >= span[1]).only_enforce_if(after)
            self.cp.add(start < span[0]).only_enforce_if(literal)
            self.cp.add_bool_or(before, after, literal, takes.negated())
            self._breaks.append(_Break(task.index, pool, span, before, after, literal))
        return pauses

    def _add_crews(self) -> None:
        """No crew has more heads at work, paused work included, than it has people."""
        for crew in crews(self.problem):
            works = [self._works[task] for task in crew.tasks]
            heads = [self.problem.tasks[task].people for task in crew.tasks]
            self.cp.add_cumulative(works, heads, len(crew.people))

    def _add_jobs(self) -> None:
        problem = self.problem
        for job in problem.jobs:
            if job.index in problem.fixed.admissions:
                self.cp.add(self.admission[job.index] == problem.fixed.admissions[job.index])
                continue
            for earlier in job.prerequisites:
                self.cp.add(self.admission[job.index] >= self.end[problem.launch_task(earlier)])
        limited = [job.index for job in problem.jobs if job.limited]
        if problem.wip_limit is not None and len(limited) > problem.wip_limit:
            spans = [self._job_span(job) for job in limited]
            # More jobs than that may be under way already on the status date.
            limit = max(problem.wip_limit, len(set(limited).intersection(problem.fixed.admissions)))
            self.cp.add_cumulative(spans, [1] * len(spans), limit)

    def _job_span(self, job: int) -> cp_model.IntervalVar:
        completion = self._completion[job] = self._moment(self._earliest.admission[job])
        for task in self.problem.tasks_of(job):
            if not task.successors:
                self.cp.add(completion >= self.end[task.index])
        size = self.cp.new_int_var(0, self.horizon, "")
        return self.cp.new_interval_var(self.admission[job], size, completion, "")
