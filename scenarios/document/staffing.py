"""Staffing: how the team may be changed, and what that costs. Nothing is offered unless the document says so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import (
    Count,
    Flag,
    Fraction,
    Id,
    Label,
    NonNegative,
    Positive,
    PositiveCount,
    Value,
)
from scenarios.document.workflows import Level
from scenarios.money import Money

RampSpeed = Annotated[PositiveCount, Field(le=100)]


class Hiring(Value):
    """Permanent positions of a role that may be filled. Who is hired stays to the end of the horizon."""

    id: Id
    name: Label
    role: Id
    skills: dict[Id, Level] = {}
    """Skills of whoever is hired; those of the first person with the role where left out."""
    department: Id | None = None
    """Where whoever is hired works; with the first person of the role where left out."""
    cost: Money = 0
    """Of finding and equipping one person."""
    monthly_salary: Money = 0
    """All that a person costs in a month."""
    lead_time_weeks: Count = 8
    """Weeks from the status date to the earliest first day."""
    ramp_up_weeks: Count = 4
    ramp_up_speed: RampSpeed = 50
    """Percent of the usual speed in the first ``ramp_up_weeks``."""
    most: Annotated[PositiveCount, Field(le=200)] = 3
    """Most people hired in all."""
    most_per_period: PositiveCount | None = None
    """Most people who join in one period."""


class Freelance(Value):
    """Hours of freelancers or of an agency, by the hour."""

    id: Id
    name: Label
    skills: Annotated[dict[Id, Level], Field(min_length=1)]
    department: Id
    cost_per_hour: Money = 0
    hours_per_month: Annotated[Positive, Field(le=20_000)] = 160.0
    """Most hours in a month; a period has its share by its length."""
    lead_time_weeks: Count = 1
    """Weeks from the status date to the earliest first day."""


class Overtime(Value):
    """Hours beyond the calendar by the people of a role, on the evenings of working days."""

    id: Id
    name: Label
    role: Id
    premium: NonNegative = 0.5
    """On top of the cost per hour, as a share of it."""
    most: Annotated[Fraction, Field(gt=0, le=0.5)] = 0.1
    """Most overtime in a period, as a share of the hours that the calendar has in it."""


class Training(Value):
    """Cross-training: people learn another skill beside their work."""

    id: Id
    name: Label
    role: Id | None = None
    """Anyone with this role may be trained ..."""
    person: Id | None = None
    """... or one person."""
    skill: Id
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=4)] = (1, 2)
    """The learning curve: level of the skill after the training, then after each ``practice_weeks``."""
    practice_weeks: PositiveCount = 8
    cost: Money = 0
    """For one person."""
    hours: NonNegative = 40.0
    """Working hours that the training takes of one person."""
    weeks: PositiveCount = 4
    """Weeks over which those hours are spread."""
    most: PositiveCount = 2
    """Most people trained."""

    @model_validator(mode="after")
    def _somebody(self) -> Training:
        _role_or_person(self.role, self.person)
        return self


class Rotation(Value):
    """People move to another department and stay there."""

    id: Id
    name: Label
    role: Id | None = None
    """Anyone with this role may move ..."""
    person: Id | None = None
    """... or one person."""
    department: Id
    """Where they move."""
    cost: Money = 0
    """For one person."""
    weeks: Count = 1
    """Weeks of handing over and settling in, without work for either department."""
    most: PositiveCount = 2
    """Most people who move."""

    @model_validator(mode="after")
    def _somebody(self) -> Rotation:
        _role_or_person(self.role, self.person)
        return self


class Staffing(Value):
    """What may be done about the team."""

    hiring: tuple[Hiring, ...] = ()
    freelance: tuple[Freelance, ...] = ()
    overtime: tuple[Overtime, ...] = ()
    training: tuple[Training, ...] = ()
    rotation: tuple[Rotation, ...] = ()
    budget: Money | None = None
    """Most that all of it may cost."""
    shared_budget: Flag = False
    """Whether it is paid out of the budget for campaigns too."""
    strategic_share_min: Fraction = 0.1
    """Least share of strategic people in the team, for the remark on the talent mix."""
    execution_share_max: Fraction = 0.6
    """Most share of executing people in the team, for the same remark."""

    @property
    def offered(self) -> bool:
        """Whether anything may be done at all."""
        return bool(self.hiring or self.freelance or self.overtime or self.training or self.rotation)


def _role_or_person(role: str | None, person: str | None) -> None:
    if (role is None) == (person is None):
        raise PydanticCustomError("staffing_whom", "name either a role or a person")
