"""Chains of the genetic search side by side: rounds on threads, the best lists handed on between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np

from optimizer.projects.rcpsp.genetic_kernel import adopt, evolve
from optimizer.projects.rcpsp.herd_kernel import ALIVE, BEST, MOST, Herd
from optimizer.projects.rcpsp.packing import Packed
from optimizer.projects.rcpsp.random_kernel import SECOND, Ints

NEVER = 1 << 60
"""The makespan of a place without a list."""
PARENTS = (20, 600)
"""Least and most lists of a chain."""
PARENTS_PER_SCHEDULE = 0.45
"""Lists of a chain, over the square root of the schedules that it will make."""


class Chain:
    """One population and the room in which its schedules are made."""

    def __init__(self, packed: Packed, parents: int, seed: Sequence[int]) -> None:
        self._network = packed.network
        self._room = packed.room()
        size = packed.size
        self._herd = Herd(
            lists=np.zeros(parents * size, np.int64),
            makespan=np.full(parents, NEVER, np.int64),
            mark=np.zeros(parents, np.int64),
            state=np.array([0, 0, parents, NEVER, 0], np.int64),
            best=np.zeros(size, np.int64),
            random=np.random.default_rng(seed).integers(1, SECOND, 2, np.int64),
            child=np.zeros(size, np.int64),
            place=np.zeros(size, np.int64),
            waiting=np.zeros(size, np.int64),
        )

    @property
    def made(self) -> int:
        """Schedules made so far."""
        return int(self._room.made[0])

    @property
    def makespan(self) -> int:
        """The best makespan, in packed units."""
        return int(self._herd.state[BEST])

    @property
    def starts(self) -> Ints:
        """Starts (N,) of the best schedule, in packed order and units."""
        return self._herd.best.copy()

    def run(self, schedules: int, floor: int) -> None:
        """Go on until so many schedules have been made in all, or until one is as short as ``floor``."""
        evolve(self._network, self._room, self._herd, schedules - self.made, floor)

    def adopt(self, order: Ints) -> None:
        """Take in a list from elsewhere."""
        adopt(self._network, self._room, self._herd, order)

    def best_list(self) -> Ints | None:
        """The list of a best parent; None while not all places are taken."""
        state = self._herd.state
        if state[ALIVE] < state[MOST]:
            return None
        size = self._herd.best.size
        first = int(np.argmin(self._herd.makespan)) * size
        return self._herd.lists[first : first + size].copy()


class Chains:
    """All chains of a search."""

    def __init__(self, packed: Packed, count: int, schedules: float, seed: tuple[int, ...]) -> None:
        """Room for chains that will make about ``schedules`` schedules each."""
        least, most = PARENTS
        parents = round(min(most, max(least, PARENTS_PER_SCHEDULE * math.sqrt(schedules))))
        self._packed = packed
        self._chains = [Chain(packed, parents, (*seed, number)) for number in range(count)]
        self._target = 0

    @property
    def count(self) -> int:
        """How many chains there are."""
        return len(self._chains)

    @property
    def made(self) -> int:
        """Schedules made by all chains."""
        return sum(one.made for one in self._chains)

    def best(self) -> tuple[int, tuple[int, ...]]:
        """The best makespan in slots, with its starts by activity of the project."""
        one = min(self._chains, key=lambda chain: chain.makespan)
        return one.makespan * self._packed.unit, self._packed.starts(one.starts)

    @property
    def target(self) -> int:
        """Schedules that each chain was asked for so far."""
        return self._target

    def run(self, executor: Executor, schedules: int, floor: int) -> None:
        """Let each make ``schedules`` more, or one of ``floor`` slots; then hand the best lists on."""
        self._target += schedules
        least = floor // self._packed.unit
        for done in [executor.submit(one.run, self._target, least) for one in self._chains]:
            done.result()
        lists = [one.best_list() for one in self._chains]
        for one, order in zip(self._chains[1:] + self._chains[:1], lists, strict=True):
            if order is not None and len(self._chains) > 1:
                one.adopt(order)

    def adopt(self, starts: Sequence[int]) -> None:
        """Take a schedule from elsewhere into every chain."""
        order = self._packed.list_of(starts)
        for one in self._chains:
            one.adopt(order)
