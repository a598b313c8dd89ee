"""Moments at which requests come: at random, or at equal distances; the rate may differ from day to day."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
from scipy.special import pdtr

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY
from simulation.draws import Floats, Identities, Purpose, Stream, identities, identity

DAYS_PER_WEEK = 7


class PoissonArrivals:
    """A Poisson stream: the number of a day is one draw, the moments within the day are one draw each.

    Each factor on the rate has an inverse distribution of its own, and all of them read the same uniform number: more
    requests keep the moments of those that came before on the same day, and other days stay as they were.

    Attributes:
        days: the days with arrivals.
        identity: whose counts are drawn; 0 for urgent requests.
        moment_identities: whose moments are drawn, by day.
        tables: cumulative probabilities of 0, 1, 2, ... requests, one row for each factor.
        table: row of each day.
    """

    def __init__(self, name: str, per_week: float, days: Ints, factors: Floats) -> None:
        self.days = days
        self.identity = np.uint64(identity(name) if name else 0)
        prefix = f"{name}/" if name else ""
        self.moment_identities: Identities = identities(f"{prefix}{day}" for day in days.tolist())
        distinct, rows = np.unique(factors, return_inverse=True)
        self.table: Ints = np.asarray(rows, dtype=np.int64)
        means = per_week / DAYS_PER_WEEK * distinct
        greatest = float(means.max(initial=0.0))
        # Beyond twelve standard deviations and forty nothing is left of the distribution in double precision.
        numbers = np.arange(int(greatest + 12 * greatest**0.5) + 40)
        self.tables: Floats = np.asarray(pdtr(numbers, means[:, None]), dtype=float)

    def moments(self, stream: Stream) -> Ints:
        """Moments of one replication in order, and the number of each request within its day."""
        chances = stream.uniforms(Purpose.URGENT_COUNT, self.identity, self.days)
        counts = np.zeros(len(self.days), dtype=np.int64)
        for row, table in enumerate(self.tables):
            here = self.table == row
            counts[here] = np.searchsorted(table, chances[here])
        days = np.repeat(self.days, counts)
        numbers = np.arange(len(days)) - np.repeat(np.cumsum(counts) - counts, counts)
        who = np.repeat(self.moment_identities, counts)
        within = stream.uniforms(Purpose.URGENT_MOMENT, who, numbers) * MINUTES_PER_DAY
        moments = days * MINUTES_PER_DAY + within.astype(np.int64)
        order = np.lexsort((numbers, moments))
        return np.stack((moments[order], numbers[order]))


class RegularArrivals:
    """The n-th request comes at the first minute by which the rate has added up to n. Nothing is drawn.

    The rate and its factors are taken as they are written, in decimals, and added up without rounding.
    """

    def __init__(self, name: str, per_week: float, days: Ints, factors: Floats) -> None:
        self.name = name
        rate = Fraction(repr(per_week)) / (DAYS_PER_WEEK * MINUTES_PER_DAY)
        self._moments = _regular(rate, days.tolist(), factors.tolist())

    def moments(self, _stream: Stream) -> Ints:
        """Moments in order, and the number of each request within its day; the same in every replication."""
        return self._moments


def _regular(rate: Fraction, days: list[int], factors: list[float]) -> Ints:
    moments: list[int] = []
    due = Fraction(1)
    """Requests still to add up until the next one comes."""
    end = (days[-1] + 1) * MINUTES_PER_DAY if days else 0
    for day, factor in zip(days, factors, strict=True):
        pace = rate * Fraction(repr(factor))
        at = Fraction(day * MINUTES_PER_DAY)
        midnight = at + MINUTES_PER_DAY
        while pace and at + due / pace <= midnight:
            at += due / pace
            due = Fraction(1)
            moments.append(ceil(at))
        due -= (midnight - at) * pace
    kept = np.array([moment for moment in moments if moment < end], dtype=np.int64)
    day_of = kept // MINUTES_PER_DAY
    first = np.searchsorted(day_of, day_of)
    return np.stack((kept, np.arange(len(kept)) - first))
