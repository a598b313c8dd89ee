"""The list search under a limit, with the best schedule so far and what is proven about it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor

from optimizer.projects.rcpsp.chains import Chains
from optimizer.projects.rcpsp.check import check
from optimizer.projects.rcpsp.packing import Packed
from optimizer.projects.rcpsp.result import ProjectSchedule
from scenarios.compiled import AVAILABLE

ROUND = 3_000_000 if AVAILABLE else 20_000
"""Activities that each chain places in a round: about a tenth of a second."""
FIRST_ROUND = 8
"""By how much the first round is shorter: it tells how fast the machine is."""


class Search:
    """Chains at work on a project. Whatever finds a schedule or a bound reports it here."""

    def __init__(self, packed: Packed, chains: Chains, executor: Executor, bound: int) -> None:
        self._packed = packed
        self._chains = chains
        self._executor = executor
        self._target = 0
        self._makespan = 0
        self._starts: tuple[int, ...] | None = None
        self.bound = bound

    @property
    def starts(self) -> tuple[int, ...]:
        """Starts of the shortest schedule so far, which the search has to have made."""
        if self._starts is None:
            message = "no schedule has been made yet"
            raise RuntimeError(message)
        return self._starts

    @property
    def makespan(self) -> int:
        """Slots of the shortest schedule so far."""
        return self._makespan

    @property
    def made(self) -> int:
        """Schedules made so far."""
        return self._chains.made

    @property
    def is_proven(self) -> bool:
        """Whether the shortest schedule so far is as short as can be."""
        return self._starts is not None and self._makespan == self.bound

    def run_for(self, seconds: float, tell: Callable[[], None]) -> None:
        """Search for some seconds by the clock, or until the bound is reached."""
        ends, most = time.perf_counter() + seconds, math.ceil(ROUND / self._packed.size)
        quota = math.ceil(most / FIRST_ROUND)
        while not self.is_proven:
            began = time.perf_counter()
            self._round(quota)
            tell()
            now = time.perf_counter()
            left = ends - now
            if left <= 0:
                return
            quota = max(1, min(most, math.ceil(quota * left / (now - began))))

    def run_through(self, schedules: int, tell: Callable[[], None]) -> None:
        """Search until each chain has made its part of ``schedules``, or until the bound is reached."""
        each, most = math.ceil(schedules / self._chains.count), math.ceil(ROUND / self._packed.size)
        while not self.is_proven and self._target < each:
            self._round(min(most, each - self._target))
            tell()

    def offer(self, starts: Sequence[int]) -> None:
        """Take a schedule from elsewhere, if it is shorter.

        Raises:
            RuntimeError: it is no schedule of the project.
        """
        self._keep(tuple(starts))
        self._chains.adopt(starts)

    def result(self) -> ProjectSchedule:
        """The shortest schedule so far."""
        return ProjectSchedule(self.starts, self._makespan, self.bound, self.made)

    def _round(self, quota: int) -> None:
        self._target += quota
        self._chains.run(self._executor, self._target, self.bound)
        makespan, starts = self._chains.best()
        if self._starts is None or makespan < self._makespan:
            self._keep(starts)

    def _keep(self, starts: tuple[int, ...]) -> None:
        project = self._packed.project
        if faults := check(project, starts):
            message = "; ".join(one.render("en") for one in faults)
            raise RuntimeError(message)
        makespan = project.makespan(starts)
        if self._starts is None or makespan < self._makespan:
            self._starts, self._makespan = starts, makespan
