"""The requirements on money and hours that spend by period has to keep, as limits of a flighting problem.

Campaigns and launches are those of the first plan, no cell is used that it does not use, and the spend of every cell
that is not decided stays: it is taken off each limit. Where hours are limited, the money takes no more hours of a
skill in any period than in the first plan. Hours by active period can only become fewer: no flight gets longer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.allocation.bands import Band, bands
from optimizer.allocation.goal_tree import leaves
from optimizer.allocation.requirements import Requirement, Requirements
from optimizer.flighting import Limit
from optimizer.flighting.problem import Floats
from optimizer.weekly.cells import PER_10K, DecidedCell
from scenarios.document.goals import Kpi
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A limit with the requirement that it stands for, where the document names one."""

    limit: Limit
    requirement: Requirement | None = None


@dataclass(frozen=True, eq=False)
class Spend:
    """The first plan's spend, split into what is decided anew and what stays; minor units."""

    scenario: Scenario
    first: Allocation
    cells: tuple[DecidedCell, ...]
    periods: int

    @cached_property
    def fixed(self) -> Counter[tuple[str, str]]:
        """Spend of the cells that stay."""
        decided = {cell.key for cell in self.cells}
        return Counter({key: amount for key, amount in self.first.cell_spend.items() if key not in decided})

    @cached_property
    def used(self) -> frozenset[tuple[str, str]]:
        """All cells in use."""
        return frozenset(key for key, amount in self.first.cell_spend.items() if amount)

    def limit(
        self,
        name: str,
        counts: Callable[[str, str], float],
        least: float = -math.inf,
        most: float = math.inf,
        requirement: Requirement | None = None,
    ) -> Asked:
        """Bounds (minor units) on the sum over all cells of their spend times ``counts(campaign, channel)``."""
        stays = sum(counts(*key) * amount for key, amount in self.fixed.items())
        lines = np.array([float(counts(*cell.key)) for cell in self.cells])
        bounds = ((most - stays) / MINOR_PER_UNIT, (least - stays) / MINOR_PER_UNIT)
        return Asked(Limit(name, lines, np.ones(self.periods), *bounds), requirement)


def asked_of(spend: Spend, skills: Collection[str] = ()) -> tuple[Asked, ...]:
    """All limits that touch a decided cell, and those on the hours of some skills."""
    sources = (_budget, _periods, _groups, _lines, _channels, _campaigns, _cells, _rules, _goals)
    found = [asked for source in sources for asked in source(spend)]
    found += _hours(spend, skills)
    kept = (one for one in found if one.limit.lines.any() and _bounds_something(one.limit))
    return tuple(
        replace(one, limit=replace(one.limit, name=f"{number}: {one.limit.name}"))
        for number, one in enumerate(kept)
    )


def _bounds_something(limit: Limit) -> bool:
    return limit.most < math.inf or limit.least > -math.inf


def _fixed_costs(spend: Spend, line: str | None = None) -> int:
    campaigns = spend.scenario.campaigns
    return sum(
        campaign.fixed_cost
        for campaign in campaigns
        if campaign.id in spend.first.running and line in {None, campaign.line}
    )


def _budget(spend: Spend) -> Iterator[Asked]:
    most = spend.scenario.budget.available - _fixed_costs(spend)
    yield spend.limit("budget", lambda *_: 1.0, most=most, requirement=Requirements(spend.scenario).budget())


def _periods(spend: Spend) -> Iterator[Asked]:
    given = spend.scenario.budget.per_period
    if given is None:
        return
    names, decided = Requirements(spend.scenario), {cell.key for cell in spend.cells}
    stays: Counter[int] = Counter()
    for line in spend.first.spend:
        if (line.campaign, line.channel) not in decided:
            stays[line.period] += line.amount
    caps = given if isinstance(given, tuple) else (given,) * spend.scenario.horizon.periods
    for period, cap in enumerate(caps):
        most = (cap - stays[period]) / MINOR_PER_UNIT
        only = _only(spend, period)
        requirement = names.period(period, cap / MINOR_PER_UNIT)
        yield Asked(Limit(f"period {period + 1}", np.ones(len(spend.cells)), only, most), requirement)


def _only(spend: Spend, period: int) -> Floats:
    only = np.zeros(spend.periods)
    only[period] = 1.0
    return only


def _groups(spend: Spend) -> Iterator[Asked]:
    groups = {channel.id: channel.group for channel in spend.scenario.channels}
    names = Requirements(spend.scenario)
    for index, group in enumerate(spend.scenario.budget.groups):

        def member(_: str, channel: str, share: float = 0.0, group_id: str = group.group) -> float:
            return float(groups[channel] == group_id) - share

        if group.spend_max is not None:
            asked = names.group("group_max", index, group, "spend_max")
            yield spend.limit(f"{group.group} at most", member, most=group.spend_max, requirement=asked)
        if group.spend_min > 0:
            asked = names.group("group_min", index, group, "spend_min")
            yield spend.limit(f"{group.group} at least", member, least=group.spend_min, requirement=asked)
        for bound, share in (("least", group.share_min), ("most", group.share_max)):
            if (bound, share) not in {("least", 0.0), ("most", 1.0)}:

                def excess(campaign: str, channel: str, share: float = share) -> float:
                    return member(campaign, channel, share)

                bounds = (0.0, math.inf) if bound == "least" else (-math.inf, 0.0)
                yield spend.limit(f"share of {group.group}: {bound}", excess, *bounds)


def _lines(spend: Spend) -> Iterator[Asked]:
    lines = {campaign.id: campaign.line for campaign in spend.scenario.campaigns}
    names = Requirements(spend.scenario)
    for index, line in enumerate(spend.scenario.budget.lines):

        def member(campaign: str, _: str, line_id: str = line.line) -> float:
            return float(lines[campaign] == line_id)

        costs = _fixed_costs(spend, line.line)
        if line.spend_min > 0:
            asked = names.line("line_min", index, line, "spend_min")
            yield spend.limit(
                f"{line.line} at least", member, least=line.spend_min - costs, requirement=asked
            )
        if line.spend_max is not None:
            asked = names.line("line_max", index, line, "spend_max")
            yield spend.limit(f"{line.line} at most", member, most=line.spend_max - costs, requirement=asked)


def _channels(spend: Spend) -> Iterator[Asked]:
    names = Requirements(spend.scenario)
    for channel in spend.scenario.channels:

        def member(_: str, other: str, channel_id: str = channel.id) -> float:
            return float(other == channel_id)

        if channel.lock is not None:
            asked = names.channel("channel_lock", channel, "lock")
            yield spend.limit(channel.id, member, channel.lock, channel.lock, asked)
            continue
        if channel.spend_min > 0:
            asked = names.channel("channel_min", channel, "spend_min")
            yield spend.limit(f"{channel.id} at least", member, least=channel.spend_min, requirement=asked)
        if channel.spend_max is not None:
            asked = names.channel("channel_max", channel, "spend_max")
            yield spend.limit(f"{channel.id} at most", member, most=channel.spend_max, requirement=asked)


def _campaigns(spend: Spend) -> Iterator[Asked]:
    names = Requirements(spend.scenario)
    for campaign in spend.scenario.campaigns:

        def member(other: str, _: str, campaign_id: str = campaign.id) -> float:
            return float(other == campaign_id)

        if campaign.spend_min > 0:
            asked = names.campaign("campaign_min", campaign, "spend_min", "money")
            yield spend.limit(f"{campaign.id} at least", member, least=campaign.spend_min, requirement=asked)
        if campaign.spend_max is not None:
            asked = names.campaign("campaign_max", campaign, "spend_max", "money")
            yield spend.limit(f"{campaign.id} at most", member, most=campaign.spend_max, requirement=asked)


def _cells(spend: Spend) -> Iterator[Asked]:
    """Each cell's own bounds. One in use may be given up, unless that could leave it with less than its minimum."""
    for cell in spend.cells:
        terms, bounds = cell.terms, cell.channel.flighting
        minimum = cell.channel.minimum_if_active if cell.open_periods else 0
        kept = minimum if minimum > max(bounds.spend_min, 1) * bounds.periods_min else 0
        least = max(terms.spend_min, kept) if terms.lock is None else terms.lock
        most = terms.spend_max if terms.lock is None else terms.lock
        yield _cell(spend, cell, least or -math.inf, math.inf if most is None else most)


def _cell(spend: Spend, cell: DecidedCell, least: float, most: float) -> Asked:
    key = cell.key
    return spend.limit(" / ".join(key), lambda *other: float(other == key), least, most)


def _rules(spend: Spend) -> Iterator[Asked]:
    """What rules of buying ask of amounts, given the cells in use; whole packages stay as many as they are."""
    rules = spend.scenario.rules
    for rule in rules.required:
        for campaign, channel in sorted(spend.used):
            if rule.covers(campaign, channel):
                yield spend.limit(
                    rule.id,
                    lambda other, needed, rule=rule, campaign=campaign: float(  # type: ignore[misc]
                        needed == rule.requires
                        and (not rule.campaigns or other in rule.campaigns)
                        and (not rule.each_campaign or other == campaign)
                    ),
                    least=rule.spend_min,
                )
    for commitment in rules.commitments:
        if any(commitment.covers(*key) for key in spend.used):
            yield spend.limit(
                commitment.id,
                lambda *key, rule=commitment: float(rule.covers(*key)),
                least=commitment.spend_min,
            )
    for package in rules.packages:
        for cell in spend.cells:
            if package.covers(*cell.key):
                total = sum(cell.first.values())
                yield _cell(spend, cell, total, total)
    yield from _changes(spend)


def _changes(spend: Spend) -> Iterator[Asked]:
    """Limits on change from today's plan, of cells in use and of channels."""
    owners = sorted(spend.used | {cell.key for cell in spend.cells})
    for each in ("cell", "channel"):
        for band in bands(spend.scenario, each, owners):
            yield _band(spend, band, [owners[index] for index in band.cells])


def _band(spend: Spend, band: Band, members: Sequence[tuple[str, str]]) -> Asked:
    most = math.inf if band.most is None else band.most * MINOR_PER_UNIT
    name = " / ".join(band.subject)
    return spend.limit(name, lambda *key: float(key in members), band.least * MINOR_PER_UNIT, most)


def _goals(spend: Spend) -> Iterator[Asked]:
    """Enforced goals that count money. Those that count revenue are judged on the plan that comes out."""
    goals = spend.scenario.goals
    for goal in goals:
        parts = leaves(goals, goal) if goal.enforce and goal.target is not None else ()
        if not parts or any(leaf.measure not in {"media_cost", "volume"} for leaf in parts):
            continue
        bound = (goal.target or 0.0) * MINOR_PER_UNIT
        bounds = (bound, math.inf) if goal.direction == "at_least" else (-math.inf, bound)

        def counts(campaign: str, channel: str, parts: Sequence[Kpi] = tuple(parts)) -> float:
            return sum(_rate(leaf, channel) for leaf in parts if leaf.counts(campaign))

        yield spend.limit(goal.id, counts, *bounds)


def _rate(goal: Kpi, channel: str) -> float:
    return 1.0 if goal.measure == "media_cost" else goal.per_10k.get(channel, 0.0) / PER_10K


def _hours(spend: Spend, skills: Collection[str]) -> Iterator[Asked]:
    """Hours of each of the skills by period are no more than the first plan's."""
    for skill in sorted(skills):
        rates = np.array([cell.hours(skill) for cell in spend.cells])
        for period in range(spend.scenario.horizon.periods):
            amounts = np.array([cell.first.get(period, 0) for cell in spend.cells]) / MINOR_PER_UNIT
            most = float(rates @ amounts)
            yield Asked(Limit(f"{skill} in {period + 1}", rates, _only(spend, period), most))
