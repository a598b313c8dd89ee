"""Whether the split keeps the rules of buying; all in integer minor units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import inf

from optimizer.verify.violation import Violation, over, violation
from scenarios.document import ChangeLimit, Commitment, ExclusiveRule, Package, RequiredChannel, Scenario
from scenarios.plan import Allocation

Spend = dict[tuple[str, str], int]
"""Spend by campaign and channel, where there is any."""


def rule_violations(scenario: Scenario, allocation: Allocation) -> tuple[Violation, ...]:
    """Violations of exclusive sets, required channels, packages, commitments and limits on change."""
    spend = {cell: amount for cell, amount in allocation.cell_spend.items() if amount > 0}
    rules = scenario.rules
    return (
        *(one for rule in rules.exclusive for one in _exclusive(rule, allocation, spend)),
        *(one for rule in rules.required for one in _required(rule, spend)),
        *(one for rule in rules.packages for one in _packages(rule, spend)),
        *(one for rule in rules.commitments for one in _commitment(rule, spend)),
        *(one for rule in rules.change_limits for one in _change(rule, scenario, allocation, spend)),
    )


def _exclusive(rule: ExclusiveRule, allocation: Allocation, spend: Spend) -> Iterator[Violation]:
    cells = [cell for cell in spend if rule.covers(*cell)]
    if rule.count == "campaigns" and not rule.channels:
        counts = {
            rule.id: sum(1 for one in allocation.running if not rule.campaigns or one in rule.campaigns)
        }
    elif rule.each_campaign:
        counts = dict(Counter(campaign for campaign, _ in cells))
    elif rule.count == "cells":
        counts = {rule.id: len(cells)}
    else:
        place = 0 if rule.count == "campaigns" else 1
        counts = {rule.id: len({cell[place] for cell in cells})}
    for name, count in sorted(counts.items()):
        if count > rule.at_most:
            subject = dict.fromkeys((rule.id, name))
            yield violation("rule_exclusive", *subject, count=count, limit=rule.at_most)


def _required(rule: RequiredChannel, spend: Spend) -> Iterator[Violation]:
    needed = Counter[str]()
    for (campaign, channel), amount in spend.items():
        if channel == rule.requires and (not rule.campaigns or campaign in rule.campaigns):
            needed[campaign if rule.each_campaign else ""] += amount
    for campaign, channel in sorted(spend):
        level = needed[campaign if rule.each_campaign else ""]
        if rule.covers(campaign, channel) and level < rule.spend_min:
            yield over("rule_required", rule.id, campaign, channel, level=level, limit=rule.spend_min)


def _packages(rule: Package, spend: Spend) -> Iterator[Violation]:
    totals = Counter[tuple[str, ...]]()
    for (campaign, channel), amount in spend.items():
        if rule.covers(campaign, channel):
            keys: dict[str, tuple[str, ...]] = {
                "cell": (campaign, channel),
                "channel": (channel,),
                "rule": (),
            }
            totals[keys[rule.each]] += amount
    for subject, amount in sorted(totals.items()):
        if amount % rule.price:
            yield over("rule_package", rule.id, *subject, level=amount, limit=rule.price)
        elif rule.at_most is not None and amount > rule.at_most * rule.price:
            yield violation(
                "rule_package_limit", rule.id, *subject, count=amount // rule.price, limit=rule.at_most
            )


def _commitment(rule: Commitment, spend: Spend) -> Iterator[Violation]:
    total = sum(amount for cell, amount in spend.items() if rule.covers(*cell))
    if 0 < total < rule.spend_min:
        yield over("rule_commitment", rule.id, level=total, limit=rule.spend_min)


def _change(
    rule: ChangeLimit, scenario: Scenario, allocation: Allocation, spend: Spend
) -> Iterator[Violation]:
    """The document is read anew here: what a cell or a channel gets today, and which cells there are."""
    today, planned = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for campaign in scenario.campaigns:
        for cell in campaign.channels:
            if not rule.covers(campaign.id, cell.channel):
                continue
            key: tuple[str, ...] = (campaign.id, cell.channel) if rule.each == "cell" else (cell.channel,)
            today[key] += cell.today if campaign.in_today and campaign.registered else 0
            if rule.each == "channel" or campaign.id in allocation.running:
                planned[key] += spend.get((campaign.id, cell.channel), 0)
    for key, level in sorted(planned.items()):
        if today[key] == 0 and not rule.bound_new:
            continue
        least = 0.0 if rule.decrease is None else today[key] * (1 - rule.decrease)
        most = inf if rule.increase is None else today[key] * (1 + rule.increase)
        if level < least - 1e-9 * today[key]:
            yield over("rule_change_below", rule.id, *key, level=level, limit=least)
        elif level > most + 1e-9 * today[key]:
            yield over("rule_change_above", rule.id, *key, level=level, limit=most)
