# mypy: disable-error-code="no-any-return"
"""Best-first branch and bound over ranges of spend, in compiled code.

A node cuts the range of one curve in two at its spend in the relaxation, so both envelopes become tighter (Falk and
Soland 1969). Every pruned bound is remembered: the largest of them, and of those still open, bounds the optimum.
"""

from __future__ import annotations

import heapq
import math
from typing import NamedTuple

import numpy as np

from optimizer.separable.envelope_kernel import Envelopes, empty_envelopes, piece, set_range, true_stretch
from optimizer.separable.price_kernel import Tree, price_all
from optimizer.separable.relaxation_kernel import (
    effective_prices,
    fill,
    lagrangian,
    net_value,
    remaining,
    widest_gap,
)
from optimizer.separable.shapes_kernel import TABLE, Floats, Ints, Shapes
from scenarios.compiled import compiled

EAGER_NODES = 24
EAGER_EVERY = 8
"""The first nodes are all rounded off, later ones every so often."""


class Nodes(NamedTuple):
    """The tree of searched ranges: a node holds the range of one curve, its parents those of others.

    ``bound`` of the relaxation, ``branch`` and ``split`` the curve and spend where it is cut next.
    """

    parent: Ints
    curve: Ints
    low: Floats
    high: Floats
    bound: Floats
    branch: Ints
    split: Floats


class Work(NamedTuple):
    """Everything a search changes. ``best`` (1,) value of the incumbent ``answer`` (N,) with its ``worth`` (G,) prices;
    ``spend``, ``most``, ``prices`` of the last relaxation; ``guesses`` (G,) starting points of prices.
    """

    envelopes: Envelopes
    nodes: Nodes
    best: Floats
    answer: Floats
    worth: Floats
    spend: Floats
    most: Floats
    prices: Floats
    guesses: Floats


@compiled
def new_work(shapes: Shapes, groups: int, most_nodes: int, guesses: Floats) -> Work:
    """Room for a search."""
    size, room = shapes.family.size, most_nodes + 2
    # Not cleared: most of it is never touched.
    nodes = Nodes(
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room),
        np.empty(room),
        np.empty(room),
        np.empty(room, np.int64),
        np.empty(room),
    )
    return Work(
        empty_envelopes(shapes),
        nodes,
        np.full(1, -math.inf),
        np.zeros(size),
        np.zeros(groups),
        np.zeros(size),
        np.zeros(size),
        np.zeros(groups),
        guesses.copy(),
    )


@compiled
def tighten(tree: Tree, shapes: Shapes, lower: Floats, upper: Floats) -> Floats:
    """(N,) upper bounds cut to what every budget leaves once all lower bounds are paid."""
    rest = remaining(tree, lower)
    tight = upper.copy()
    for group in range(rest.size):
        slack, k = math.inf, group
        while k >= 0:
            slack = min(slack, max(0.0, rest[k]))
            k = tree.parent[k]
        for i in range(tree.first[group], tree.last[group]):
            tight[i] = min(upper[i], lower[i] + slack)
            if lower[i] < shapes.least[i] and tight[i] < shapes.least[i]:
                tight[i] = lower[i]
    return tight


@compiled
def restrict(shapes: Shapes, envelopes: Envelopes, i: int, low: float, high: float) -> None:
    """Cut the range of curve ``i`` to [low, high], without spends under its least."""
    low, high = max(low, envelopes.lower[i]), min(high, envelopes.upper[i])
    if high < shapes.least[i]:
        high = min(high, envelopes.lower[i])
    if 0.0 < low < shapes.least[i]:
        low = shapes.least[i]
    set_range(shapes, envelopes, i, low, max(low, high))


@compiled
def enter(node: int, work: Work, shapes: Shapes) -> None:
    """Set the ranges of a node.

    Equal curves of a group stand together and are searched in falling order of spend only: a ceiling for one holds for
    those after it, a floor for those before it.
    """
    nodes, envelopes = work.nodes, work.envelopes
    while node > 0:
        i, low, high = nodes.curve[node], nodes.low[node], nodes.high[node]
        restrict(shapes, envelopes, i, low, high)
        k = i
        while high < math.inf and k + 1 < shapes.twin.size and shapes.twin[k + 1]:
            k += 1
            restrict(shapes, envelopes, k, low, high)
        k = i
        while high == math.inf and shapes.twin[k]:
            k -= 1
            restrict(shapes, envelopes, k, low, high)
        node = nodes.parent[node]


@compiled
def leave(node: int, work: Work, shapes: Shapes, lower: Floats, upper: Floats) -> None:
    """Set the ranges of the root again."""
    while node > 0:
        k = work.nodes.curve[node]
        while shapes.twin[k]:
            k -= 1
        set_range(shapes, work.envelopes, k, lower[k], upper[k])
        while k + 1 < shapes.twin.size and shapes.twin[k + 1]:
            k += 1
            set_range(shapes, work.envelopes, k, lower[k], upper[k])
        node = work.nodes.parent[node]


@compiled
def relax(tree: Tree, shapes: Shapes, work: Work, rate: float) -> float:
    """Bound of the present ranges, -inf where no split fits them. A better split becomes the incumbent."""
    if not price_all(tree, shapes, work.envelopes, rate, work.guesses, work.prices):
        return -math.inf
    effective = effective_prices(tree, work.prices, rate)
    bound = lagrangian(tree, shapes, work.envelopes, effective, rate, work.spend, work.most)
    if fill(tree, effective, rate, work.spend, work.most):
        value = net_value(shapes, work.spend, rate)
        if value > work.best[0]:
            work.best[0] = value
            work.answer[:] = work.spend
            work.worth[:] = effective
    return bound


@compiled
def wanted(work: Work, gap: float) -> float:
    """Bounds up to here are good enough."""
    best = work.best[0]
    return best + gap * abs(best) if best > -math.inf else best


@compiled
def settle(shapes: Shapes, envelopes: Envelopes, i: int, x: float) -> None:
    """Confine curve ``i`` to the stretch around ``x`` where its envelope is the curve itself."""
    low, high = envelopes.lower[i], envelopes.upper[i]
    if shapes.family[i] == TABLE:
        low, high = true_stretch(shapes, envelopes, i, x)
        set_range(shapes, envelopes, i, low, high)
    elif envelopes.turn[i] > low:
        if x <= low:
            set_range(shapes, envelopes, i, low, low)
        elif x >= envelopes.turn[i]:
            set_range(shapes, envelopes, i, envelopes.turn[i], high)


@compiled
def round_off(tree: Tree, shapes: Shapes, work: Work, rate: float, gap: float, bound: float) -> None:
    """Look for better splits: every curve stays on its side of the chords, those on a chord go down, then up.

    What is left is concave, so one relaxation solves it. It ends early once the bound is reached.
    """
    envelopes, spend = work.envelopes, work.spend.copy()
    low, high = envelopes.lower.copy(), envelopes.upper.copy()
    for upwards in range(2):
        for i in range(spend.size):
            left, right = piece(shapes, envelopes, i, spend[i])
            settle(shapes, envelopes, i, right if upwards else left)
        relax(tree, shapes, work, rate)
        for i in range(spend.size):
            if envelopes.lower[i] != low[i] or envelopes.upper[i] != high[i]:
                set_range(shapes, envelopes, i, low[i], high[i])
        if bound <= wanted(work, gap):
            break


@compiled
def explore(
    tree: Tree, shapes: Shapes, work: Work, rate: float, gap: float, eager: bool
) -> tuple[float, int]:
    """Bound of the present ranges, and the curve to cut at its spend in the relaxation; -1 where that is pointless."""
    bound = relax(tree, shapes, work, rate)
    if bound <= wanted(work, gap):
        return bound, -1
    i, height = widest_gap(shapes, work.envelopes, work.spend)
    if i < 0 or height <= 1e-15 * abs(bound):
        return bound, -1
    split = work.spend[i]
    if eager:
        round_off(tree, shapes, work, rate, gap, bound)
        work.spend[i] = split
    return bound, i


@compiled
def add_child(child: int, parent: int, nodes: Nodes, low: float, high: float) -> None:
    """A node that cuts the range of its parent's branching curve."""
    nodes.parent[child], nodes.curve[child] = parent, nodes.branch[parent]
    nodes.low[child], nodes.high[child] = low, high


@compiled
def search(
    tree: Tree,
    shapes: Shapes,
    lower: Floats,
    upper: Floats,
    rate: float,
    gap: float,
    most_nodes: int,
    guesses: Floats,
) -> tuple[Work, float, int]:
    """Maximise sum f_i(x_i) - rate sum x_i over the ranges within the budgets.

    Returns the work (its ``best`` is -inf where lower bounds exceed a budget), the bound and the number of nodes.
    """
    work = new_work(shapes, tree.budget.size, most_nodes, guesses)
    nodes, count, settled = work.nodes, 1, -math.inf
    upper = tighten(tree, shapes, lower, upper)
    for i in range(lower.size):
        set_range(shapes, work.envelopes, i, lower[i], upper[i])
    bound, cut = explore(tree, shapes, work, rate, gap, most_nodes > 0)
    if cut < 0:
        return work, max(bound, work.best[0]), count
    nodes.bound[0], nodes.branch[0], nodes.split[0] = bound, cut, work.spend[cut]
    queue = [(-bound, 0)]
    while len(queue) > 0 and -queue[0][0] > wanted(work, gap) and count + 2 <= most_nodes:
        _, parent = heapq.heappop(queue)
        split = nodes.split[parent]
        for side in range(2):
            child, count = count, count + 1
            add_child(child, parent, nodes, split if side else -math.inf, math.inf if side else split)
            enter(child, work, shapes)
            eager = count < EAGER_NODES or count % EAGER_EVERY == 0
            bound, cut = explore(tree, shapes, work, rate, gap, eager)
            leave(child, work, shapes, lower, upper)
            bound = min(bound, nodes.bound[parent])
            if cut >= 0 and bound > wanted(work, gap):
                nodes.bound[child], nodes.branch[child], nodes.split[child] = bound, cut, work.spend[cut]
                heapq.heappush(queue, (-bound, child))
            else:
                settled = max(settled, bound)
    if len(queue) > 0:
        settled = max(settled, -queue[0][0])
    return work, max(settled, work.best[0]), count


@compiled
def steepest_slopes(tree: Tree, shapes: Shapes, upper: Floats) -> Floats:
    """(N,) the best outcome per unit of spend of each curve alone, from zero."""
    lower = np.zeros(upper.size)
    tight = tighten(tree, shapes, lower, upper)
    envelopes = empty_envelopes(shapes)
    slopes = np.zeros(upper.size)
    for i in range(upper.size):
        set_range(shapes, envelopes, i, 0.0, tight[i])
        if tight[i] > 0.0:
            at_table = (
                envelopes.slope[envelopes.first[i]] if envelopes.points[i] > 1 else envelopes.steepest[i]
            )
            slopes[i] = at_table
    return slopes
