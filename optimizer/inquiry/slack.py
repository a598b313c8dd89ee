"""How much longer each task may take before a promise breaks, or before anything else moves.

Slack is that of the plan as it is, with everybody's other work, not of a network with people without number: people's
sequences and admissions stay as planned, so that a longer task never makes anything earlier. One pass from the end
gives it for all tasks; where campaigns queue for room under the WIP limit, the plan is carried out with the task taking
longer, and the most that holds is found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from optimizer.inquiry.latest import NEVER, Latest, end_of, greatest
from optimizer.schedule.course import Course, order_of
from optimizer.schedule.executor import execute
from optimizer.schedule.problem import Problem, Task
from scenarios.worktime import CalendarExhausted

MOST = 60 * 24 * 365
"""Minutes beyond which slack is not counted."""


@dataclass(frozen=True, slots=True)
class Slack:
    """Further working minutes that a task may take, on the calendars of those who do it or in which it elapses."""

    total: int
    """Until a campaign misses its target, or is later than planned where it is late anyway."""
    free: int
    """Until any other task starts later, or that happens to a campaign."""


class Slacks:
    """Slack in one plan. ``course`` is what carrying out its own order gives."""

    def __init__(self, problem: Problem, course: Course) -> None:
        self._problem = problem
        self._course = course
        self._order = order_of(problem, course.start, course.people, course.admission)
        self._queued = any(problem.queues(job.index) for job in problem.jobs)
        self._limits = {
            job.index: max(job.target, course.launch(problem, job.index))
            for job in problem.jobs
            if job.kind == "preparation"
        }

    def of(self, task: int) -> Slack:
        """The slack of a task."""
        total, free = (self._room(task, ends[task]) for ends in self._ends)
        if self._queued:
            total = greatest(lambda more: self._is_on_time(self._stretched(task, more)), 0, total)
            free = greatest(lambda more: self._moves_nothing(task, self._stretched(task, more)), 0, free)
        return Slack(total, free)

    def of_campaign(self, job: int) -> int:
        """Minutes from a job's launch to its target; negative where it is late."""
        return self._problem.jobs[job].target - self._course.launch(self._problem, job)

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        latest = Latest(self._problem, self._course, self._order, self._limits)
        return latest.ends(), latest.free_ends()

    def _room(self, index: int, latest: int) -> int:
        """The most further minutes with which a task that starts as planned ends by ``latest``."""
        task, team = self._problem.tasks[index], self._course.people[index]

        def holds(more: int) -> bool:
            try:
                longer = lengthened(self._problem, task, more)
                return end_of(self._problem, longer, team, self._course.start[index]) <= latest
            except CalendarExhausted:
                return False

        return greatest(holds, 0, MOST if latest >= NEVER else min(MOST, latest - self._course.start[index]))

    def _stretched(self, task: int, more: int) -> Course | None:
        """The plan carried out with a task taking longer; None if a calendar ends before."""
        tasks = list(self._problem.tasks)
        tasks[task] = lengthened(self._problem, tasks[task], more)
        try:
            return execute(replace(self._problem, tasks=tuple(tasks)), self._order)
        except CalendarExhausted:
            return None

    def _is_on_time(self, course: Course | None) -> bool:
        return course is not None and all(
            course.launch(self._problem, job) <= limit for job, limit in self._limits.items()
        )

    def _moves_nothing(self, task: int, course: Course | None) -> bool:
        if course is None or not self._is_on_time(course):
            return False
        pairs = zip(course.start, self._course.start, strict=True)
        return all(after == before for other, (after, before) in enumerate(pairs) if other != task)


def lengthened(problem: Problem, task: Task, more: int) -> Task:
    """A task that takes some minutes more; one of no time at all elapses in the shared calendar then."""
    delays = task.delays or (() if task.people else ((problem.shared, 0),))
    return replace(
        task,
        minutes={person: minutes + more for person, minutes in task.minutes.items()},
        delays=tuple((timeline, minutes + more) for timeline, minutes in delays),
    )
