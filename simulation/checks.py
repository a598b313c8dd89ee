"""Work that no run could ever finish, found before the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.i18n import Message
from scenarios.meetings import DelayTimeline, MeetingTimeline
from scenarios.network import Job, Process, ReworkRule, Step, Workload
from simulation.errors import ImpossibleWork
from simulation.planned import PlannedStep, PlannedWork
from simulation.presence import Presence, mask_of

MOST_REJECTIONS = 100.0
"""Expected rejections of one piece of work: a loop with more of them hardly ever ends."""


def check_workload(
    workload: Workload,
    presence: Presence,
    planned: PlannedWork | None,
    unlimited: frozenset[str] = frozenset(),
) -> None:
    """Refuse a workload in which some step can never be done, or some job never begin.

    Raises:
        ImpossibleWork: with the first step or job of that kind.
    """
    _check_prerequisites(workload)
    check = _Check(workload, presence, unlimited)
    for name, process, plan in _processes(workload, planned):
        for step in process.steps:
            reason = check.obstacle(process, step, plan[step.index] if plan else None)
            if reason:
                raise ImpossibleWork(
                    Message(
                        f"simulation.error.{reason}",
                        {
                            "job": name,
                            "step": step.id,
                            "skill": step.skill or "",
                            "number": step.people,
                            "times": step.rework.max_times if step.rework else 0,
                        },
                    )
                )


def _processes(
    workload: Workload, planned: PlannedWork | None
) -> Iterator[tuple[str, Process, tuple[PlannedStep, ...] | None]]:
    for job in workload.jobs:
        yield job.id, job.process, planned.steps[job.index] if planned else None
    for stream in workload.streams:
        yield stream.process.id, stream.process, None


@dataclass(frozen=True, slots=True)
class _Check:
    workload: Workload
    presence: Presence
    unlimited: frozenset[str]

    def obstacle(self, process: Process, step: Step, planned: PlannedStep | None) -> str | None:
        """Why the step can never be done, or its job never end."""
        return (
            self._unreachable(process, step)
            or (self._unstaffed(step, planned) if step.kind == "work" else self._closed(step))
            or self._endless(step)
        )

    def _unreachable(self, process: Process, step: Step) -> str | None:
        """Why the way from some predecessor never ends."""
        for other in step.predecessors:
            source = process.steps[other]
            timeline = self.workload.handoff_timeline(source, step)
            if never_meets(timeline):
                return "no_meeting"
            if self.workload.handoff(source, step).mean and not timeline.total:
                return "calendar_closed"
        return None

    def _unstaffed(self, step: Step, planned: PlannedStep | None) -> str | None:
        if not step.effort.mean:
            return None
        if step.skill in self.unlimited:
            return None if self.workload.shared.total else "calendar_closed"
        if len(step.qualified) < step.people:
            return "nobody_qualified"
        able = planned.mask if planned and planned.mask else mask_of(step.qualified)
        if self.presence.ever_together(able, step.people):
            return None
        return "never_there" if step.people == 1 else "never_together"

    def _closed(self, step: Step) -> str | None:
        if step.kind == "wait":
            closed = step.latencies[0].mean and not self.workload.shared.total
            return "calendar_closed" if closed else None
        for approver, latency in zip(step.approvers, step.latencies, strict=True):
            timeline = self.workload.approver_timelines[approver]
            if never_meets(timeline):
                return "no_meeting"
            if latency.mean and not timeline.total:
                return "approver_away"
        return None

    def _endless(self, step: Step) -> str | None:
        if step.rework is None:
            return None
        if step.rework.probability and self.workload.updates and not self.workload.updates.total:
            return "no_updates"
        return "endless_rework" if expected_rejections(step.rework) > MOST_REJECTIONS else None


def never_meets(timeline: DelayTimeline) -> bool:
    """Whether a delay waits for a meeting that never takes place."""
    return isinstance(timeline, MeetingTimeline) and not timeline.meetings.total


def expected_rejections(rule: ReworkRule) -> float:
    """Mean number of rejections until a result is accepted, if nothing else sends the work back."""
    expected, reached, probability = 0.0, 1.0, rule.probability
    for _ in range(rule.max_times):
        reached *= probability
        expected += reached
        probability *= rule.probability_decay
    return expected


def _check_prerequisites(workload: Workload) -> None:
    """Every job must be able to launch after its prerequisites: no circle among them."""
    launched: set[int] = set()
    blocked: list[Job] = list(workload.jobs)
    while blocked:
        rest = [job for job in blocked if not launched.issuperset(job.prerequisites)]
        if len(rest) == len(blocked):
            names = ", ".join(job.id for job in rest)
            raise ImpossibleWork(Message("simulation.error.prerequisite_circle", {"jobs": names}))
        launched.update(job.index for job in blocked if job not in rest)
        blocked = rest
