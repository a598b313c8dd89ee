"""The event log: what happened, in order, as rows of integers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, unique
from typing import TypeAlias

import numpy as np

from scenarios.arrays import Ints

NOBODY = -1
"""In place of a step, visit or person where a row has none."""

Note: TypeAlias = Callable[..., None]
"""``note(time, kind, job, step, visit, person)``; the last three default to `NOBODY`."""


@unique
class Kind(IntEnum):
    """Kinds of rows. The numbers are part of the log's format."""

    ELIGIBLE = 0
    """A job may be admitted."""
    ADMITTED = 1
    ENABLED = 2
    """The last predecessor of a step is done; hand-offs begin."""
    READY = 3
    STARTED = 4
    """Work: one row for each person. Approval and wait: one row without a person."""
    ENDED = 5
    """The visit's result counts."""
    VOIDED = 6
    """The visit ends, but its result was invalidated while it ran."""
    REJECTED = 7
    """The result of the step is rejected; follows its `ENDED`."""
    RECALLED = 8
    """A step that waited for hand-off or people is pending again."""
    REOPENED = 9
    """A finished step is pending again."""
    CHANGED = 10
    """A change request takes effect; its number stands in place of the visit."""
    LAUNCHED = 11
    COMPLETED = 12
    STRANDED = 13
    """A step cannot go on or end before the calendars end."""
    ESCALATED = 14
    """A job goes with the express lane from now on."""
    SUSPENDED = 15
    """The person of a step is called away."""
    RESUMED = 16
    HELD = 17
    """A step is through, but waits for its predecessors or for repairs."""
    DEFECT = 18
    """A defect is found; step and visit are those that let it pass."""
    ESCAPED = 19
    """A defect passes an accepted result unseen."""
    REFUSED = 20
    """A request finds no room and is lost."""


@dataclass(frozen=True, eq=False)
class EventLog:
    """Rows of (time, kind, job, step, visit, person) in the order of events, and the names behind the numbers."""

    rows: Ints
    """(n, 6)"""
    jobs: tuple[str, ...]
    """Job names: the plan's jobs, then the requests of open work, stream by stream, in order of arrival."""
    steps: tuple[tuple[str, ...], ...]
    """Step names of each job."""
    people: tuple[str, ...]

    def of(self, kind: Kind) -> Ints:
        """The rows of one kind."""
        return np.asarray(self.rows[self.rows[:, 1] == kind])


class Recorder:
    """Collects the rows of one replication."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, ...]] = []

    def note(
        self, time: int, kind: Kind, job: int, step: int = NOBODY, visit: int = NOBODY, person: int = NOBODY
    ) -> None:
        """Add a row."""
        self._rows.append((time, kind, job, step, visit, person))

    def rows(self) -> Ints:
        """All rows, read-only."""
        rows = np.array(self._rows, dtype=np.int64).reshape(-1, 6)
        rows.setflags(write=False)
        return rows


def silent(*_row: int) -> None:
    """A note that is not taken."""
