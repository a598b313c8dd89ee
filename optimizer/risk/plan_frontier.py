"""The return-risk frontier of a plan, and how a point of it becomes a scenario to be planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.risk.answer import relative_gap
from optimizer.risk.frontier import AVERSIONS, risk_frontier
from optimizer.risk.scenario_problem import CellKey, scenario_risk
from optimizer.risk.whole_cents import whole_cents
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT, to_units
from scenarios.plan import Allocation, Proof, Status
from scenarios.variants.changes import SetValue


@dataclass(frozen=True, slots=True)
class PlanPoint:
    """A split of the frontier: net value in currency units, spend by campaign and channel in minor units.

    ``proof`` is about the criterion (1 - aversion) mean + aversion CVaR, in minor units.
    """

    aversion: float
    mean: float
    cvar: float
    proof: Proof
    spend: Mapping[CellKey, int]


@dataclass(frozen=True, slots=True)
class PlanFrontier:
    """Splits of a plan's campaigns from the greatest mean to the greatest CVaR, over ``draws`` draws.

    Campaigns and launches are the plan's; ``left_out`` says what else the splits are not held to. `lock_changes` makes
    a point a scenario, which the ordinary planning holds to everything.
    """

    draws: int
    tail: float
    points: tuple[PlanPoint, ...]
    left_out: tuple[Message, ...]


def plan_frontier(
    scenario: Scenario,
    allocation: Allocation,
    *,
    aversions: Sequence[float] = AVERSIONS,
    tail: float = 0.1,
    seconds: float = 20.0,
) -> PlanFrontier | None:
    """The frontier of an allocation's campaigns and launches; None where there is nothing to split."""
    risk = scenario_risk(scenario, allocation)
    if risk is None:
        return None
    frontier = risk_frontier(risk.problem, aversions, tail, seconds)
    points = []
    for answer in frontier.points:
        cents = whole_cents(risk.problem, answer.spend)
        outcomes = risk.net_value(cents / MINOR_PER_UNIT)
        value, bound = answer.criterion.value(outcomes), answer.bound + risk.certain
        gap = relative_gap(MINOR_PER_UNIT * value, MINOR_PER_UNIT * bound)
        points.append(
            PlanPoint(
                aversion=answer.criterion.aversion,
                mean=float(outcomes.mean()),
                cvar=answer.criterion.tail_mean(outcomes),
                proof=Proof(
                    status=Status.OPTIMAL
                    if gap <= scenario.settings.solver.relative_gap
                    else Status.FEASIBLE,
                    value=MINOR_PER_UNIT * value,
                    bound=MINOR_PER_UNIT * bound,
                    gap=abs(gap),
                ),
                spend=dict(zip(risk.keys, cents.tolist(), strict=True)),
            )
        )
    return PlanFrontier(frontier.draws, tail, tuple(points), risk.left_out)


def lock_changes(scenario: Scenario, spend: Mapping[CellKey, int]) -> tuple[SetValue, ...]:
    """Changes that fix the spend of cells (minor units, by campaign and channel), and make their campaigns run.

    Applied with `scenarios.variants.apply_changes` they give a scenario that is planned, verified and simulated like
    any other; its launches are decided anew.
    """
    changes = []
    for campaign in scenario.campaigns:
        cells = [cell for cell in campaign.channels if (campaign.id, cell.channel) in spend]
        if cells and not campaign.mandatory:
            changes.append(SetValue(set=f"campaigns[{campaign.id}].mandatory", to=True))
        for cell in cells:
            amount = spend[campaign.id, cell.channel]
            if cell.lock != amount:
                path = f"campaigns[{campaign.id}].channels[{cell.channel}].lock"
                changes.append(SetValue(set=path, to=to_units(amount)))
    return tuple(changes)
