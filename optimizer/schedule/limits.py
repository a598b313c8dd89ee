"""How long a search may take: by the clock, or by counted work where the answer must be the same every time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, TypeAlias

from scenarios.document.settings import SolverSettings

Clock: TypeAlias = Callable[[], float]
"""Seconds since some fixed moment."""

RESERVE = 0.05
"""Share of the time limit kept for what follows the search."""
PLACEMENTS_PER_SECOND = 25_000
"""Counted work that stands for a second of local search when the clock is not asked."""
SOLVER_UNITS_PER_SECOND = 0.2
"""The same for the solver's deterministic clock: one of its units takes about five seconds on these models."""


class Budget(Protocol):
    """A share of the search."""

    def used(self) -> float:
        """Share used up; 1 and above means stop."""
        ...

    def spend(self, placements: int) -> None:
        """Count tasks that were placed."""
        ...


class TimeBudget:
    """Seconds by the clock, from now on."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._start = clock()

    def used(self) -> float:
        return (self._clock() - self._start) / self._seconds if self._seconds > 0 else 1.0

    def spend(self, placements: int) -> None:
        """The clock counts by itself."""


class WorkBudget:
    """A fixed number of placements."""

    def __init__(self, placements: int) -> None:
        self._placements = placements
        self._spent = 0

    def used(self) -> float:
        return self._spent / self._placements if self._placements > 0 else 1.0

    def spend(self, placements: int) -> None:
        self._spent += placements


class Limits:
    """The time limit of one schedule, less a reserve, counted from its construction."""

    def __init__(self, settings: SolverSettings, clock: Clock = time.monotonic) -> None:
        self.deterministic = settings.deterministic
        self.workers = 1 if settings.deterministic else settings.workers
        self._seconds = settings.schedule_seconds
        self._clock = clock
        self._end = clock() + settings.schedule_seconds * (1 - RESERVE)

    def seconds(self) -> float:
        """What is left by the clock."""
        return max(0.0, self._end - self._clock())

    def solver_units(self, share: float) -> float:
        """A share of the whole limit by the solver's deterministic clock."""
        return share * self._seconds * SOLVER_UNITS_PER_SECOND

    def budget(self, share: float) -> Budget:
        """A share of what is left by the clock, or of the whole limit in counted work, for local search."""
        if self.deterministic:
            return WorkBudget(round(share * self._seconds * PLACEMENTS_PER_SECOND))
        return TimeBudget(share * self.seconds(), self._clock)

    def expired(self) -> bool:
        """Whether no time is left; never by counted work."""
        return not self.deterministic and self._clock() >= self._end
