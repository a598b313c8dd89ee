"""What goes with curves: draws of different channels belong together, and spend that must be lies within the data."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.bounds import least
from scenarios.checks.rules import amount, problem
from scenarios.document import Scenario
from scenarios.errors import Problem
from scenarios.extrapolation import observed_ceiling
from scenarios.response import flight_pattern


def aligned_draws(scenario: Scenario) -> Iterator[Problem]:
    """All channels with draws have the same number of them."""
    numbers = {
        place: channel.draws.number
        for place, channel in enumerate(scenario.channels)
        if channel.draws is not None and channel.draws.number
    }
    expected = next(iter(numbers.values()), 0)
    for place, found in numbers.items():
        if found != expected:
            path = ("channels", place, "draws")
            identifier = scenario.channels[place].id
            yield problem("draws_differ", path, id=identifier, found=found, expected=expected)


def spend_within_data(scenario: Scenario) -> Iterator[Problem]:
    """Where extrapolation is forbidden, what a registered campaign must spend lies within the data."""
    channels = {channel.id: channel for channel in scenario.channels}
    for number, campaign in enumerate(scenario.campaigns):
        for position, cell in enumerate(campaign.channels if campaign.registered else ()):
            channel = channels.get(cell.channel)
            if channel is None or not least(cell):
                continue
            # Flights that the horizon cuts are shorter, and their greatest share is no smaller.
            limit = observed_ceiling(
                scenario, cell, channel, flight_pattern(channel, campaign.flight_periods)
            )
            if limit is not None and least(cell) > limit:
                path = ("campaigns", number, "channels", position)
                values = {"id": campaign.id, "channel": channel.id}
                yield problem(
                    "cell_beyond_observed", path, **values, least=amount(least(cell)), limit=amount(limit)
                )
