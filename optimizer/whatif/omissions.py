"""What a scenario asks for beyond nested budgets: left out here, and said to be, because the figures are then a limit
that the whole plan can at best reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.plan import Allocation


def omissions(scenario: Scenario, allocation: Allocation) -> tuple[Message, ...]:
    """One note for each kind of requirement that is left out."""
    codes = (*_budgets(scenario), *_totals(scenario, allocation), *_others(scenario))
    return tuple(Message(f"whatif.left_out.{code}") for code in codes)


def _budgets(scenario: Scenario) -> Iterator[str]:
    budget = scenario.budget
    if budget.per_period is not None:
        yield "period"
    if any(group.spend_min > 0 for group in budget.groups):
        yield "group_min"
    if any(group.share_min > 0 or group.share_max < 1 for group in budget.groups):
        yield "group_share"
    if any(line.spend_min > 0 or line.spend_max is not None for line in budget.lines):
        yield "line"


def _totals(scenario: Scenario, allocation: Allocation) -> Iterator[str]:
    """Bounds of channels and campaigns that several cells share."""
    running = [campaign for campaign in scenario.campaigns if campaign.id in allocation.running]
    uses = Counter(cell.channel for campaign in running for cell in campaign.channels)
    shared = [channel for channel in scenario.channels if uses[channel.id] > 1]
    if any(channel.spend_min > 0 or channel.lock for channel in shared):
        yield "channel_min"
    several = [campaign for campaign in running if len(campaign.channels) > 1]
    if any(campaign.spend_min > 0 or campaign.spend_max is not None for campaign in several):
        yield "campaign"


def _others(scenario: Scenario) -> Iterator[str]:
    if any(goal.enforce for goal in scenario.goals):
        yield "goal"
    rules = scenario.rules
    if rules.exclusive or rules.required or rules.packages or rules.commitments:
        yield "rule"
    if any(limit.each == "channel" for limit in rules.change_limits):
        yield "change"
    if scenario.objective.strategy == "money_and_people":
        yield "hours"
    if scenario.objective.staff_cost:
        yield "staff_cost"
