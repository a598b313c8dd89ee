"""Patterns for the first choice of campaigns where even spend would undervalue a channel.

An S-shaped curve earns little on spend that is spread thin and much on spend in bursts. So each channel whose best
single flight, at the price of money that even spend has led to, leaves periods out gets that flight as its pattern, and
campaigns are chosen once more.
"""

from __future__ import annotations

import numpy as np

from optimizer.allocation.bindings import MONEY_UNIT
from optimizer.flighting import Line
from optimizer.flighting.oracle import PricedLine, tables_for
from optimizer.flighting.problem import Floats
from optimizer.weekly.cells import runs
from scenarios.document.campaigns import Campaign
from scenarios.document.channels import Channel
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.valuation import Valuation, launch_periods

CELLS = 400
"""Cells of the dynamic program; a pattern needs no proof."""
CHEAPER = (1.0, 0.8, 0.6, 0.4)
"""Shares of the price of money that are tried until a flight is worth it."""

Patterns = dict[str, tuple[float, ...]]


def pulsed_patterns(scenario: Scenario, first: Allocation) -> Patterns:
    """Weights by period of the flight for the channels that are best used in bursts; empty where even spend is good."""
    price = 1.0 + max((_budget_worth(first)), 0.0)
    patterns = {}
    for channel in scenario.channels:
        if channel.pattern == "optimised":
            flights = [
                _best_flight(scenario, campaign, channel, price) for campaign in _users(scenario, channel)
            ]
            bursts = [plan for plan in flights if plan is not None and _leaves_out(plan)]
            if bursts:
                patterns[channel.id] = tuple(max(bursts, key=len).tolist())
    return patterns


def _budget_worth(first: Allocation) -> float:
    """What one more currency unit of the budget is worth."""
    worths = (one.worth or 0.0 for one in first.bindings if one.kind == "budget")
    return next(worths, 0.0) / (MONEY_UNIT * MINOR_PER_UNIT)


def _users(scenario: Scenario, channel: Channel) -> list[Campaign]:
    return [one for one in scenario.campaigns if any(cell.channel == channel.id for cell in one.channels)]


def _leaves_out(plan: Floats) -> bool:
    """Whether a flight's periods do not all have money, or some have far less than others."""
    return bool(plan.min() < 0.5 * plan.max())


def _best_flight(scenario: Scenario, campaign: Campaign, channel: Channel, price: float) -> Floats | None:
    """The cell's best money by period of its flight at a price of money; None where none is worth it."""
    launches = launch_periods(scenario, campaign)
    if not launches:
        return None
    line = _line(scenario, campaign, channel, launches[0])
    ready = PricedLine.of(line, line.most, CELLS)
    tables = tables_for([ready])
    for share in CHEAPER:
        _, money = ready.solve(np.full(len(line.most), share * price), tables)
        if money.any():
            return money[: _flight(line)]
    return None


def _flight(line: Line) -> int:
    return runs(line.most > 0)[-1][1]


def _line(scenario: Scenario, campaign: Campaign, channel: Channel, launch: int) -> Line:
    """The cell on a time axis that begins with its flight, blackouts left out."""
    response = Valuation(scenario).weekly(campaign.id, channel.id, launch)
    bounds = channel.flighting
    most = np.zeros(len(response.weight))
    limit = scenario.budget.available if bounds.spend_max is None else bounds.spend_max
    most[: response.periods] = min(limit, scenario.budget.available) / MINOR_PER_UNIT
    return Line(
        name=campaign.id,
        curve=response.curve,
        weights=scenario.objective.margin * response.weight,
        most=most,
        retention=response.retention,
        scale=response.scale,
        least=max(bounds.spend_min, 1) / MINOR_PER_UNIT,
        carry_in=response.carry_in,
        flight=min(bounds.periods_min, response.periods),
        rates=response.rates,
    )
