"""The list search under a limit, with the best schedule so far and what is proven about it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Executor

from optimizer.projects.rcpsp.chains import Chains
from optimizer.projects.rcpsp.check import check
from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.result import ProjectSchedule
from scenarios.compiled import AVAILABLE

ROUND = 3_000_000
"""Activities that each chain places in a round: about a tenth of a second where code is compiled."""
FIRST_ROUND = 16 if AVAILABLE else 2000
"""By how much the first round by the clock is shorter: it tells how fast the machine is."""
LONGEST_ROUND = 0.25
"""Seconds of a round by the clock."""


class Search:
    """The best schedule of a project so far. Whatever finds a schedule or a bound reports it here."""

    def __init__(self, project: Project, executor: Executor, bound: int, tell: Callable[[], None]) -> None:
        self._project = project
        self._executor = executor
        self._tell = tell
        self._most = math.ceil(ROUND / project.size)
        self._makespan = 0
        self._starts: tuple[int, ...] | None = None
        self.bound = bound
        self.made = 0
        """Schedules made so far."""

    @property
    def starts(self) -> tuple[int, ...]:
        """Starts of the shortest schedule so far, which must have been made."""
        if self._starts is None:
            message = "no schedule has been made yet"
            raise RuntimeError(message)
        return self._starts

    @property
    def makespan(self) -> int:
        """Slots of the shortest schedule so far."""
        return self._makespan

    @property
    def is_proven(self) -> bool:
        """Whether the shortest schedule so far is as short as can be."""
        return self._starts is not None and self._makespan == self.bound

    def run_for(self, chains: Chains, seconds: float) -> float:
        """Search by the clock, or until the bound is reached; schedules made a second."""
        began, made = time.perf_counter(), self.made
        quota = math.ceil(self._most / FIRST_ROUND)
        while not self.is_proven:
            before = time.perf_counter()
            self._round(chains, quota)
            now = time.perf_counter()
            left = began + seconds - now
            if left <= 0:
                break
            rate = quota / (now - before)
            quota = max(1, min(self._most, math.ceil(rate * min(left, LONGEST_ROUND))))
        return (self.made - made) / max(1e-9, time.perf_counter() - began)

    def run_through(self, chains: Chains, schedules: int) -> None:
        """Search until each chain has made its part of ``schedules``, or until the bound is reached."""
        each = math.ceil(schedules / chains.count)
        while not self.is_proven and chains.target < each:
            self._round(chains, min(self._most, each - chains.target))

    def keep(self, starts: tuple[int, ...]) -> None:
        """Take a schedule, if it is shorter.

        Raises:
            RuntimeError: it is no schedule of the project.
        """
        if faults := check(self._project, starts):
            message = "; ".join(one.render("en") for one in faults)
            raise RuntimeError(message)
        makespan = self._project.makespan(starts)
        if self._starts is None or makespan < self._makespan:
            self._starts, self._makespan = starts, makespan

    def result(self) -> ProjectSchedule:
        """The shortest schedule so far."""
        return ProjectSchedule(self.starts, self._makespan, self.bound, self.made)

    def _round(self, chains: Chains, quota: int) -> None:
        before = chains.made
        chains.run(self._executor, quota, self.bound)
        self.made += chains.made - before
        makespan, starts = chains.best()
        if self._starts is None or makespan < self._makespan:
            self.keep(starts)
        self._tell()
