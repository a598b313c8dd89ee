"""Names of a scenario's parts, by identifier."""

from __future__ import annotations

from functools import cached_property

from scenarios.document.base import Label
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.network import SIGN_OFF, Node, nodes_of, signers


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
        """Of skills, signing in person among them where somebody does."""
        organisation = self._scenario.organisation
        names = {skill.id: skill.name for skill in organisation.skills}
        if signers(organisation):
            names.setdefault(SIGN_OFF, _label("skill.sign_off"))
        return names

    @cached_property
    def departments(self) -> dict[str, Label]:
        """Of departments."""
        return {department.id: department.name for department in self._scenario.organisation.departments}

    @cached_property
    def stages(self) -> dict[tuple[str, str], Label]:
        """Of the steps of a campaign's preparation, by (campaign, step), by the workflow that its lane takes."""
        express = {workflow.id: workflow.express for workflow in self._scenario.workflows}
        names: dict[tuple[str, str], Label] = {}
        for campaign in self._scenario.campaigns:
            variant = express[campaign.workflow] if campaign.lane == "express" else None
            steps = self.steps[variant or campaign.workflow]
            names |= {(campaign.id, step): name for step, name in steps.items()}
        return names

    @cached_property
    def steps(self) -> dict[str, dict[str, Label]]:
        """Of the steps of each workflow: its stages, and their parts where people sign in person."""
        approvers = {approver.id: approver for approver in self._scenario.organisation.approvers}
        return {
            workflow.id: {node.id: _step(node) for node in nodes_of(workflow, approvers)}
            for workflow in self._scenario.workflows
        }

    def step(self, campaign: str, step: str) -> Label:
        """Of a scheduled step: a stage of the preparation, or the skill of a flight's running."""
        return self.stages.get((campaign, step)) or self.skills.get(step) or Label(en=step, zh=step)


def _step(node: Node) -> Label:
    if node.part in {"whole", "end"}:
        return node.stage.name
    approver = {"approver": node.approver.name.texts()} if node.approver else {}
    return _label(f"part.{node.part}", stage=node.stage.name.texts(), **approver)


def _label(key: str, **values: dict[str, str]) -> Label:
    message = Message(f"network.{key}", values)
    return Label(en=message.render("en"), zh=message.render("zh"))
