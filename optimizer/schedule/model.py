"""The schedule as a constraint program on a slot grid (CP-SAT).

Everyone who could do a task has a literal and an optional interval; intervals of one person do not overlap, and a
break lies before, after or across the task, which it then lengthens (optional intervals: Laborie, Rogerie, Shaw and
Vilim 2018). The spans of jobs in progress are a cumulative under the WIP limit.
"""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.schedule.bounds import earliest
from optimizer.schedule.course import Course
from optimizer.schedule.problem import Problem, Task
from scenarios.worktime import Span


@dataclass(frozen=True, slots=True)
class _Break:
    """A break of someone who could do a task: the work ends before it, starts after it, or pauses across it."""

    task: int
    person: int
    span: Span
    before: cp_model.IntVar
    after: cp_model.IntVar
    across: cp_model.IntVar


class ScheduleModel:
    """Variables and constraints of a problem in slots. Whoever owns the model adds the objective."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.horizon = max(problem.shared.ends, default=0)
        self._earliest = earliest(problem)
        self.start = [self._moment(ready) for ready in self._earliest.ready]
        self.end = [self._moment(ready) for ready in self._earliest.ready]
        self.admission = [self._moment(admission) for admission in self._earliest.admission]
        self.does: dict[tuple[int, int], cp_model.IntVar] = {}
        """By task and person, whether the person does the task."""
        self._breaks: list[_Break] = []
        self._sizes: dict[int, cp_model.IntVar] = {}
        self._completion: dict[int, cp_model.IntVar] = {}
        self._occupied: list[list[cp_model.IntervalVar]] = [[] for _ in problem.people]
        for task in problem.tasks:
            self._add_task(task)
        for intervals in self._occupied:
            self.cp.add_no_overlap(intervals)
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
        for (task_index, person), literal in self.does.items():
            self.cp.add_hint(literal, person in course.people[task_index])
        for one in self._breaks:
            first, last = one.span
            start = course.start[one.task]
            does = one.person in course.people[one.task]
            end = self._own_end(one, start) if does else 0
            self.cp.add_hint(one.before, does and end <= first)
            self.cp.add_hint(one.after, does and start >= last)
            self.cp.add_hint(one.across, does and start < first and end > last)

    def _own_end(self, one: _Break, start: int) -> int:
        minutes = self.problem.tasks[one.task].minutes[one.person]
        return self.problem.people[one.person].timeline.advance(start, minutes)

    def _moment(self, earliest_slot: int) -> cp_model.IntVar:
        return self.cp.new_int_var(earliest_slot, self.horizon, "")

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
        spans = {person: self._spans(task, person) for person in task.minutes}
        lengths = set(task.minutes.values())
        size: cp_model.IntVar | int
        if len(lengths) == 1 and not any(spans.values()):
            size = lengths.pop()
        else:
            size = self._sizes[task.index] = self.cp.new_int_var(min(lengths), self.horizon, "")
        self.cp.add(end == start + size)
        for person, slots in task.minutes.items():
            does = self.does[task.index, person] = self.cp.new_bool_var("")
            self._occupied[person].append(self.cp.new_optional_interval_var(start, size, end, does, ""))
            if not isinstance(size, int):
                length = slots + self._pauses(task, person, spans[person], does)
                self.cp.add(size >= length).only_enforce_if(does)
        self.cp.add(sum(self.does[task.index, person] for person in task.minutes) == task.people)

    def _spans(self, task: Task, person: int) -> list[Span]:
        """Breaks of a person that the task could meet."""
        timeline = self.problem.people[person].timeline
        edges = [0, *(edge for span in timeline.spans() for edge in span), self.horizon]
        spans = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
        return [span for span in spans if span[1] > self._earliest.ready[task.index]]

    def _pauses(
        self, task: Task, person: int, spans: list[Span], does: cp_model.IntVar
    ) -> cp_model.LinearExprT | int:
        """Slots by which breaks lengthen the person's own part of the task.

        Others of the team may take longer: whoever is done waits, through breaks as well.
        """
        start = self.start[task.index]
        across = [self.cp.new_bool_var("") for _ in spans]
        pauses = sum(literal * (last - first) for literal, (first, last) in zip(across, spans, strict=True))
        for literal, span in zip(across, spans, strict=True):
            before, after = self.cp.new_bool_var(""), self.cp.new_bool_var("")
            self.cp.add(start + task.minutes[person] + pauses <= span[0]).only_enforce_if(before)
            self.cp.add(start >= span[1]).only_enforce_if(after)
            self.cp.add(start < span[0]).only_enforce_if(literal)
            self.cp.add_bool_or(before, after, literal, does.negated())
            self._breaks.append(_Break(task.index, person, span, before, after, literal))
        return pauses

    def _add_jobs(self) -> None:
        problem = self.problem
        for job in problem.jobs:
            for earlier in job.prerequisites:
                self.cp.add(self.admission[job.index] >= self.end[problem.launch_task(earlier)])
        limited = [job.index for job in problem.jobs if job.limited]
        if problem.wip_limit is not None and len(limited) > problem.wip_limit:
            spans = [self._job_span(job) for job in limited]
            self.cp.add_cumulative(spans, [1] * len(spans), problem.wip_limit)

    def _job_span(self, job: int) -> cp_model.IntervalVar:
        completion = self._completion[job] = self._moment(self._earliest.admission[job])
        for task in self.problem.tasks_of(job):
            if not task.successors:
                self.cp.add(completion >= self.end[task.index])
        size = self.cp.new_int_var(0, self.horizon, "")
        return self.cp.new_interval_var(self.admission[job], size, completion, "")
