"""Today's plan, evaluated as it is."""

from __future__ import annotations

from optimizer.allocation.draft import draft, exact_value
from optimizer.allocation.problem import make_problem
from optimizer.allocation.split import Split
from optimizer.allocation.staffing import staff_lines
from scenarios.document.campaigns import Campaign
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation, CampaignDecision, Proof, Status


def todays_allocation(scenario: Scenario) -> Allocation:
    """Today's campaigns at their due dates with today's spend, whatever limits they break; the value is exact."""
    problem = make_problem(_at_due_dates(scenario), people=False)
    launches = tuple(0 if _runs(candidate.campaign) else None for candidate in problem.candidates)
    cents = [cell.terms.today if launches[cell.candidate] == 0 else 0 for cell in problem.cells]
    split = Split(launches, tuple(amount / MINOR_PER_UNIT for amount in cents))
    plan = draft(problem, launches, cents)
    campaigns = {campaign.id: campaign for campaign in scenario.campaigns}
    return Allocation(
        proof=Proof(status=Status.AS_GIVEN, value=exact_value(problem, plan, split)),
        campaigns=tuple(_explained(decision, campaigns[decision.campaign]) for decision in plan.campaigns),
        spend=plan.spend,
        staff=staff_lines(problem, plan, launches),
    )


def _runs(campaign: Campaign) -> bool:
    return campaign.in_today and campaign.registered


def _at_due_dates(scenario: Scenario) -> Scenario:
    campaigns = tuple(campaign.model_copy(update={"window": None}) for campaign in scenario.campaigns)
    return scenario.model_copy(update={"campaigns": campaigns})


def _explained(decision: CampaignDecision, campaign: Campaign) -> CampaignDecision:
    if decision.runs:
        return decision
    key = "not_today" if campaign.registered else "unregistered"
    return decision.model_copy(update={"reason": Message(f"allocation.reason.{key}")})
