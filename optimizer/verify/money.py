"""Whether the split keeps every bound on money; all in integer minor units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import inf

from optimizer.verify.observed import observed_violations
from optimizer.verify.violation import Violation, over, violation
from scenarios.document import Scenario
from scenarios.document.goals import Kpi
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.valuation import HOURS_UNIT, Valuation

GOAL_TOLERANCE = 1e-9
"""Relative: targets are floats, sums of rates are rounded."""


def money_violations(scenario: Scenario, allocation: Allocation) -> tuple[Violation, ...]:
    """Violations of cell, campaign, channel, group, line, period and total bounds, and of enforced goals.

    Today's spend may break any of them, but it has to be the document's.
    """
    if scenario.objective.strategy == "today":
        return tuple(_today(scenario, allocation))
    return (
        *_cells(scenario, allocation),
        *observed_violations(scenario, allocation),
        *_channels(scenario, allocation),
        *_groups(scenario, allocation),
        *_lines(scenario, allocation),
        *_periods(scenario, allocation),
        *_total(scenario, allocation),
        *_goals(scenario, allocation),
    )


def _today(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    for campaign in scenario.campaigns:
        for cell in campaign.channels if campaign.id in allocation.running else ():
            level = allocation.cell_spend.get((campaign.id, cell.channel), 0)
            if level != cell.today:
                yield over("spend_not_as_today", campaign.id, cell.channel, level=level, limit=cell.today)


def _within(
    code: str, subject: tuple[str, ...], level: int, least: int, most: int | None, lock: int | None = None
) -> Iterator[Violation]:
    lower = least if lock is None else lock
    upper = lock if lock is not None else inf if most is None else most
    if level < lower:
        yield over(f"{code}_below", *subject, level=level, limit=lower)
    elif level > upper:
        yield over(f"{code}_above", *subject, level=level, limit=upper)


def _cells(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    channels = {channel.id: channel for channel in scenario.channels}
    for campaign in scenario.campaigns:
        if campaign.id not in allocation.running:
            continue
        total = 0
        for cell in campaign.channels:
            level = allocation.cell_spend.get((campaign.id, cell.channel), 0)
            total += level
            yield from _within(
                "cell", (campaign.id, cell.channel), level, cell.spend_min, cell.spend_max, cell.lock
            )
            minimum = channels[cell.channel].minimum_if_active
            if 0 < level < minimum:
                yield over("cell_minimum", campaign.id, cell.channel, level=level, limit=minimum)
        yield from _within("campaign", (campaign.id,), total, campaign.spend_min, campaign.spend_max)


def _channels(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    for channel in scenario.channels:
        level = allocation.channel_spend.get(channel.id, 0)
        yield from _within(
            "channel", (channel.id,), level, channel.spend_min, channel.spend_max, channel.lock
        )


def _groups(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    spend: defaultdict[str, int] = defaultdict(int)
    for channel in scenario.channels:
        spend[channel.group] += allocation.channel_spend.get(channel.id, 0)
    media = allocation.media
    for group in scenario.budget.groups:
        level = spend[group.group]
        yield from _within("group", (group.group,), level, group.spend_min, group.spend_max)
        # A share of an integer total is no integer: one minor unit of tolerance.
        if level + 1 < group.share_min * media:
            yield over("group_share_below", group.group, level=level, limit=group.share_min * media)
        elif level - 1 > group.share_max * media:
            yield over("group_share_above", group.group, level=level, limit=group.share_max * media)


def _lines(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    cost: defaultdict[str, int] = defaultdict(int)
    for campaign in scenario.campaigns:
        if campaign.id in allocation.running:
            cost[campaign.line] += campaign.fixed_cost
            cost[campaign.line] += sum(
                spend for (owner, _), spend in allocation.cell_spend.items() if owner == campaign.id
            )
    for line in scenario.budget.lines:
        yield from _within("line", (line.line,), cost[line.line], line.spend_min, line.spend_max)


def _periods(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    caps = scenario.budget.per_period
    spend: defaultdict[int, int] = defaultdict(int)
    for line in allocation.spend:
        spend[line.period] += line.amount
    for period, level in sorted(spend.items()):
        if not 0 <= period < scenario.horizon.periods:
            yield violation("outside_horizon", str(period + 1))
            continue
        cap = caps[period] if isinstance(caps, tuple) else caps
        if cap is not None and level > cap:
            yield over("period_above", str(period + 1), level=level, limit=cap)


def _total(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    fixed = sum(campaign.fixed_cost for campaign in scenario.campaigns if campaign.id in allocation.running)
    if allocation.media + fixed > scenario.budget.available:
        yield over("budget_above", level=allocation.media + fixed, limit=scenario.budget.available)


def _goals(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    valuation = Valuation(scenario)
    children: defaultdict[str | None, list[Kpi]] = defaultdict(list)
    for kpi in scenario.goals:
        children[kpi.parent].append(kpi)
    for kpi in scenario.goals:
        if not kpi.enforce or kpi.target is None:
            continue
        level = _level(kpi, children, valuation, allocation)
        slack = GOAL_TOLERANCE * max(1.0, abs(kpi.target))
        short = level < kpi.target - slack if kpi.direction == "at_least" else level > kpi.target + slack
        if short:
            yield violation("goal", kpi.id, level=level, target=kpi.target)


def _level(
    kpi: Kpi, children: dict[str | None, list[Kpi]], valuation: Valuation, allocation: Allocation
) -> float:
    """Value of an indicator in its own unit; money in currency units."""
    if kpi.measure is None:
        return sum(_level(child, children, valuation, allocation) for child in children.get(kpi.id, []))
    running = [campaign for campaign in allocation.running if not kpi.campaigns or campaign in kpi.campaigns]
    if kpi.measure == "campaigns":
        return len(running)
    if kpi.measure == "revenue":
        return sum(valuation.on_time_revenue(campaign, allocation) for campaign in running) / MINOR_PER_UNIT
    spend: Counter[str] = Counter()
    for (campaign, channel), amount in allocation.cell_spend.items():
        if campaign in running:
            spend[channel] += amount
    if kpi.measure == "media_cost":
        return spend.total() / MINOR_PER_UNIT
    return sum(rate * spend[channel] / HOURS_UNIT for channel, rate in kpi.per_10k.items())
