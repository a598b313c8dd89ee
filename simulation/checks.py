"""Work that no run could ever finish, found before the first one."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.i18n import Message
from scenarios.network import Job, Process, Step, Workload
from scenarios.worktime import Timeline
from simulation.errors import ImpossibleWork
from simulation.planned import PlannedStep, PlannedWork
from simulation.presence import Presence, mask_of


def check_workload(workload: Workload, presence: Presence, planned: PlannedWork | None) -> None:
    """Refuse a workload in which some step can never be done, or some job never begin.

    Raises:
        ImpossibleWork: with the first step or job of that kind.
    """
    _check_prerequisites(workload)
    for name, process, plan in _processes(workload, planned):
        for step in process.steps:
            reason = _obstacle(workload, presence, process, step, plan[step.index] if plan else None)
            if reason:
                raise ImpossibleWork(
                    Message(
                        f"simulation.error.{reason}",
                        {"job": name, "step": step.id, "skill": step.skill or "", "number": step.people},
                    )
                )


def _processes(
    workload: Workload, planned: PlannedWork | None
) -> Iterator[tuple[str, Process, tuple[PlannedStep, ...] | None]]:
    for job in workload.jobs:
        yield job.id, job.process, planned.steps[job.index] if planned else None
    for stream in workload.streams:
        yield stream.process.id, stream.process, None


def _obstacle(
    workload: Workload, presence: Presence, process: Process, step: Step, planned: PlannedStep | None
) -> str | None:
    """Why the step can never be done."""
    delays = [workload.handoff(process.steps[other], step) for other in step.predecessors]
    if not workload.shared.total and any(delay.mean for delay in delays):
        return "calendar_closed"
    if step.kind != "work":
        return _closed(workload, step)
    if not step.effort.mean:
        return None
    if len(step.qualified) < step.people:
        return "nobody_qualified"
    able = planned.mask if planned and planned.mask else mask_of(step.qualified)
    return None if presence.ever_together(able, step.people) else "never_together"


def _closed(workload: Workload, step: Step) -> str | None:
    timelines: list[Timeline] = (
        [workload.shared]
        if step.kind == "wait"
        else [workload.approver_timelines[approver] for approver in step.approvers]
    )
    for timeline, latency in zip(timelines, step.latencies, strict=True):
        if latency.mean and not timeline.total:
            return "calendar_closed" if step.kind == "wait" else "approver_away"
    return None


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
