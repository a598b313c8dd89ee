"""How much work a scenario holds if everything runs, against the hours that its people have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from scenarios.document import Campaign, Scenario
from scenarios.network import ProcessCompiler, Workload, compile_workload
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.valuation import Valuation
from scenarios.worktime import WorkTime


def everything(scenario: Scenario) -> Allocation:
    """Every campaign at its due date with today's spend."""
    valuation = Valuation(scenario)
    return Allocation(
        proof=Proof(status=Status.AS_GIVEN),
        campaigns=tuple(
            CampaignDecision(
                campaign=campaign.id,
                runs=True,
                launch_period=scenario.horizon.period_of(campaign.due),
                target=scenario.horizon.minute(campaign.due),
            )
            for campaign in scenario.campaigns
        ),
        spend=tuple(
            line for campaign in scenario.campaigns for line in _lines(scenario, valuation, campaign)
        ),
    )


def _lines(scenario: Scenario, valuation: Valuation, campaign: Campaign) -> list[SpendLine]:
    launch = scenario.horizon.period_of(campaign.due)
    return [
        SpendLine(campaign=campaign.id, channel=cell.channel, period=period, amount=amount)
        for cell in campaign.channels
        if cell.today
        for period, amount in valuation.period_spend(campaign.id, cell.channel, launch, cell.today).items()
    ]


def demand_hours(scenario: Scenario) -> Mapping[str, float]:
    """Expected working hours by skill, at normal speed and without rework, if everything runs as today.

    Urgent requests are part of it; aftercare and flights too, where they reach beyond the horizon as well.
    """
    targets = Valuation(scenario).targets(everything(scenario))
    hours: defaultdict[str, float] = defaultdict(float)
    for skill, amount in _steps(compile_workload(scenario, targets)):
        hours[skill] += amount
    urgent = scenario.risks.urgent
    if urgent.per_week and urgent.workflow:
        weeks = (scenario.horizon.end - scenario.horizon.start).days / 7
        for step in ProcessCompiler(scenario).process(urgent.workflow).steps:
            if step.skill:
                hours[step.skill] += step.effort.mean * step.people * urgent.per_week * weeks
    return dict(hours)


def _steps(workload: Workload) -> list[tuple[str, float]]:
    return [
        (step.skill, step.effort.mean * job.size * step.people)
        for job in workload.jobs
        for step in job.process.steps
        if step.skill
    ]


def capacity_hours(scenario: Scenario) -> float:
    """Working hours of everyone in the horizon, leave taken out."""
    worktime = WorkTime(scenario)
    end = scenario.horizon.minute(scenario.horizon.end)
    minutes = (
        worktime.of(person.calendar, person.leave).open_before(end)
        for person in scenario.organisation.everyone()
    )
    return sum(minutes) / 60
