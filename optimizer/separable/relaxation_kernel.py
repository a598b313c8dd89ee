"""The relaxation of a node in compiled code: its bound, a split within every budget, and where to branch.

With a price mu_g >= 0 on every budget B_g and q_i the sum of those that curve i counts against, Lagrangian duality
gives the bound sum_g mu_g B_g + sum_i max_x (envelope_i(x) - q_i x) for *any* such prices, so a price that is slightly
off costs tightness and never correctness (Everett 1963; Geoffrion 1974).
"""

from __future__ import annotations

import math

import numpy as np

from optimizer.separable.envelope_kernel import Envelopes, attained, demand, excess
from optimizer.separable.price_kernel import FEASIBLE, Tree
from optimizer.separable.shapes_kernel import Floats, Shapes, value
from scenarios.compiled import compiled

ROUNDING = 4e-16
TERM_ROUNDINGS = 250
"""Relative margin of a bound: so many roundings for each term, and one for each addition."""


@compiled
def effective_prices(tree: Tree, prices: Floats, rate: float) -> Floats:
    """(G,) what a unit costs in each group: its own price or the one outside, whichever is higher."""
    effective = np.empty(prices.size)
    for group in range(prices.size):
        outside = effective[tree.parent[group]] if group else rate
        effective[group] = max(prices[group], outside)
    return effective


@compiled
def lagrangian(
    tree: Tree,
    shapes: Shapes,
    envelopes: Envelopes,
    effective: Floats,
    rate: float,
    spend: Floats,
    most: Floats,
) -> float:
    """The bound on outcome - rate x spend; fills the smallest and largest spends that attain it."""
    bound, size = 0.0, 0.0
    for group in range(effective.size):
        price = effective[group]
        worth = price - (effective[tree.parent[group]] if group else rate)
        if worth > 0.0:
            bound += worth * tree.budget[group]
            size += worth * tree.budget[group]
        log_price = math.log(price) if price > 0.0 else -math.inf
        for i in range(tree.first[group], tree.last[group]):
            spend[i], most[i], _ = demand(shapes, envelopes, i, price, log_price)
            outcome = value(shapes, i, spend[i])
            bound += outcome - price * spend[i]
            size += abs(outcome) + price * spend[i]
    return bound + ROUNDING * (TERM_ROUNDINGS + spend.size) * size


@compiled
def remaining(tree: Tree, spend: Floats) -> Floats:
    """(G,) what each budget has left: the sums of inner groups are added to those outside."""
    used = np.zeros(tree.budget.size)
    for group in range(used.size - 1, -1, -1):
        for i in range(tree.first[group], tree.last[group]):
            used[group] += spend[i]
        if group:
            used[tree.parent[group]] += used[group]
    return tree.budget - used


@compiled
def fill(tree: Tree, effective: Floats, rate: float, spend: Floats, most: Floats) -> bool:
    """Raise spends from the smallest to the largest maximisers as far as budgets go, dearest groups first.

    A bound group owes its whole budget, so its curves are filled before those outside can use the money; where no
    budget binds, more would earn no more. False where even the smallest spends exceed a budget.
    """
    rest = remaining(tree, spend)
    for group in range(rest.size):
        if rest[group] < -FEASIBLE * tree.budget[group]:
            return False
    order = np.argsort(-effective)
    for group in order:
        if effective[group] <= rate:
            break
        for i in range(tree.first[group], tree.last[group]):
            room = most[i] - spend[i]
            if room <= 0.0:
                continue
            k = group
            while k >= 0:
                room = min(room, rest[k])
                k = tree.parent[k]
            if room <= 0.0:
                continue
            spend[i] += room
            k = group
            while k >= 0:
                rest[k] -= room
                k = tree.parent[k]
    return True


@compiled
def net_value(shapes: Shapes, spend: Floats, rate: float) -> float:
    """Outcome - rate x spend that a split truly has."""
    total = 0.0
    for i in range(spend.size):
        outcome, paid = attained(shapes, i, spend[i])
        total += outcome - rate * paid
    return total


@compiled
def widest_gap(shapes: Shapes, envelopes: Envelopes, spend: Floats) -> tuple[int, float]:
    """The curve whose envelope is highest above what it attains, or -1, and that height."""
    best, where = 0.0, -1
    for i in range(spend.size):
        gap = excess(shapes, envelopes, i, spend[i])
        if gap > best:
            best, where = gap, i
    return where, best
