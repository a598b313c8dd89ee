"""The best split for each draw, had it been known: what regret is measured against.

Each draw alone is a certain problem. Its boxes are bounded as in `optimizer.risk.search`; the best split is found among
the mixtures' mean spends, which come as near the optimum as the boxes are small.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.interpolation_kernel import smooth_returns
from optimizer.risk.measure import Criterion
from optimizer.risk.problem import RiskProblem
from optimizer.risk.relaxation import Relaxation
from optimizer.risk.search import Search
from optimizer.risk.solve import compile_kernels, make_relaxation
from optimizer.risk.tables import Tables, tabulate

Floats = NDArray[np.float64]

CERTAIN = Criterion(0.0, 1.0)
MOST_BOXES = 400


@dataclass(frozen=True, slots=True, eq=False)
class Hindsight:
    """``value`` (D,) of the best split found for each draw, and ``bound`` (D,) that no split exceeds; currency units.

    ``spend`` (D, N) are the splits.
    """

    value: Floats
    bound: Floats
    spend: Floats


@dataclass(slots=True, eq=False)
class DrawIncumbent:
    """The best split for one draw. Values are interpolated."""

    problem: RiskProblem
    tables: Tables
    spend: Floats
    value: float

    def offer(self, spends: list[Floats]) -> None:
        """Take the best of some splits, if it is better and within all limits."""
        total, slopes = np.empty(1), np.empty((len(self.spend), 1))
        for spend in spends:
            smooth_returns(spend, self.tables.grid, self.tables.value, total, slopes)
            value = float(total[0] - self.problem.unit_cost @ spend)
            if value > self.value and self.problem.admits(spend):
                self.spend, self.value = spend, value


def hindsight(
    problem: RiskProblem, plans: Sequence[Floats], seconds: float = 10.0, gap: float = 1e-3
) -> Hindsight:
    """The best split for each draw, not worse than the best of ``plans`` (each (N,)), of which there is at least one.

    Args:
        problem: cells with draws, and limits.
        plans: splits within the limits.
        seconds: time for all draws together; later draws keep their first bound.
        gap: relative gap at which a draw is done.
    """
    compile_kernels()
    deadline = time.monotonic() + seconds
    tables = tabulate(problem)
    relaxation = make_relaxation(problem, tables, CERTAIN)
    known = np.array([problem.outcomes(plan) for plan in plans])
    starts = np.array(plans)[np.argmax(known, axis=0)]
    found = Hindsight(known.max(axis=0), np.empty(problem.draws), starts)
    for draw in range(problem.draws):
        incumbent, bound = _one_draw(
            problem,
            _only(relaxation, draw),
            starts[draw],
            gap,
            lambda boxes: boxes > MOST_BOXES or time.monotonic() > deadline,
        )
        value = float(problem.outcomes(incumbent.spend)[draw])
        if value > found.value[draw]:
            found.value[draw], found.spend[draw] = value, incumbent.spend
        found.bound[draw] = max(bound, found.value[draw])
    return found


def _only(relaxation: Relaxation, draw: int) -> Relaxation:
    """The relaxation of one draw."""
    tables = relaxation.tables
    alone = replace(
        tables,
        value=np.ascontiguousarray(tables.value[:, :, draw, None]),
        lifted=np.ascontiguousarray(tables.lifted[:, :, draw, None]),
    )
    return replace(relaxation, tables=alone, envelope=replace(relaxation.envelope, draws=1))


def _one_draw(
    problem: RiskProblem, relaxation: Relaxation, start: Floats, gap: float, stop: Callable[[int], bool]
) -> tuple[DrawIncumbent, float]:
    incumbent = DrawIncumbent(problem, relaxation.tables, start, -np.inf)
    incumbent.offer([start])
    search = Search(
        relaxation,
        incumbent,
        wanted=lambda value: 0.9 * gap * max(abs(value), 1.0),
        stop=lambda: stop(search.boxes),
        duals=[relaxation.envelope.even()],
    )
    return incumbent, search.run()
