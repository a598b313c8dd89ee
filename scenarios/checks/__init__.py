"""Rules that look at several parts of a document at once. Field rules stand in `scenarios.document`."""

from __future__ import annotations

from scenarios.checks.arrivals import bearable_arrivals, preemption, stream_days, stream_names
from scenarios.checks.bounds import campaign_bounds, cell_bounds, channel_bounds
from scenarios.checks.budgets import group_budgets, group_shares, line_budgets, total_budget
from scenarios.checks.buying import locks_within_rules, required_channels, rules_without_cells
from scenarios.checks.calendars import calendars_with_work, people_on_leave_throughout
from scenarios.checks.campaigns import mandatory_campaigns
from scenarios.checks.curves import aligned_draws, spend_within_data
from scenarios.checks.cycles import circular_dependencies, rework_targets
from scenarios.checks.dates import absence_spells, campaign_dates, horizon_dates, period_lists
from scenarios.checks.flighting import carry_in_cells, optimised_patterns
from scenarios.checks.goals import goal_measures
from scenarios.checks.identifiers import duplicate_identifiers
from scenarios.checks.meetings import meetings_that_help
from scenarios.checks.references import unknown_references, unknown_stages
from scenarios.checks.remarks import campaigns_without_channels, unused_channels, unused_skills
from scenarios.checks.rules import Rule
from scenarios.checks.shocks import shocks_with_effect, shocks_within_horizon
from scenarios.checks.staffing import approvers_at_work, channel_skills, staffed_stages
from scenarios.checks.staffing_options import hiring_models, rotation_with_effect, training_with_effect
from scenarios.checks.stages import endless_rework, escape_targets, overlapping_stages, rules_of_work
from scenarios.checks.wishes import continued_stages, wishes_with_effect
from scenarios.checks.workflows import express_variants, repeated_approvers, something_to_plan
from scenarios.document import Scenario
from scenarios.errors import Problem

RULES: tuple[Rule, ...] = (
    duplicate_identifiers,
    unknown_references,
    unknown_stages,
    circular_dependencies,
    rework_targets,
    escape_targets,
    overlapping_stages,
    continued_stages,
    wishes_with_effect,
    rules_of_work,
    endless_rework,
    repeated_approvers,
    express_variants,
    stream_names,
    horizon_dates,
    campaign_dates,
    period_lists,
    stream_days,
    calendars_with_work,
    something_to_plan,
    mandatory_campaigns,
    staffed_stages,
    approvers_at_work,
    bearable_arrivals,
    preemption,
    channel_skills,
    hiring_models,
    training_with_effect,
    rotation_with_effect,
    cell_bounds,
    campaign_bounds,
    channel_bounds,
    group_budgets,
    group_shares,
    line_budgets,
    total_budget,
    goal_measures,
    required_channels,
    locks_within_rules,
    aligned_draws,
    spend_within_data,
    optimised_patterns,
    carry_in_cells,
    absence_spells,
    people_on_leave_throughout,
    meetings_that_help,
    shocks_within_horizon,
    shocks_with_effect,
    unused_skills,
    unused_channels,
    campaigns_without_channels,
    rules_without_cells,
)


def check(scenario: Scenario) -> tuple[Problem, ...]:
    """Every problem of a document whose fields are right, errors before warnings.

    A document with errors cannot be planned; with warnings it can. Problems carry paths; files add places.
    """
    found = [problem for rule in RULES for problem in rule(scenario)]
    return tuple(sorted(found, key=lambda problem: problem.severity == "warning"))
