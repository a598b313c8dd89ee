"""The scenario in which spend is even, for the first choice of campaigns, launches and totals."""

from __future__ import annotations

from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.flighting import Flighting
from scenarios.document.scenario import Scenario


def leaves_pattern_open(scenario: Scenario) -> bool:
    """Whether some campaign may use a channel whose spend is decided period by period."""
    channels = {channel.id for channel in scenario.channels if channel.pattern == "optimised"}
    return any(cell.channel in channels for campaign in scenario.campaigns for cell in campaign.channels)


def even_scenario(scenario: Scenario) -> Scenario:
    """Even spend at list prices and without carry-in, within totals that bounds on single periods can give."""
    channels = {channel.id: channel for channel in scenario.channels if channel.pattern == "optimised"}
    campaigns = tuple(
        campaign.model_copy(
            update={"channels": tuple(_cell(cell, campaign, channels) for cell in campaign.channels)}
        )
        for campaign in scenario.campaigns
    )
    return scenario.model_copy(
        update={
            "channels": tuple(_channel(channel) for channel in scenario.channels),
            "campaigns": campaigns,
        }
    )


def _channel(channel: Channel) -> Channel:
    if channel.pattern != "optimised":
        return channel
    bounds = channel.flighting
    least = max(channel.minimum_if_active, bounds.spend_min * bounds.periods_min)
    return channel.model_copy(
        update={"pattern": "even", "flighting": Flighting(), "minimum_if_active": least}
    )


def _cell(cell: CampaignChannel, campaign: Campaign, channels: dict[str, Channel]) -> CampaignChannel:
    channel = channels.get(cell.channel)
    if channel is None:
        return cell
    most = cell.spend_max
    if channel.flighting.spend_max is not None and cell.lock is None:
        possible = max(cell.spend_min, channel.flighting.spend_max * campaign.flight_periods)
        most = possible if most is None else min(most, possible)
    return cell.model_copy(update={"carry_in": 0, "spend_max": most})
