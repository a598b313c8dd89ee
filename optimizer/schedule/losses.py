"""What lateness costs, by the one definition in `scenarios.valuation`."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.schedule.course import Course
from optimizer.schedule.problem import Problem
from scenarios.document.scenario import Scenario
from scenarios.valuation import lateness_loss


@dataclass(frozen=True, slots=True)
class LossRule:
    """What lateness of one job costs: see `scenarios.valuation.lateness_loss`. Amounts in minor units."""

    target: int
    revenue: int
    loss_per_day: int
    decay_per_day: float


class Losses:
    """Value lost by late launches, minor units. Flight jobs cost nothing."""

    def __init__(self, scenario: Scenario, problem: Problem) -> None:
        campaigns = {campaign.id: campaign for campaign in scenario.campaigns}
        self._problem = problem
        self._campaigns = [campaigns[job.campaign] for job in problem.jobs]
        self._target = [job.target if job.revenue else None for job in problem.jobs]

    def at(self, job: int, launch: int) -> int:
        """Loss of a job that launches at minute ``launch``; never falls as ``launch`` rises."""
        target = self._target[job]
        if target is None or launch <= target:
            return 0
        return lateness_loss(self._campaigns[job], self._problem.jobs[job].revenue, launch - target)

    @property
    def rules(self) -> tuple[LossRule | None, ...]:
        """By job, the rule by which lateness is priced; None where it costs nothing."""
        return tuple(map(self._rule, range(len(self._target))))

    def _rule(self, job: int) -> LossRule | None:
        target = self._target[job]
        if target is None:
            return None
        rule = self._campaigns[job].lateness
        revenue = self._problem.jobs[job].revenue
        return LossRule(target, revenue, rule.loss_per_day, rule.decay_per_day)

    def of(self, course: Course) -> int:
        """Loss of a course; it may leave out the flight jobs, which cost nothing."""
        preparations = (job.index for job in self._problem.jobs if job.kind == "preparation")
        return sum(self.at(job, course.launch(self._problem, job)) for job in preparations)
