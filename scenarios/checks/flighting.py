"""Spend decided period by period goes with what the decision can value, and its bounds with such spend."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.rules import problem
from scenarios.document import Channel, Scenario
from scenarios.document.flighting import Flighting
from scenarios.errors import Problem


def optimised_patterns(scenario: Scenario) -> Iterator[Problem]:
    """Channels with an optimised pattern have a form that can be valued by period; others no bounds on periods."""
    for number, channel in enumerate(scenario.channels):
        path = ("channels", number)
        if channel.pattern != "optimised":
            if channel.flighting != Flighting():
                yield problem("flighting_unused", (*path, "flighting"), id=channel.id)
            continue
        for part in _unfit(scenario, channel):
            yield problem("flighting_form", (*path, part), id=channel.id, part=part)
        for place, period in enumerate(channel.flighting.blackout):
            if period > scenario.horizon.periods:
                values = {"id": channel.id, "period": period, "periods": scenario.horizon.periods}
                yield problem("blackout_period", (*path, "flighting", "blackout", place), **values)


def carry_in_cells(scenario: Scenario) -> Iterator[Problem]:
    """Carry-in stands only where it counts."""
    patterns = {channel.id: channel.pattern for channel in scenario.channels}
    for number, campaign in enumerate(scenario.campaigns):
        for position, cell in enumerate(campaign.channels):
            if cell.carry_in and patterns.get(cell.channel, "optimised") != "optimised":
                path = ("campaigns", number, "channels", position, "carry_in")
                yield problem("carry_in_unused", path, id=campaign.id, channel=cell.channel)


def _unfit(scenario: Scenario, channel: Channel) -> Iterator[str]:
    """The channel's parts that value over whole flights only."""
    if channel.carry_over is not None:
        yield "carry_over"
    if channel.saturation_first:
        yield "saturation_first"
    if channel.rate_card:
        yield "rate_card"
    if channel.draws is not None and scenario.objective.curves == "expected":
        yield "draws"
