"""What a course costs: value lost by lateness, and the changes of the plan that it takes."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.replan.prices import Pricing
from optimizer.schedule.course import Course
from optimizer.schedule.losses import Losses


@dataclass(frozen=True, slots=True)
class Cost:
    """Minor units of money, and the number of changes."""

    loss: int
    changes: int
    price: int

    @property
    def total(self) -> int:
        """What is minimised."""
        return self.loss + self.price


@dataclass(frozen=True, slots=True)
class Objective:
    """Costs of the courses of one situation."""

    pricing: Pricing
    losses: Losses

    def of(self, course: Course) -> Cost:
        """The cost of a course of the whole problem."""
        problem = self.pricing.now.problem
        found = [
            self.pricing.of_job(job.index, course.start, course.finish, course.people) for job in problem.jobs
        ]
        return Cost(
            self.losses.of(course), sum(count for count, _ in found), sum(price for _, price in found)
        )

    def of_job(self, job: int, launch: int, count_price: tuple[int, int]) -> Cost:
        """The cost of one job that launches at ``launch``."""
        return Cost(self.losses.at(job, launch), *count_price)
