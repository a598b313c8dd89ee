"""What every schedule loses at least: the door of the bound."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np

from optimizer.schedule.bound.ascent import PHASES, Ascent, Effort
from optimizer.schedule.bound.layout_kernel import Floats
from optimizer.schedule.bound.model import model_of
from optimizer.schedule.bound.network import Network, network_of
from optimizer.schedule.bound.people import people_of
from optimizer.schedule.bound.relaxation import Prices, Relaxation
from optimizer.schedule.bound.slots import slots_of
from optimizer.schedule.bounds import Earliest, earliest
from optimizer.schedule.executor import settle
from optimizer.schedule.greedy import WEIGHTINGS, build
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent

MOST_ITERATIONS = 3_000
"""Steps after which more of them gain next to nothing."""
ROUNDING = 1e-9
"""Relative error that sums of floating-point numbers are allowed, well above what they have."""


def lower_bound(
    problem: Problem,
    losses: Losses,
    *,
    seconds: float = math.inf,
    iterations: int = MOST_ITERATIONS,
    best: int | None = None,
    threads: int = 1,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> int:
    """A value (minor units) below which no schedule of the problem can keep its loss by lateness.

    The larger one of the critical path's loss and of the best value of a Lagrangian relaxation of everybody's time.

    Args:
        problem: what is to be scheduled.
        losses: what lateness costs.
        seconds: how long to search for good prices; compiling for the first time comes on top.
        iterations: steps of the search. Without a limit of time the answer is the same on every run, whatever the
            number of threads.
        best: loss of some schedule, which sets the length of steps; by default the first greedy one's. The search
            ends when it is proven to be the least.
        threads: of compiled code.
        progress: told the share done.
        cancelled: asked at every step; True stops the search with `Cancellation`.

    Raises:
        CalendarExhausted: some job can never be completed.
        Cancellation: ``cancelled`` returned True.
    """
    effort = Effort(seconds, iterations)
    problem = problem.preparations()
    times = earliest(problem)
    certain = sum(losses.at(job.index, times.finish[problem.launch_task(job.index)]) for job in problem.jobs)
    if best is None:
        best = losses.of(settle(problem, build(problem, WEIGHTINGS[0]).order()))
    if certain >= best or effort.used() >= 1:
        return certain
    with _executor(threads) as executor:
        search = _Search(problem, losses, times, best, executor, _Watch(effort, best, progress, cancelled))
        return max(certain, search.run(effort))


class _Watch:
    """Tells how far the search is, and whether to go on."""

    def __init__(self, effort: Effort, best: int, progress: Progress, cancelled: Cancelled) -> None:
        self._effort = effort
        self._best = best
        self._progress = progress
        self._cancelled = cancelled

    def goes_on(self, value: float) -> bool:
        if self._cancelled():
            raise Cancellation
        self._progress(min(1.0, self._effort.used()), Message("schedule.progress.bound"))
        return whole(value) < self._best


class _Search:
    """From coarse bins to fine ones: prices found on the coarse are where the fine begin."""

    def __init__(
        self,
        problem: Problem,
        losses: Losses,
        times: Earliest,
        best: int,
        executor: Executor | None,
        watch: _Watch,
    ) -> None:
        self._best = best
        self._executor = executor
        self._watch = watch
        network = network_of(problem, times)
        tasks = [problem.tasks[node.task] for node in network.nodes]
        work = [task for task in tasks if task.people and task.index not in problem.fixed.tasks]
        people = people_of(problem, work)
        slots = slots_of(problem, people.busy_until(problem, work, times))
        self._model = model_of(problem, losses, slots, network, people, times)
        self._weights = _weights(problem, network)

    def run(self, effort: Effort) -> int:
        """The best bound that the effort allows."""
        prices: Prices | None = None
        found = -math.inf
        for phase in PHASES:
            stretch = self._model.slots.per_bin * phase.stretch
            relaxation = Relaxation(self._model.coarser(phase.bins), stretch)
            start = relaxation.free() if prices is None else relaxation.refine(prices)
            ascent = Ascent(relaxation, float(self._best), self._weights, self._executor, self._watch.goes_on)
            prices, value = ascent.climb(start, phase, effort)
            found = max(found, value)
            if whole(found) >= self._best:
                break
        return whole(found)


def _weights(problem: Problem, network: Network) -> Floats:
    """(X, 1) links of jobs that lose much by a day take longer steps."""
    loss = [max(1, problem.jobs[problem.tasks[arc.earlier].job].loss_per_day) for arc in network.links]
    return np.array(loss, dtype=float)[:, None] / (sum(loss) / len(loss) if loss else 1.0)


def whole(value: float) -> int:
    """The least whole number that is not below a bound, whose rounding errors do not count."""
    return math.ceil(value - ROUNDING * max(1.0, abs(value))) if value > 0 else 0


@contextmanager
def _executor(threads: int) -> Iterator[Executor | None]:
    if threads < 2:
        yield None
        return
    with ThreadPoolExecutor(threads) as executor:
        yield executor
