"""What is left to decide about money once campaigns and launches are: the spend of every cell of those that run."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.rules import todays_spend
from scenarios.document.scenario import Scenario
from scenarios.extrapolation import observed_ceiling
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.response import CellResponse
from scenarios.valuation import Valuation


@dataclass(frozen=True, slots=True, eq=False)
class DecidedCell:
    """A cell of a campaign that runs: its response, and its spend between ``lower`` and ``upper`` (currency units).

    If it is not zero, spend is at least ``least``.
    """

    response: CellResponse
    group: str
    lower: float
    upper: float
    least: float

    @property
    def key(self) -> tuple[str, str]:
        """Campaign and channel."""
        return self.response.campaign, self.response.channel


def decided_cells(
    scenario: Scenario, allocation: Allocation, valuation: Valuation
) -> tuple[DecidedCell, ...]:
    """The cells of all campaigns that run, each with the bounds that hold for it alone."""
    channels = {channel.id: channel for channel in scenario.channels}
    campaigns = {campaign.id: campaign for campaign in scenario.campaigns}
    running = [campaigns[one] for one in allocation.running]
    uses = Counter(cell.channel for campaign in running for cell in campaign.channels)
    cells = []
    for campaign in running:
        period = allocation.running[campaign.id].launch_period
        if period is None:
            message = f"campaign {campaign.id!r} runs without a launch"
            raise ValueError(message)
        for cell in campaign.channels:
            channel = channels[cell.channel]
            response = valuation.response(campaign.id, channel.id, period)
            lower, upper = _bounds(scenario, campaign, cell, channel, response, alone=uses[channel.id] == 1)
            cells.append(
                DecidedCell(response, channel.group, lower, upper, channel.minimum_if_active / MINOR_PER_UNIT)
            )
    return tuple(cells)


def _bounds(
    scenario: Scenario,
    campaign: Campaign,
    cell: CampaignChannel,
    channel: Channel,
    response: CellResponse,
    *,
    alone: bool,
) -> tuple[float, float]:
    """Least and most spend, currency units. Where a cell has its channel or campaign for itself, their bounds count."""
    lowest = [0, cell.spend_min, cell.lock or 0]
    highest = [cell.spend_max, cell.lock, channel.spend_max, channel.lock, campaign.spend_max]
    highest.append(observed_ceiling(scenario, cell, channel, response.pattern))
    if alone:
        lowest += [channel.spend_min, channel.lock or 0]
    if len(campaign.channels) == 1:
        lowest.append(campaign.spend_min)
    for least, most in _bands(scenario, campaign, cell):
        lowest.append(least)
        highest.append(most)
    given = [most for most in highest if most is not None]
    return max(lowest) / MINOR_PER_UNIT, min(given) / MINOR_PER_UNIT if given else math.inf


def _bands(scenario: Scenario, campaign: Campaign, cell: CampaignChannel) -> Iterator[tuple[int, int | None]]:
    """Limits on change of the cell, minor units."""
    for limit in scenario.rules.change_limits:
        if limit.each == "cell" and limit.covers(campaign.id, cell.channel):
            yield limit.band(todays_spend(campaign, cell))
