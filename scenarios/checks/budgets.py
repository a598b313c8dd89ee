"""Budgets of groups, of lines and as a whole leave room for what must be spent."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.bounds import least, least_cost, mandatory, most, most_cost, registered
from scenarios.checks.rules import amount, problem
from scenarios.document import Scenario
from scenarios.errors import Problem

_ROUNDING = 1e-9


def group_budgets(scenario: Scenario) -> Iterator[Problem]:
    """A group's bounds agree with those of its channels."""
    for number, group in enumerate(scenario.budget.groups):
        members = [channel for channel in scenario.channels if channel.group == group.group]
        floor, ceiling = sum(map(least, members)), sum(map(most, members))
        path, values = ("budget", "groups", number), {"id": group.group}
        if group.spend_max is not None and floor > group.spend_max:
            limit = amount(group.spend_max)
            yield problem("group_overfull", (*path, "spend_max"), **values, least=amount(floor), limit=limit)
        if members and group.spend_min > ceiling:
            least_spend, limit = amount(group.spend_min), amount(int(ceiling))
            yield problem("group_unreachable", (*path, "spend_min"), **values, least=least_spend, limit=limit)


def group_shares(scenario: Scenario) -> Iterator[Problem]:
    """The groups' least shares leave room for one another, and their greatest shares can reach the whole."""
    groups = scenario.budget.groups
    floor, ceiling = (sum(getattr(group, key) for group in groups) for key in ("share_min", "share_max"))
    if floor > 1 + _ROUNDING:
        yield problem("shares_over_one", ("budget", "groups"), total=f"{floor:.4g}")
    every_group = {channel.group for channel in scenario.channels} <= {group.group for group in groups}
    if groups and every_group and ceiling < 1 - _ROUNDING:
        yield problem("shares_below_one", ("budget", "groups"), total=f"{ceiling:.4g}")


def line_budgets(scenario: Scenario) -> Iterator[Problem]:
    """The mandatory campaigns of a line fit into its budget, and its minimum can be spent."""
    for number, line in enumerate(scenario.budget.lines):
        must = [campaign for campaign in mandatory(scenario) if campaign.line == line.line]
        may = [campaign for campaign in registered(scenario) if campaign.line == line.line]
        floor, ceiling = sum(map(least_cost, must)), sum(map(most_cost, may))
        path, values = ("budget", "lines", number), {"id": line.line}
        if line.spend_max is not None and floor > line.spend_max:
            limit = amount(line.spend_max)
            yield problem("line_overfull", (*path, "spend_max"), **values, least=amount(floor), limit=limit)
        if line.spend_min > ceiling:
            least_spend, limit = amount(line.spend_min), amount(int(ceiling))
            yield problem("line_unreachable", (*path, "spend_min"), **values, least=least_spend, limit=limit)


def total_budget(scenario: Scenario) -> Iterator[Problem]:
    """Every sum of minimums that must be spent together fits into what is available."""
    budget = scenario.budget
    minimums = {
        "budget_campaigns": sum(map(least_cost, mandatory(scenario))),
        "budget_channels": sum(map(least, scenario.channels)),
        "budget_groups": sum(group.spend_min for group in budget.groups),
        "budget_lines": sum(line.spend_min for line in budget.lines),
    }
    for code, floor in minimums.items():
        if floor > budget.available:
            values = {"least": amount(floor), "limit": amount(budget.available)}
            yield problem(code, ("budget", "total"), **values)
