"""What lateness costs, by the one definition in `scenarios.valuation`."""

from __future__ import annotations

from optimizer.schedule.course import Course
from optimizer.schedule.problem import Problem
from scenarios.document.scenario import Scenario
from scenarios.valuation import lateness_loss


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

    def of(self, course: Course) -> int:
        """Loss of a course; it may leave out the flight jobs, which cost nothing."""
        preparations = (job.index for job in self._problem.jobs if job.kind == "preparation")
        return sum(self.at(job, course.launch(self._problem, job)) for job in preparations)
