"""The search: coarse column generation, a fine bound, a choice of columns, local improvement, annealing."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np

from optimizer.flighting.anneal import Cooling, annealed, board_of
from optimizer.flighting.answer import relative_gap
from optimizer.flighting.board_kernel import Board
from optimizer.flighting.columns import Mixture, Pool
from optimizer.flighting.crossing import add_crossings
from optimizer.flighting.faults import faults
from optimizer.flighting.generation import Bound, generate, prove, seed_pool
from optimizer.flighting.oracle import WORKERS, Oracle
from optimizer.flighting.polish import polish
from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import Floats
from scenarios.compiled import AVAILABLE

COARSE, FINE = (1000, 16_000) if AVAILABLE else (120, 500)
"""Cells of a line while columns are generated, and for the bound that is reported."""
FINE_CELLS = 960_000
"""Most cells, over all lines and flight states, of the reported bound."""
COARSE_ERROR = 4e-4
"""About what the coarse cells alone leave between bound and relaxation."""
NEARBY = (0.9, 0.95, 0.98, 1.02, 1.05, 1.1)
"""Multiples of the best prices at which plans are added before columns are chosen."""
POLISH_SHARE = 0.2
"""Share of the time for local improvement of a plan to start with."""
FIRST_HEAT, REHEATS = 0.5, ((0.1, 0.2, 0.05), (0.5, 0.2, 1.0))
"""Temperatures at which annealing begins: from scratch, and from the best plan in turn, for each chain."""
MOVES_PER_SECOND = 1_000_000 if AVAILABLE else 2_000
"""Moves that a round of annealing makes for each second that it may take; compiled, it takes less."""


@dataclass(slots=True)
class Search:
    """One search. ``gap`` is the relative gap at which it ends, ``deadline`` a time of the performance counter."""

    prepared: Prepared
    gap: float
    deadline: float
    executor: Executor
    seed: int
    check: Callable[[], None]
    bound: Bound = field(default_factory=lambda: Bound(np.inf, np.zeros(0)))
    plan: Floats | None = None
    value: float = -np.inf

    def run(self, start: Floats | None) -> None:
        """Improve bound and plan until the gap or the deadline is reached."""
        for first in (np.zeros_like(self.prepared.most), start):
            if first is not None:
                self.offer(first)
        pool = Pool(self.prepared)
        if start is not None and self.plan is not None:
            self.offer(polish(self.prepared, self.plan, time.perf_counter() + POLISH_SHARE * self.left()))
            pool.add(start)
            pool.add(self.plan)
        oracle = Oracle(self.prepared, COARSE, self.executor)
        mixture = self._prove(oracle, pool)
        if not self.proven and self._few_rows_bind():
            self._choose(oracle, pool, mixture)
        if not self.proven and self.plan is not None:
            self._anneal()

    @property
    def proven(self) -> bool:
        """Whether the gap asked for is reached."""
        return self.plan is not None and relative_gap(self.value, self.bound.value) <= self.gap

    def left(self) -> float:
        """Seconds left."""
        return self.deadline - time.perf_counter()

    def offer(self, money: Floats) -> None:
        """Keep a plan if it is feasible and the best so far."""
        value = self.prepared.worth.value(money)
        if value > self.value and not faults(self.prepared.problem, money):
            self.plan, self.value = money, value

    def _prove(self, oracle: Oracle, pool: Pool) -> Mixture:
        """Column generation on coarse cells, then the bound on fine ones at its prices."""
        seed_pool(self.prepared, oracle, pool)
        ends = time.perf_counter() + 0.4 * self.left()
        self.bound, mixture = generate(
            self.prepared, oracle, pool, self.gap / 4 + COARSE_ERROR, ends, self.check
        )
        states = sum(1 if line.flight == 1 else line.flight + 1 for line in self.prepared.problem.lines)
        cells = int(np.clip(FINE_CELLS / states, min(FINE, 2 * COARSE), FINE))
        fine = Oracle(self.prepared, cells, self.executor)
        for duals in (self.bound.duals, mixture.duals):
            proven = prove(self.prepared.rows, fine, duals, pool)
            if proven.value < self.bound.value:
                self.bound = proven
            mixture = pool.mix()
            if relative_gap(mixture.value, self.bound.value) <= self.gap / 4 or self.left() < 0:
                break
        return mixture

    def _few_rows_bind(self) -> bool:
        """Whether so few rows have a price that most lines keep one plan in the relaxation."""
        binding = int((self.bound.duals > 0).sum())
        return binding <= max(8, len(self.prepared.problem.lines) // 2)

    def _choose(self, oracle: Oracle, pool: Pool, mixture: Mixture) -> None:
        """One column for each line, from crossings and plans at nearby prices as well, and local improvement."""
        add_crossings(pool, mixture)
        for factor in NEARBY:
            pool.add(oracle(self.prepared.rows.prices(factor * self.bound.duals)).money)
        chosen = pool.choose(min(3.0, 0.5 * self.left()), self.gap / 20)
        if chosen is not None:
            self.offer(chosen)
            self.offer(polish(self.prepared, chosen, self.deadline))

    def _anneal(self) -> None:
        """Rounds of annealing, one chain a worker, each from the best plan so far."""
        board = board_of(self.prepared)
        scratch = self.plan is None or not self.plan.any()
        moves = max(1, int(MOVES_PER_SECOND * self.left()))
        number = 0
        while not self.proven and self.left() > 0:
            heats = [FIRST_HEAT] * WORKERS if scratch else [one[number % len(one)] for one in REHEATS]
            rounds = (self._chain(board, heat, moves, [number, worker]) for worker, heat in enumerate(heats))
            for money in self.executor.map(lambda chain: chain(), list(rounds)):
                self.offer(money)
            number, scratch = number + 1, False

    def _chain(self, board: Board, heat: float, moves: int, name: list[int]) -> Callable[[], Floats]:
        """One chain of annealing from the best plan, and local improvement of what it ends with."""
        unit = abs(self.bound.value) / self.prepared.most.size or 1.0
        cooling = Cooling(unit, heat, moves, self.deadline - 0.02 * self.left())
        money = np.zeros_like(self.prepared.most) if self.plan is None else self.plan
        random = np.random.default_rng([self.seed, *name])

        def run() -> Floats:
            found = annealed(self.prepared, board, money, cooling, random, self.check)
            return polish(self.prepared, found, self.deadline)

        return run
