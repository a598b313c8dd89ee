"""What of a document Microsoft Project has no place for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scenarios.document import Scenario
from scenarios.document.organisation import Organisation
from scenarios.document.risks import Risks
from scenarios.interchange.days import days_of
from scenarios.interchange.remarks import Remarks

Part = Callable[[Scenario], Iterable[str]]


def _campaigns(keys: Iterable[str]) -> Part:
    """Names of campaigns that say something else than the default of some keys."""
    wanted = tuple(keys)

    def names(scenario: Scenario) -> Iterable[str]:
        for campaign in scenario.campaigns:
            fields = type(campaign).model_fields
            if any(getattr(campaign, key) != fields[key].default for key in wanted):
                yield campaign.name.en

    return names


def _stages(keys: Iterable[str]) -> Part:
    wanted = tuple(keys)

    def names(scenario: Scenario) -> Iterable[str]:
        for workflow in scenario.workflows:
            for stage in workflow.stages:
                if any(getattr(stage, key) != type(stage).model_fields[key].default for key in wanted):
                    yield f"{workflow.id}: {stage.name.en}"

    return names


ORGANISATION_RULES = (
    "handoff",
    "speed_by_level",
    "wip_limit",
    "switching_loss",
    "multitasking",
    "status_updates",
    "escalation",
)


def _organisation_rules(scenario: Scenario) -> Iterable[str]:
    fields = Organisation.model_fields
    yield from (
        key for key in ORGANISATION_RULES if getattr(scenario.organisation, key) != fields[key].default
    )
    yield from (
        f"wip_limit: {one.name.en}" for one in scenario.organisation.departments if one.wip_limit is not None
    )


def _approvers(scenario: Scenario) -> Iterable[str]:
    for approver in scenario.organisation.approvers:
        if (
            approver.meeting
            or approver.person
            or approver.calendar
            or approver.effort.mean
            or approver.department
        ):
            yield approver.name.en


def _bilingual(scenario: Scenario) -> Iterable[str]:
    organisation = scenario.organisation
    labels = (
        *(campaign.name for campaign in scenario.campaigns),
        *(person.name for person in organisation.people),
        *(department.name for department in organisation.departments),
        *(stage.name for workflow in scenario.workflows for stage in workflow.stages),
    )
    return (label.en for label in labels if label.en != label.zh)


def _idle_makeup(scenario: Scenario) -> Iterable[str]:
    """Make-up days on which nobody works: holidays, and all where Monday has no shift."""
    calendar = scenario.calendar
    closed = days_of(calendar.holidays)
    return (
        day.isoformat() for day in calendar.working_weekends if day in closed or not calendar.week.get("mon")
    )


def _skill_names(scenario: Scenario) -> Iterable[str]:
    return (skill.name.en for skill in scenario.organisation.skills if skill.name.en != skill.id)


PARTS: dict[str, Part] = {
    "channels": lambda scenario: (channel.name.en for channel in scenario.channels),
    "money": _campaigns(
        (
            "line", "value", "value_per_outcome", "customer_value", "lateness", "channels", "spend_min",
            "spend_max", "fixed_cost", "flight_periods",
        )
    ),
    "choice": _campaigns(("mandatory", "registered", "in_today", "window")),
    "lane": _campaigns(("lane",)),
    "budget": lambda scenario: [scenario.id] if scenario.budget.total else (),
    "rules": lambda scenario: (key for key, found in scenario.rules if found),
    "goals": lambda scenario: (goal.id for goal in scenario.goals),
    "risks": lambda scenario: (key for key, found in scenario.risks if found != Risks.model_fields[key].default),
    "streams": lambda scenario: (stream.name.en for stream in scenario.streams),
    "stage_rules": _stages(("rework", "reuse", "escape", "overlap_penalty", "wip_limit")),
    "organisation_rules": _organisation_rules,
    "approver_rules": _approvers,
    "ramp_up": lambda scenario: (
        person.name.en for person in scenario.organisation.people if person.ramp_up_weeks
    ),
    "role_kind": lambda scenario: (
        person.name.en for person in scenario.organisation.people if person.kind != "other"
    ),
    "teams": lambda scenario: (team.name.en for team in scenario.organisation.teams),
    "workflow_rules": lambda scenario: (
        workflow.name.en for workflow in scenario.workflows if workflow.express or workflow.change_target
    ),
    "bilingual": _bilingual,
    "skill_names": _skill_names,
    "idle_makeup": _idle_makeup,
    "staffing": lambda scenario: (
        [scenario.id] if scenario.staffing != Scenario.model_fields["staffing"].default else ()
    ),
    "objective": lambda scenario: (
        key
        for key in ("objective", "settings", "description")
        if getattr(scenario, key) != Scenario.model_fields[key].default
    ),
}  # fmt: skip
"""Remarks ``interchange.left.doc_<part>``, each with the names of what it is about."""


def note_left_out(scenario: Scenario, remarks: Remarks) -> None:
    """Name everything of a document that a project file cannot hold."""
    for part, names in PARTS.items():
        for name in names(scenario):
            remarks.left(f"doc_{part}", name)
