"""When a search ends: by the clock, or after a number of schedules where the answer must be the same every time."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``deadline`` by the performance counter; ``schedules`` to be made by each chain, unlimited where None."""

    began: float
    deadline: float
    schedules: int | None = None

    @classmethod
    def of(cls, seconds: float, budget: int | None, chains: int) -> Limits:
        """From now on; ``budget`` is shared equally by the chains and makes the clock irrelevant."""
        now = time.perf_counter()
        each = None if budget is None else max(1, budget // chains)
        return cls(now, now + seconds, each)

    def part(self, share: float) -> Limits:
        """The same with a share of the time."""
        return Limits(self.began, self.began + share * (self.deadline - self.began), self.schedules)

    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self.deadline - time.perf_counter())

    def used(self, made: int) -> float:
        """Share used up when each chain has made so many schedules; 1 and above means stop."""
        if self.schedules is not None:
            return made / self.schedules
        return (time.perf_counter() - self.began) / max(self.deadline - self.began, 1e-9)
