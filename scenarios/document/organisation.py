"""The organisation: departments, people, skills, approvers, hand-offs."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Count, Date, DateSpan, Id, Label, NonNegative, PositiveCount, Value
from scenarios.document.calendar import Meeting, PersonCalendar
from scenarios.document.durations import NO_TIME, Duration
from scenarios.document.workflows import Level
from scenarios.money import Money

RoleKind: TypeAlias = Literal["strategic", "execution", "other"]
Percent: TypeAlias = Annotated[PositiveCount, Field(le=1000)]


class Department(Value):
    """A centre, group or agency."""

    id: Id
    name: Label
    wip_limit: PositiveCount | None = None
    """Most steps that its people work on at once."""


class Skill(Value):
    """Something that people can do, to a level of 1 to 4."""

    id: Id
    name: Label


class Person(Value):
    """A named person."""

    id: Id
    name: Label
    department: Id
    role: Id
    kind: RoleKind = "other"
    skills: Annotated[dict[Id, Level], Field(min_length=1)]
    cost_per_hour: Money = 0
    prefers: tuple[Id, ...] = ()
    """Skills that the person would rather work in."""
    avoids: tuple[Id, ...] = ()
    """Skills that the person would rather not work in."""
    calendar: Id | None = None
    leave: tuple[DateSpan, ...] = ()
    joins: Date | None = None
    """First day; from the horizon's start by default."""
    departs: Date | None = None
    """Last day; to the end by default."""
    ramp_up_weeks: Count = 0
    """Calendar weeks after ``joins`` in which work is begun at ``ramp_up_speed``."""
    ramp_up_speed: Annotated[PositiveCount, Field(le=100)] = 50
    """Percent of the person's usual speed."""

    @model_validator(mode="after")
    def _joins_first(self) -> Person:
        if self.joins and self.departs and self.departs < self.joins:
            raise PydanticCustomError("person_span", "the last day lies before the first day")
        if self.ramp_up_weeks and self.joins is None:
            raise PydanticCustomError("ramp_up_start", "a ramp-up needs the day on which the person joins")
        return self


class Team(Value):
    """``headcount`` people of one role, alike in everything: shorthand for persons ``<id>-1``, ``<id>-2``, ..."""

    id: Id
    name: Label
    headcount: Annotated[PositiveCount, Field(le=2000)]
    department: Id
    kind: RoleKind = "other"
    skills: Annotated[dict[Id, Level], Field(min_length=1)]
    cost_per_hour: Money = 0
    calendar: Id | None = None

    def members(self) -> list[Person]:
        """The people of the team."""
        return [
            Person(
                id=f"{self.id}-{number}",
                name=Label(en=f"{self.name.en} {number}", zh=f"{self.name.zh}{number}"),
                department=self.department,
                role=self.id,
                kind=self.kind,
                skills=self.skills,
                cost_per_hour=self.cost_per_hour / 100,
                calendar=self.calendar,
            )
            for number in range(1, self.headcount + 1)
        ]


class Approver(Value):
    """Someone who signs, or a body that does.

    The latency elapses in working time, outside the approver's leave; with a ``meeting`` the sign-off then waits for
    the next one. Where a ``person`` is named, signing is work of that person, besides all other work, and takes
    ``effort`` in place of the latency.
    """

    id: Id
    name: Label
    department: Id | None = None
    latency: Duration
    calendar: Id | None = None
    leave: tuple[DateSpan, ...] = ()
    meeting: Meeting | None = None
    person: Id | None = None
    effort: Duration = NO_TIME
    """Working hours of the person for each sign-off, at normal speed."""


class HandoffBetween(Value):
    """Delay from one department to another, overriding the default."""

    source: Id
    target: Id
    delay: Duration
    meeting: Meeting | None = None
    """Releases what the delay has made ready; the default's meeting where left out."""


class Handoff(Value):
    """Working hours between the end of a stage and the readiness of the next one in another department."""

    default: Duration = NO_TIME
    between: tuple[HandoffBetween, ...] = ()
    meeting: Meeting | None = None
    """Hand-offs between departments wait for the next of these meetings after their delay."""


class Escalation(Value):
    """From ``days_before`` its target on, a job that is not launched goes with the express lane."""

    days_before: NonNegative = 0.0
    """Calendar days."""
    approval_factor: NonNegative = 1.0
    """Multiplies the latency of sign-offs that begin after escalation."""


class Organisation(Value):
    """Who is there."""

    departments: tuple[Department, ...]
    skills: tuple[Skill, ...]
    people: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    calendars: tuple[PersonCalendar, ...] = ()
    approvers: tuple[Approver, ...] = ()
    handoff: Handoff = Handoff()
    speed_by_level: Annotated[tuple[Percent, ...], Field(min_length=4, max_length=4)] = (80, 100, 115, 130)
    """Working speed at levels 1 to 4, in percent: an effort of e hours takes e * 100 / speed."""
    wip_limit: PositiveCount | None = None
    """Most normal-lane campaigns in progress at once."""
    switching_loss: Count = 0
    """Minutes lost by a person who takes up a step of another job than the one before."""
    multitasking: Annotated[PositiveCount, Field(le=6)] = 1
    """Most steps that a person works on at once; k of them advance at a k-th of the pace each."""
    status_updates: Meeting | None = None
    """A rejected result is noticed only at the next of these updates; at once where there are none."""
    escalation: Escalation | None = None

    def everyone(self) -> tuple[Person, ...]:
        """Named people, then the members of the teams."""
        return (*self.people, *(member for team in self.teams for member in team.members()))
