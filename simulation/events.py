"""Simultaneous events in an order that is written down: by kind, then job, then step.

SimPy orders by time, priority and insertion; ranks are its priorities, so insertion never decides anything.
"""

from __future__ import annotations

from enum import IntEnum, unique

import simpy
from simpy.events import EventPriority

_STEP_BITS = 16
_JOB_BITS = 32
_FIRST_RANK = simpy.events.NORMAL + 1
"""After what processes say to one another within an instant (starts, grants, launches)."""


@unique
class Rank(IntEnum):
    """Kinds of events in the order in which one instant takes them."""

    END = 0
    """A step ends."""
    READY = 1
    """Hand-offs are through."""
    RELEASE = 2
    CHANGE = 3
    """A change request; its number stands in place of the step."""
    ARRIVAL = 4
    """An urgent request."""
    ADMISSION = 5
    """One round of admissions."""
    DISPATCH = 6
    """One round of giving people to steps."""


class Clock(simpy.Environment):
    """A SimPy environment whose time is whole minutes."""

    @property
    def now(self) -> int:
        """The current minute."""
        return int(self._now)


class At(simpy.Event):
    """Happens at ``moment``, among the events of that moment by its rank."""

    def __init__(self, env: Clock, moment: int, rank: Rank, job: int = 0, step: int = 0) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        order = (rank << _JOB_BITS | job) << _STEP_BITS | step
        env.schedule(self, EventPriority(_FIRST_RANK + order), moment - env.now)
