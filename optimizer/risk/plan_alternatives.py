"""Splits of a plan's campaigns that are worth nearly as much: the most different, and the nearest to today's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.risk.alternatives import Alternative, alternatives
from optimizer.risk.scenario_problem import CellKey, scenario_risk
from optimizer.risk.solve import solve_mean_cvar
from optimizer.risk.whole_cents import whole_cents
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation, Status
from scenarios.today import todays_allocation


@dataclass(frozen=True, slots=True)
class PlanAlternative:
    """A split with its expected net value in currency units, and spend by campaign and channel in minor units.

    ``change`` is the money that differs, sum |x_i - a_i| in currency units, from the best split (`most_different`) or
    from today's (`least_change`); no split within the share of the best can have more (less) than ``bound``.
    """

    kind: Literal["most_different", "least_change"]
    status: Status
    net_value: float
    change: float
    bound: float
    spend: Mapping[CellKey, int]


@dataclass(frozen=True, slots=True)
class PlanAlternatives:
    """Two splits whose expected net value is within ``within`` of the best split's outcome."""

    within: float
    best: float
    found: tuple[PlanAlternative, PlanAlternative]
    left_out: tuple[Message, ...]


def plan_alternatives(
    scenario: Scenario, allocation: Allocation, *, within: float = 0.01, seconds: float = 20.0
) -> PlanAlternatives | None:
    """Alternatives to the best split of an allocation's campaigns and launches; None where nothing is to be split."""
    risk = scenario_risk(scenario, allocation)
    if risk is None:
        return None
    today = todays_allocation(scenario).cell_spend
    spends = np.array([today.get(key, 0) / MINOR_PER_UNIT for key in risk.keys])
    best = solve_mean_cvar(risk.problem, 0.0, 1.0, seconds=seconds / 2, gap=within / 20)
    near = alternatives(risk.problem, best, spends, within, seconds / 2)

    def told(one: Alternative) -> PlanAlternative:
        cents = whole_cents(risk.problem, one.spend)
        worth = float(risk.net_value(cents / MINOR_PER_UNIT).mean())
        spend = dict(zip(risk.keys, cents.tolist(), strict=True))
        return PlanAlternative(one.kind, one.status, worth, one.change, one.bound, spend)

    return PlanAlternatives(
        within=within,
        best=float(risk.net_value(best.spend).mean()),
        found=(told(near.most_different), told(near.least_change)),
        left_out=risk.left_out,
    )
