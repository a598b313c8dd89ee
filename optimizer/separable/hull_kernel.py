"""Upper concave hulls of tables in compiled code."""

from __future__ import annotations

from optimizer.separable.shapes_kernel import Floats, Shapes, table_value
from scenarios.compiled import compiled


@compiled
def add_point(
    spend: Floats, outcome: Floats, slope: Floats, begin: int, count: int, x: float, y: float
) -> int:
    """Add a point to the right of a hull (Andrew's monotone chain) and return the number of its points."""
    while count > 0:
        last = begin + count - 1
        rise = (y - outcome[last]) / (x - spend[last])
        if count == 1 or rise < slope[last - 1]:
            slope[last] = rise
            break
        count -= 1
    spend[begin + count] = x
    outcome[begin + count] = y
    return count + 1


@compiled
def build_hull(
    shapes: Shapes, i: int, low: float, high: float, spend: Floats, outcome: Floats, slope: Floats, begin: int
) -> int:
    """Write the hull of table ``i`` over [low, high] to ``spend``, ``outcome`` from ``begin`` on; return its size.

    ``slope`` holds the slope to the right of each point. Spends between zero and the least allowed are left out.
    """
    count = add_point(spend, outcome, slope, begin, 0, low, table_value(shapes, i, low))
    if high <= low:
        return count
    start = low
    if low < shapes.least[i] <= high:
        start = shapes.least[i]
        count = add_point(spend, outcome, slope, begin, count, start, table_value(shapes, i, start))
    for k in range(shapes.first[i], shapes.first[i + 1]):
        if start < shapes.spend[k] < high:
            count = add_point(spend, outcome, slope, begin, count, shapes.spend[k], shapes.outcome[k])
    if high > start:
        count = add_point(spend, outcome, slope, begin, count, high, table_value(shapes, i, high))
    return count


@compiled
def steeper(slope: Floats, begin: int, pieces: int, price: float) -> int:
    """How many of the hull's pieces are steeper than ``price``; slopes fall from piece to piece."""
    low, high = 0, pieces
    while low < high:
        middle = (low + high) // 2
        if slope[begin + middle] > price:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def steep_enough(slope: Floats, begin: int, pieces: int, price: float) -> int:
    """How many of the hull's pieces are at least as steep as ``price``."""
    low, high = 0, pieces
    while low < high:
        middle = (low + high) // 2
        if slope[begin + middle] >= price:
            low = middle + 1
        else:
            high = middle
    return low
