"""The most that a cell can be given: what each single bound leaves, before any of them is shared."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TypeAlias

from optimizer.allocation.problem import Candidate, Cell, Problem
from scenarios.extrapolation import observed_ceiling
from scenarios.money import MINOR_PER_UNIT

Ceiling: TypeAlias = Callable[[Cell, int], float]
"""The most that a cell can be given for a launch (by position), currency units."""


def tight_ceiling(problem: Problem, cell: Cell, launch: int) -> float:
    """The most that a cell can be given for a launch (by position), currency units; not below zero."""
    candidate = problem.candidates[cell.candidate]
    limits = [cell.ceiling, problem.available - candidate.fixed]
    limits += [most / MINOR_PER_UNIT for most in _money_limits(problem, candidate, cell)]
    limits += _line_limits(problem, candidate)
    limits += _rule_limits(problem, cell)
    limits.append(within_data(problem, cell, launch))
    if problem.period_caps is not None:
        response = problem.response(cell, launch)
        limits += [
            problem.period_caps[response.first_period + offset] / share
            for offset, share in enumerate(response.pattern)
            if share > 0
        ]
    return max(0.0, min(limits))


def within_data(problem: Problem, cell: Cell, launch: int) -> float:
    """The most that keeps a cell's periods within the data behind its curve, where that is asked for."""
    pattern = problem.response(cell, launch).pattern
    most = observed_ceiling(problem.scenario, cell.terms, cell.channel, pattern)
    return math.inf if most is None else most / MINOR_PER_UNIT


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
    amounts += [rule.spend_min for rule in scenario.rules.commitments]
    amounts += [rule.spend_min for rule in scenario.rules.required]
    amounts += [rule.price for rule in scenario.rules.packages]
    amounts += [cell.terms.today for cell in problem.cells if scenario.rules.change_limits]
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
        counts = goal.counts(candidate.campaign.id)
        if counts and goal.enforce and goal.measure == "media_cost" and goal.direction == "at_most":
            yield (goal.target or 0.0) * MINOR_PER_UNIT


def _line_limits(problem: Problem, candidate: Candidate) -> Iterator[float]:
    for line in problem.scenario.budget.lines:
        if line.line == candidate.campaign.line and line.spend_max is not None:
            yield line.spend_max / MINOR_PER_UNIT - candidate.fixed


def _rule_limits(problem: Problem, cell: Cell) -> Iterator[float]:
    yield problem.most_by_bands.get(cell.index, math.inf)
    for rule in problem.scenario.rules.packages:
        if rule.at_most is not None and rule.covers(*problem.owners[cell.index]):
            yield rule.at_most * rule.price / MINOR_PER_UNIT


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
