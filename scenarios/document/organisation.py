"""The organisation: departments, people, skills, approvers, hand-offs."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from scenarios.document.base import DateSpan, Id, Label, PositiveCount, Value
from scenarios.document.calendar import PersonCalendar
from scenarios.document.durations import NO_TIME, Duration
from scenarios.document.workflows import Level
from scenarios.money import Money

RoleKind: TypeAlias = Literal["strategic", "execution", "other"]
Percent: TypeAlias = Annotated[PositiveCount, Field(le=1000)]


class Department(Value):
    """A centre, group or agency."""

    id: Id
    name: Label


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
    calendar: Id | None = None
    leave: tuple[DateSpan, ...] = ()


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
    """Someone who signs. The latency elapses in working time, outside the approver's leave."""

    id: Id
    name: Label
    department: Id | None = None
    latency: Duration
    calendar: Id | None = None
    leave: tuple[DateSpan, ...] = ()


class HandoffBetween(Value):
    """Delay from one department to another, overriding the default."""

    source: Id
    target: Id
    delay: Duration


class Handoff(Value):
    """Working hours between the end of a stage and the readiness of the next one in another department."""

    default: Duration = NO_TIME
    between: tuple[HandoffBetween, ...] = ()


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

    def everyone(self) -> tuple[Person, ...]:
        """Named people, then the members of the teams."""
        return (*self.people, *(member for team in self.teams for member in team.members()))
