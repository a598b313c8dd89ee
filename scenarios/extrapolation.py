"""Where a plan leaves the range of spend that a channel's curve was learned from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from scenarios.document.campaigns import CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import to_units
from scenarios.plan import Allocation
from scenarios.response import Floats

ROUNDING = 1
"""Minor units by which a period's amount may exceed its share of a total, because it is a whole number of them."""


@dataclass(frozen=True, slots=True)
class Excess:
    """Cell and period whose spend lies beyond what was observed; ``level`` and ``limit`` in minor units."""

    campaign: str
    channel: str
    period: int
    level: int
    limit: int


def observed_ceiling(
    scenario: Scenario, cell: CampaignChannel, channel: Channel, pattern: Floats
) -> int | None:
    """Most total spend (minor units) that keeps every period of a flight within the data; ``pattern`` as in `Flight`.

    None where `Objective.extrapolation` allows more or the channel does not say what was observed.
    """
    if scenario.objective.extrapolation == "allow" or channel.observed_max is None:
        return None
    return floor(channel.observed_max * cell.scale / float(pattern.max()))


def excesses(scenario: Scenario, allocation: Allocation) -> Iterator[Excess]:
    """Spend of single periods beyond the largest in the data behind the curve."""
    observed = {channel.id: channel.observed_max for channel in scenario.channels}
    scale = {
        (campaign.id, cell.channel): cell.scale
        for campaign in scenario.campaigns
        for cell in campaign.channels
    }
    for line in allocation.spend:
        most = observed[line.channel]
        if most is None:
            continue
        limit = floor(most * scale[line.campaign, line.channel])
        if line.amount > limit + ROUNDING:
            yield Excess(line.campaign, line.channel, line.period, line.amount, limit)


def extrapolation_notes(scenario: Scenario, allocation: Allocation) -> tuple[Message, ...]:
    """One remark for each channel that the plan uses beyond its data."""
    names = {channel.id: channel.name.texts() for channel in scenario.channels}
    found: dict[str, list[Excess]] = {}
    for excess in excesses(scenario, allocation):
        found.setdefault(excess.channel, []).append(excess)
    return tuple(_note(names[channel], beyond) for channel, beyond in found.items())


def _note(name: dict[str, str], beyond: list[Excess]) -> Message:
    worst = max(beyond, key=lambda one: one.level / one.limit)
    values: dict[str, str | int | dict[str, str]] = {
        "channel": name,
        "periods": len({one.period for one in beyond}),
        "level": f"{to_units(worst.level):,.0f}",
        "limit": f"{to_units(worst.limit):,.0f}",
    }
    return Message("curves.note.extrapolation", values)
