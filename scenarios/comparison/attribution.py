"""Where the difference of two net values comes from, in exact integers.

What a campaign in both plans earns depends on three things that may differ at once: its document (curves, values,
margin), its launch period and its spends. The difference is shared among the three by Shapley's value (1953), the
average over all orders in which they can change; so every amount changes its sign when the sides are exchanged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal, TypeAlias

from scenarios.comparison.ledger import OWN, Ledger

PartKind: TypeAlias = Literal[
    "choice",
    "reallocation",
    "timing",
    "assumptions",
    "shocks",
    "lateness",
    "fixed",
    "staff",
    "urgent",
    "defects",
]
Part: TypeAlias = tuple[PartKind, str]
"""A kind and its channel, `OWN` for kinds other than reallocation."""
ALWAYS: tuple[PartKind, ...] = ("choice", "timing", "lateness", "fixed")
"""Parts that are named even when they are nothing."""
ORDERS = 6
"""Orders in which three things can change."""


def attribute(left: Ledger, right: Ledger, denominator: int) -> dict[Part, int]:
    """Parts of net value right - left, each an integer over ``denominator``, in the order in which they are shown.

    Args:
        left: accounts of the base.
        right: accounts of the other scenario.
        denominator: a multiple of `ORDERS` and of the replications on either side.
    """
    amounts: defaultdict[Part, int] = defaultdict(int)
    per_left, per_right = denominator // left.runs, denominator // right.runs
    common = [campaign for campaign in left.running if campaign in right.running]
    added = sum(right.on_time_net(campaign) for campaign in right.running if campaign not in common)
    dropped = sum(left.on_time_net(campaign) for campaign in left.running if campaign not in common)
    amounts["choice", OWN] = (added - dropped) * denominator
    for campaign in common:
        for part, amount in _campaign(campaign, left, right):
            amounts[part] += amount * (denominator // ORDERS)
    amounts["shocks", OWN] = right.shock_sum * per_right - left.shock_sum * per_left
    amounts["lateness", OWN] = left.lateness_sum * per_left - right.lateness_sum * per_right
    amounts["fixed", OWN] += (left.fixed - right.fixed) * denominator
    amounts["staff", OWN] = left.staff_sum * per_left - right.staff_sum * per_right
    amounts["urgent", OWN] = right.urgent_sum * per_right - left.urgent_sum * per_left
    amounts["defects", OWN] = left.defect_sum * per_left - right.defect_sum * per_right
    return {part: amounts[part] for part in _order(left, right) if part[0] in ALWAYS or amounts[part]}


def _campaign(campaign: str, left: Ledger, right: Ledger) -> list[tuple[Part, int]]:
    """What a campaign in both plans changes, in sixths of a minor unit."""
    here, there = left.spends(campaign), right.spends(campaign)
    channels = list(dict.fromkeys((*here, *there)))
    spends = [{channel: side.get(channel, 0) for channel in channels} for side in (here, there)]
    moved = max(channels, key=lambda one: abs(spends[1][one] - spends[0][one]), default=OWN)
    values = {
        (world, timing, spend): ledger.parts(campaign, launch, spends[spend], moved)
        for world, ledger in enumerate((left, right))
        for timing, launch in enumerate((left.launch(campaign), right.launch(campaign)))
        for spend in (0, 1)
    }
    fixed = left.campaign_fixed(campaign) - right.campaign_fixed(campaign)
    found: list[tuple[Part, int]] = [(("fixed", OWN), ORDERS * fixed)]
    for channel in (OWN, *channels):
        world, timing, spend = shapley({state: parts[channel] for state, parts in values.items()})
        media = spends[0].get(channel, 0) - spends[1].get(channel, 0)
        found.append((("assumptions", OWN), world))
        found.append((("timing", OWN), timing))
        found.append((("reallocation", channel), spend + ORDERS * media))
    return found


def shapley(values: Mapping[tuple[int, int, int], int]) -> tuple[int, int, int]:
    """Six times the Shapley value of each of three switches; together six times values[1, 1, 1] - values[0, 0, 0]."""
    shares = [0, 0, 0]
    for state, value in values.items():
        for switch in (0, 1, 2):
            if state[switch]:
                off = [0 if index == switch else on for index, on in enumerate(state)]
                orders = 1 if sum(off) == 1 else 2
                shares[switch] += orders * (value - values[off[0], off[1], off[2]])
    return shares[0], shares[1], shares[2]


def _order(left: Ledger, right: Ledger) -> list[Part]:
    channels = dict.fromkeys(
        channel.id for ledger in (left, right) for channel in ledger.record.scenario.channels
    )
    kinds: tuple[PartKind, ...] = (
        "timing",
        "assumptions",
        "shocks",
        "lateness",
        "fixed",
        "staff",
        "urgent",
        "defects",
    )
    return [
        ("choice", OWN),
        *(("reallocation", channel) for channel in channels),
        *((kind, OWN) for kind in kinds),
    ]
