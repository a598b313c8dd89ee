"""Mandatory campaigns can run."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.graphs import ancestors
from scenarios.checks.rules import problem
from scenarios.document import Scenario
from scenarios.errors import Problem


def mandatory_campaigns(scenario: Scenario) -> Iterator[Problem]:
    """Whatever must run, and whatever it requires, is registered."""
    before = {campaign.id: campaign.prerequisites for campaign in scenario.campaigns}
    unregistered = {campaign.id for campaign in scenario.campaigns if not campaign.registered}
    for number, campaign in enumerate(scenario.campaigns):
        if not campaign.mandatory:
            continue
        if not campaign.registered:
            yield problem("mandatory_unregistered", ("campaigns", number, "registered"), id=campaign.id)
        if not unregistered:
            continue
        for required in sorted(ancestors(campaign.id, before) & unregistered - {campaign.id}):
            path = ("campaigns", number, "prerequisites")
            yield problem("mandatory_needs_unregistered", path, id=campaign.id, required=required)
