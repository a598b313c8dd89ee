"""How long the search may go on: by the clock, or by counted moves where the answer must be the same every time."""

from __future__ import annotations

import time

from optimizer.schedule.limits import Limits
from scenarios.document.settings import SolverSettings

MOVES_PER_SECOND = 1_000
"""Counted moves that stand for a second."""


class Effort:
    """A share of what the limits leave, from now on."""

    def __init__(self, settings: SolverSettings, limits: Limits, share: float) -> None:
        self._moves = round(share * settings.schedule_seconds * MOVES_PER_SECOND)
        self._by_moves = settings.deterministic
        self._made = 0
        self._seconds = share * limits.seconds()
        self._start = time.monotonic()

    def used(self) -> float:
        """Share used up; 1 and above means stop."""
        if self._by_moves:
            return self._made / self._moves if self._moves else 1.0
        return (time.monotonic() - self._start) / self._seconds if self._seconds > 0 else 1.0

    def spend(self, moves: int) -> None:
        """Count moves."""
        self._made += moves
