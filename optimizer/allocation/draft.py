"""A split as the product writes it down, and its exact value in cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.allocation.outline import Outline
from optimizer.allocation.problem import Problem
from optimizer.allocation.split import Split, staff_cost
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Statement, Status

UNPROVEN = Proof(status=Status.UNKNOWN)


def draft(problem: Problem, launches: Sequence[int | None], cents: Sequence[int]) -> Allocation:
    """Decisions and spend lines of a split: ``launches`` positions by candidate, ``cents`` by cell."""
    decisions, lines = [], []
    for candidate in problem.candidates:
        position, campaign = launches[candidate.index], candidate.campaign.id
        if position is None:
            decisions.append(CampaignDecision(campaign=campaign, runs=False))
            continue
        launch = candidate.launches[position]
        decisions.append(
            CampaignDecision(campaign=campaign, runs=True, launch_period=launch.period, target=launch.target)
        )
        for cell in problem.cells_of[candidate.index]:
            channel = cell.channel.id
            amounts = problem.valuation.period_spend(campaign, channel, launch.period, cents[cell.index])
            lines += [
                SpendLine(campaign=campaign, channel=channel, period=period, amount=amount)
                for period, amount in amounts.items()
            ]
    return Allocation(proof=UNPROVEN, campaigns=tuple(decisions), spend=tuple(lines))


def statement(problem: Problem, allocation: Allocation, launches: Sequence[int | None]) -> Statement:
    """The money of a draft with every campaign as early as it can be: late only where nobody can prevent it."""
    moments = {}
    for candidate in problem.candidates:
        position = launches[candidate.index]
        if position is not None:
            launch = candidate.launches[position]
            moments[candidate.campaign.id] = launch.target + launch.late_minutes
    return problem.valuation.statement(allocation, moments)


def exact_value(problem: Problem, allocation: Allocation, split: Split) -> int:
    """Net value in cents: the statement's, less the cost of planned hours where staff counts."""
    planned = sum(
        round(staff_cost(problem, split, candidate) * MINOR_PER_UNIT)
        for candidate in problem.candidates
        if split.launches[candidate.index] is not None
    )
    return statement(problem, allocation, split.launches).net_value - planned


def rounding_slack(problem: Problem, outlines: Mapping[int, Outline]) -> float:
    """The most by which rounding to cents can lift an exact value above the unrounded one, minor units.

    Half a cent for each cell with spend, and for each loss, contribution and staff cost that may be no whole cent.
    """
    margin = problem.scenario.objective.margin
    spending = {outline.block.cell for outline in outlines.values()}
    total = 0.5 * margin * len(spending)
    for candidate in problem.candidates:
        late = any(launch.late_minutes for launch in candidate.launches)
        cells = any(cell.index in spending for cell in problem.cells_of[candidate.index])
        whole = margin == 1 or (not (cells or late) and (margin * candidate.campaign.value).is_integer())
        total += (0.0 if whole else 0.5) + (0.5 * margin if late else 0.0)
        total += 0.5 if problem.hourly_cost else 0.0
    return total
