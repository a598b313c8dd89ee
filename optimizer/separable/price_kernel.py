# mypy: disable-error-code="no-any-return"
"""Prices of nested budgets in compiled code.

Budgets form a tree whose root is the total. Groups are numbered so that every group stands before those inside it, and
curves are sorted so that each group's own curves stand together. At a price q a group spends S(q) = min(budget, what
its curves and inner groups spend at q): an inner group whose own price lies above q is bound and spends exactly its
budget. S falls with q, so the price of each group is found from the innermost outwards, each by a search on one
number.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from optimizer.separable.envelope_kernel import Envelopes, demand, nearest_jump
from optimizer.separable.shapes_kernel import Floats, Ints, Shapes, value
from scenarios.compiled import compiled

FREE = -1.0
"""Price of a budget that does not bind."""
ROOM = 1e-13
"""Relative margin under a budget that a smooth price aims for, so that rounding never overspends."""
FEASIBLE = 1e-12
"""Relative excess of a budget that counts as rounding."""


class Tree(NamedTuple):
    """G nested budgets: ``budget`` (G,) infinite where there is none, ``parent`` (G,) -1 for the root,
    ``after`` (G,) number of the first group that is not inside, ``first`` and ``last`` (G,) places of own curves.
    """

    budget: Floats
    parent: Ints
    after: Ints
    first: Ints
    last: Ints


@compiled
def spend_at(
    tree: Tree, shapes: Shapes, envelopes: Envelopes, group: int, prices: Floats, price: float
) -> tuple[float, float, float]:
    """Smallest and largest spend of a group at a price, and the change per unit of log price."""
    log_price = math.log(price) if price > 0.0 else -math.inf
    least, most, change = 0.0, 0.0, 0.0
    silent_until, k = group, group
    while k < tree.after[group]:
        if k > group and prices[k] > price:
            least += tree.budget[k]
            if k >= silent_until:
                most += tree.budget[k]
            k = tree.after[k]
            continue
        if k > group and prices[k] == price and k >= silent_until:
            most += tree.budget[k]
            silent_until = tree.after[k]
        for i in range(tree.first[k], tree.last[k]):
            low, high, slope = demand(shapes, envelopes, i, price, log_price)
            least += low
            if k >= silent_until:
                most += high
            change += slope
        k += 1
    return least, most, change


@compiled
def jump_near(
    tree: Tree,
    shapes: Shapes,
    envelopes: Envelopes,
    group: int,
    prices: Floats,
    price: float,
    low: float,
    high: float,
) -> float:
    """The price between ``low`` and ``high`` nearest to ``price`` at which spend of the group jumps, or -1."""
    best, k = -1.0, group
    while k < tree.after[group]:
        if k > group and prices[k] >= high:
            k = tree.after[k]
            continue
        for i in range(tree.first[k], tree.last[k]):
            jump = nearest_jump(shapes, envelopes, i, price, low, high)
            if jump >= 0.0 and (best < 0.0 or abs(jump - price) < abs(best - price)):
                best = jump
        k += 1
    return best


@compiled
def newton_price(
    price: float, spend: float, change: float, target: float, low: float, high: float, step: float
) -> float:
    """Where log spend as a line in log price meets the target; inside (low, high)."""
    following = -1.0
    if spend > 0.0 and change < 0.0 and target > 0.0:
        move = math.log(target / spend) * spend / change
        following = price * math.exp(min(50.0, max(-50.0, move)))
    if low < following < high:
        return following
    if high == math.inf:
        return low * 4.0**step
    if low <= 0.0:
        return high / 4.0**step
    return math.sqrt(low) * math.sqrt(high)


@compiled
def mean_slope(tree: Tree, shapes: Shapes, envelopes: Envelopes, group: int) -> float:
    """Outcome per unit of spend if all curves of a group were filled; 1 where that says nothing."""
    outcome, spend = 0.0, 0.0
    for i in range(tree.first[group], tree.last[tree.after[group] - 1]):
        high = envelopes.upper[i]
        outcome += value(shapes, i, high)
        spend += high
    return outcome / spend if outcome > 0.0 and spend > 0.0 else 1.0


@compiled
def find_price(
    tree: Tree, shapes: Shapes, envelopes: Envelopes, group: int, prices: Floats, rate: float, guess: float
) -> float:
    """The price at which a group's spend crosses its budget; FREE if it stays within at the price ``rate``.

    Newton in logarithms between brackets. Where spend jumps over the budget, the price is the slope of a linear piece:
    pieces near the Newton point are tried themselves, so the search ends exactly there.
    """
    budget = tree.budget[group]
    if budget == math.inf or spend_at(tree, shapes, envelopes, group, prices, rate)[0] <= budget:
        return FREE
    target, low, high = budget * (1.0 - ROOM), rate, math.inf
    price, step, probes = guess, 1.0, False
    if price <= rate:
        price = max(1.5 * rate, mean_slope(tree, shapes, envelopes, group))
    for trial in range(300):
        least, most, change = spend_at(tree, shapes, envelopes, group, prices, price)
        if least > target + ROOM * budget:
            low = price
        elif most < target - ROOM * budget:
            high = price
        else:
            return price
        following = newton_price(price, least if low == price else most, change, target, low, high, step)
        step = min(256.0, 2.0 * step) if high == math.inf or low <= 0.0 else 1.0
        probes = probes or high < math.inf
        if trial % 8 == 7 and low > 0.0 and high < math.inf:
            following = math.sqrt(low) * math.sqrt(high)
        if probes:
            jump = jump_near(tree, shapes, envelopes, group, prices, following, low, high)
            if jump >= 0.0 and abs(jump - following) <= abs(following - price):
                following = jump
        if not low < following < high or (high < math.inf and high - low <= 4e-16 * high):
            break
        price = following
    return high if high < math.inf else price


@compiled
def price_all(
    tree: Tree, shapes: Shapes, envelopes: Envelopes, rate: float, guesses: Floats, prices: Floats
) -> bool:
    """Fill ``prices`` (G,), innermost groups first; False where lower bounds alone exceed a budget."""
    for group in range(tree.budget.size - 1, -1, -1):
        floor, k = 0.0, group
        while k < tree.after[group]:
            for i in range(tree.first[k], tree.last[k]):
                floor += envelopes.lower[i]
            k += 1
        if floor > tree.budget[group] * (1.0 + FEASIBLE):
            return False
        prices[group] = find_price(tree, shapes, envelopes, group, prices, rate, guesses[group])
        if prices[group] > 0.0:
            guesses[group] = prices[group]
    return True
