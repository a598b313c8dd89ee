"""Urgent requests: a Poisson stream over the window, drawn day by day (rule 13)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import pdtr

from scenarios.document.horizon import MINUTES_PER_DAY
from simulation.draws import Floats, Purpose, Stream, identities
from simulation.processes import ProcessBlueprint
from simulation.step_draws import StepDraws, draw_plan

DAYS_PER_WEEK = 7


class Arrival(NamedTuple):
    """An urgent request: when it comes, under which name it is drawn for."""

    moment: int
    name: str


class UrgentStream:
    """Requests at a rate per week, at any hour of any day of the window.

    The number of a day is one draw, the moments within the day one draw each.
    """

    def __init__(self, process: ProcessBlueprint, per_week: float, window: tuple[int, int]) -> None:
        self.process = process
        self._days = np.arange(window[0] // MINUTES_PER_DAY, window[1] // MINUTES_PER_DAY)
        mean = per_week / DAYS_PER_WEEK
        # Beyond twelve standard deviations and forty nothing is left of the distribution in double precision.
        self._distribution = np.asarray(pdtr(np.arange(int(mean + 12 * mean**0.5) + 40), mean), dtype=float)

    def arrivals(self, stream: Stream) -> list[Arrival]:
        """The requests of one replication in the order in which they come."""
        chances = stream.uniforms(Purpose.URGENT_COUNT, 0, self._days)
        counts = np.searchsorted(self._distribution, chances)
        days = np.repeat(self._days, counts)
        numbers = np.arange(len(days)) - np.repeat(np.cumsum(counts) - counts, counts)
        who = identities(str(day) for day in self._days.tolist())
        within = stream.uniforms(Purpose.URGENT_MOMENT, np.repeat(who, counts), numbers) * MINUTES_PER_DAY
        moments = days * MINUTES_PER_DAY + within.astype(np.int64)
        order = np.lexsort((numbers, moments))
        return [
            Arrival(moment, f"@urgent/{day}/{number}")
            for moment, day, number in zip(
                moments[order].tolist(), days[order].tolist(), numbers[order].tolist(), strict=True
            )
        ]

    def draws(self, arrivals: list[Arrival], stream: Stream) -> list[StepDraws]:
        """The draws of each request."""
        width = len(self.process.variates)

        def sample(uniforms: Floats) -> Floats:
            return self.process.sampler(uniforms.reshape(len(arrivals), width)).ravel()

        names = [arrival.name for arrival in arrivals]
        return draw_plan(names, [self.process] * len(arrivals), sample).draws(stream)
