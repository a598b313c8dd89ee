"""Who works on what when: the schedule's tasks resolved to people, skills and periods. Times in minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from scenarios.document.horizon import Horizon
from scenarios.document.scenario import Scenario
from scenarios.network import Job, Worker, compile_workload, effort_minutes, work_minutes
from scenarios.plan import Plan, ScheduledTask
from scenarios.valuation import Valuation


@dataclass(frozen=True, slots=True)
class WorkTask:
    """One person's part in a scheduled step."""

    person: str
    campaign: str
    job: str
    step: str
    skill: str
    start: int
    finish: int
    work: int
    """Working minutes, at the person's own speed."""


@dataclass(frozen=True)
class LoadTable:
    """Working minutes by period of the horizon, against the open minutes of the same people."""

    periods: int
    people: Mapping[str, tuple[int, ...]]
    people_open: Mapping[str, tuple[int, ...]]
    skills: Mapping[str, tuple[int, ...]]
    skills_open: Mapping[str, tuple[int, ...]]
    """Open minutes of everyone who has the skill; people with several skills count for each."""


class Assignments:
    """The work of a plan, person by person. The plan needs a schedule."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        if plan.schedule is None:
            message = f"the plan of {scenario.id!r} has no schedule"
            raise ValueError(message)
        self._horizon = scenario.horizon
        self._workload = compile_workload(scenario, Valuation(scenario).targets(plan.allocation))
        self._jobs = {job.id: job for job in self._workload.jobs}
        self._workers = {worker.id: worker for worker in self._workload.people}
        self._scheduled = plan.schedule.tasks

    @cached_property
    def tasks(self) -> tuple[WorkTask, ...]:
        """All work, by person in the order of the document, then by start."""
        tasks = [task for scheduled in self._scheduled for task in self._parts(scheduled)]
        position = {worker.id: worker.index for worker in self._workload.people}
        return tuple(sorted(tasks, key=lambda task: (position[task.person], task.start, task.job, task.step)))

    def _parts(self, scheduled: ScheduledTask) -> list[WorkTask]:
        job: Job = self._jobs[scheduled.job]
        step = next(step for step in job.process.steps if step.id == scheduled.step)
        if step.skill is None:
            return []
        effort = effort_minutes(step.effort.mean, job.size)
        return [
            WorkTask(
                person=person,
                campaign=job.campaign,
                job=job.id,
                step=step.id,
                skill=step.skill,
                start=scheduled.start,
                finish=scheduled.finish,
                work=work_minutes(effort, self._workers[person].speed[step.skill]),
            )
            for person in scheduled.people
        ]

    @cached_property
    def load(self) -> LoadTable:
        """Work by period. Work beyond the horizon is left out, like the open time there."""
        edges = period_edges(self._horizon)
        people = self._workload.people
        open_time = {worker.id: _by_period(worker.timeline.between, edges) for worker in people}
        work = {worker.id: [0] * self._horizon.periods for worker in people}
        skills = {skill: [0] * self._horizon.periods for skill in self._workload.skills}
        for task in self.tasks:
            parts = _by_period(_worked(self._workers[task.person], task), edges)
            for period, minutes in enumerate(parts):
                work[task.person][period] += minutes
                skills[task.skill][period] += minutes
        holders = {
            skill: [open_time[worker.id] for worker in people if skill in worker.speed] for skill in skills
        }
        return LoadTable(
            periods=self._horizon.periods,
            people={person: tuple(row) for person, row in work.items()},
            people_open=open_time,
            skills={skill: tuple(row) for skill, row in skills.items()},
            skills_open={skill: tuple(map(sum, zip(*rows, strict=True))) for skill, rows in holders.items()},
        )


def period_edges(horizon: Horizon) -> tuple[int, ...]:
    """(periods + 1,) minutes at which the periods begin, and the end of the last."""
    return tuple(horizon.minute(horizon.period_start(period)) for period in range(horizon.periods + 1))


def _by_period(between: Callable[[int, int], int], edges: Iterable[int]) -> tuple[int, ...]:
    return tuple(between(start, end) for start, end in pairwise(edges))


def _worked(worker: Worker, task: WorkTask) -> Callable[[int, int], int]:
    """Working minutes of a task in an interval: its first ``work`` open minutes from the start on."""
    begun = worker.timeline.open_before(task.start)

    def between(start: int, end: int) -> int:
        done = [min(max(worker.timeline.open_before(edge) - begun, 0), task.work) for edge in (start, end)]
        return done[1] - done[0]

    return between
