"""The best split by mean-CVaR, with its proof."""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.answer import RiskAnswer, relative_gap
from optimizer.risk.climb import climb
from optimizer.risk.draws import HillDraws
from optimizer.risk.dual import Envelope
from optimizer.risk.laminar import Priced, split_limits
from optimizer.risk.measure import Criterion, cvar
from optimizer.risk.problem import Cell, RiskProblem
from optimizer.risk.region import nearest
from optimizer.risk.relaxation import Relaxation
from optimizer.risk.search import Search
from optimizer.risk.surface import Surface
from optimizer.risk.tables import Tables, tabulate
from scenarios.plan import Status
from scenarios.progress import never

Floats = NDArray[np.float64]

PROMISING = 2e-3
"""Splits within this share of the best are climbed from."""
EARLY = 3
"""The first offers are climbed from in any case, from more than one split."""
CLIMBS, STEPS = 2, 12
LAST_STEPS, POLISH_STEPS = 40, 10
SEARCH_SHARE = 0.95
"""Of the time; the rest is for the last climb."""
FINER_POINTS = (400, 1000)
"""Grids where the first ones are too coarse for the wanted gap."""
PRICE_CEILING = 4.0
"""Prices of limits may be this many times the steepest mean return per unit of the limit."""


@dataclass(slots=True, eq=False)
class Incumbent:
    """The best split so far, by the curves themselves."""

    surface: Surface
    spend: Floats
    value: float
    stop: Callable[[], bool]
    offered: int = field(default=0)

    def offer(self, spends: list[Floats]) -> None:
        """Climb from the most promising of some splits; later only if it comes near the best."""
        self.offered += 1
        rated = sorted(
            ((self.surface.estimate(one), index) for index, one in enumerate(spends)), reverse=True
        )
        early = self.offered <= EARLY
        for value, index in rated[: CLIMBS if early else 1]:
            if early or value > self.value - PROMISING * abs(self.value):
                self.climb_from(spends[index], STEPS)

    def climb_from(self, spend: Floats, steps: int) -> None:
        """Take the split at the end of a climb if it is better."""
        inside = nearest(self.surface.problem, spend)
        if inside is None:
            return
        found = climb(self.surface, inside, steps, self.stop)
        if found.value > self.value:
            self.take(found.spend)

    def take(self, spend: Floats) -> None:
        """Take a split if it is better by the curves themselves."""
        value = self.surface.exact(spend)
        if value > self.value and self.surface.problem.admits(spend):
            self.spend, self.value = spend, value


def solve_mean_cvar(
    problem: RiskProblem,
    aversion: float,
    tail: float = 0.1,
    seconds: float = 5.0,
    gap: float = 1e-4,
    starts: tuple[Floats, ...] = (),
) -> RiskAnswer:
    """Maximise (1 - aversion) mean + aversion CVaR of the worst share ``tail``.

    Args:
        problem: cells with draws, and limits.
        aversion: in [0, 1].
        tail: in (0, 1].
        seconds: time after which the search ends with what it has, not counting the compilation of kernels.
        gap: relative gap at which it ends.
        starts: splits (N,) to begin with, for example a neighbour's answer.

    Raises:
        UserError: an aversion or a tail out of range.
    """
    criterion = Criterion(aversion, tail)
    compile_kernels()
    deadline = time.monotonic() + SEARCH_SHARE * seconds
    answer = solve_tabulated(problem, tabulate(problem), criterion, deadline, gap, starts)
    for points in FINER_POINTS:
        if answer.status != Status.FEASIBLE or not answer.exhausted:
            break
        finer = solve_tabulated(problem, tabulate(problem, points), criterion, deadline, gap, (answer.spend,))
        answer = tightened(finer, min(answer.bound, finer.bound), gap)
    return answer


@functools.cache
def compile_kernels() -> None:
    """Solve a tiny problem, so that no other one's time goes into compiling. The first time on a machine takes long."""
    curve = HillDraws(np.array([2.0, 3.0]), np.ones(2), np.array([1.0, 2.0]))
    problem = RiskProblem((Cell("first", curve, 0.0, 2.0), Cell("second", curve, 0.0, 2.0)), 1.0)
    solve_tabulated(problem, tabulate(problem), Criterion(0.5, 0.5), time.monotonic() + 1.0, 1e-2)


def solve_tabulated(
    problem: RiskProblem,
    tables: Tables,
    criterion: Criterion,
    deadline: float,
    gap: float,
    starts: tuple[Floats, ...] = (),
) -> RiskAnswer:
    """The same on tables that are there already, as far as they can prove; ``deadline`` on the monotonic clock."""
    first = nearest(problem, np.zeros(len(problem.cells)))
    if first is None:
        return no_answer(criterion)
    surface = Surface(problem, tables, criterion)
    incumbent = Incumbent(surface, first, surface.exact(first), lambda: time.monotonic() > deadline)
    for start in starts or (first,):
        inside = nearest(problem, start)
        if inside is not None:
            incumbent.take(inside)
            incumbent.climb_from(inside, LAST_STEPS)
    relaxation = make_relaxation(problem, tables, criterion)
    search = Search(
        relaxation,
        incumbent,
        wanted=lambda value: 0.9 * gap * max(abs(value), 1.0),
        stop=incumbent.stop,
        duals=[relaxation.envelope.even()],
    )
    bound = search.run()
    incumbent.stop = never
    if bound > incumbent.value + search.wanted(incumbent.value):
        incumbent.climb_from(incumbent.spend, POLISH_STEPS)
    answer = make_answer(problem, criterion, incumbent.spend, search)
    return tightened(answer, bound, gap)


def make_relaxation(problem: RiskProblem, tables: Tables, criterion: Criterion) -> Relaxation:
    """The over-estimates and limits of a problem."""
    nest, priced = split_limits(problem)
    envelope = Envelope(criterion, tables.value.shape[2], price_ceilings(problem, tables, priced))
    return Relaxation(tables, problem.unit_cost, nest, priced, envelope, np.zeros(tables.grid.shape))


def price_ceilings(problem: RiskProblem, tables: Tables, priced: Priced) -> Floats:
    """(G,) prices that no limit can be worth, by the steepest mean return beyond the first grid point."""
    mean = tables.value.mean(axis=2)
    steepest = float(np.max(np.diff(mean, axis=1)[:, 1:] / np.diff(tables.grid, axis=1)[:, 1:], initial=0.0))
    sizes = np.abs(priced.rows).max(axis=1, initial=1e-300)
    return np.asarray(PRICE_CEILING * (steepest + float(np.abs(problem.unit_cost).max())) / sizes)


def make_answer(problem: RiskProblem, criterion: Criterion, spend: Floats, search: Search) -> RiskAnswer:
    """An answer with figures by the curves themselves, and no bound yet."""
    outcomes = problem.outcomes(spend)
    return RiskAnswer(
        status=Status.FEASIBLE,
        criterion=criterion,
        value=criterion.value(outcomes),
        bound=math.inf,
        spend=spend,
        outcomes=outcomes,
        mean=float(outcomes.mean()),
        cvar=cvar(outcomes, criterion.tail),
        boxes=search.boxes,
        exhausted=search.exhausted,
    )


def tightened(answer: RiskAnswer, bound: float, gap: float) -> RiskAnswer:
    """The answer with a bound, and optimal where that proves the wanted ``gap``."""
    bound = max(bound, answer.value)
    proven = relative_gap(answer.value, bound) <= gap
    return replace(answer, bound=bound, status=Status.OPTIMAL if proven else Status.FEASIBLE)


def no_answer(criterion: Criterion) -> RiskAnswer:
    """The limits admit no split."""
    nan, none = float("nan"), np.empty(0)
    return RiskAnswer(Status.INFEASIBLE, criterion, nan, nan, none, none, nan, nan, boxes=0, exhausted=True)
