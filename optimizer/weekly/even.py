"""The scenario in which spend has a pattern, for the first choice of campaigns, launches and totals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.flighting import Flighting
from scenarios.document.scenario import Scenario

EVEN: Mapping[str, tuple[float, ...]] = MappingProxyType({})


def leaves_pattern_open(scenario: Scenario) -> bool:
    """Whether some campaign may use a channel whose spend is decided period by period."""
    channels = {channel.id for channel in scenario.channels if channel.pattern == "optimised"}
    return any(cell.channel in channels for campaign in scenario.campaigns for cell in campaign.channels)


def even_scenario(scenario: Scenario, patterns: Mapping[str, tuple[float, ...]] = EVEN) -> Scenario:
    """Even spend at list prices and without carry-in, within totals that bounds on single periods can give.

    Channels in ``patterns`` have those weights by period of a flight instead.
    """
    channels = {channel.id: channel for channel in scenario.channels if channel.pattern == "optimised"}
    campaigns = tuple(
        campaign.model_copy(
            update={"channels": tuple(_cell(cell, campaign, channels) for cell in campaign.channels)}
        )
        for campaign in scenario.campaigns
    )
    return scenario.model_copy(
        update={
            "channels": tuple(_channel(channel, patterns) for channel in scenario.channels),
            "campaigns": campaigns,
        }
    )


def _channel(channel: Channel, patterns: Mapping[str, tuple[float, ...]]) -> Channel:
    if channel.pattern != "optimised":
        return channel
    bounds = channel.flighting
    least = max(channel.minimum_if_active, bounds.spend_min * bounds.periods_min)
    pattern = patterns.get(channel.id, "even")
    return channel.model_copy(
        update={"pattern": pattern, "flighting": Flighting(), "minimum_if_active": least}
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
