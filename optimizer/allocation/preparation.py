"""When the preparation of a campaign can be done if nobody ever waits for a person.

A critical-path pass (Kelley and Walker 1959) with every effort and delay at its mean, on the calendars of the people
and approvers there are: forwards from the release for earliest times, backwards from the launch for latest times.
People are as many as are wanted of every kind that exists, so no schedule can launch earlier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.document.durations import to_minutes
from scenarios.document.risks import Risks
from scenarios.meetings import DelayTimeline
from scenarios.network import Job, Process, Step, Workload, effort_minutes, work_minutes
from scenarios.worktime import CalendarExhausted, Timeline


@dataclass(frozen=True, slots=True)
class EarlyTimes:
    """Earliest ready and finish minutes of each step, and of the launch."""

    ready: tuple[int, ...]
    finish: tuple[int, ...]
    launch: int


class CriticalPath:
    """Earliest and latest times of a workload's preparation jobs."""

    def __init__(self, workload: Workload, risks: Risks) -> None:
        self._workload = workload
        self._risks = risks

    def early(self, job: Job, release: int) -> EarlyTimes | None:
        """Earliest times when work may start at ``release``; None if the calendars end before the work."""
        process = job.process
        ready, finish = [release] * len(process.steps), [release] * len(process.steps)
        try:
            for index in process.order:
                step = process.steps[index]
                arrivals = (
                    timeline.advance(finish[before], minutes)
                    for before, timeline, minutes in self._handoffs(process, step)
                )
                ready[index] = max(arrivals, default=release)
                finish[index] = self._finish(job, step, ready[index])
        except CalendarExhausted:
            return None
        return EarlyTimes(tuple(ready), tuple(finish), finish[process.launch])

    def latest_finish(self, job: Job, launch: int) -> dict[int, int]:
        """Latest finish of each step that the launch depends on, for a launch at ``launch`` or later."""
        process = job.process
        latest = {process.launch: launch}
        for index in reversed(process.order):
            if index not in latest:
                continue
            step = process.steps[index]
            start = self._latest_ready(job, step, latest[index])
            for before, timeline, minutes in self._handoffs(process, step):
                moment = self._back(timeline, start, minutes)
                latest[before] = min(moment, latest.get(before, moment))
        return latest

    def _finish(self, job: Job, step: Step, ready: int) -> int:
        if step.kind == "work":
            ends = sorted(line.advance(ready, minutes) for line, minutes in self._workers(job, step))
            return ends[step.people - 1]
        return max((line.advance(ready, minutes) for line, minutes in self._delays(step)), default=ready)

    def _latest_ready(self, job: Job, step: Step, finish: int) -> int:
        if step.kind == "work":
            starts = sorted(
                (self._back(line, finish, m) for line, m in self._workers(job, step)), reverse=True
            )
            return starts[step.people - 1]
        return min(
            (self._back(line, finish, minutes) for line, minutes in self._delays(step)), default=finish
        )

    def _workers(self, job: Job, step: Step) -> list[tuple[Timeline, int]]:
        """Timelines and working minutes of those who can do a step; enough of shared time where they are too few."""
        effort = effort_minutes(step.effort.mean, job.size)
        people = [self._workload.people[index] for index in step.qualified]
        if len(people) < step.people:
            return [(self._workload.shared, effort)] * step.people
        return [(one.timeline, work_minutes(effort, one.speed[step.skill or ""])) for one in people]

    def _delays(self, step: Step) -> list[tuple[DelayTimeline, int]]:
        if step.kind == "wait":
            return [(self._workload.shared, to_minutes(step.latencies[0].mean))]
        factor = self._risks.approval_latency_factor
        return [
            (self._workload.approver_timelines[approver], to_minutes(latency.mean * factor))
            for approver, latency in zip(step.approvers, step.latencies, strict=True)
        ]

    def _handoffs(self, process: Process, step: Step) -> Iterator[tuple[int, DelayTimeline, int]]:
        """Each predecessor with what the hand-off from it elapses in, and for how many minutes."""
        for before in step.predecessors:
            source = process.steps[before]
            minutes = to_minutes(self._workload.handoff(source, step).mean * self._risks.handoff_factor)
            yield before, self._workload.handoff_timeline(source, step), minutes

    @staticmethod
    def _back(timeline: DelayTimeline, moment: int, minutes: int) -> int:
        try:
            return timeline.retreat(moment, minutes)
        except CalendarExhausted:
            return 0


def is_aftercare(process: Process, step: Step) -> bool:
    """Whether the launch can happen without the step."""
    return process.launch not in step.descendants
