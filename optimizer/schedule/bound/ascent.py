"""Prices that make the relaxation's value high: subgradient steps of Polyak's length along a deflected direction.

Camerini, Fratta and Maffioli (1975) for the deflection, Polyak (1969) for the length, with a factor that falls as the
effort is used up. Each step's value is a bound by itself, so that nothing here can make the result wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from optimizer.schedule.bound.layout_kernel import Floats
from optimizer.schedule.bound.relaxation import Prices, Reading, Relaxation

MEMORY = 0.9
"""Share of the last direction that is kept."""
LINK_STEP = 1 / 9
"""Steps of links' prices beside those of work's prices: what links miss is measured in bins, of work in people."""
PATIENCE = 50
"""Steps without a better value after which the search goes back to the best prices."""


class Effort:
    """How much may be done: seconds from now on, and a number of readings."""

    def __init__(self, seconds: float, readings: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._most = readings
        self._clock = clock
        self._start = clock()
        self._done = 0

    def used(self) -> float:
        """Share used up; 1 and above means stop."""
        if self._seconds <= 0 or self._most <= 0:
            return 1.0
        return max((self._clock() - self._start) / self._seconds, self._done / self._most)

    def step(self) -> None:
        """Count one more reading."""
        self._done += 1


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the effort on bins of ``bins`` times the finest; the factor falls from ``first`` to ``last``.

    Links are priced by stretches of ``stretch`` times the finest bin.
    """

    bins: int
    stretch: int
    until: float
    """Share of the effort at which it ends."""
    first: float
    last: float

    def factor(self, begin: float, used: float) -> float:
        """The factor when ``used`` of the effort is used up, of which ``begin`` before the phase."""
        share = min(1.0, (used - begin) / (self.until - begin))
        return float(self.first * (self.last / self.first) ** share)


PHASES = (
    Phase(bins=10, stretch=10, until=0.4, first=2.0, last=0.3),
    Phase(bins=5, stretch=5, until=0.6, first=0.5, last=0.25),
    Phase(bins=1, stretch=5, until=1.0, first=0.4, last=0.01),
)


@dataclass(frozen=True, slots=True)
class Ascent:
    """Climbs on one relaxation. ``target`` is a value that the relaxation cannot exceed: what some schedule loses."""

    relaxation: Relaxation
    target: float
    weights: Floats
    """(X, 1) steps of each link relative to the others."""
    threads: Executor | None
    goes_on: Callable[[float], bool]
    """Asked after each reading with the best value so far."""

    def climb(self, prices: Prices, phase: Phase, effort: Effort) -> tuple[Prices, float]:
        """The best prices found from ``prices`` on until the phase ends, and their value."""
        begin = effort.used()
        best, value, stalled = prices, -np.inf, 0
        direction = Prices(np.zeros_like(prices.work), np.zeros_like(prices.links))
        while True:
            reading = self.relaxation.read(prices, self.threads)
            effort.step()
            stalled += 1
            if reading.value > value:
                best, value, stalled = prices, reading.value, 0
            used = effort.used()
            if used >= phase.until or not self.goes_on(value):
                return best, float(value)
            if stalled > PATIENCE:
                prices, stalled = best, 0
                direction = Prices(np.zeros_like(prices.work), np.zeros_like(prices.links))
                continue
            direction = self._deflect(reading.excess, prices, direction)
            prices = self._move(prices, direction, reading, phase.factor(begin, used))

    @staticmethod
    def _deflect(excess: Prices, prices: Prices, last: Prices) -> Prices:
        """The supergradient, where it leads to prices of zero and above, and what is kept of the last direction."""
        work = np.where((prices.work <= 0) & (excess.work < 0), 0.0, excess.work)
        links = np.where((prices.links <= 0) & (excess.links < 0), 0.0, excess.links)
        return Prices(work + MEMORY * last.work, links + MEMORY * last.links)

    def _move(self, prices: Prices, direction: Prices, reading: Reading, factor: float) -> Prices:
        scale = LINK_STEP * self.weights
        square = float((direction.work**2).sum() + (scale * direction.links**2).sum())
        length = factor * (self.target - reading.value) / square if square > 0 else 0.0
        return Prices(
            np.maximum(0.0, prices.work + length * direction.work),
            np.maximum(0.0, prices.links + length * scale * direction.links),
        )
