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
MOVES_PER_SECOND = 20_000
"""Moves of each chain that stand for a second of local search when the clock is not asked."""
CHAINS = 2
"""Chains of a search by counted moves, on however many threads."""
SOLVER_UNITS_PER_SECOND = 0.2
"""The same for the solver's deterministic clock: one of its units takes about five seconds on these models."""


STEPS = 25
"""Pieces of a budget between which progress is told and chains may meet."""
MOST_MOVES_A_STEP = 1_000
FIRST_MOVES = 50
SECONDS_A_STEP = 0.1
FASTER = 4.0
"""By how much at most the number of moves by the clock grows from step to step."""
TINY = 1e-9


class Budget(Protocol):
    """A share of the search."""

    def used(self) -> float:
        """Share used up; 1 and above means stop."""
        ...

    def next_moves(self, used: float) -> tuple[int, float]:
        """How many moves (at least 1) each chain is to make now, and the share used up after them."""
        ...

    def spend(self, moves: int, seconds: float) -> None:
        """Count moves that each chain has made, the slowest of them in so many seconds of work."""
        ...


class TimeBudget:
    """Seconds by the clock, from now on."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._start = clock()
        self._moves = FIRST_MOVES

    def used(self) -> float:
        return (self._clock() - self._start) / self._seconds if self._seconds > 0 else 1.0

    def next_moves(self, used: float) -> tuple[int, float]:
        return self._moves, used + self._step() / self._seconds

    def spend(self, moves: int, seconds: float) -> None:
        self._moves = max(1, round(moves * min(FASTER, self._step() / max(seconds, TINY))))

    def _step(self) -> float:
        """Seconds until chains meet or progress is told."""
        return min(self._seconds / STEPS, SECONDS_A_STEP)


class WorkBudget:
    """A fixed number of moves."""

    def __init__(self, moves: int) -> None:
        self._moves = moves
        self._made = 0

    def used(self) -> float:
        return self._made / self._moves if self._moves > 0 else 1.0

    def next_moves(self, used: float) -> tuple[int, float]:
        step = min(MOST_MOVES_A_STEP, -(-self._moves // STEPS), self._moves - self._made)
        return step, used + step / self._moves

    def spend(self, moves: int, seconds: float) -> None:
        self._made += moves


class Limits:
    """The time limit of one schedule, less a reserve, counted from its construction."""

    def __init__(self, settings: SolverSettings, clock: Clock = time.monotonic) -> None:
        self.deterministic = settings.deterministic
        self.threads = settings.workers
        self.workers = 1 if settings.deterministic else settings.workers
        self.chains = CHAINS if settings.deterministic else settings.workers
        self._seconds = settings.schedule_seconds
        self._clock = clock
        self._end = clock() + settings.schedule_seconds * (1 - RESERVE)

    @property
    def whole(self) -> float:
        """The time limit in seconds, reserve included."""
        return self._seconds

    def seconds(self) -> float:
        """What is left by the clock."""
        return max(0.0, self._end - self._clock())

    def solver_units(self, share: float) -> float:
        """A share of the whole limit by the solver's deterministic clock."""
        return share * self._seconds * SOLVER_UNITS_PER_SECOND

    def budget(self, share: float) -> Budget:
        """A share of what is left by the clock, or of the whole limit in counted moves, for local search."""
        if self.deterministic:
            return WorkBudget(round(share * self._seconds * MOVES_PER_SECOND))
        return TimeBudget(share * self.seconds(), self._clock)

    def expired(self) -> bool:
        """Whether no time is left; never by counted work."""
        return not self.deterministic and self._clock() >= self._end
