"""Several chains side by side in threads, which meet now and then, under one falling temperature."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import fmean

from optimizer.schedule.compiled.chain import Chain
from optimizer.schedule.compiled.layout_kernel import MINUTES_PER_DAY, PACE, Model, Taste
from optimizer.schedule.compiled.search_kernel import Moves
from optimizer.schedule.limits import Budget
from optimizer.schedule.problem import Problem

MOST_JOBS = 5
"""Most jobs taken out at once, before those that wait for them."""
HOT, COLD = 3.0, 0.08
"""Temperature at the beginning and the end, by what a usual step's length of lateness costs an average job."""
LEAST_SCALE = 1.0
"""Minor units that stand for a cost of less."""
MEETINGS = 25
ALONE_UNTIL = 0.4
"""Share of the budget before which no chain takes over from another one."""
BEHIND = 2.0
"""Temperatures by which a chain may be behind the best one without taking over from it."""


def taste_of(model: Model) -> Taste:
    """For whom the search chooses, in proportion to what a usual step takes."""
    pace = int(model.numbers[PACE])
    return Taste(scarcity=0.09 * pace, noise=0.23 * pace, before=0.1, after=0.04)


def step_of_lateness(problem: Problem, model: Model) -> float:
    """Minor units that jobs lose on average, those that lose any, by as much lateness as a usual step takes."""
    costs = [job.loss_per_day for job in problem.jobs if job.loss_per_day]
    days = int(model.numbers[PACE]) / MINUTES_PER_DAY
    return max(LEAST_SCALE, fmean(costs) * days) if costs else LEAST_SCALE


class Annealing:
    """Improves a complete schedule.

    By counted moves the answer is the same for any number of threads: each chain has its own random numbers, and chains
    look at one another only where all of them have made as many moves.
    """

    def __init__(self, chain: Chain, *, seed: int, chains: int, threads: int) -> None:
        self._chains = [chain.copy(seed + number) for number in range(chains)]
        self._taste = taste_of(chain.model)
        self._scale = step_of_lateness(chain.problem, chain.model)
        self._others = max(1, min(threads, chains) - 1)
        """Threads beside the caller's own."""

    @property
    def best(self) -> Chain:
        """The chain that has seen the best schedule."""
        return min(self._chains, key=lambda chain: int(chain.best.loss[0]))

    @property
    def moves(self) -> int:
        """Moves made so far by all chains."""
        return sum(int(chain.work.tally[0]) for chain in self._chains)

    def run(self, budget: Budget, bound: int, pause: Callable[[float], None]) -> None:
        """Search until the budget is used up or ``bound`` is reached. ``pause`` is told the share used."""
        met = 0
        with ThreadPoolExecutor(self._others) as pool:
            while int(self.best.best.loss[0]) > bound and (used := budget.used()) < 1:
                pause(used)
                moves, then = budget.next_moves(used)
                seconds = self._search(pool, moves, used, then, bound)
                budget.spend(moves, seconds)
                if then >= ALONE_UNTIL and int(then * MEETINGS) > met:
                    met = int(then * MEETINGS)
                    self._meet(self._temperature(then))

    def _search(self, pool: ThreadPoolExecutor, number: int, used: float, then: float, bound: int) -> float:
        """Make moves in all chains, that of the first one in this thread; seconds that the slowest one worked."""
        hot, cold = self._temperature(used), self._temperature(then)
        moves = Moves(number, MOST_JOBS, hot, math.pow(cold / hot, 1 / number), bound)

        def search(chain: Chain) -> float:
            start = time.perf_counter()
            chain.search(self._taste, moves)
            return time.perf_counter() - start

        others = pool.map(search, self._chains[1:])
        return max(search(self._chains[0]), *others, 0.0)

    def _temperature(self, used: float) -> float:
        return self._scale * HOT * math.pow(COLD / HOT, min(1.0, used))

    def _meet(self, temperature: float) -> None:
        """Chains that are far behind go on from the best one."""
        losses = [chain.loss for chain in self._chains]
        leader = losses.index(min(losses))
        for number, chain in enumerate(self._chains):
            if losses[number] > losses[leader] + BEHIND * temperature:
                chain.take_over(self._chains[leader])
