"""What counts as a change of a plan, and what each change costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.replan.situation import Situation
from optimizer.schedule.problem import Problem
from scenarios.document.base import Count, Value


class Prices(Value):
    """The price of each change, minor units of money. A later moment counts beyond the tolerance, an earlier never:
    whoever may begin sooner has nothing to rearrange.
    """

    person: Count = 20_000
    """For each step that somebody else is to do."""
    start: Count = 5_000
    """For each work step that starts later than planned."""
    launch: Count = 50_000
    """For each campaign that launches later than planned, besides what its lateness loses."""
    tolerance_minutes: Count = 240
    """Of elapsed time."""


DEFAULT = Prices()


@dataclass(frozen=True)
class Pricing:
    """Prices of one situation's tasks and launches."""

    now: Situation
    prices: Prices

    @cached_property
    def people(self) -> dict[int, frozenset[int]]:
        """Planned people (indices) by task, of the work steps that a plan exists for and that are not settled.

        Somebody who has left the document is nobody's colleague any more, and yet was planned: -1 stands for them.
        """
        problem = self.now.problem
        by_id = {worker.id: worker.index for worker in problem.people}
        return {
            index: frozenset(by_id.get(person, -1) for person in planned.people)
            for index, planned in self.now.planned.items()
            if index not in problem.fixed.tasks and problem.tasks[index].people
        }

    @cached_property
    def latest_start(self) -> dict[int, int]:
        """By such a task, the latest start that is no change."""
        tolerance = self.prices.tolerance_minutes
        return {index: self.now.planned[index].start + tolerance for index in self.people}

    @cached_property
    def latest_launch(self) -> dict[int, int]:
        """By preparation job that was planned and has not launched, the latest launch that is no change."""
        problem, tolerance = self.now.problem, self.prices.tolerance_minutes
        return {
            job.index: self.now.planned[launch].finish + tolerance
            for job in problem.jobs
            if job.kind == "preparation"
            and (launch := problem.launch_task(job.index)) in self.now.planned
            and launch not in problem.fixed.tasks
        }

    def of_task(self, task: int, start: int, people: Sequence[int]) -> tuple[int, int]:
        """Number and price of the changes to a task."""
        planned = self.people.get(task)
        if planned is None:
            return 0, 0
        other = planned != frozenset(people)
        later = start > self.latest_start[task]
        return other + later, other * self.prices.person + later * self.prices.start

    def of_launch(self, job: int, launch: int) -> tuple[int, int]:
        """Number and price of the change to a launch."""
        later = launch > self.latest_launch.get(job, launch)
        return int(later), later * self.prices.launch

    def of_job(
        self, job: int, start: Sequence[int], finish: Sequence[int], people: Sequence[Sequence[int]]
    ) -> tuple[int, int]:
        """Number and price of all changes to a job; the arguments by task."""
        problem: Problem = self.now.problem
        counts, costs = self.of_launch(job, finish[problem.launch_task(job)])
        for task in problem.movable[job]:
            count, cost = self.of_task(task.index, start[task.index], people[task.index])
            counts, costs = counts + count, costs + cost
        return counts, costs
