"""Names of a scenario's parts, by identifier."""

from __future__ import annotations

from functools import cached_property

from scenarios.document.base import Label
from scenarios.document.scenario import Scenario


class Names:
    """Labels by identifier; each mapping keeps the order of the document."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    @cached_property
    def campaigns(self) -> dict[str, Label]:
        """Of campaigns."""
        return {campaign.id: campaign.name for campaign in self._scenario.campaigns}

    @cached_property
    def channels(self) -> dict[str, Label]:
        """Of channels."""
        return {channel.id: channel.name for channel in self._scenario.channels}

    @cached_property
    def people(self) -> dict[str, Label]:
        """Of people, team members included."""
        return {person.id: person.name for person in self._scenario.organisation.everyone()}

    @cached_property
    def skills(self) -> dict[str, Label]:
        """Of skills."""
        return {skill.id: skill.name for skill in self._scenario.organisation.skills}

    @cached_property
    def departments(self) -> dict[str, Label]:
        """Of departments."""
        return {department.id: department.name for department in self._scenario.organisation.departments}

    @cached_property
    def stages(self) -> dict[tuple[str, str], Label]:
        """Of a campaign's stages, by (campaign, stage), by the workflow that its lane takes."""
        workflows = {workflow.id: workflow for workflow in self._scenario.workflows}
        names: dict[tuple[str, str], Label] = {}
        for campaign in self._scenario.campaigns:
            workflow = workflows[campaign.workflow]
            if campaign.lane == "express" and workflow.express:
                workflow = workflows[workflow.express]
            names |= {(campaign.id, stage.id): stage.name for stage in workflow.stages}
        return names

    def step(self, campaign: str, step: str) -> Label:
        """Of a scheduled step: a stage of the preparation, or the skill of a flight's running."""
        return self.stages.get((campaign, step)) or self.skills.get(step) or Label(en=step, zh=step)
