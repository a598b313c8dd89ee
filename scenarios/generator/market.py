"""Channels with their curves, and the money that today's plan spends on them.

A channel's curve is placed so that, all campaigns together and in the steady state, the channel is half saturated at
its template share of the reference budget, where a currency unit returns the channel's assumed revenue.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from scenarios.document import Channel, HillCurve, SkillHours
from scenarios.generator.campaigns import CampaignSpec, Uses
from scenarios.generator.tables import ChannelKind, Pairs
from scenarios.money import apportion
from scenarios.rounding import significant

LOWER_CHANGE, UPPER_CHANGE = 0.5, 2.0
"""A channel may be halved or doubled against today: contracts and learning take time."""
TRIAL_SHARE = 0.06
"""Share of the reference budget up to which a channel may grow whatever it has today."""
SPEND_STEP = 100
"""Today's spend comes in steps of this many currency units."""
FULL_WEEK = 32.0
"""Most weekly hours of one skill that a campaign takes on a channel: they are one person's."""
DIGITS = 3
"""Significant digits of an assumed curve: an assumption has no more."""

TodaySpend = Mapping[str, Mapping[str, int]]
"""Currency units by campaign and channel."""


def today_spend(
    specs: Sequence[CampaignSpec], uses: Uses, channels: Sequence[ChannelKind], media: int
) -> TodaySpend:
    """The legacy split: channel by channel its share of ``media``, spread over campaigns by audience and weeks."""
    spend: dict[str, dict[str, int]] = {spec.id: {} for spec in specs}
    legacy = apportion(media // SPEND_STEP, [kind.legacy_share for kind in channels])
    for kind, steps in zip(channels, legacy, strict=True):
        users = [spec for spec in specs if spec.in_today and kind.id in uses[spec.id]]
        minimum = least_spend(kind, media, len(specs)) // SPEND_STEP
        for spec, part in _spread(steps, users, minimum):
            spend[spec.id][kind.id] = part * SPEND_STEP
    return spend


def _spread(steps: int, users: list[CampaignSpec], minimum: int) -> list[tuple[CampaignSpec, int]]:
    """Shares by weight; who would get less than the minimum gets nothing, the smallest first."""
    while users:
        parts = apportion(steps, [spec.weight for spec in users])
        if min(parts) >= minimum:
            return list(zip(users, parts, strict=True))
        users.remove(min(users, key=lambda spec: spec.weight))
    return []


def least_spend(kind: ChannelKind, media: int, campaigns: int) -> int:
    """Least spend of a campaign that uses the channel, a multiple of the step."""
    return int(kind.minimum_share * media / campaigns) // SPEND_STEP * SPEND_STEP


def channel(
    kind: ChannelKind,
    specs: Sequence[CampaignSpec],
    uses: Uses,
    today: TodaySpend,
    reference_budget: int,
    minimum: int,
    hours_factor: float = 1.0,
) -> Channel:
    """The document's channel; amounts in currency units, ``hours_factor`` scales the team's hours on it."""
    spent = sum(cells.get(kind.id, 0) for cells in today.values())
    return Channel(
        id=kind.id,
        name=kind.name,
        group=kind.group,
        curve=curve(kind, specs, uses, reference_budget),
        retention=kind.retention,
        long_term_multiplier=kind.long_term,
        spend_min=int(spent * LOWER_CHANGE) // 1000 * 1000,
        spend_max=max(int(spent * UPPER_CHANGE), int(reference_budget * TRIAL_SHARE)) // 1000 * 1000,
        minimum_if_active=minimum,
        hours_per_active_period=_hours(kind.hours_per_period, hours_factor, FULL_WEEK),
        hours_per_10k=_hours(kind.hours_per_10k, hours_factor, math.inf),
    )


def curve(kind: ChannelKind, specs: Sequence[CampaignSpec], uses: Uses, reference_budget: int) -> HillCurve:
    """The weekly curve of an unscaled campaign, over adstock: in the steady state x a week is x / (1 - theta)."""
    weeks = sum(spec.weight for spec in specs if kind.id in uses[spec.id]) or 1.0
    half = kind.kappa_share * reference_budget / weeks
    return HillCurve(
        family="hill",
        ceiling=significant(2 * kind.return_at_half * half, DIGITS),
        half_saturation=significant(half / (1 - kind.retention), DIGITS),
        slope=kind.slope,
    )


def _hours(hours: Pairs, factor: float, most: float) -> tuple[SkillHours, ...]:
    return tuple(
        SkillHours(skill=skill, hours=min(most, round(amount * factor, 2))) for skill, amount in hours
    )
