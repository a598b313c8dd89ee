"""What may be to blame: facts of a document, each of which can be imagined away on its own.

Imagining a fact away only ever leaves more room, so that the sets of facts under which promises can be kept are closed
under taking facts away. That is what makes smallest conflicts well defined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Promise:
    """A campaign is to launch by its target; without it, it comes whenever it may, if anything else needs it at all."""

    campaign: str


@dataclass(frozen=True, slots=True)
class Release:
    """Work on a campaign may not start before a day."""

    campaign: str


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A campaign waits for the launch of another one."""

    campaign: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A block of somebody's leave, by its place among the person's blocks."""

    person: str
    number: int


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody joins late or departs early."""

    person: str


@dataclass(frozen=True, slots=True)
class Headcount:
    """No more people have a skill than there are; without it, every piece of work has people of its own."""

    skill: str


@dataclass(frozen=True, slots=True)
class Level:
    """A stage asks for more than the lowest level of its skill."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class Place:
    """A stage is done in one department only."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class TeamSize:
    """A stage needs several people at once; without it, one."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class Review:
    """A stage is signed by one approver or several, and that takes its time."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class Wait:
    """A stage waits for somebody outside."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """What goes from one department to another arrives later."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class WipLimit:
    """No more campaigns are in progress at once than the limit says."""


Fact: TypeAlias = (
    Promise
    | Release
    | Prerequisite
    | Leave
    | Stay
    | Headcount
    | Level
    | Place
    | TeamSize
    | Review
    | Wait
    | Handoff
    | WipLimit
)

KINDS: tuple[type[Fact], ...] = (
    Promise,
    Handoff,
    Wait,
    Stay,
    Place,
    TeamSize,
    Level,
    Leave,
    Review,
    Prerequisite,
    Release,
    WipLimit,
    Headcount,
)
"""In the order in which a filter tries to do without them: what makes the work smaller first."""
