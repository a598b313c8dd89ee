"""The draws of the steps of many jobs: durations and coins by job, step and visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulation.draws import Floats, Identities, Stream, identities
from simulation.processes import ProcessBlueprint

Sampler = Callable[[Floats], Floats]
"""Uniform numbers of shape (..., n) to hours of the same shape."""


class UniformRows:
    """Uniform numbers of many variates by visit, made for all of them when one is first asked for."""

    def __init__(self, stream: Stream, purposes: ArrayLike, who: Identities) -> None:
        self._stream, self._purposes, self._who = stream, purposes, who
        self._rows: list[Floats] = []

    def __getitem__(self, visit: int) -> Floats:
        while visit >= len(self._rows):
            self._rows.append(self._stream.uniforms(self._purposes, self._who, len(self._rows)))
        return self._rows[visit]


class StepDraws:
    """The draws of one job in one replication; variates and coins are numbered within its process.

    Uniform numbers become hours for first visits all at once (`first_hours`), for later ones when the job comes to
    them: most never do.
    """

    __slots__ = ("_coins", "_coins_from", "_first", "_hours", "_process", "_uniforms")

    def __init__(
        self,
        process: ProcessBlueprint,
        first_hours: list[float],
        uniforms: UniformRows,
        first: int,
        coins: UniformRows,
        coins_from: int,
    ) -> None:
        self._process, self._hours = process, [first_hours]
        self._uniforms, self._first = uniforms, first
        self._coins, self._coins_from = coins, coins_from

    def hours(self, variate: int, visit: int) -> float:
        """A duration of a visit."""
        while visit >= len(self._hours):
            row = self._uniforms[len(self._hours)]
            own = row[self._first : self._first + len(self._process.variates)]
            self._hours.append(self._process.sampler(own).tolist())
        return self._hours[visit][variate]

    def coin(self, coin: int, visit: int) -> float:
        """A uniform number that decides something by chance at a visit: rejection, reuse, escape."""
        return float(self._coins[visit][self._coins_from + coin])


@dataclass(frozen=True)
class DrawPlan:
    """All step draws of a set of jobs: their purposes and identities, and how hours follow from uniform numbers."""

    processes: tuple[ProcessBlueprint, ...]
    purposes: Identities
    variates: Identities
    coin_purposes: Identities
    coins: Identities
    sampler: Sampler
    """Hours of the variates of all jobs, one job after the other."""

    def draws(self, stream: Stream) -> list[StepDraws]:
        """The draws of each job in one replication."""
        uniforms = UniformRows(stream, self.purposes, self.variates)
        coins = UniformRows(stream, self.coin_purposes, self.coins)
        hours = self.sampler(uniforms[0]).tolist()
        draws = []
        variate = coin = 0
        for process in self.processes:
            last = variate + len(process.variates)
            draws.append(StepDraws(process, hours[variate:last], uniforms, variate, coins, coin))
            variate, coin = last, coin + len(process.coins)
        return draws


def draw_plan(names: Sequence[str], processes: Sequence[ProcessBlueprint], sampler: Sampler) -> DrawPlan:
    """The draws of jobs, each under its name.

    Args:
        names: what each job is called for good: the paths of its draws begin with it.
        processes: the process of each job.
        sampler: hours of all variates, jobs one after the other.
    """
    owned = list(zip(names, processes, strict=True))
    return DrawPlan(
        processes=tuple(processes),
        purposes=np.array([one.purpose for process in processes for one in process.variates], np.uint64),
        variates=identities(f"{name}/{one.path}" for name, process in owned for one in process.variates),
        coin_purposes=np.array([one.purpose for process in processes for one in process.coins], np.uint64),
        coins=identities(f"{name}/{one.path}" for name, process in owned for one in process.coins),
        sampler=sampler,
    )
