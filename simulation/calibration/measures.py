"""Hours of work, of sign-offs and of waits in a history.

All are working hours: of the people themselves, of the approver, or of the shared calendar.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.document import Scenario, Stage
from simulation.calibration.binding import BoundHistory, StageVisit

NORMAL_SPEED = 100
LEAST_LATENCY = 0.5 / 60
"""Half a minute, in place of nothing: what a log to the minute cannot tell from it."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours of each person at normal speed and size that a visit took."""

    visit: StageVisit
    hours: float


class Stopwatch:
    """Measures the visits of a history."""

    def __init__(self, bound: BoundHistory) -> None:
        self._bound = bound
        self._speeds = _speeds(bound.scenario)

    def efforts(self, stage: int) -> list[Effort]:
        """Of all visits to a stage of work; none of no time, which was done outside working hours."""
        found = [Effort(visit, self._effort(visit)) for visit in self._bound.by_stage[stage]]
        return [effort for effort in found if effort.hours > 0]

    def _effort(self, visit: StageVisit) -> float:
        """The slowest of a team determines the end, so that the least of their own efforts was what it took."""
        past, skill = self._bound.past, self._bound.workflow.stages[visit.stage].skill
        own, size = visit.visit, visit.visit.size
        speeds = [self._speeds[person].get(skill or "", NORMAL_SPEED) for person in visit.people]
        if own.logged is not None:
            return own.logged * min(speeds, default=NORMAL_SPEED) / NORMAL_SPEED / size
        if not visit.people:
            return past.hours(past.shared, own.start, own.end) / size
        worked = (past.hours(past.person(person), own.start, own.end) for person in visit.people)
        return min(hours * speed for hours, speed in zip(worked, speeds, strict=True)) / NORMAL_SPEED / size

    def waits(self, stage: int) -> list[float]:
        """Hours of all visits to a wait, in the shared calendar."""
        past = self._bound.past
        return [
            max(past.hours(past.shared, visit.visit.start, visit.visit.end), LEAST_LATENCY)
            for visit in self._bound.by_stage[stage]
        ]

    def sign_offs(self, stage: int) -> dict[str, list[float]]:
        """Hours of sign-offs by approver; a joint row of several approvers tells none of them."""
        past, stages = self._bound.past, self._bound.workflow.stages
        approvers = stages[stage].approvers
        found: dict[str, list[float]] = {approver: [] for approver in approvers}
        for visit in self._bound.by_stage[stage]:
            named = [name for name in visit.visit.resources if name in found] or list(approvers)
            if len(named) == 1:
                hours = past.hours(past.approver(named[0]), visit.visit.start, visit.visit.end)
                found[named[0]].append(max(hours, LEAST_LATENCY))
        return found


def is_elapsed(stage: Stage, scenario: Scenario) -> bool:
    """Whether a sign-off merely elapses: nobody works on it, and no meeting releases it."""
    return all(
        approver.meeting is None and approver.person is None
        for approver in scenario.organisation.approvers
        if approver.id in stage.approvers
    )


def _speeds(scenario: Scenario) -> dict[str, dict[str, int]]:
    """Speed in percent by person and skill."""
    by_level = scenario.organisation.speed_by_level
    return {
        person.id: {skill: by_level[level - 1] for skill, level in person.skills.items()}
        for person in scenario.organisation.everyone()
    }
