"""Rules of buying are about something, and agree with the locks of single cells."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.rules import amount, problem, warning
from scenarios.document import Campaign, CampaignChannel, Scenario, Scoped
from scenarios.document.rules import todays_spend
from scenarios.errors import Path, Problem


def rules_without_cells(scenario: Scenario) -> Iterator[Problem]:
    """A rule that covers no cell says nothing."""
    cells = [(campaign.id, cell.channel) for campaign in scenario.campaigns for cell in campaign.channels]
    for kind in type(scenario.rules).model_fields:
        for number, rule in enumerate(getattr(scenario.rules, kind)):
            about_campaigns = kind == "exclusive" and rule.count == "campaigns"
            if not about_campaigns and not any(rule.covers(*cell) for cell in cells):
                yield warning("rule_without_cells", ("rules", kind, number), id=rule.id)


def required_channels(scenario: Scenario) -> Iterator[Problem]:
    """No channel requires itself."""
    for number, rule in enumerate(scenario.rules.required):
        if not rule.channels or rule.requires in rule.channels:
            path = ("rules", "required", number, "channels")
            yield problem("rule_requires_itself", path, id=rule.id, channel=rule.requires)


def locks_within_rules(scenario: Scenario) -> Iterator[Problem]:
    """Locks of cells are whole packages and lie within the limits on change."""
    for number, campaign in enumerate(scenario.campaigns):
        for position, cell in enumerate(campaign.channels):
            path: Path = ("campaigns", number, "channels", position, "lock")
            if cell.lock is not None and campaign.registered:
                yield from _broken_by_lock(scenario, campaign, cell, cell.lock, path)


def _broken_by_lock(
    scenario: Scenario, campaign: Campaign, cell: CampaignChannel, lock: int, path: Path
) -> Iterator[Problem]:
    def covered(rule: Scoped) -> bool:
        return rule.covers(campaign.id, cell.channel)

    for package in filter(covered, scenario.rules.packages):
        if package.each == "cell" and lock % package.price:
            values = {"least": amount(lock), "price": amount(package.price)}
            yield problem("lock_no_package", path, id=package.id, **values)
    for limit in filter(covered, scenario.rules.change_limits):
        low, high = limit.band(todays_spend(campaign, cell))
        if limit.each == "cell" and (lock < low or (high is not None and lock > high)):
            values = {
                "least": amount(lock),
                "low": amount(low),
                "high": "∞" if high is None else amount(high),
            }
            yield problem("lock_outside_change", path, id=limit.id, **values)
