"""What media costs and brings when a budget is cut or a platform changes on some days (rule 32).

Each spend brings its share of what its cell brings, carry-over included: revenue R of a cell that spends x_t in
period t, X in all, becomes

    R' = R * sum_t x_t / X * mean over the days d of t of b_d p_d,

with the product b_d of the budget factors and p_d of the channel's platform factors of the day, and the spend becomes
x'_t = x_t * mean b_d. Days are those of the plan, whenever the campaign launches.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.document.horizon import MINUTES_PER_DAY, Horizon
from scenarios.document.scenario import Scenario
from scenarios.plan import Allocation
from scenarios.valuation import Valuation
from simulation.shocks import Shocks


@dataclass(frozen=True, slots=True)
class Media:
    """Money of a plan that is carried out on time, minor units."""

    revenue: dict[str, int]
    """By running campaign."""
    cost: int


def media(scenario: Scenario, allocation: Allocation, valuation: Valuation) -> Media:
    """What running campaigns earn on time and media costs, shocks taken into account."""
    shocks = Shocks(scenario.risks.shocks, scenario.horizon)
    planned = {campaign: valuation.on_time_revenue(campaign, allocation) for campaign in allocation.running}
    if not shocks.touches_money():
        return Media(planned, allocation.media)
    kept = _kept(scenario.horizon, allocation, shocks)
    revenue = {
        campaign: planned[campaign]
        + sum(
            round(amount * kept[campaign, channel]) - amount
            for channel, amount in valuation.responses(campaign, allocation).items()
        )
        for campaign in planned
    }
    days = (_days(scenario.horizon, line.period) for line in allocation.spend)
    paid = (float(shocks.budget(span).mean()) for span in days)
    cost = sum(round(line.amount * share) for line, share in zip(allocation.spend, paid, strict=True))
    return Media(revenue, cost)


def _kept(horizon: Horizon, allocation: Allocation, shocks: Shocks) -> dict[tuple[str, str], float]:
    """What multiplies the revenue of each cell: the mean factor of its periods, weighted by their spend."""
    left = dict.fromkeys(allocation.cell_spend, 0.0)
    for line in allocation.spend:
        days = _days(horizon, line.period)
        factor = float((shocks.budget(days) * shocks.platform(line.channel, days)).mean())
        left[line.campaign, line.channel] += line.amount * factor
    return {cell: left[cell] / spend if spend else 1.0 for cell, spend in allocation.cell_spend.items()}


def _days(horizon: Horizon, period: int) -> range:
    first, end = (
        horizon.minute(horizon.period_start(one)) // MINUTES_PER_DAY for one in (period, period + 1)
    )
    return range(first, end)
