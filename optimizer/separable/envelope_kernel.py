"""Concave envelopes of curves over ranges, in compiled code: what each would spend at a price.

The envelope of a smooth curve on [lower, upper] is a chord from ``lower`` to ``turn`` and the curve itself from there
on; that of a table is its upper hull. Spend falls with the price and jumps over every chord at the chord's slope.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from optimizer.separable.hull_kernel import build_hull, steep_enough, steeper
from optimizer.separable.shapes_kernel import (
    TABLE,
    Floats,
    Ints,
    Shapes,
    concave_from,
    derivative,
    invert,
    value,
)
from scenarios.compiled import compiled


class Envelopes(NamedTuple):
    """Envelopes of N curves over their present ranges.

    ``lower``, ``upper`` (N,) ranges; ``turn`` (N,) end of the first chord, ``lower`` without one; ``steepest`` (N,)
    slope of the chord, or the derivative at ``lower``; ``bend`` and ``flattest`` (N,) derivatives at ``turn`` and
    ``upper``; ``guess`` (N,) starting points of inversion. The ``points`` (N,) corners of a table's hull stand in
    ``spend``, ``outcome``, ``slope`` from ``first`` (N,) on.
    """

    lower: Floats
    upper: Floats
    turn: Floats
    steepest: Floats
    bend: Floats
    flattest: Floats
    guess: Floats
    first: Ints
    points: Ints
    spend: Floats
    outcome: Floats
    slope: Floats


@compiled
def empty_envelopes(shapes: Shapes) -> Envelopes:
    """Room for the envelopes of all curves: three more points than a table has, for both ends and the least spend."""
    size = shapes.family.size
    first = np.zeros(size + 1, np.int64)
    for i in range(size):
        first[i + 1] = first[i] + (shapes.first[i + 1] - shapes.first[i])
        if shapes.family[i] == TABLE:
            first[i + 1] += 3
    room = first[size]
    return Envelopes(
        np.zeros(size),
        np.zeros(size),
        np.zeros(size),
        np.zeros(size),
        np.zeros(size),
        np.zeros(size),
        np.full(size, math.inf),
        first,
        np.zeros(size, np.int64),
        np.zeros(room),
        np.zeros(room),
        np.zeros(room),
    )


@compiled
def set_range(shapes: Shapes, envelopes: Envelopes, i: int, low: float, high: float) -> None:
    """Make the envelope of curve ``i`` over [low, high]."""
    envelopes.lower[i] = low
    envelopes.upper[i] = high
    if shapes.family[i] == TABLE:
        begin = envelopes.first[i]
        envelopes.points[i] = build_hull(
            shapes, i, low, high, envelopes.spend, envelopes.outcome, envelopes.slope, begin
        )
        return
    turn = concave_from(shapes, i, low, high)
    if low < shapes.least[i]:
        turn = min(high, max(turn, shapes.least[i]))
    envelopes.turn[i] = turn
    envelopes.flattest[i] = derivative(shapes, i, high)
    envelopes.bend[i] = derivative(shapes, i, turn)
    if turn > low:
        envelopes.steepest[i] = (value(shapes, i, turn) - value(shapes, i, low)) / (turn - low)
    else:
        envelopes.steepest[i] = envelopes.bend[i]


@compiled
def demand(
    shapes: Shapes, envelopes: Envelopes, i: int, price: float, log_price: float
) -> tuple[float, float, float]:
    """Smallest and largest spend that maximise envelope - price x spend, and the change per unit of log price."""
    low, high = envelopes.lower[i], envelopes.upper[i]
    if high <= low:
        return low, low, 0.0
    if shapes.family[i] == TABLE:
        begin, pieces = envelopes.first[i], envelopes.points[i] - 1
        least = begin + steeper(envelopes.slope, begin, pieces, price)
        most = begin + steep_enough(envelopes.slope, begin, pieces, price)
        return envelopes.spend[least], envelopes.spend[most], 0.0
    turn, steepest = envelopes.turn[i], envelopes.steepest[i]
    if steepest < price or (steepest == price and turn <= low):
        return low, low, 0.0
    if steepest == price:
        return low, turn, 0.0
    if envelopes.flattest[i] >= price or turn >= high:
        return high, high, 0.0
    if turn > low and envelopes.bend[i] <= price:
        return turn, turn, 0.0
    x, change, guess = invert(shapes, i, log_price, turn, high, envelopes.guess[i])
    envelopes.guess[i] = guess
    return x, x, change


@compiled
def piece(shapes: Shapes, envelopes: Envelopes, i: int, x: float) -> tuple[float, float]:
    """Ends of the linear piece of the envelope of curve ``i`` with ``x`` inside; (x, x) where there is none."""
    if shapes.family[i] != TABLE:
        if envelopes.lower[i] < x < envelopes.turn[i]:
            return envelopes.lower[i], envelopes.turn[i]
        return x, x
    begin = envelopes.first[i]
    for k in range(begin, begin + envelopes.points[i] - 1):
        if envelopes.spend[k] < x < envelopes.spend[k + 1]:
            return envelopes.spend[k], envelopes.spend[k + 1]
    return x, x


@compiled
def true_stretch(shapes: Shapes, envelopes: Envelopes, i: int, x: float) -> tuple[float, float]:
    """The widest range around corner ``x`` of a table's hull whose pieces are pieces of the table."""
    begin, last = envelopes.first[i], envelopes.first[i] + envelopes.points[i] - 1
    place = begin
    while place < last and envelopes.spend[place] < x:
        place += 1
    left, right = place, place
    while left > begin and is_true(shapes, envelopes, i, left - 1):
        left -= 1
    while right < last and is_true(shapes, envelopes, i, right):
        right += 1
    return envelopes.spend[left], envelopes.spend[right]


@compiled
def is_true(shapes: Shapes, envelopes: Envelopes, i: int, place: int) -> bool:
    """Whether the hull's piece to the right of ``place`` lies on the table, judged in its middle."""
    middle = 0.5 * (envelopes.spend[place] + envelopes.spend[place + 1])
    height = 0.5 * (envelopes.outcome[place] + envelopes.outcome[place + 1])
    outcome = attained(shapes, i, middle)[0]
    return bool(outcome >= height - 1e-12 * abs(height))


@compiled
def attained(shapes: Shapes, i: int, x: float) -> tuple[float, float]:
    """Outcome that curve ``i`` truly has at ``x``, and the spend that has it: none at all under the least spend."""
    if x < shapes.least[i]:
        return value(shapes, i, 0.0), 0.0
    return value(shapes, i, x), x


@compiled
def excess(shapes: Shapes, envelopes: Envelopes, i: int, x: float) -> float:
    """Height of the envelope of curve ``i`` above what is attained at ``x``."""
    left, right = piece(shapes, envelopes, i, x)
    if right <= left:
        return 0.0
    at_left, at_right = value(shapes, i, left), value(shapes, i, right)
    height = at_left + (at_right - at_left) * ((x - left) / (right - left))
    return max(0.0, height - attained(shapes, i, x)[0])


@compiled
def nearest_jump(
    shapes: Shapes, envelopes: Envelopes, i: int, price: float, low: float, high: float
) -> float:
    """The slope of a linear piece of curve ``i`` strictly between ``low`` and ``high`` nearest to ``price``, or -1."""
    if envelopes.upper[i] <= envelopes.lower[i]:
        return -1.0
    if shapes.family[i] != TABLE:
        steepest = envelopes.steepest[i]
        return steepest if envelopes.turn[i] > envelopes.lower[i] and low < steepest < high else -1.0
    begin, pieces = envelopes.first[i], envelopes.points[i] - 1
    above = steeper(envelopes.slope, begin, pieces, price)
    best = -1.0
    for k in range(max(0, above - 1), min(pieces, above + 1)):
        slope = envelopes.slope[begin + k]
        if low < slope < high and (best < 0.0 or abs(slope - price) < abs(best - price)):
            best = slope
    return best
