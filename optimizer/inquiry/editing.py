"""A scenario with one part of it changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from scenarios.document.base import DateSpan, Label
from scenarios.document.calendar import PersonCalendar, Week, shift_minutes
from scenarios.document.organisation import Organisation, Person
from scenarios.document.scenario import Scenario
from scenarios.document.workflows import Stage
from scenarios.i18n import Message

HELPER = "inquiry_help"
"""With a number, the identifier of a person who is added."""


def with_organisation(scenario: Scenario, **parts: Any) -> Scenario:
    """The scenario with parts of its organisation replaced."""
    organisation = scenario.organisation.model_copy(update=parts)
    return scenario.model_copy(update={"organisation": organisation})


def with_campaign(scenario: Scenario, campaign: str, **parts: Any) -> Scenario:
    """The scenario with parts of a campaign replaced."""
    campaigns = tuple(
        one.model_copy(update=parts) if one.id == campaign else one for one in scenario.campaigns
    )
    return scenario.model_copy(update={"campaigns": campaigns})


def with_stage(scenario: Scenario, workflow: str, stage: str, edit: Callable[[Stage], Stage]) -> Scenario:
    """The scenario with a stage of a workflow edited."""
    workflows = tuple(
        flow.model_copy(
            update={"stages": tuple(edit(one) if one.id == stage else one for one in flow.stages)}
        )
        if flow.id == workflow
        else flow
        for flow in scenario.workflows
    )
    return scenario.model_copy(update={"workflows": workflows})


def with_person(scenario: Scenario, person: str, edit: Callable[[Person], Person]) -> Scenario:
    """The scenario with a person edited; the members of a team become people of their own first."""
    organisation = named(scenario.organisation, person)
    people = tuple(edit(one) if one.id == person else one for one in organisation.people)
    return with_organisation(scenario, people=people, teams=organisation.teams)


def named(organisation: Organisation, person: str) -> Organisation:
    """The organisation in which ``person`` stands by name: the team that he or she is in is spelled out."""
    if any(one.id == person for one in organisation.people):
        return organisation
    team = next(team for team in organisation.teams if any(one.id == person for one in team.members()))
    return organisation.model_copy(
        update={
            "people": (*organisation.people, *team.members()),
            "teams": tuple(one for one in organisation.teams if one.id != team.id),
        }
    )


def moved(span: DateSpan, days: int) -> DateSpan:
    """Calendar days some days later."""
    step = dt.timedelta(days=days)
    return DateSpan(first=span.first + step, last=span.last + step)


def with_helpers(
    scenario: Scenario, skill: str, first: dt.date | None, last: dt.date | None, share: float, heads: int
) -> Scenario:
    """The scenario with more people who have a skill, and nothing else, from ``first`` to ``last`` (None: for good).

    They work the first ``share`` of every shared working day, sit where most people with the skill sit, and have it
    to the highest level that any stage asks for.
    """
    organisation = scenario.organisation
    holders = [one for one in organisation.everyone() if skill in one.skills]
    stages = [one for flow in scenario.workflows for one in flow.stages if one.skill == skill]
    places = [one.department for one in stages if one.department] or [one.department for one in holders]
    places = places or [one.id for one in organisation.departments]
    calendar = PersonCalendar(
        id=f"{HELPER}_{len(organisation.calendars)}", week=part_of_week(scenario.calendar.week, share)
    )
    name = Message("inquiry.helper")
    helper = Person(
        id=HELPER,
        name=Label(en=name.render("en"), zh=name.render("zh")),
        department=max(places, key=places.count),
        role=HELPER,
        skills={skill: max((one.level for one in stages), default=2)},
        calendar=None if share == 1 else calendar.id,
        joins=first,
        departs=last,
    )
    calendars = organisation.calendars if share == 1 else (*organisation.calendars, calendar)
    there = len(organisation.people)
    helpers = [helper.model_copy(update={"id": f"{HELPER}_{there + number}"}) for number in range(heads)]
    return with_organisation(scenario, people=(*organisation.people, *helpers), calendars=calendars)


def part_of_week(week: Week, share: float) -> Week:
    """The week with the first ``share`` of each day's working minutes, whole minutes."""
    return {day: _part_of_day(shifts, share) for day, shifts in week.items()}


def _part_of_day(shifts: tuple[str, ...], share: float) -> tuple[str, ...]:
    spans = [shift_minutes(one) for one in shifts]
    left = round(share * sum(end - start for start, end in spans))
    kept = []
    for start, end in spans:
        length = min(left, end - start)
        if length:
            kept.append(f"{_clock(start)}-{_clock(start + length)}")
        left -= length
    return tuple(kept)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
