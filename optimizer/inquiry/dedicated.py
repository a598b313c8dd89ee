"""People without number: every piece of work of a skill has people of its own.

They are like any of those who are qualified, or work at normal speed in the shared calendar: whoever ends first. That
is at least as good as any number of colleagues.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scenarios.network import Job, Step, Worker, Workload
from scenarios.worktime import Timeline

NORMAL_SPEED = 100


def with_dedicated_people(workload: Workload, skills: Collection[str]) -> Workload:
    """The workload in which work of ``skills`` waits for nobody's other work."""
    crowd = _Crowd(workload, frozenset(skills))
    jobs = tuple(map(crowd.job, workload.jobs))
    return replace(workload, jobs=jobs, people=(*workload.people, *crowd.people))


class _Crowd:
    def __init__(self, workload: Workload, skills: frozenset[str]) -> None:
        self._workload = workload
        self._skills = skills
        self.people: list[Worker] = []

    def job(self, job: Job) -> Job:
        steps = tuple(map(self._step, job.process.steps))
        return replace(job, process=replace(job.process, steps=steps))

    def _step(self, step: Step) -> Step:
        if step.kind != "work" or step.skill not in self._skills or not step.effort.mean:
            return step
        own = [
            self._add(step.skill, timeline, speed)
            for timeline, speed in self._kinds(step, step.skill).items()
            for _ in range(step.people)
        ]
        return replace(step, qualified=tuple(own))

    def _kinds(self, step: Step, skill: str) -> dict[Timeline, int]:
        """The greatest speed on each calendar."""
        speeds = {self._workload.shared: NORMAL_SPEED}
        for person in step.qualified:
            worker = self._workload.people[person]
            speeds[worker.timeline] = max(worker.speed[skill], speeds.get(worker.timeline, 0))
        return speeds

    def _add(self, skill: str, timeline: Timeline, speed: int) -> int:
        index = len(self._workload.people) + len(self.people)
        self.people.append(
            Worker(
                index=index,
                id=f"_dedicated.{index}",
                department="",
                speed={skill: speed},
                timeline=timeline,
                cost_per_hour=0,
            )
        )
        return index
