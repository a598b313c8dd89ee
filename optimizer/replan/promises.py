"""Promised launches, and costs under which search looks for the fewest changes that keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.replan.objective import Cost
from optimizer.replan.prices import Pricing
from optimizer.schedule.course import Course

PER_CHANGE = 10_000
"""Cost units of a change."""
BROKEN, PER_MINUTE = 1_000_000, 100
"""Cost units of a broken promise, and of each minute beyond it."""


@dataclass(frozen=True, slots=True)
class PromiseObjective:
    """Broken promises first, then changes, whatever they cost in money. ``promises``: latest launch by job index."""

    pricing: Pricing
    promises: Mapping[int, int]

    def of(self, course: Course) -> Cost:
        """The cost of a course of the whole problem."""
        problem = self.pricing.now.problem
        costs = [
            self.of_job(
                job.index,
                course.launch(problem, job.index),
                self.pricing.of_job(job.index, course.start, course.finish, course.people),
            )
            for job in problem.jobs
        ]
        return Cost(
            sum(cost.loss for cost in costs),
            sum(cost.changes for cost in costs),
            sum(cost.price for cost in costs),
        )

    def of_job(self, job: int, launch: int, count_price: tuple[int, int]) -> Cost:
        """The cost of one job that launches at ``launch``."""
        beyond = launch - self.promises.get(job, launch)
        broken = BROKEN + PER_MINUTE * beyond if beyond > 0 else 0
        return Cost(broken, count_price[0], PER_CHANGE * count_price[0])

    def beyond(self, course: Course) -> int:
        """Minutes by which the promise that is broken most is missed; 0 if all are kept."""
        problem = self.pricing.now.problem
        late = (course.launch(problem, job) - promised for job, promised in self.promises.items())
        return max(0, *late) if self.promises else 0
