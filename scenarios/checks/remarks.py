"""Remarks: documents that can be used, but are probably not what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.rules import warning
from scenarios.document import Scenario
from scenarios.errors import Problem


def unused_skills(scenario: Scenario) -> Iterator[Problem]:
    """Skills that neither a stage nor a channel asks for."""
    asked = {stage.skill for workflow in scenario.workflows for stage in workflow.stages}
    for channel in scenario.channels:
        asked.update(hours.skill for hours in (*channel.hours_per_active_period, *channel.hours_per_10k))
    for number, skill in enumerate(scenario.organisation.skills):
        if skill.id not in asked:
            yield warning("skill_unused", ("organisation", "skills", number), id=skill.id)


def unused_channels(scenario: Scenario) -> Iterator[Problem]:
    """Channels on which no campaign may spend."""
    used = {cell.channel for campaign in scenario.campaigns for cell in campaign.channels}
    for number, channel in enumerate(scenario.channels):
        if channel.id not in used:
            yield warning("channel_unused", ("channels", number), id=channel.id)


def campaigns_without_channels(scenario: Scenario) -> Iterator[Problem]:
    """Campaigns that can spend nothing on media."""
    for number, campaign in enumerate(scenario.campaigns):
        if not campaign.channels:
            yield warning("campaign_without_channels", ("campaigns", number, "channels"), id=campaign.id)
