"""Who does what in which order, in the document's identifiers: what one problem's answer says about another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.schedule.course import Course, Order, order_of
from optimizer.schedule.executor import Deadlock, settle
from optimizer.schedule.problem import Problem
from scenarios.plan import Schedule
from scenarios.worktime import CalendarExhausted

Step = tuple[str, str]
"""A job and a step of it."""


@dataclass(frozen=True)
class Roster:
    """The planned start and people of every step, and every job's admission."""

    start: Mapping[Step, int]
    people: Mapping[Step, tuple[str, ...]]
    admission: Mapping[str, int]

    @classmethod
    def of_course(cls, problem: Problem, course: Course) -> Roster:
        """A course in identifiers."""
        steps = [step_of(problem, task.index) for task in problem.tasks]
        return cls(
            start=dict(zip(steps, course.start, strict=True)),
            people={
                step: tuple(problem.people[one].id for one in team)
                for step, team in zip(steps, course.people, strict=True)
            },
            admission={job.id: course.admission[job.index] for job in problem.jobs},
        )

    @classmethod
    def of_schedule(cls, schedule: Schedule) -> Roster:
        """A plan's schedule."""
        return cls(
            start={(task.job, task.step): task.start for task in schedule.tasks},
            people={(task.job, task.step): task.people for task in schedule.tasks},
            admission={job.job: job.admission for job in schedule.jobs},
        )

    def order(self, problem: Problem) -> Order | None:
        """The same order for another problem; None where the roster lacks a task, or its people cannot do it there."""
        index = {worker.id: worker.index for worker in problem.people}
        start, teams = [], []
        for task in problem.tasks:
            step = step_of(problem, task.index)
            if step not in self.start:
                return None
            team = tuple(index[one] for one in self.people[step] if one in index) if task.people else ()
            if len(team) != task.people or not set(team) <= task.minutes.keys():
                return None
            start.append(self.start[step])
            teams.append(team)
        admission = [self.admission[job.id] for job in problem.jobs]
        return order_of(problem, start, teams, admission)

    def course(self, problem: Problem) -> Course | None:
        """The same order carried out on another problem; None where it does not fit it."""
        order = self.order(problem)
        if order is None:
            return None
        try:
            return settle(problem, order)
        except (CalendarExhausted, Deadlock):
            return None


def step_of(problem: Problem, task: int) -> Step:
    """The job and the step of a task."""
    job = problem.jobs[problem.tasks[task].job]
    return job.id, job.process.steps[problem.tasks[task].step].id
