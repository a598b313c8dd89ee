"""The shortest schedule of a project: bounds, compiled list search, and a proof where there is one to be had."""

from __future__ import annotations

import functools
import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

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
PILOT_SHARE = 0.04
"""Share of the time for small populations: they tell how fast schedules are made, and solve what is easy."""
BOUND_SHARE = 0.1
"""Share of the time after which no further makespan is refuted."""
FIRST_SHARE, FIRST_PART = 0.1, 10
"""Share of the time, and part of the budget, for the list search before the solver, or the bound, is asked."""
PROOF_SHARES = ((40, 0.85), (80, 0.4), (150, 0.05))
"""Share of what is then left for the solver, by the most activities to which it applies; none beyond them."""
LEAST_PROOF = 0.005
"""Seconds for each activity below which the solver would hardly have read the model."""


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
    began = time.perf_counter()

    def tell() -> None:
        if cancelled():
            raise Cancellation
        share = (time.perf_counter() - began) / max(seconds, 1e-9) if budget is None else search.made / budget
        values = {"makespan": search.makespan, "bound": search.bound}
        progress(min(1.0, share), Message("projects.search", values))

    packed = pack(project)
    with ThreadPoolExecutor(workers) as executor:
        search = Search(project, executor, simple_bound(project), tell)
        run = _Run(packed, search, Effort(seconds, workers, seed), cancelled)
        if budget is None:
            run.by_clock(began + seconds)
        else:
            run.by_budget(budget)
    return search.result()


@dataclass(frozen=True, slots=True)
class _Run:
    packed: Packed
    search: Search
    effort: Effort
    cancelled: Cancelled

    def by_clock(self, ends: float) -> None:
        """A pilot, bound, list search, solver, and list search again until ``ends`` by the performance counter."""
        search, count = self.search, max(CHAINS, self.effort.workers)
        pilot = Chains(self.packed, count, 0, (self.effort.seed, 0))
        rate = search.run_for(pilot, PILOT_SHARE * self.effort.seconds)
        self._raise_bound(time.perf_counter() + BOUND_SHARE * self.effort.seconds)
        left = ends - time.perf_counter()
        if search.is_proven or left <= 0:
            return
        share = next((share for most, share in PROOF_SHARES if self.packed.size <= most), 0.0)
        chains = Chains(self.packed, count, (1 - share) * rate * left / count, (self.effort.seed, 1))
        search.run_for(chains, FIRST_SHARE * left)
        self._finish(chains, share, ends)

    def _finish(self, chains: Chains, share: float, ends: float) -> None:
        """The solver for its share of what is left, then the lists again, with its schedule among them."""
        left = ends - time.perf_counter()
        if not self.search.is_proven and share * left > LEAST_PROOF * self.packed.size:
            self._prove(share * left)
            chains.adopt(self.search.starts)
        left = ends - time.perf_counter()
        if left > 0:
            self.search.run_for(chains, left)

    def by_budget(self, budget: int) -> None:
        """List search through a number of schedules, with the bound that needs no solver."""
        chains = Chains(self.packed, CHAINS, budget / CHAINS, (self.effort.seed, 0))
        self.search.run_through(chains, budget // FIRST_PART + 1)
        self._raise_bound(math.inf)
        self.search.run_through(chains, budget)

    def _raise_bound(self, ends: float) -> None:
        search = self.search
        if not search.is_proven:
            search.bound = destructive_bound(self.packed, search.bound, search.makespan, ends)

    def _prove(self, seconds: float) -> None:
        effort, search = replace(self.effort, seconds=seconds), self.search
        found = prove(self.packed.project, search.starts, search.bound, effort, self.cancelled)
        search.bound = found.bound
        if found.starts is not None:
            search.keep(found.starts)


@functools.cache
def warm_up() -> None:
    """Compile every kernel, or fetch its machine code, so that no time limit is spent on it."""
    if not AVAILABLE:
        return
    project = Project("warm-up", (1,), (1, 1), ((1,), (1,)), ((), ()))
    packed = pack(project)
    with ThreadPoolExecutor(1) as executor:
        Search(project, executor, 0, lambda: None).run_through(Chains(packed, 2, 1, (1,)), 200)
    destructive_bound(packed, 1, 2)
