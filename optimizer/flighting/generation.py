"""Column generation: prices of rows, plans of single lines at these prices, and the bound that they prove.

For any prices d >= 0 of the rows, sum over lines of the best net value at prices d, plus d times the limits, is an upper
bound (Lagrangian relaxation: Geoffrion 1974; column generation: Dantzig and Wolfe 1960). Prices are smoothed towards
the best seen (Wentges 1997).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimizer.flighting.columns import Mixture, Pool
from optimizer.flighting.money import line_gradient
from optimizer.flighting.oracle import Oracle
from optimizer.flighting.problem import FlightProblem, Floats
from optimizer.flighting.rows import Rows

FIRST_LEVELS = (0.35, 0.5, 0.75, 1.0, 1.3, 1.8)
"""Multiples of a typical marginal return at which the first plans are made."""
MOST_ROUNDS = 80
STALLED_ROUNDS, STALL = 4, 2e-5
"""The rounds end when so many in a row together move bound and relaxation by less than this share."""


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """An upper bound of the value of any plan, and the prices of rows (R,) that prove it."""

    value: float
    duals: Floats


def prove(oracle: Oracle, rows: Rows, duals: Floats, pool: Pool) -> Bound:
    """The bound at ``duals``; the plans made on the way join the pool."""
    priced = oracle(rows.prices(duals))
    pool.add(priced.money)
    return Bound(float(priced.bounds.sum() + duals @ rows.limits), duals)


def seed_pool(problem: FlightProblem, most: Floats, oracle: Oracle, rows: Rows, pool: Pool) -> None:
    """Plans at uniform prices around a typical marginal return."""
    even = most * _filling(rows, most)
    gradients = np.array([line_gradient(line, one) for line, one in zip(problem.lines, even, strict=True)])
    open_periods = gradients[most > 0]
    typical = float(np.median(open_periods)) if open_periods.size else 0.0
    for level in FIRST_LEVELS:
        pool.add(oracle(np.full(most.shape, level * typical)).money)


def generate(
    oracle: Oracle, rows: Rows, pool: Pool, tolerance: float, deadline: float
) -> tuple[Bound, Mixture]:
    """Rounds of pricing until bound and relaxation are within ``tolerance`` (relative), or the deadline."""
    mixture = pool.mix()
    best = prove(oracle, rows, mixture.duals, pool)
    weight = 0.7 if len(rows.limits) < 10 else 0.5
    gaps = [np.inf] * STALLED_ROUNDS
    for _ in range(MOST_ROUNDS):
        mixture = pool.mix()
        gaps.append((best.value - mixture.value) / (abs(best.value) or 1.0))
        stalled = gaps[-STALLED_ROUNDS - 1] - gaps[-1] < STALL
        if gaps[-1] <= tolerance or stalled or time.perf_counter() > deadline:
            break
        bound = prove(oracle, rows, weight * mixture.duals + (1 - weight) * best.duals, pool)
        if bound.value < best.value:
            best = bound
    return best, mixture


def _filling(rows: Rows, most: Floats) -> float:
    """The greatest share of ``most``, at most 1, at which no row without negative terms is broken."""
    share = 1.0
    for used, limit in zip(rows.usage(most), rows.limits, strict=True):
        if limit >= 0 and used > limit:
            share = min(share, limit / used)
    return share
