"""Facts, changes and reasons in the user's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import singledispatchmethod
from typing import TypeAlias

from optimizer.inquiry.case import Case
from optimizer.inquiry.facts import (
    Fact,
    Handoff,
    Headcount,
    Leave,
    Level,
    Place,
    Prerequisite,
    Promise,
    Release,
    Review,
    Stay,
    TeamSize,
    Wait,
    WipLimit,
)
from scenarios.document.workflows import Stage
from scenarios.i18n import LANGUAGES, Message
from scenarios.names import Names

Texts: TypeAlias = Mapping[str, str]
Values: TypeAlias = Mapping[str, str | int | float | Texts]
MINUTES_PER_HOUR = 60


class Words:
    """Names and dates of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.names = Names(case.scenario)
        organisation = case.scenario.organisation
        self.people = {one.id: one for one in organisation.everyone()}
        self._approvers = {one.id: one for one in organisation.approvers}
        self._stages = {(flow.id, one.id): one for flow in case.scenario.workflows for one in flow.stages}

    def day(self, minute: int) -> str:
        """The day of a moment; midnight belongs to the day that begins."""
        return self.case.scenario.horizon.moment(minute).date().isoformat()

    def moment(self, minute: int) -> str:
        """Day and time."""
        return f"{self.case.scenario.horizon.moment(minute):%Y-%m-%d %H:%M}"

    def campaign(self, campaign: str) -> Texts:
        """Name of a campaign."""
        return self.names.campaigns[campaign].texts()

    def person(self, person: str) -> Texts:
        """Name of a person."""
        return self.names.people[person].texts()

    def skill(self, skill: str) -> Texts:
        """Name of a skill."""
        return self.names.skills[skill].texts()

    def stage(self, workflow: str, stage: str) -> Texts:
        """Name of a stage."""
        return self._stages[workflow, stage].name.texts()

    def stage_of(self, workflow: str, stage: str) -> Stage:
        """A stage."""
        return self._stages[workflow, stage]

    def approver(self, approver: str) -> Texts:
        """Name of an approver."""
        return self._approvers[approver].name.texts()

    def list_of(self, texts: Iterable[Texts]) -> Texts:
        """Names in a list."""
        return joined("inquiry.list", texts)

    def fact(self, fact: Fact, asked: str | None) -> Message:
        """A fact as a cause; ``asked`` is the campaign that the question is about."""
        if isinstance(fact, Promise):
            return self._promise(fact.campaign, asked)
        return self._fact(fact)

    def _promise(self, campaign: str, asked: str | None) -> Message:
        values: Values = {
            "campaign": self.campaign(campaign),
            "day": self.day(self.case.targets[campaign].minute),
        }
        if not self.case.timed:
            return Message("inquiry.fact.done", values)
        shared = self._shared_people(campaign, asked) if asked and campaign != asked else []
        if not shared:
            return Message("inquiry.fact.promise", values)
        return Message(
            "inquiry.fact.hold", {**values, "people": self.list_of(self.person(one) for one in shared)}
        )

    def _shared_people(self, one: str, other: str) -> list[str]:
        """People who could be asked for by both campaigns."""
        able: list[set[int]] = [
            {
                person
                for job in self.case.problem.jobs
                if job.campaign == campaign
                for task in self.case.problem.tasks_of(job.index)
                for person in task.minutes
            }
            for campaign in (one, other)
        ]
        return [self.case.problem.people[person].id for person in sorted(able[0] & able[1])]

    @singledispatchmethod
    def _fact(self, fact: Fact) -> Message:
        message = f"no words for {fact}"
        raise TypeError(message)

    @_fact.register
    def _(self, fact: Release) -> Message:
        release = next(one.release for one in self.case.scenario.campaigns if one.id == fact.campaign)
        return Message(
            "inquiry.fact.release", {"campaign": self.campaign(fact.campaign), "day": _iso(release)}
        )

    @_fact.register
    def _(self, fact: Prerequisite) -> Message:
        campaigns = {"campaign": self.campaign(fact.campaign), "earlier": self.campaign(fact.earlier)}
        return Message("inquiry.fact.prerequisite", campaigns)

    @_fact.register
    def _(self, fact: Leave) -> Message:
        span = self.people[fact.person].leave[fact.number]
        return Message(
            "inquiry.fact.leave",
            {"person": self.person(fact.person), "first": _iso(span.first), "last": _iso(span.last)},
        )

    @_fact.register
    def _(self, fact: Stay) -> Message:
        person = self.people[fact.person]
        kind = "both" if person.joins and person.departs else "joins" if person.joins else "departs"
        values: Values = {
            "person": self.person(fact.person),
            "joins": _iso(person.joins),
            "departs": _iso(person.departs),
        }
        return Message(f"inquiry.fact.stay.{kind}", values)

    @_fact.register
    def _(self, fact: Headcount) -> Message:
        count = sum(fact.skill in one.skills for one in self.people.values())
        kind = {0: "nobody", 1: "one"}.get(count, "some")
        return Message(f"inquiry.fact.headcount.{kind}", {"count": count, "skill": self.skill(fact.skill)})

    @_fact.register
    def _(self, fact: Level) -> Message:
        stage = self.stage_of(fact.workflow, fact.stage)
        values: Values = {
            "stage": stage.name.texts(),
            "level": stage.level,
            "skill": self.skill(stage.skill or ""),
        }
        return Message("inquiry.fact.level", values)

    @_fact.register
    def _(self, fact: Place) -> Message:
        stage = self.stage_of(fact.workflow, fact.stage)
        department = self.names.departments[stage.department or ""].texts()
        return Message("inquiry.fact.place", {"stage": stage.name.texts(), "department": department})

    @_fact.register
    def _(self, fact: TeamSize) -> Message:
        stage = self.stage_of(fact.workflow, fact.stage)
        return Message("inquiry.fact.team", {"stage": stage.name.texts(), "people": stage.people})

    @_fact.register
    def _(self, fact: Review) -> Message:
        stage = self.stage_of(fact.workflow, fact.stage)
        signing = self.list_of(self.approver(one) for one in stage.approvers)
        longest = max((stage.latency or self._approvers[one].latency).mean for one in stage.approvers)
        values: Values = {"stage": stage.name.texts(), "approvers": signing, "hours": _number(longest)}
        return Message("inquiry.fact.review", values)

    @_fact.register
    def _(self, fact: Wait) -> Message:
        stage = self.stage_of(fact.workflow, fact.stage)
        hours = stage.latency.mean if stage.latency else 0.0
        return Message("inquiry.fact.wait", {"stage": stage.name.texts(), "hours": _number(hours)})

    @_fact.register
    def _(self, fact: Handoff) -> Message:
        places = self.names.departments
        handoff = self.case.workload.handoffs.get(
            (fact.source, fact.target), self.case.workload.default_handoff
        )
        return Message(
            "inquiry.fact.handoff",
            {
                "source": places[fact.source].texts(),
                "target": places[fact.target].texts(),
                "hours": _number(handoff.mean),
            },
        )

    @_fact.register
    def _(self, fact: WipLimit) -> Message:
        del fact
        return Message("inquiry.fact.wip", {"limit": self.case.scenario.organisation.wip_limit or 0})


def joined(key: str, texts: Iterable[Texts]) -> Texts:
    """Texts with the catalogue's entry ``key`` between them."""
    listed = list(texts)
    joint = both(Message(key))
    return {one: joint[one].join(text[one] for text in listed) for one in LANGUAGES}


def both(message: Message) -> dict[str, str]:
    """A message in every language."""
    return {language: message.render(language) for language in LANGUAGES}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _number(hours: float) -> str:
    """Hours to a tenth."""
    return f"{round(hours, 1):g}"
