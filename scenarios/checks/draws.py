"""Draws of different channels belong together."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.rules import problem
from scenarios.document import Scenario
from scenarios.errors import Problem


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
