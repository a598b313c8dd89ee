"""A plan's steps as rows for a project: when they run, on whom, for how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce

from scenarios.document import Campaign, Scenario, Stage, Workflow
from scenarios.document.durations import Duration, to_minutes
from scenarios.network import nodes_of
from scenarios.plan import Schedule, ScheduledJob, ScheduledTask
from scenarios.worktime import Span, Timeline, WorkTime


@dataclass(frozen=True, slots=True)
class Planned:
    """When a stage runs, minutes since the horizon's start, and on whom; ``minutes`` of working time by person."""

    start: int
    finish: int
    minutes: int
    """Of working time between them."""
    people: Mapping[str, int]


class Steps:
    """The steps of a scenario with their planned times, if there is a schedule."""

    def __init__(self, scenario: Scenario, schedule: Schedule | None) -> None:
        self.scenario, self.schedule = scenario, schedule
        self._work = WorkTime(scenario)
        self._approvers = {one.id: one for one in scenario.organisation.approvers}
        self._workflows = {one.id: one for one in scenario.workflows}

    def workflow(self, campaign: Campaign) -> Workflow:
        """The workflow that a campaign goes through: its express variant in the express lane."""
        own = self._workflows[campaign.workflow]
        return self._workflows[own.express] if campaign.lane == "express" and own.express else own

    @cached_property
    def timelines(self) -> dict[str, Timeline]:
        """Working time by person."""
        return {
            person.id: self._work.of(person.calendar, person.leave, person.joins, person.departs)
            for person in self.scenario.organisation.everyone()
        }

    @property
    def shared(self) -> Timeline:
        """Working time of the shared calendar."""
        return self._work.shared

    @cached_property
    def jobs(self) -> dict[str, ScheduledJob]:
        """The preparation of each scheduled campaign."""
        jobs = self.schedule.jobs if self.schedule else ()
        return {job.campaign: job for job in jobs if job.kind == "preparation"}

    @cached_property
    def tasks(self) -> dict[str, list[ScheduledTask]]:
        """Scheduled tasks by job."""
        found: dict[str, list[ScheduledTask]] = {}
        for task in self.schedule.tasks if self.schedule else ():
            found.setdefault(task.job, []).append(task)
        return found

    def flights(self, campaign: str) -> list[ScheduledTask]:
        """The scheduled work of running a campaign."""
        jobs = self.schedule.jobs if self.schedule else ()
        flying = [job.job for job in jobs if job.kind == "flight" and job.campaign == campaign]
        return [task for job in flying for task in self.tasks.get(job, ())]

    def planned(self, campaign: Campaign) -> dict[str, Planned]:
        """When each stage of a campaign runs; nothing without a schedule."""
        job = self.jobs.get(campaign.id)
        if job is None:
            return {}
        nodes = nodes_of(self.workflow(campaign), self._approvers)
        stage_of = {node.id: node.stage.id for node in nodes}
        parts: dict[str, list[ScheduledTask]] = {}
        for task in self.tasks.get(job.job, ()):
            parts.setdefault(stage_of[task.step], []).append(task)
        return {stage: self.together(tasks) for stage, tasks in parts.items()}

    def together(self, tasks: list[ScheduledTask]) -> Planned:
        """One or several parts of a stage as one."""
        start, finish = min(task.start for task in tasks), max(task.finish for task in tasks)
        people: dict[str, int] = {}
        for task in tasks:
            worked = self.worked(task)
            for person in task.people:
                people[person] = people.get(person, 0) + worked
        single = len(tasks) == 1 and tasks[0].people
        return Planned(
            start, finish, self.worked(tasks[0]) if single else self.shared.between(start, finish), people
        )

    def worked(self, task: ScheduledTask) -> int:
        """Minutes in which everyone on a task works: they work on it together."""
        return self._joint(task).between(task.start, task.finish)

    def stretches(self, task: ScheduledTask) -> list[Span]:
        """The stretches of working time in which a task is done."""
        found = [
            (max(start, task.start), min(finish, task.finish)) for start, finish in self._joint(task).spans()
        ]
        return [(start, finish) for start, finish in found if start < finish]

    def _joint(self, task: ScheduledTask) -> Timeline:
        if not task.people:
            return self.shared
        return reduce(_meet, (self.timelines[person] for person in task.people))


def _meet(one: Timeline, other: Timeline) -> Timeline:
    """Time that is open in both."""
    return one.minus(_gaps(other, one.ends[-1] if one.ends else 0))


def _gaps(timeline: Timeline, end: int) -> Iterable[tuple[int, int]]:
    edges = [0, *(edge for span in timeline.spans() for edge in span), max(end, *timeline.ends[-1:], 0)]
    return [(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True) if start < stop]


def estimated(stage: Stage, size: float) -> int:
    """Minutes that a stage takes one person at normal speed, or that it waits."""
    duration: Duration | None = stage.effort or stage.latency
    return to_minutes(duration.mean * (size if stage.effort else 1.0)) if duration else 0
