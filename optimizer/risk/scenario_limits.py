"""What a scenario asks of the split between the cells of campaigns that run, as far as it is linear in spend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.allocation.bands import bands
from optimizer.risk.problem import Limit
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.goals import Kpi
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT

Floats = NDArray[np.float64]
HOURS_BASE = 10_000
"""Currency units to which a goal's rates refer."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One cell of a campaign that runs; ``pattern`` (F,) are its spend's shares from ``period`` on."""

    campaign: Campaign
    terms: CampaignChannel
    channel: Channel
    period: int
    pattern: Floats


def scenario_limits(scenario: Scenario, places: Sequence[Place]) -> tuple[Limit, ...]:
    """All limits on sums of spend except the total budget; currency units."""
    found = [
        *_groups(scenario, places),
        *_lines(scenario, places),
        *_channels(scenario, places),
        *_campaigns(places),
        *_bands(scenario, places),
        *_goals(scenario, places),
        *_periods(scenario, places),
    ]
    return tuple(limit for limit in found if limit.coefficients.any())


def left_out(scenario: Scenario) -> tuple[Message, ...]:
    """What the split is not held to here; the ordinary planning holds it to all of it."""
    rules = scenario.rules
    needs_hours = any(one.hours_per_active_period or one.hours_per_10k for one in scenario.channels)
    parts = {
        "hours": needs_hours and scenario.objective.strategy == "money_and_people",
        "flighting": any(one.pattern == "optimised" for one in scenario.channels),
        "packages": bool(rules.packages),
        "exclusive": bool(rules.exclusive),
        "required": bool(rules.required),
        "commitments": bool(rules.commitments),
        "goals": any(goal.enforce and not _is_linear(goal) for goal in scenario.goals),
    }
    return (
        Message("risk.left_out.decisions"),
        *(Message(f"risk.left_out.{part}") for part, missing in parts.items() if missing),
    )


def _sum(places: Sequence[Place], counts: Callable[[Place], bool]) -> Floats:
    return np.array([float(counts(place)) for place in places])


def _units(minor: int | None) -> float:
    return np.inf if minor is None else minor / MINOR_PER_UNIT


def _groups(scenario: Scenario, places: Sequence[Place]) -> Iterator[Limit]:
    for group in scenario.budget.groups:
        members = _sum(places, lambda place, group=group: place.channel.group == group.group)  # type: ignore[misc]
        yield Limit(f"group {group.group}", members, _units(group.spend_min), _units(group.spend_max))
        if group.share_min > 0:
            yield Limit(f"share of {group.group}", members - group.share_min, 0.0)
        if group.share_max < 1:
            yield Limit(f"share of {group.group}", members - group.share_max, upper=0.0)


def _lines(scenario: Scenario, places: Sequence[Place]) -> Iterator[Limit]:
    """Line budgets also bear the fixed costs of their campaigns."""
    running = {place.campaign.id: place.campaign for place in places}
    for line in scenario.budget.lines:
        fixed = sum(one.fixed_cost for one in running.values() if one.line == line.line) / MINOR_PER_UNIT
        members = _sum(places, lambda place, line=line: place.campaign.line == line.line)  # type: ignore[misc]
        yield Limit(
            f"line {line.line}", members, _units(line.spend_min) - fixed, _units(line.spend_max) - fixed
        )


def _channels(scenario: Scenario, places: Sequence[Place]) -> Iterator[Limit]:
    for channel in scenario.channels:
        members = _sum(places, lambda place, channel=channel: place.channel.id == channel.id)  # type: ignore[misc]
        least = channel.spend_min if channel.lock is None else channel.lock
        most = channel.spend_max if channel.lock is None else channel.lock
        if least or most is not None:
            yield Limit(f"channel {channel.id}", members, _units(least), _units(most))


def _campaigns(places: Sequence[Place]) -> Iterator[Limit]:
    for campaign in {place.campaign.id: place.campaign for place in places}.values():
        if campaign.spend_min or campaign.spend_max is not None:
            members = _sum(places, lambda place, one=campaign.id: place.campaign.id == one)  # type: ignore[misc]
            yield Limit(
                f"campaign {campaign.id}", members, _units(campaign.spend_min), _units(campaign.spend_max)
            )


def _bands(scenario: Scenario, places: Sequence[Place]) -> Iterator[Limit]:
    owners = [(place.campaign.id, place.channel.id) for place in places]
    for band in (*bands(scenario, "cell", owners), *bands(scenario, "channel", owners)):
        members = np.zeros(len(places))
        members[list(band.cells)] = 1.0
        most = np.inf if band.most is None else band.most
        yield Limit(f"change of {' '.join(band.subject)}", members, band.least, most)


def _is_linear(goal: Kpi) -> bool:
    return goal.measure in {"volume", "media_cost"}


def _goals(scenario: Scenario, places: Sequence[Place]) -> Iterator[Limit]:
    for goal in scenario.goals:
        if not (goal.enforce and _is_linear(goal) and goal.target is not None):
            continue
        rates = np.array(
            [
                goal.per_10k.get(place.channel.id, 0.0) / HOURS_BASE if goal.measure == "volume" else 1.0
                for place in places
            ]
        )
        counted = rates * _sum(places, lambda place, goal=goal: goal.counts(place.campaign.id))  # type: ignore[misc]
        ends = (goal.target, np.inf) if goal.direction == "at_least" else (-np.inf, goal.target)
        yield Limit(f"goal {goal.id}", counted, *ends)


def _periods(scenario: Scenario, places: Sequence[Place]) -> Iterator[Limit]:
    """Caps of single periods, those that the budget alone could break."""
    given = scenario.budget.per_period
    if given is None:
        return
    caps = given if isinstance(given, tuple) else (given,) * scenario.horizon.periods
    for period, cap in enumerate(caps):
        shares = np.array([_share_in(place, period) for place in places])
        if shares.max(initial=0.0) * scenario.budget.available > cap:
            yield Limit(f"period {period + 1}", shares, upper=cap / MINOR_PER_UNIT)


def _share_in(place: Place, period: int) -> float:
    offset = period - place.period
    return float(place.pattern[offset]) if 0 <= offset < len(place.pattern) else 0.0
