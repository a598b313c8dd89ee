"""The shortest schedule of a project: bounds, compiled list search, and a proof where there is one to be had."""

from __future__ import annotations

import functools
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from optimizer.projects.rcpsp.bounds import destructive_bound, simple_bound
from optimizer.projects.rcpsp.chains import Chains
from optimizer.projects.rcpsp.packing import Packed, pack
from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.proof import Effort, prove
from optimizer.projects.rcpsp.result import ProjectSchedule
from optimizer.projects.rcpsp.search import Search
from scenarios.compiled import AVAILABLE
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent

CHAINS = 2
"""Chains of a search by budget, whatever the number of threads."""
PLACEMENTS_PER_SECOND = 25_000_000 if AVAILABLE else 100_000
"""Activities placed a second, roughly: how large the populations are to be is all that hangs on it."""
FIRST_SHARE, FIRST_PART = 0.1, 10
"""Share of the time, and part of the budget, for the list search before bounds and solver are asked."""
PROOF_SHARES = ((40, 0.85), (80, 0.4), (150, 0.1))
"""Share of what is then left for the solver, by the most activities to which it applies; none beyond them."""


def solve(
    project: Project,
    *,
    seconds: float = 10.0,
    workers: int = 2,
    seed: int = 1,
    budget: int | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> ProjectSchedule:
    """The shortest schedule of ``project`` found within a limit, verified, with a proven bound.

    By the clock, ``workers`` threads search and prove for ``seconds`` (compiling, once for each version, comes before
    the clock starts). With a ``budget`` of schedules the clock is not asked and the solver is left out: the same
    project, seed and budget give the same schedule for any number of threads.

    Raises:
        UserError: durations that add up to more slots than the search can hold.
        Cancellation: ``cancelled`` said so.
    """
    if not project.size:
        return ProjectSchedule((), 0, 0, 0)
    warm_up()
    packed, ends = pack(project), time.perf_counter() + seconds
    count = CHAINS if budget is not None else max(CHAINS, workers)
    expected = PLACEMENTS_PER_SECOND * seconds * min(workers, count) / packed.size
    each = (expected if budget is None else budget) / count
    with ThreadPoolExecutor(min(workers, count)) as executor:
        search = Search(packed, Chains(packed, count, each, seed), executor, simple_bound(project))
        run = _Run(packed, search, workers, seed, progress, cancelled)
        if budget is None:
            run.by_clock(ends)
        else:
            run.by_budget(budget)
    return search.result()


@dataclass(frozen=True, slots=True)
class _Run:
    packed: Packed
    search: Search
    workers: int
    seed: int
    progress: Progress
    cancelled: Cancelled

    def by_clock(self, ends: float) -> None:
        """List search, bound, solver, and list search again until ``ends`` by the performance counter."""
        began = time.perf_counter()

        def tell() -> None:
            self._tell((time.perf_counter() - began) / max(ends - began, 1e-9))

        self.search.run_for(FIRST_SHARE * (ends - began), tell)
        self._raise_bound()
        share = next((share for most, share in PROOF_SHARES if self.packed.size <= most), 0.0)
        left = ends - time.perf_counter()
        if not self.search.is_proven and share * left > 0:
            self._prove(share * left)
            tell()
        left = ends - time.perf_counter()
        if left > 0:
            self.search.run_for(left, tell)

    def by_budget(self, budget: int) -> None:
        """List search through a number of schedules, with the bound that needs no solver."""

        def tell() -> None:
            self._tell(self.search.made / budget)

        self.search.run_through(budget // FIRST_PART, tell)
        self._raise_bound()
        self.search.run_through(budget, tell)

    def _tell(self, share: float) -> None:
        if self.cancelled():
            raise Cancellation
        values = {"makespan": self.search.makespan, "bound": self.search.bound}
        self.progress(min(1.0, share), Message("projects.search", values))

    def _raise_bound(self) -> None:
        if not self.search.is_proven:
            search = self.search
            search.bound = destructive_bound(self.packed, search.bound, search.makespan)

    def _prove(self, seconds: float) -> None:
        effort = Effort(seconds, self.workers, self.seed)
        search = self.search
        found = prove(self.packed.project, search.starts, search.bound, effort, self.cancelled)
        search.bound = found.bound
        if found.starts is not None:
            search.offer(found.starts)


@functools.cache
def warm_up() -> None:
    """Compile every kernel, or fetch its machine code, so that no time limit is spent on it."""
    if not AVAILABLE:
        return
    packed = pack(Project("warm-up", (1,), (1, 1), ((1,), (1,)), ((), ())))
    with ThreadPoolExecutor(1) as executor:
        Search(packed, Chains(packed, 2, 1, 1), executor, 0).run_through(200, lambda: None)
    destructive_bound(packed, 1, 2)
