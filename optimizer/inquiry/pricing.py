"""What a change costs in money, as far as the document says."""

from __future__ import annotations

import datetime as dt

from optimizer.inquiry.case import Case
from optimizer.inquiry.changes import AddHelp, Change, DropCampaign, MoveLaunch
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.valuation import lateness_loss


def cost_of(case: Case, change: Change) -> int | None:
    """Minor units: the value lost by a later launch or a dropped campaign, the hours of further help; else None.

    What less review, less leave or more work at once costs stands in no document.
    """
    match change:
        case MoveLaunch(campaign, days):
            rule = next(one for one in case.scenario.campaigns if one.id == campaign)
            return lateness_loss(rule, case.targets[campaign].revenue, days * MINUTES_PER_DAY)
        case DropCampaign(campaign):
            return case.targets[campaign].revenue
        case AddHelp():
            return help_minutes(case, change) * hourly_cost(case, change.skill) // 60
        case _:
            return None


def help_minutes(case: Case, change: AddHelp) -> int:
    """Working minutes of further help, of all heads together."""
    horizon = case.scenario.horizon
    first = horizon.minute(horizon.start + dt.timedelta(weeks=change.week))
    last = first + change.weeks * 7 * MINUTES_PER_DAY
    return round(change.heads * change.share * case.worktime.shared.between(first, last))


def hourly_cost(case: Case, skill: str) -> int:
    """Mean cost of an hour of those who have a skill, minor units."""
    costs = [one.cost_per_hour for one in case.scenario.organisation.everyone() if skill in one.skills]
    return round(sum(costs) / len(costs)) if costs else 0
