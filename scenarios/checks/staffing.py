"""There are people who can do the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scenarios.checks.calendars import absent, has_working_time, on_leave_throughout
from scenarios.checks.references import defined
from scenarios.checks.rules import problem, warning
from scenarios.checks.workflows import used_workflows
from scenarios.document import Person, Scenario, Stage
from scenarios.errors import Path, Problem


def staffed_stages(scenario: Scenario) -> Iterator[Problem]:
    """Every stage has enough people with its skill and level in its department.

    A stage of a workflow that nothing goes through is only remarked on.
    """
    everyone, used = available_people(scenario), used_workflows(scenario)
    known = defined(scenario)
    for number, workflow in enumerate(scenario.workflows):
        for position, stage in enumerate(workflow.stages):
            path = ("workflows", number, "stages", position)
            if stage.skill in known["skill"] and stage.department in {None, *known["department"]}:
                found = list(_shortage(stage, everyone, path))
                yield from (
                    found if workflow.id in used else [replace(one, severity="warning") for one in found]
                )


def channel_skills(scenario: Scenario) -> Iterator[Problem]:
    """The hours that a channel in use takes are of a skill that someone has."""
    skills = {skill for person in available_people(scenario) for skill in person.skills}
    known = defined(scenario)["skill"]
    used = {
        cell.channel for campaign in scenario.campaigns if campaign.registered for cell in campaign.channels
    }
    for number, channel in enumerate(scenario.channels):
        if channel.id not in used:
            continue
        for key in ("hours_per_active_period", "hours_per_10k"):
            for position, hours in enumerate(getattr(channel, key)):
                if hours.hours > 0 and hours.skill in known - skills:
                    path = ("channels", number, key, position, "skill")
                    yield problem("channel_unstaffed", path, id=channel.id, skill=hours.skill)


def approvers_at_work(scenario: Scenario) -> Iterator[Problem]:
    """Signing that takes a person's time needs the person, and its time somebody whose it is."""
    known, there = defined(scenario)["person"], {person.id for person in available_people(scenario)}
    for number, approver in enumerate(scenario.organisation.approvers):
        path = ("organisation", "approvers", number)
        if approver.person is None and approver.effort.mean > 0:
            yield warning("approver_effort_idle", (*path, "effort"), id=approver.id)
        if approver.person in known - there and approver.effort.mean > 0:
            values = {"id": approver.id, "person": approver.person}
            yield problem("approver_never_there", (*path, "person"), **values)


def available_people(scenario: Scenario) -> list[Person]:
    """People who are there on some working day of the horizon."""
    weeks = {calendar.id: calendar.week for calendar in scenario.organisation.calendars}
    working = {identifier: has_working_time(scenario, week) for identifier, week in weeks.items()}
    return [
        person
        for person in scenario.organisation.everyone()
        if (person.calendar is None or working.get(person.calendar, True))
        and not on_leave_throughout(scenario, absent(person))
    ]


def _shortage(stage: Stage, everyone: list[Person], path: Path) -> Iterator[Problem]:
    skilled = [person for person in everyone if person.skills.get(stage.skill or "", 0) >= stage.level]
    there = [person for person in skilled if stage.department in {None, person.department}]
    if len(there) < stage.people:
        yield problem(
            "stage_unstaffed",
            path,
            stage=stage.id,
            skill=stage.skill,
            level=stage.level,
            department=stage.department or "*",
            needed=stage.people,
            there=len(there),
            elsewhere=len(skilled) - len(there),
        )
