"""Simultaneous events in an order that is written down: by kind, then job, then step.

SimPy orders by time, priority and insertion; ranks are its priorities, so insertion never decides anything.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, unique

import simpy
from simpy.events import EventPriority

_STEP_BITS = 24
_JOB_BITS = 32
_FIRST_RANK = simpy.events.NORMAL + 1
PAIR = 1 << _STEP_BITS // 2
"""Previews are ordered by this many times the predecessor's index plus the step's."""


@unique
class Rank(IntEnum):
    """Kinds of events in the order in which one instant takes them."""

    END = 0
    """A visit has nothing left to do."""
    READY = 1
    """Hand-offs are through."""
    PREVIEW = 2
    """A step may begin beside its predecessor; the pair stands in place of the step."""
    NOTICE = 3
    """A rejection is noticed at a status update."""
    RELEASE = 4
    CHANGE = 5
    """A change request; its number stands in place of the step."""
    ESCALATE = 6
    ARRIVAL = 7
    """A request of open work."""
    ADMISSION = 8
    """One round of admissions."""
    DISPATCH = 9
    """One round of giving people to steps."""


class Clock(simpy.Environment):
    """A SimPy environment whose time is whole minutes."""

    @property
    def now(self) -> int:
        """The current minute."""
        return int(self._now)


class At(simpy.Event):
    """``action`` is taken at ``moment``, among the events of that moment by its rank, job and step."""

    def __init__(
        self, env: Clock, moment: int, rank: Rank, action: Callable[[], None], job: int = 0, step: int = 0
    ) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        self.callbacks.append(lambda _event: action())
        order = (rank << _JOB_BITS | job) << _STEP_BITS | step
        env.schedule(self, EventPriority(_FIRST_RANK + order), moment - env.now)
