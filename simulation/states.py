"""What a job and its steps can be in a replication."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from scenarios.outcome import NEVER
from simulation.begun import Begun
from simulation.planned import PlannedStep

NO_STREAM = -1
"""In place of a stream, for planned jobs."""


class Lane(IntEnum):
    """Classes of jobs in the order of dispatch."""

    URGENT = 0
    EXPRESS = 1
    NORMAL = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """What a job is beside its process."""

    lane: Lane
    """Class of dispatch, at first."""
    size: float = 1.0
    """Multiplies every effort."""
    stream: int = NO_STREAM
    """The stream that it is a request of, if it is one."""
    arrival: int = NEVER
    """When the request comes."""
    target: int = 0
    loss_per_day: int = 0
    """What lateness costs, minor units."""
    planned: tuple[PlannedStep, ...] | None = None
    """What is planned for its steps, if dispatch goes by plan."""
    limited: bool = False
    """Whether it counts towards the WIP limit."""
    begun: Begun | None = None
    """What of it is given, if the plan was made while work was under way."""


class State(IntEnum):
    """States of a step."""

    PENDING = 0
    HANDOFF = 1
    """Enabled; hand-offs are under way."""
    WAITING = 2
    """Ready, without people yet."""
    RUNNING = 3
    DONE = 4
    VOID = 5
    """Running, but invalidated."""
    SUSPENDED = 6
    """Its person was called away."""
    HELD = 7
    """Through before its predecessors."""
    REPAIR = 8
    """Through, but held until the defects that it found are repaired."""
    UNNOTICED = 9
    """Rejected, which nobody knows yet."""


UNDER_WAY = frozenset({State.RUNNING, State.SUSPENDED, State.HELD, State.REPAIR, State.UNNOTICED})
"""Begun, valid as far as anybody knows, and not done."""
