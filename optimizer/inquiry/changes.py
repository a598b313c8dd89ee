"""What can be changed so that promises can be kept, each with its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class MoveLaunch:
    """A campaign's target becomes later."""

    campaign: str
    days: int


@dataclass(frozen=True, slots=True)
class StartEarlier:
    """Work on a campaign may start earlier."""

    campaign: str
    days: int


@dataclass(frozen=True, slots=True)
class Shrink:
    """A campaign is done with a share of its work less."""

    campaign: str
    tenths: int


@dataclass(frozen=True, slots=True)
class DropCampaign:
    """A campaign does not run."""

    campaign: str


@dataclass(frozen=True, slots=True)
class DropPrerequisite:
    """A campaign no longer waits for another one."""

    campaign: str
    earlier: str


@dataclass(frozen=True, slots=True)
class ShiftLeave:
    """A block of leave is taken some days later, or earlier if ``days`` is negative."""

    person: str
    number: int
    days: int


@dataclass(frozen=True, slots=True)
class ExtendStay:
    """Somebody joins earlier, and departs later, by some days."""

    person: str
    days: int


@dataclass(frozen=True, slots=True)
class AddHelp:
    """Further people with a skill for some weeks, for a share of each day."""

    skill: str
    week: int
    """Counted from the start of the horizon, which is in week 0."""
    weeks: int
    share: float
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Hire:
    """One more person with a skill, for good."""

    skill: str


@dataclass(frozen=True, slots=True)
class Train:
    """Somebody gets a skill, or more of it."""

    person: str
    skill: str
    level: int


@dataclass(frozen=True, slots=True)
class LowerLevel:
    """A stage asks for the lowest level of its skill only."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A stage may be done in any department."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class SmallerTeam:
    """A stage is done by fewer people at once."""

    workflow: str
    stage: str
    fewer: int


@dataclass(frozen=True, slots=True)
class DropReview:
    """Nobody signs a stage."""

    workflow: str
    stage: str


@dataclass(frozen=True, slots=True)
class DropSignature:
    """One of the approvers of a stage does not sign."""

    workflow: str
    stage: str
    approver: str


@dataclass(frozen=True, slots=True)
class Quicken:
    """A sign-off or a wait takes a share of its time less."""

    workflow: str
    stage: str
    tenths: int


@dataclass(frozen=True, slots=True)
class QuickenHandoff:
    """What goes from one department to another takes a share of its time less, and waits for no meeting."""

    source: str
    target: str
    tenths: int


@dataclass(frozen=True, slots=True)
class RaiseWip:
    """More campaigns may be in progress at once."""

    more: int


Change: TypeAlias = (
    MoveLaunch
    | StartEarlier
    | Shrink
    | DropCampaign
    | DropPrerequisite
    | ShiftLeave
    | ExtendStay
    | AddHelp
    | Hire
    | Train
    | LowerLevel
    | OpenPlace
    | SmallerTeam
    | DropReview
    | DropSignature
    | Quicken
    | QuickenHandoff
    | RaiseWip
)
