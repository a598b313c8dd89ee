"""Column generation: prices of rows, plans of single lines at these prices, and the bound that they prove.

For any prices d >= 0 of the rows, the best net values of all lines at prices d plus d times the limits are an upper
bound (Lagrangian relaxation: Geoffrion 1974; column generation: Dantzig and Wolfe 1960). Prices are smoothed towards
the best seen (Wentges 1997).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.flighting.columns import Mixture, Pool
from optimizer.flighting.oracle import Oracle
from optimizer.flighting.prepared import Prepared
from optimizer.flighting.problem import Floats
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


def prove(rows: Rows, oracle: Oracle, duals: Floats, pool: Pool) -> Bound:
    """The bound at ``duals``; the plans made on the way join the pool."""
    priced = oracle(rows.prices(duals))
    pool.add(priced.money)
    return Bound(float(priced.bounds.sum() + duals @ rows.limits), duals)


def seed_pool(prepared: Prepared, oracle: Oracle, pool: Pool) -> None:
    """Plans at uniform prices around a typical marginal return."""
    most = prepared.most
    cost = np.array([[line.cost] for line in prepared.problem.lines])
    gradient = prepared.worth.gradient(most * _filling(prepared.rows, most)) + cost
    open_periods = gradient[most > 0]
    typical = float(np.median(open_periods)) if open_periods.size else 0.0
    for level in FIRST_LEVELS:
        pool.add(oracle(np.full(most.shape, level * typical) - cost).money)


def generate(
    prepared: Prepared,
    oracle: Oracle,
    pool: Pool,
    tolerance: float,
    deadline: float,
    check: Callable[[], None],
) -> tuple[Bound, Mixture]:
    """Rounds of pricing until bound and relaxation are within ``tolerance`` (relative), stall, or time is up."""
    rows = prepared.rows
    mixture = pool.mix()
    best = prove(rows, oracle, mixture.duals, pool)
    weight = 0.7 if len(rows.limits) < 10 else 0.5
    gaps = [np.inf] * STALLED_ROUNDS
    for _ in range(MOST_ROUNDS):
        mixture = pool.mix()
        gaps.append((best.value - mixture.value) / (abs(best.value) or 1.0))
        stalled = gaps[-STALLED_ROUNDS - 1] - gaps[-1] < STALL
        if gaps[-1] <= tolerance or stalled or time.perf_counter() > deadline:
            break
        check()
        bound = prove(rows, oracle, weight * mixture.duals + (1 - weight) * best.duals, pool)
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
