"""Budgets: in total, by period, group, line, channel and campaign."""

from __future__ import annotations

from functools import partial

from optimizer.allocation.model.decision import Decision
from optimizer.allocation.problem import Candidate, Problem
from optimizer.allocation.program import Program, Terms, add_up, times
from scenarios.document.budget import GroupBudget
from scenarios.money import MINOR_PER_UNIT


def add_money(problem: Problem, program: Program, decision: Decision) -> None:
    """All bounds on sums of spend."""
    total = problem.requirements.budget()
    program.require(_costs(decision, problem, problem.candidates), upper=problem.available, requirement=total)
    _add_periods(problem, program, decision)
    _add_lines(problem, program, decision)
    _add_groups(problem, program, decision)
    _add_channels(problem, program, decision)
    _add_campaigns(problem, program, decision)


def media(problem: Problem, decision: Decision) -> Terms:
    """All media spend, currency units."""
    return add_up(decision.cell_spend(problem, cell) for cell in problem.cells)


def _costs(decision: Decision, problem: Problem, candidates: tuple[Candidate, ...]) -> Terms:
    """Media and campaign fixed costs."""
    parts = [decision.campaign_spend(problem, candidate) for candidate in candidates]
    parts += [times(candidate.fixed, decision.runs(candidate)) for candidate in candidates]
    return add_up(parts)


def _add_periods(problem: Problem, program: Program, decision: Decision) -> None:
    if problem.period_caps is None:
        return
    by_period: list[Terms] = [{} for _ in range(problem.periods)]
    for (cell, launch), variable in decision.spend.items():
        response = problem.response(problem.cells[cell], launch)
        for offset, share in enumerate(response.pattern):
            if share > 0:
                by_period[response.first_period + offset][variable] = float(share)
    for period, (terms, cap) in enumerate(zip(by_period, problem.period_caps, strict=True)):
        program.require(terms, upper=cap, requirement=problem.requirements.period(period, cap))


def _add_lines(problem: Problem, program: Program, decision: Decision) -> None:
    for index, line in enumerate(problem.scenario.budget.lines):
        members = tuple(one for one in problem.candidates if one.campaign.line == line.line)
        costs, name = (
            _costs(decision, problem, members),
            partial(problem.requirements.line, index=index, line=line),
        )
        if line.spend_min > 0:
            floor = line.spend_min / MINOR_PER_UNIT
            program.require(costs, lower=floor, requirement=name("line_min", part="spend_min"))
        if line.spend_max is not None:
            most = line.spend_max / MINOR_PER_UNIT
            program.require(costs, upper=most, requirement=name("line_max", part="spend_max"))


def _add_groups(problem: Problem, program: Program, decision: Decision) -> None:
    for index, group in enumerate(problem.scenario.budget.groups):
        members = [cell for cell in problem.cells if cell.channel.group == group.group]
        spend = add_up(decision.cell_spend(problem, cell) for cell in members)
        name = partial(problem.requirements.group, index=index, group=group)
        if group.spend_min > 0:
            floor = group.spend_min / MINOR_PER_UNIT
            program.require(spend, lower=floor, requirement=name("group_min", part="spend_min"))
        if group.spend_max is not None:
            most = group.spend_max / MINOR_PER_UNIT
            program.require(spend, upper=most, requirement=name("group_max", part="spend_max"))
        _add_shares(problem, program, decision, group, spend, index)


def _add_shares(
    problem: Problem, program: Program, decision: Decision, group: GroupBudget, spend: Terms, index: int
) -> None:
    everything = media(problem, decision)
    name = partial(problem.requirements.group, index=index, group=group)
    if group.share_min > 0:
        excess = add_up([spend, times(-group.share_min, everything)])
        program.require(
            excess, lower=0.0, requirement=name("group_share_min", part="share_min"), unit=everything
        )
    if group.share_max < 1:
        excess = add_up([spend, times(-group.share_max, everything)])
        program.require(
            excess, upper=0.0, requirement=name("group_share_max", part="share_max"), unit=everything
        )


def _add_channels(problem: Problem, program: Program, decision: Decision) -> None:
    for channel in problem.scenario.channels:
        spend = add_up(decision.cell_spend(problem, cell) for cell in problem.cells_on[channel.id])
        name = partial(problem.requirements.channel, channel=channel)
        if channel.lock is not None:
            lock = channel.lock / MINOR_PER_UNIT
            program.require(spend, lower=lock, upper=lock, requirement=name("channel_lock", part="lock"))
            continue
        if channel.spend_min > 0:
            floor = channel.spend_min / MINOR_PER_UNIT
            program.require(spend, lower=floor, requirement=name("channel_min", part="spend_min"))
        if channel.spend_max is not None:
            most = channel.spend_max / MINOR_PER_UNIT
            program.require(spend, upper=most, requirement=name("channel_max", part="spend_max"))


def _add_campaigns(problem: Problem, program: Program, decision: Decision) -> None:
    for candidate in problem.candidates:
        campaign = candidate.campaign
        spend, runs = decision.campaign_spend(problem, candidate), decision.runs(candidate)
        name = partial(problem.requirements.campaign, campaign=campaign, measure="money")
        if campaign.spend_min > 0:
            excess = add_up([spend, times(-campaign.spend_min / MINOR_PER_UNIT, runs)])
            program.require(excess, lower=0.0, requirement=name("campaign_min", part="spend_min"), unit=runs)
        if campaign.spend_max is not None:
            excess = add_up([spend, times(-campaign.spend_max / MINOR_PER_UNIT, runs)])
            program.require(excess, upper=0.0, requirement=name("campaign_max", part="spend_max"), unit=runs)
