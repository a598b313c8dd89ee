"""Every identifier that is referred to is defined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from scenarios.checks.rules import unknown
from scenarios.document import Scenario, Workflow
from scenarios.errors import Path, Problem

Reference: TypeAlias = tuple[str, str | None, Path]
"""Kind, identifier (None: none is given) and place of a reference."""


def unknown_references(scenario: Scenario) -> Iterator[Problem]:
    """References from anywhere in the document to what it defines; those within a workflow are another rule."""
    known = defined(scenario)
    for kind, identifier, path in _references(scenario):
        if identifier is not None and identifier not in known[kind]:
            yield unknown(kind, identifier, known[kind], path)


def unknown_stages(scenario: Scenario) -> Iterator[Problem]:
    """References from a workflow to its own stages."""
    for number, workflow in enumerate(scenario.workflows):
        stages = {stage.id for stage in workflow.stages}
        for identifier, path in _stage_references(workflow):
            if identifier is not None and identifier not in stages:
                yield unknown("stage", identifier, stages, ("workflows", number, *path))


def defined(scenario: Scenario) -> dict[str, set[str]]:
    """What the document defines, by kind."""
    organisation, everyone = scenario.organisation, scenario.organisation.everyone()
    return {
        "channel": {channel.id for channel in scenario.channels},
        "campaign": {campaign.id for campaign in scenario.campaigns},
        "workflow": {workflow.id for workflow in scenario.workflows},
        "goal": {goal.id for goal in scenario.goals},
        "skill": {skill.id for skill in organisation.skills},
        "department": {department.id for department in organisation.departments},
        "calendar": {calendar.id for calendar in organisation.calendars},
        "approver": {approver.id for approver in organisation.approvers},
        "person": {person.id for person in everyone},
        "role": {person.role for person in everyone},
        "stage": {stage.id for workflow in scenario.workflows for stage in workflow.stages},
        "group": {channel.group for channel in scenario.channels},
        "line": {campaign.line for campaign in scenario.campaigns},
    }


def _references(scenario: Scenario) -> Iterator[Reference]:
    yield from _from_channels(scenario)
    yield from _from_campaigns(scenario)
    yield from _from_organisation(scenario)
    yield from _from_workflows(scenario)
    for number, group in enumerate(scenario.budget.groups):
        yield "group", group.group, ("budget", "groups", number, "group")
    for number, line in enumerate(scenario.budget.lines):
        yield "line", line.line, ("budget", "lines", number, "line")
    for number, goal in enumerate(scenario.goals):
        yield "goal", goal.parent, ("goals", number, "parent")
        yield from _keys("channel", goal.per_10k, ("goals", number, "per_10k"))
        yield from _items("campaign", goal.campaigns, ("goals", number, "campaigns"))
    yield from _from_rules(scenario)
    yield from _from_staffing(scenario)
    yield "workflow", scenario.risks.urgent.workflow, ("risks", "urgent", "workflow")
    for number, stream in enumerate(scenario.streams):
        yield "workflow", stream.workflow, ("streams", number, "workflow")
    for number, shock in enumerate(scenario.risks.shocks):
        for kind in ("person", "role", "approver", "stage", "channel"):
            yield kind, getattr(shock, kind), ("risks", "shocks", number, kind)


def _from_channels(scenario: Scenario) -> Iterator[Reference]:
    for number, channel in enumerate(scenario.channels):
        for key in ("hours_per_active_period", "hours_per_10k"):
            for position, hours in enumerate(getattr(channel, key)):
                yield "skill", hours.skill, ("channels", number, key, position, "skill")


def _from_campaigns(scenario: Scenario) -> Iterator[Reference]:
    for number, campaign in enumerate(scenario.campaigns):
        path: Path = ("campaigns", number)
        yield "workflow", campaign.workflow, (*path, "workflow")
        yield from _items("campaign", campaign.prerequisites, (*path, "prerequisites"))
        for position, cell in enumerate(campaign.channels):
            yield "channel", cell.channel, (*path, "channels", position, "channel")


def _from_organisation(scenario: Scenario) -> Iterator[Reference]:
    organisation = scenario.organisation
    for key in ("people", "teams"):
        for number, person in enumerate(getattr(organisation, key)):
            path: Path = ("organisation", key, number)
            yield "department", person.department, (*path, "department")
            yield "calendar", person.calendar, (*path, "calendar")
            yield from _keys("skill", person.skills, (*path, "skills"))
            for wish in ("prefers", "avoids"):
                yield from _items("skill", getattr(person, wish, ()), (*path, wish))
    for number, approver in enumerate(organisation.approvers):
        path = ("organisation", "approvers", number)
        yield "department", approver.department, (*path, "department")
        yield "calendar", approver.calendar, (*path, "calendar")
        yield "person", approver.person, (*path, "person")
    for number, handoff in enumerate(organisation.handoff.between):
        path = ("organisation", "handoff", "between", number)
        yield "department", handoff.source, (*path, "source")
        yield "department", handoff.target, (*path, "target")


def _from_workflows(scenario: Scenario) -> Iterator[Reference]:
    for number, workflow in enumerate(scenario.workflows):
        yield "workflow", workflow.express, ("workflows", number, "express")
        for position, stage in enumerate(workflow.stages):
            path = ("workflows", number, "stages", position)
            yield "skill", stage.skill, (*path, "skill")
            yield "department", stage.department, (*path, "department")
            yield from _items("approver", stage.approvers, (*path, "approvers"))


def _from_rules(scenario: Scenario) -> Iterator[Reference]:
    for kind in type(scenario.rules).model_fields:
        for number, rule in enumerate(getattr(scenario.rules, kind)):
            path: Path = ("rules", kind, number)
            yield from _items("channel", rule.channels, (*path, "channels"))
            yield from _items("campaign", rule.campaigns, (*path, "campaigns"))
    for number, rule in enumerate(scenario.rules.required):
        yield "channel", rule.requires, ("rules", "required", number, "requires")


def _from_staffing(scenario: Scenario) -> Iterator[Reference]:
    staffing = scenario.staffing
    for name in ("hiring", "freelance", "overtime", "training", "rotation"):
        for number, option in enumerate(getattr(staffing, name)):
            path: Path = ("staffing", name, number)
            for kind in ("department", "skill", "person"):
                yield kind, getattr(option, kind, None), (*path, kind)
            yield from _keys("skill", getattr(option, "skills", ()), (*path, "skills"))
            if name != "hiring":
                yield "role", getattr(option, "role", None), (*path, "role")


def _stage_references(workflow: Workflow) -> Iterator[tuple[str | None, Path]]:
    yield workflow.launch, ("launch",)
    yield workflow.change_target, ("change_target",)
    for position, stage in enumerate(workflow.stages):
        yield stage.continues, ("stages", position, "continues")
        if stage.rework:
            yield stage.rework.target, ("stages", position, "rework", "target")
        if stage.escape:
            yield stage.escape.found_at, ("stages", position, "escape", "found_at")
        for number, predecessor in enumerate(stage.predecessors or ()):
            yield predecessor, ("stages", position, "predecessors", number)


def _items(kind: str, identifiers: Iterable[str], path: Path) -> Iterator[Reference]:
    for number, identifier in enumerate(identifiers):
        yield kind, identifier, (*path, number)


def _keys(kind: str, identifiers: Iterable[str], path: Path) -> Iterator[Reference]:
    for identifier in identifiers:
        yield kind, identifier, (*path, identifier)
