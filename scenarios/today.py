"""Today's plan as an allocation: its campaigns at their due dates with their spend, whatever limits they break."""

from __future__ import annotations

from scenarios.document.scenario import Scenario
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.valuation import Valuation, launch_target


def todays_allocation(scenario: Scenario) -> Allocation:
    """What runs and what is spent today; without hours, which do not enter its worth."""
    valuation = Valuation(scenario)
    horizon = scenario.horizon
    decisions: list[CampaignDecision] = []
    lines: list[SpendLine] = []
    for campaign in scenario.campaigns:
        period = horizon.period_of(campaign.due)
        if not (campaign.in_today and campaign.registered and 0 <= period < horizon.periods):
            decisions.append(CampaignDecision(campaign=campaign.id, runs=False))
            continue
        target = launch_target(scenario, campaign, period)
        decisions.append(
            CampaignDecision(campaign=campaign.id, runs=True, launch_period=period, target=target)
        )
        lines += [
            SpendLine(campaign=campaign.id, channel=cell.channel, period=one, amount=amount)
            for cell in campaign.channels
            for one, amount in valuation.period_spend(campaign.id, cell.channel, period, cell.today).items()
        ]
    return Allocation(proof=Proof(status=Status.AS_GIVEN), campaigns=tuple(decisions), spend=tuple(lines))
