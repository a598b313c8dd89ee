"""Workflows fit the campaigns that use them."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.rules import problem
from scenarios.document import Scenario
from scenarios.errors import Problem


def repeated_approvers(scenario: Scenario) -> Iterator[Problem]:
    """Dual sign-off is by two people."""
    for number, workflow in enumerate(scenario.workflows):
        for position, stage in enumerate(workflow.stages):
            for place, approver in enumerate(stage.approvers):
                if approver in stage.approvers[:place]:
                    path = ("workflows", number, "stages", position, "approvers", place)
                    yield problem("approver_twice", path, stage=stage.id, id=approver)


def express_variants(scenario: Scenario) -> Iterator[Problem]:
    """A campaign in the express lane has a workflow with an express variant, which is another workflow."""
    express = {workflow.id: workflow.express for workflow in scenario.workflows}
    for number, campaign in enumerate(scenario.campaigns):
        if campaign.lane == "express" and express.get(campaign.workflow, "unknown") is None:
            path = ("campaigns", number, "lane")
            yield problem("express_missing", path, id=campaign.id, workflow=campaign.workflow)
    for number, workflow in enumerate(scenario.workflows):
        if workflow.express == workflow.id:
            yield problem("express_self", ("workflows", number, "express"), workflow=workflow.id)


def used_workflows(scenario: Scenario) -> set[str]:
    """Workflows that some work goes through: of registered campaigns, urgent requests and streams."""
    express = {workflow.id: workflow.express for workflow in scenario.workflows}
    used = set()
    for campaign in scenario.campaigns:
        if campaign.registered:
            variant = express.get(campaign.workflow) if campaign.lane == "express" else None
            used.add(variant or campaign.workflow)
    if scenario.risks.urgent.per_week > 0 and scenario.risks.urgent.workflow:
        used.add(scenario.risks.urgent.workflow)
    return used | {stream.workflow for stream in scenario.streams if stream.per_week > 0}


def something_to_plan(scenario: Scenario) -> Iterator[Problem]:
    """There is work: a campaign, urgent requests or a stream."""
    rates = [scenario.risks.urgent.per_week, *(stream.per_week for stream in scenario.streams)]
    if not scenario.campaigns and not any(rates):
        yield problem("no_campaigns", ("campaigns",))
