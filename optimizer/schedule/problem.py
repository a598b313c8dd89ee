"""The scheduling problem in integers: the tasks of all jobs in one list, with mean durations in minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from optimizer.schedule.fixed import NOTHING_FIXED, Fixed
from scenarios.document.durations import to_minutes
from scenarios.document.risks import Risks
from scenarios.meetings import DelayTimeline
from scenarios.network import Job, Step, Worker, Workload, effort_minutes, work_minutes
from scenarios.worktime import Timeline


@dataclass(frozen=True, slots=True)
class Task:
    """One step of one job. Indices refer to `Problem.tasks` and `Problem.people`."""

    index: int
    job: int
    step: int
    people: int
    """People needed at once; 0 for approvals, waits and work of no minutes."""
    minutes: Mapping[int, int]
    """Working minutes by qualified person, least versatile first."""
    delays: tuple[tuple[DelayTimeline, int], ...]
    """Latencies that all have to pass (one per approver); none for work."""
    predecessors: tuple[tuple[int, int], ...]
    """Tasks of the same job, each with its hand-off in minutes."""
    handoffs: tuple[DelayTimeline, ...]
    """What the hand-off from each predecessor elapses in."""
    successors: tuple[int, ...]

    def finish_of_delay(self, ready: int) -> int:
        """When an approval or a wait that is ready at ``ready`` ends."""
        return max((timeline.advance(ready, minutes) for timeline, minutes in self.delays), default=ready)

    def ready_after(self, finish: Sequence[int]) -> int:
        """When the hand-offs from all predecessors are through; ``finish`` by task, and there is a predecessor."""
        return max(
            timeline.advance(finish[earlier], minutes)
            for (earlier, minutes), timeline in zip(self.predecessors, self.handoffs, strict=True)
        )


@dataclass(frozen=True)
class Problem:
    """Everything that a schedule has to respect."""

    jobs: tuple[Job, ...]
    people: tuple[Worker, ...]
    tasks: tuple[Task, ...]
    first: tuple[int, ...]
    """Index of each job's first task; its tasks are numbered as its steps. One entry more than there are jobs."""
    shared: Timeline
    wip_limit: int | None
    fixed: Fixed = NOTHING_FIXED
    """What is settled, and the moment before which nothing else starts."""

    def tasks_of(self, job: int) -> tuple[Task, ...]:
        """The tasks of a job, in the order of its steps."""
        return self.tasks[self.first[job] : self.first[job + 1]]

    def launch_task(self, job: int) -> int:
        """Index of the task whose end is the job's launch."""
        return self.first[job] + self.jobs[job].process.launch

    def queues(self, job: int) -> bool:
        """Whether the job waits for room under the WIP limit."""
        return self.jobs[job].limited and self.wip_limit is not None

    def preparations(self) -> Problem:
        """The problem without flight jobs; they come last, so that indices stay as they are."""
        count = sum(job.kind == "preparation" for job in self.jobs)
        return Problem(
            jobs=self.jobs[:count],
            people=self.people,
            tasks=self.tasks[: self.first[count]],
            first=self.first[: count + 1],
            shared=self.shared,
            wip_limit=self.wip_limit,
            fixed=self.fixed,
        )

    def release(self, job: int) -> int:
        """When a job that is not admitted yet may be, as far as its release and the status are concerned."""
        return max(self.jobs[job].release, self.fixed.moment)

    @cached_property
    def movable(self) -> tuple[tuple[Task, ...], ...]:
        """`in_order` without what is settled."""
        return tuple(
            tuple(task for task in tasks if task.index not in self.fixed.tasks) for tasks in self.in_order
        )

    @cached_property
    def job_order(self) -> tuple[int, ...]:
        """Jobs so that each comes after its prerequisites."""
        return tuple(TopologicalSorter({job.index: job.prerequisites for job in self.jobs}).static_order())

    @cached_property
    def in_order(self) -> tuple[tuple[Task, ...], ...]:
        """By job, its tasks so that each comes after its predecessors."""
        return tuple(
            tuple(self.tasks[self.first[job.index] + step] for step in job.process.order) for job in self.jobs
        )

    @cached_property
    def depth(self) -> tuple[int, ...]:
        """Longest chain of prerequisites before each job."""
        depth = [0] * len(self.jobs)
        for job in self.job_order:
            depth[job] = max((depth[earlier] + 1 for earlier in self.jobs[job].prerequisites), default=0)
        return tuple(depth)

    @cached_property
    def dependents(self) -> tuple[tuple[int, ...], ...]:
        """Jobs that wait for each job's launch."""
        later: list[list[int]] = [[] for _ in self.jobs]
        for job in self.jobs:
            for earlier in job.prerequisites:
                later[earlier].append(job.index)
        return tuple(map(tuple, later))


def compile_problem(
    workload: Workload,
    risks: Risks,
    *,
    fixed: Fixed = NOTHING_FIXED,
    left: Mapping[int, int] | None = None,
) -> Problem:
    """The integer form of a workload; every duration is its mean.

    Args:
        workload: the jobs.
        risks: their factors on approvals and hand-offs.
        fixed: what is settled.
        left: by task index, the effort (minutes at normal speed) that begun work still takes, in place of the mean.
    """
    tasks: list[Task] = []
    first = [0]
    for job in workload.jobs:
        for step in job.process.steps:
            effort = (left or {}).get(len(tasks), _effort(job, step))
            tasks.append(_task(job, step, first[-1], effort, workload, risks))
        first.append(len(tasks))
    return Problem(
        jobs=workload.jobs,
        people=workload.people,
        tasks=tuple(tasks),
        first=tuple(first),
        shared=workload.shared,
        wip_limit=workload.wip_limit,
        fixed=fixed,
    )


def _effort(job: Job, step: Step) -> int:
    return effort_minutes(step.effort.mean, job.size) if step.kind == "work" else 0


def _task(job: Job, step: Step, first: int, effort: int, workload: Workload, risks: Risks) -> Task:
    steps = job.process.steps
    return Task(
        index=first + step.index,
        job=job.index,
        step=step.index,
        people=step.people if effort else 0,
        minutes=_minutes(step, effort, workload.people) if effort else {},
        delays=_delays(step, workload, risks),
        predecessors=tuple(
            (
                first + earlier,
                to_minutes(workload.handoff(steps[earlier], step).mean * risks.handoff_factor),
            )
            for earlier in step.predecessors
        ),
        handoffs=tuple(workload.handoff_timeline(steps[earlier], step) for earlier in step.predecessors),
        successors=tuple(first + later for later in step.successors),
    )


def _minutes(step: Step, effort: int, people: tuple[Worker, ...]) -> dict[int, int]:
    return {person: work_minutes(effort, people[person].speed[step.skill or ""]) for person in step.qualified}


def _delays(step: Step, workload: Workload, risks: Risks) -> tuple[tuple[DelayTimeline, int], ...]:
    if step.kind == "approval":
        latencies = (to_minutes(one.mean * risks.approval_latency_factor) for one in step.latencies)
        timelines = (workload.approver_timelines[approver] for approver in step.approvers)
        return tuple(zip(timelines, latencies, strict=True))
    if step.kind == "wait":
        return ((workload.shared, to_minutes(step.latencies[0].mean)),)
    return ()
