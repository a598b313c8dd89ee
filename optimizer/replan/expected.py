"""When work that is under way is expected to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from optimizer.schedule.problem import Task
from scenarios.actuals import StepActual
from scenarios.network import Step, Worker, effort_minutes, work_minutes

LEAST_SHARE = 0.1
"""Share of the whole that is assumed to be left where all of the mean is used up already and nothing else is known."""
NORMAL_SPEED = 100


@dataclass(frozen=True, slots=True)
class Expected:
    """The end (minutes), or None where the people never come to it: then the effort that is left, if it is known."""

    finish: int | None
    left: int | None = None


def expected_finish(
    task: Task, step: Step, actual: StepActual, team: Sequence[Worker], size: float, status: int
) -> Expected:
    """The end of a step that is under way at ``status``.

    What is left is taken as told, in minutes or as a share; otherwise it is what the mean leaves, but no less than
    `LEAST_SHARE` of the whole.

    Raises:
        CalendarExhausted: a calendar of a wait or sign-off ends before.
    """
    if step.kind == "work":
        return _work(step, actual, team, size, status)
    return Expected(_delay(task, actual, status))


def _work(step: Step, actual: StepActual, team: Sequence[Worker], size: float, status: int) -> Expected:
    whole = effort_minutes(step.effort.mean, size) if actual.effort is None else actual.effort
    speeds = [worker.speed.get(step.skill or "", NORMAL_SPEED) for worker in team]
    left = _told(actual, whole)
    if left is None and actual.started is not None:
        started = actual.started
        done = [worker.timeline.between(started, status) for worker in team]
        rests = [work_minutes(whole, speed) - minutes for speed, minutes in zip(speeds, done, strict=True)]
        if max(rests) > 0:
            return _end(rests, team, status, ceil(max(rests) * min(speeds) / NORMAL_SPEED))
        left = ceil(LEAST_SHARE * whole)
    left = left or 0
    return _end([work_minutes(left, speed) for speed in speeds], team, status, left)


def _end(rests: Sequence[int], team: Sequence[Worker], status: int, left: int) -> Expected:
    """When everyone's rest (working minutes) is done, from the status on; None if somebody never comes to it."""
    ends = []
    for worker, rest in zip(team, rests, strict=True):
        timeline = worker.timeline
        if rest > 0 and timeline.open_before(status) + rest > timeline.total:
            return Expected(None, left)
        ends.append(timeline.advance(status, rest) if rest > 0 else status)
    return Expected(max(ends, default=status))


def _delay(task: Task, actual: StepActual, status: int) -> int:
    started = status if actual.started is None else actual.started
    if actual.left is not None:
        return max((timeline.advance(status, actual.left) for timeline, _ in task.delays), default=status)
    if actual.share_done is not None:
        share = 1 - actual.share_done
        return max((line.advance(status, ceil(share * whole)) for line, whole in task.delays), default=status)
    finish = task.finish_of_delay(started)
    if finish > status:
        return finish
    return max(
        (line.advance(status, max(1, ceil(LEAST_SHARE * whole))) for line, whole in task.delays),
        default=status,
    )


def _told(actual: StepActual, whole: int) -> int | None:
    """Minutes at normal speed that are told to be left."""
    if actual.left is not None:
        return actual.left
    return None if actual.share_done is None else ceil((1 - actual.share_done) * whole)
