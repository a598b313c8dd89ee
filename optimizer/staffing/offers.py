"""The document's options as offers: for whom, at what price, and the people that each of them would make.

A group is people who are alike in everything that counts: skills, department, calendar, leave, first and last day. A
training or a rotation is an offer to every group that it concerns, overtime too; hiring and freelance work need no
group. People who sign as approvers keep their places.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scenarios.document import Freelance, Hiring, Overtime, Person, Rotation, Scenario, Training

Kind: TypeAlias = Literal["hiring", "freelance", "overtime", "training", "rotation"]
Option: TypeAlias = Hiring | Freelance | Overtime | Training | Rotation
KINDS: tuple[Kind, ...] = ("hiring", "freelance", "overtime", "training", "rotation")
WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Group:
    """People who are alike in everything that counts, in the order of the document."""

    people: tuple[Person, ...]

    @property
    def first(self) -> Person:
        """Any of them, for what they have in common."""
        return self.people[0]


@dataclass(frozen=True, slots=True)
class Offer:
    """An option for one group (None: for nobody who is there yet)."""

    kind: Kind
    option: Option
    group: Group | None = None

    @property
    def whole(self) -> bool:
        """Whether it is decided in people; else in hours."""
        return self.kind in {"hiring", "training", "rotation"}

    @property
    def moves(self) -> bool:
        """Whether it takes people from where they are."""
        return self.kind in {"training", "rotation"}


def make_offers(scenario: Scenario) -> tuple[Offer, ...]:
    """All offers, in the order of the document, group by group."""
    groups = make_groups(scenario)
    return tuple(
        Offer(kind, option, group)
        for kind in KINDS
        for option in getattr(scenario.staffing, kind)
        for group in _whom(kind, option, groups)
    )


def make_groups(scenario: Scenario) -> tuple[Group, ...]:
    """Everyone who signs nothing, by what they have in common."""
    signing = {approver.person for approver in scenario.organisation.approvers}
    alike: defaultdict[tuple[object, ...], list[Person]] = defaultdict(list)
    for person in scenario.organisation.everyone():
        if person.id not in signing:
            alike[_likeness(person)].append(person)
    return tuple(Group(tuple(people)) for people in alike.values())


def _likeness(person: Person) -> tuple[object, ...]:
    ramp = (person.ramp_up_weeks, person.ramp_up_speed)
    skills = tuple(sorted(person.skills.items()))
    there = (person.calendar, person.leave, person.joins, person.departs)
    return (person.role, person.kind, person.department, skills, person.cost_per_hour, *there, *ramp)


def _whom(kind: Kind, option: Option, groups: tuple[Group, ...]) -> Iterator[Group | None]:
    if isinstance(option, Hiring | Freelance):
        yield None
        return
    for group in groups:
        if _concerns(kind, option, group):
            yield group


def _concerns(kind: Kind, option: Overtime | Training | Rotation, group: Group) -> bool:
    person = None if isinstance(option, Overtime) else option.person
    if person is None and group.first.role != option.role:
        return False
    if person is not None and person not in {one.id for one in group.people}:
        return False
    if isinstance(option, Training):
        return group.first.skills.get(option.skill, 0) < max(option.levels)
    return kind == "overtime" or group.first.department != option.department  # type: ignore[union-attr]


def earliest(scenario: Scenario, offer: Offer) -> dt.date:
    """The first day on which an offer can begin."""
    today = max(scenario.status_date or scenario.horizon.start, scenario.horizon.start)
    option = offer.option
    lead = option.lead_time_weeks if isinstance(option, Hiring | Freelance) else 0
    return today + lead * WEEK


def begins(scenario: Scenario, offer: Offer, period: int) -> dt.date | None:
    """The day on which an offer begins if it is taken in ``period``; None where that is before it can."""
    horizon, first = scenario.horizon, earliest(scenario, offer)
    if first >= horizon.period_start(period + 1):
        return None
    return max(first, horizon.period_start(period))
