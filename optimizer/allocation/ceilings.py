"""The most that a cell can be given: what each single bound leaves, before any of them is shared."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TypeAlias

from optimizer.allocation.problem import Candidate, Cell, Problem
from scenarios.money import MINOR_PER_UNIT

Ceiling: TypeAlias = Callable[[Cell, int], float]
"""The most that a cell can be given for a launch (by position), currency units."""


def tight_ceiling(problem: Problem, cell: Cell, launch: int) -> float:
    """The most that a cell can be given for a launch (by position), currency units; not below zero."""
    candidate = problem.candidates[cell.candidate]
    limits = [cell.ceiling, problem.available - candidate.fixed]
    limits += [most / MINOR_PER_UNIT for most in _money_limits(problem, candidate, cell)]
    limits += _line_limits(problem, candidate)
    if problem.period_caps is not None:
        response = problem.response(cell, launch)
        limits += [
            problem.period_caps[response.first_period + offset] / share
            for offset, share in enumerate(response.pattern)
            if share > 0
        ]
    return max(0.0, min(limits))


def loose_ceiling(problem: Problem) -> float:
    """More than any cell would be given even if every bound but one were dropped, currency units."""
    scenario = problem.scenario
    amounts = [scenario.budget.total]
    amounts += [
        max(channel.spend_min, channel.lock or 0, channel.minimum_if_active) for channel in scenario.channels
    ]
    amounts += [max(campaign.spend_min, campaign.fixed_cost) for campaign in scenario.campaigns]
    amounts += [max(cell.terms.spend_min, cell.terms.lock or 0) for cell in problem.cells]
    amounts += [group.spend_min for group in scenario.budget.groups]
    amounts += [line.spend_min for line in scenario.budget.lines]
    return 10 * (sum(amounts) / MINOR_PER_UNIT + sum(_goal_spends(problem)) + 1)


def _money_limits(problem: Problem, candidate: Candidate, cell: Cell) -> Iterator[float]:
    channel = cell.channel
    most = channel.spend_max if channel.lock is None else channel.lock
    for limit in (most, candidate.campaign.spend_max):
        if limit is not None:
            yield limit
    for group in problem.scenario.budget.groups:
        if group.group == channel.group:
            yield math.inf if group.spend_max is None else group.spend_max
            yield group.share_max * problem.scenario.budget.available
    for goal in problem.scenario.goals:
        if goal.enforce and goal.measure == "media_cost" and goal.direction == "at_most":
            yield (goal.target or 0.0) * MINOR_PER_UNIT


def _line_limits(problem: Problem, candidate: Candidate) -> Iterator[float]:
    for line in problem.scenario.budget.lines:
        if line.line == candidate.campaign.line and line.spend_max is not None:
            yield line.spend_max / MINOR_PER_UNIT - candidate.fixed


def _goal_spends(problem: Problem) -> Iterator[float]:
    """Spend that would reach each least amount of a goal on the weakest of its channels."""
    for goal in problem.scenario.goals:
        if not goal.enforce or goal.direction == "at_most" or goal.target is None:
            continue
        if goal.measure == "media_cost":
            yield abs(goal.target)
        rates = [rate for rate in goal.per_10k.values() if rate > 0]
        if rates:
            yield abs(goal.target) / min(rates) * 10_000
