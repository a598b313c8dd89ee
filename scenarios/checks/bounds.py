"""Bounds of campaigns and channels leave room: what simple sums can tell. The solver explains deeper conflicts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from scenarios.checks.rules import amount, problem
from scenarios.document import Campaign, CampaignChannel, Channel, Scenario
from scenarios.errors import Problem


def least(bounded: CampaignChannel | Channel) -> int:
    """Least spend, minor units: the lock or the lower bound."""
    return bounded.spend_min if bounded.lock is None else bounded.lock


def most(bounded: CampaignChannel | Channel) -> float:
    """Most spend, minor units: the lock or the upper bound; infinite where there is none."""
    if bounded.lock is not None:
        return bounded.lock
    return math.inf if bounded.spend_max is None else bounded.spend_max


def least_cost(campaign: Campaign) -> int:
    """Least that a campaign costs if it runs, minor units."""
    return campaign.fixed_cost + max(campaign.spend_min, sum(map(least, campaign.channels)))


def most_cost(campaign: Campaign) -> float:
    """Most that a campaign costs if it runs, minor units."""
    ceiling = math.inf if campaign.spend_max is None else campaign.spend_max
    return campaign.fixed_cost + min(ceiling, sum(map(most, campaign.channels)))


def registered(scenario: Scenario) -> list[Campaign]:
    """Campaigns that may run."""
    return [campaign for campaign in scenario.campaigns if campaign.registered]


def mandatory(scenario: Scenario) -> list[Campaign]:
    """Campaigns that must run."""
    return [campaign for campaign in registered(scenario) if campaign.mandatory]


def campaign_bounds(scenario: Scenario) -> Iterator[Problem]:
    """A campaign's bounds agree with those of its channels."""
    for number, campaign in enumerate(scenario.campaigns):
        floor, ceiling = sum(map(least, campaign.channels)), sum(map(most, campaign.channels))
        values = {"id": campaign.id}
        if campaign.spend_max is not None and floor > campaign.spend_max:
            path = ("campaigns", number, "spend_max")
            yield problem(
                "campaign_overfull", path, **values, least=amount(floor), limit=amount(campaign.spend_max)
            )
        if campaign.spend_min > ceiling:
            path = ("campaigns", number, "spend_min")
            limit = amount(int(ceiling))
            yield problem(
                "campaign_unreachable", path, **values, least=amount(campaign.spend_min), limit=limit
            )


def cell_bounds(scenario: Scenario) -> Iterator[Problem]:
    """What a campaign must spend on a channel suits the channel's own bounds."""
    channels = {channel.id: channel for channel in scenario.channels}
    for number, campaign in enumerate(scenario.campaigns):
        for position, cell in enumerate(campaign.channels):
            channel = channels.get(cell.channel)
            if channel is None or least(cell) == 0:
                continue
            path = ("campaigns", number, "channels", position)
            values = {"id": campaign.id, "channel": channel.id, "least": amount(least(cell))}
            if most(cell) < channel.minimum_if_active:
                limit = amount(channel.minimum_if_active)
                yield problem("cell_below_minimum", path, **values, most=amount(int(most(cell))), limit=limit)
            if least(cell) > most(channel) and campaign.registered:
                yield problem("cell_above_channel", path, **values, limit=amount(int(most(channel))))


def channel_bounds(scenario: Scenario) -> Iterator[Problem]:
    """The mandatory campaigns fit into a channel, and its own minimum can be spent on some campaign."""
    for number, channel in enumerate(scenario.channels):
        floor = sum(map(least, _cells(mandatory(scenario), channel)))
        if floor > most(channel):
            yield problem(
                "channel_overfull",
                ("channels", number),
                id=channel.id,
                least=amount(floor),
                limit=amount(int(most(channel))),
            )
        ceiling = sum(map(most, _cells(registered(scenario), channel)))
        if least(channel) > ceiling:
            yield problem(
                "channel_unreachable",
                ("channels", number),
                id=channel.id,
                least=amount(least(channel)),
                limit=amount(int(ceiling)),
            )


def _cells(campaigns: Sequence[Campaign], channel: Channel) -> Iterator[CampaignChannel]:
    return (cell for campaign in campaigns for cell in campaign.channels if cell.channel == channel.id)
