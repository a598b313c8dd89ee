"""Whether the people can give the hours that the allocation takes, period by period.

The allocation's staff lines are its certificate. They must hold the exact hours of every flight and no less than the
first visit to every stage takes; and it must be possible to divide them among stages and people so that everyone does
only what he or she is qualified for, within the load limit of every period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from optimizer.verify.shortage import Demand, Kind, Need, least_shortage
from optimizer.verify.violation import Violation, violation
from scenarios.document import Scenario
from scenarios.document.durations import MINUTES_PER_HOUR
from scenarios.network import Workload, compile_workload, effort_minutes
from scenarios.plan import Allocation
from scenarios.valuation import Valuation

Line: TypeAlias = tuple[str, str, int]
"""Campaign, skill, period."""


def hour_violations(scenario: Scenario, allocation: Allocation) -> tuple[Violation, ...]:
    """Violations of coverage; of capacity too where the strategy counts people."""
    work = _Work(scenario, allocation)
    found = tuple(_coverage(work))
    if found or scenario.objective.strategy != "money_and_people":
        return found
    return tuple(_capacity(work))


@dataclass(frozen=True)
class _Work:
    """Staff lines taken apart, minutes at normal speed."""

    scenario: Scenario
    allocation: Allocation

    @cached_property
    def workload(self) -> Workload:
        return compile_workload(self.scenario, Valuation(self.scenario).targets(self.allocation))

    @cached_property
    def lines(self) -> Counter[Line]:
        """As planned."""
        total: Counter[Line] = Counter()
        for line in self.allocation.staff:
            total[line.campaign, line.skill, line.period] += line.minutes
        return total

    @cached_property
    def flight(self) -> Counter[Line]:
        """What running campaigns takes, by their spend."""
        valuation = Valuation(self.scenario)
        total: Counter[Line] = Counter()
        for campaign in self.allocation.running:
            for duty in valuation.duties(campaign, self.allocation):
                total[campaign, duty.skill, duty.period] += duty.minutes
        return total

    @cached_property
    def preparation(self) -> Counter[Line]:
        """What the lines leave for preparation."""
        rest = self.lines.copy()
        rest.subtract(self.flight)
        return rest

    @cached_property
    def stages(self) -> tuple[tuple[str, Kind, int], ...]:
        """Campaign, kind and minutes of the first visit to every stage with work, all its people together."""
        return tuple(
            (
                job.campaign,
                (step.skill or "", step.qualified),
                effort_minutes(step.effort.mean, job.size) * step.people,
            )
            for job in self.workload.jobs
            if job.kind == "preparation"
            for step in job.process.steps
            if step.kind == "work" and step.effort.mean > 0
        )


def _coverage(work: _Work) -> Iterator[Violation]:
    """Lines belong to campaigns that run, and hold what their flight and their stages take."""
    for (campaign, skill, period), minutes in sorted(work.lines.items()):
        if campaign not in work.allocation.running or minutes < 0 or period < 0:
            yield violation("no_such_work", campaign, skill, period=period + 1)
    for (campaign, skill, period), minutes in sorted(work.flight.items()):
        if work.lines[campaign, skill, period] < minutes:
            yield violation("flight_hours", campaign, skill, period=period + 1)
    needed: Counter[tuple[str, str]] = Counter()
    for campaign, (skill, _), minutes in work.stages:
        needed[campaign, skill] += minutes
    planned: Counter[tuple[str, str]] = Counter()
    for (campaign, skill, _), minutes in work.preparation.items():
        planned[campaign, skill] += minutes
    for subject in sorted(needed.keys() | planned.keys()):
        if planned[subject] < needed[subject]:
            yield violation(
                "hours_missing", *subject, hours=_hours(needed[subject]), planned=_hours(planned[subject])
            )
        elif planned[subject] > 0 and not needed[subject]:
            yield violation("hours_without_stage", *subject, planned=_hours(planned[subject]))


def _capacity(work: _Work) -> Iterator[Violation]:
    flight: Counter[Need] = Counter()
    for (_, skill, period), minutes in work.flight.items():
        everyone = tuple(worker.index for worker in work.workload.people if skill in worker.speed)
        flight[(skill, everyone), period] += minutes
    preparation = {line: minutes for line, minutes in work.preparation.items() if minutes > 0}
    flight_lines = Counter(period for _, _, period in work.flight)
    demand = Demand(work.stages, preparation, flight, flight_lines)
    shortage = least_shortage(demand, work.workload.people, work.scenario)
    for (skill, period), lacking in sorted(shortage.items()):
        yield violation("hours_above", skill, period=period + 1, hours=_hours(lacking))


def _hours(minutes: float) -> float:
    return round(minutes / MINUTES_PER_HOUR, 1)
