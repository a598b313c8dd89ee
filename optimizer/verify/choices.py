"""Whether the chosen campaigns, launches and spend lines are ones that the document allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.verify.violation import Violation, violation
from scenarios.document import Campaign, Scenario
from scenarios.plan import Allocation, CampaignDecision
from scenarios.valuation import Valuation, launch_periods, launch_target


def choice_violations(scenario: Scenario, allocation: Allocation) -> tuple[Violation, ...]:
    """Violations of selection, prerequisites, launch windows, and of the form of the spend lines."""
    return (*_decisions(scenario, allocation), *_lines(scenario, allocation))


def _decisions(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    campaigns = {campaign.id: campaign for campaign in scenario.campaigns}
    counts = Counter(decision.campaign for decision in allocation.campaigns)
    for campaign_id in campaigns.keys() | counts.keys():
        if campaign_id not in campaigns:
            yield violation("unknown_campaign", campaign_id)
        elif counts[campaign_id] != 1:
            yield violation("decided_once", campaign_id, count=counts[campaign_id])
    for decision in allocation.campaigns:
        if decision.campaign in campaigns:
            yield from _decision(scenario, campaigns[decision.campaign], decision, allocation)


def _decision(
    scenario: Scenario, campaign: Campaign, decision: CampaignDecision, allocation: Allocation
) -> Iterator[Violation]:
    today = scenario.objective.strategy == "today"
    if today and decision.runs != (campaign.in_today and campaign.registered):
        yield violation("not_as_today", campaign.id)
    if not decision.runs:
        if campaign.mandatory and not today:
            yield violation("mandatory", campaign.id)
        return
    if not campaign.registered:
        yield violation("unregistered", campaign.id)
    period = decision.launch_period
    if period is None or not _may_launch(scenario, campaign, period):
        yield violation("window", campaign.id)
    elif decision.target != launch_target(scenario, campaign, period):
        yield violation("target", campaign.id)
    if not today:
        for other in campaign.prerequisites:
            before = allocation.running.get(other)
            if before is None or (before.target or 0) > (decision.target or 0):
                yield violation("prerequisite", campaign.id, other)


def _may_launch(scenario: Scenario, campaign: Campaign, period: int) -> bool:
    if scenario.objective.strategy == "today":
        return period == scenario.horizon.period_of(campaign.due)
    return period in launch_periods(scenario, campaign)


def _lines(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    """Every line belongs to a running cell, none stands twice, and the periods follow the pattern if there is one."""
    cells = {(campaign.id, cell.channel) for campaign in scenario.campaigns for cell in campaign.channels}
    counts = Counter((line.campaign, line.channel, line.period) for line in allocation.spend)
    for (campaign, channel, period), count in counts.items():
        if (campaign, channel) not in cells or campaign not in allocation.running:
            yield violation("no_such_cell", campaign, channel)
        elif count > 1:
            yield violation("line_twice", campaign, channel, period=period + 1)
    yield from _patterns(scenario, allocation, cells)


def _patterns(scenario: Scenario, allocation: Allocation, cells: set[tuple[str, str]]) -> Iterator[Violation]:
    valuation = Valuation(scenario)
    decided = {channel.id for channel in scenario.channels if channel.pattern == "optimised"}
    planned: dict[tuple[str, str], dict[int, int]] = {}
    for line in allocation.spend:
        if line.amount:
            planned.setdefault((line.campaign, line.channel), {})[line.period] = line.amount
    for (campaign, channel), spend in allocation.cell_spend.items():
        decision = allocation.running.get(campaign)
        if (campaign, channel) not in cells or decision is None or decision.launch_period is None:
            continue
        if channel in decided:
            flight = valuation.weekly(campaign, channel, decision.launch_period)
            for period in sorted(planned.get((campaign, channel), {})):
                if not 0 <= period - flight.first_period < flight.periods:
                    yield violation("flight_outside", campaign, channel, str(period + 1))
            continue
        expected = valuation.period_spend(campaign, channel, decision.launch_period, spend)
        if planned.get((campaign, channel), {}) != expected:
            yield violation("pattern", campaign, channel)
