"""What every cell of a plan spends, brings and would bring with one currency unit more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from scenarios.document.base import Id, Value
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation, Minor
from scenarios.valuation import Valuation, lateness_loss

CellLimit: TypeAlias = Literal["locked", "at_least", "at_most", "minimum", "unused", "free"]
"""Where a cell stands between its own bounds; ``minimum`` is the least spend of a cell that is used at all."""


class CellAccount(Value):
    """One campaign on one channel in a plan.

    ``revenue`` is the response if the campaign launches as planned; ``marginal`` the revenue that one more currency
    unit brings there, ``marginal_net`` margin x that less the unit itself: at the best split it is equal, for all cells
    that no bound of their own holds, as far as they share the same limits (Gossen's second law; the Karush-Kuhn-Tucker
    conditions).
    """

    campaign: Id
    channel: Id
    today: Minor
    spend: Minor
    revenue: Minor
    marginal: float
    marginal_net: float
    limit: CellLimit

    @property
    def roas(self) -> float | None:
        """Revenue per currency unit of spend."""
        return self.revenue / self.spend if self.spend else None


def cell_accounts(
    scenario: Scenario, allocation: Allocation, launches: Mapping[str, int] | None = None
) -> tuple[CellAccount, ...]:
    """The accounts of all cells of running campaigns, in the order of the document.

    Args:
        scenario: the document.
        allocation: what runs and what is spent.
        launches: launch minute by campaign; on time where left out. Lateness lowers what a cell brings.
    """
    valuation = Valuation(scenario, allocation)
    channels = {channel.id: channel for channel in scenario.channels}
    accounts: list[CellAccount] = []
    for campaign in scenario.campaigns:
        if campaign.id not in allocation.running:
            continue
        kept = _kept(valuation, campaign, allocation, launches)
        for cell in campaign.channels:
            accounts.append(
                _account(valuation, campaign, cell, channels[cell.channel], allocation, kept=kept)
            )
    return tuple(accounts)


def _account(
    valuation: Valuation,
    campaign: Campaign,
    cell: CampaignChannel,
    channel: Channel,
    allocation: Allocation,
    *,
    kept: float,
) -> CellAccount:
    period = allocation.running[campaign.id].launch_period or 0
    spend = allocation.cell_spend.get((campaign.id, channel.id), 0)
    response = valuation.response(campaign.id, channel.id, period)
    marginal = kept * float(response.marginal(max(spend, 1) / MINOR_PER_UNIT))
    return CellAccount(
        campaign=campaign.id,
        channel=channel.id,
        today=cell.today if campaign.in_today else 0,
        spend=spend,
        revenue=round(kept * valuation.cell_revenue(campaign.id, channel.id, period, spend)),
        marginal=marginal,
        marginal_net=valuation.scenario.objective.margin * marginal - 1,
        limit=_limit(cell, channel, spend),
    )


def _kept(
    valuation: Valuation, campaign: Campaign, allocation: Allocation, launches: Mapping[str, int] | None
) -> float:
    """The share of a campaign's revenue that its planned lateness leaves."""
    target = allocation.running[campaign.id].target
    revenue = valuation.on_time_revenue(campaign.id, allocation)
    if launches is None or target is None or not revenue:
        return 1.0
    return 1 - lateness_loss(campaign, revenue, launches[campaign.id] - target) / revenue


def _limit(cell: CampaignChannel, channel: Channel, spend: int) -> CellLimit:
    if cell.lock is not None:
        return "locked"
    if cell.spend_max is not None and spend >= cell.spend_max:
        return "at_most"
    if spend == 0 and cell.spend_min == 0:
        return "unused"
    if spend <= cell.spend_min:
        return "at_least"
    if spend <= channel.minimum_if_active:
        return "minimum"
    return "free"
