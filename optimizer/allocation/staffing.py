"""Planned hours by campaign, skill and period."""

from __future__ import annotations

from collections import defaultdict

from optimizer.allocation.labour import MINUTES_PER_HOUR, period_starts
from optimizer.allocation.model.decision import Decision
from optimizer.allocation.problem import Candidate, Problem
from optimizer.allocation.solver import Floats
from scenarios.money import apportion
from scenarios.plan import Allocation, StaffLine

Weights = list[tuple[int, float]]
"""Period and share of a stage's work in it."""


def staff_lines(
    problem: Problem,
    allocation: Allocation,
    launches: tuple[int | None, ...],
    solution: tuple[Decision, Floats] | None = None,
) -> tuple[StaffLine, ...]:
    """Minutes at normal speed: preparation as the solution places it, the flight as the spend takes it.

    Without a solution a stage's work is spread over its window in proportion to the shared calendar's open time. Work
    after the horizon stands in the period that would follow it.
    """
    minutes: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for candidate in problem.candidates:
        launch = launches[candidate.index]
        if launch is None:
            continue
        campaign = candidate.campaign.id
        for position, stage in enumerate(candidate.preparation.stages):
            weights = (
                _placed(candidate, position, solution)
                if solution
                else _spread(problem, candidate, position, launch)
            )
            parts = apportion(round(stage.hours * MINUTES_PER_HOUR), [share for _, share in weights])
            for (period, _), part in zip(weights, parts, strict=True):
                minutes[campaign, stage.kind.skill, period] += part
        for duty in problem.valuation.duties(campaign, allocation):
            minutes[campaign, duty.skill, duty.period] += duty.minutes
    return tuple(
        StaffLine(campaign=campaign, skill=skill, period=period, minutes=amount)
        for (campaign, skill, period), amount in sorted(minutes.items())
        if amount
    )


def _placed(candidate: Candidate, position: int, solution: tuple[Decision, Floats]) -> Weights:
    decision, values = solution
    stage = candidate.preparation.stages[position]
    periods = range(stage.first, max(stage.last) + 1)
    return [
        (period, max(0.0, float(values[decision.slide[candidate.index, position, period]])))
        for period in periods
    ]


def _spread(problem: Problem, candidate: Candidate, position: int, launch: int) -> Weights:
    stage = candidate.preparation.stages[position]
    starts = period_starts(problem.scenario)
    shared = problem.workload.shared
    weights = []
    for period in range(stage.first, stage.last[launch] + 1):
        inside = period < problem.periods
        weights.append((period, float(shared.between(starts[period], starts[period + 1])) if inside else 0.0))
    return weights
