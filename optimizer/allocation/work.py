"""What running a campaign takes of people's time: preparation that may slide, and hours of the flight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from optimizer.allocation.labour import MINUTES_PER_HOUR, WorkKind
from optimizer.allocation.preparation import CriticalPath, EarlyTimes
from optimizer.allocation.visits import effort_factors
from scenarios.document.scenario import Scenario
from scenarios.network import Job, Step, Workload, effort_minutes


@dataclass(frozen=True, slots=True)
class StageWork:
    """Expected hours (at normal speed, all people, repetitions included) of one stage.

    They may be worked in the periods from ``first`` to ``last``, one ``last`` per launch period of the campaign; the
    period after the horizon stands for any later time.
    """

    stage: str
    kind: WorkKind
    hours: float
    first: int
    last: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """A campaign's preparation: earliest possible launch (minute; None: never) and the work of its stages."""

    earliest_launch: int | None
    stages: tuple[StageWork, ...]


class PreparationPlanner:
    """Preparations of all campaigns; a prerequisite's earliest launch is a follower's earliest release."""

    def __init__(self, scenario: Scenario, workload: Workload, targets: dict[str, tuple[int, ...]]) -> None:
        horizon = scenario.horizon
        self._starts = [horizon.minute(horizon.period_start(index)) for index in range(horizon.periods + 1)]
        self._workload = workload
        self._targets = targets
        self._path = CriticalPath(workload, scenario.risks)
        self._jobs = {job.campaign: job for job in workload.jobs if job.kind == "preparation"}
        self._early: dict[str, EarlyTimes | None] = {}

    def preparation(self, campaign: str) -> Preparation:
        """The preparation of a campaign that is in the workload."""
        job, early = self._jobs[campaign], self._earliest(campaign)
        if early is None:
            return Preparation(None, ())
        latest = [
            self._path.latest_finish(job, max(target, early.launch)) for target in self._targets[campaign]
        ]
        factors = effort_factors(job.process)
        stages = (
            self._stage(job, step, factors[step.index], early, latest)
            for step in job.process.steps
            if step.kind == "work"
        )
        return Preparation(early.launch, tuple(stage for stage in stages if stage.hours > 0))

    def _earliest(self, campaign: str) -> EarlyTimes | None:
        if campaign not in self._early:
            job = self._jobs[campaign]
            before = [self._earliest(self._workload.jobs[other].campaign) for other in job.prerequisites]
            release = job.release
            for times in before:
                if times is None:
                    break
                release = max(release, times.launch)
            else:
                self._early[campaign] = self._path.early(job, release)
                return self._early[campaign]
            self._early[campaign] = None
        return self._early[campaign]

    def _stage(
        self, job: Job, step: Step, factor: float, early: EarlyTimes, latest: list[dict[int, int]]
    ) -> StageWork:
        qualified = step.qualified if len(step.qualified) >= step.people else ()
        effort = effort_minutes(step.effort.mean, job.size) * step.people * factor
        end = max(self._starts[-1], early.finish[step.index])
        first = self._period(early.ready[step.index])
        return StageWork(
            stage=step.id,
            kind=WorkKind(step.skill or "", qualified),
            hours=effort / MINUTES_PER_HOUR,
            first=first,
            last=tuple(max(first, self._period_before(times.get(step.index, end))) for times in latest),
        )

    def _period(self, minute: int) -> int:
        """The period that holds a minute; the one after the horizon for any later minute."""
        return max(0, bisect_right(self._starts, minute) - 1)

    def _period_before(self, minute: int) -> int:
        """The last period that begins before a minute."""
        return max(0, bisect_left(self._starts, minute) - 1)
