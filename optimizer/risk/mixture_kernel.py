"""The best split of concave hulls within nested budgets, by a greedy rule over the hulls' segments."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SLACK = 1e-9
WHOLE = 1e-12
"""A segment of which no more than this share is left is used up."""


@compiled
def best_mixture(
    grid: Floats, height: Floats, span: Ints, sets: Ints, least: Floats, most: Floats
) -> tuple[float, Ints, Ints, Floats]:
    """The largest sum of hulls, and where it is reached; minus infinity where the limits conflict.

    Every set first gets its least amount, smaller sets first, then all that is worth having is taken, steepest
    segments first. Each cell ends up between two corners of its hull.

    Args:
        grid: (N, n) spends.
        height: (N, n) functions to be hulled.
        span: (N, 2) first and last grid point of each cell's range.
        sets: (N, depth) nested sets of each cell, numbered from small to large, filled up with -1.
        least: (S,) least sums of spend.
        most: (S,) most sums of spend.

    Returns:
        The sum; (N,) lower corners; (N,) upper corners; (N,) weights of the upper corners.
    """
    corners, counts = hulls(grid, height, span)
    slope, left, owner = segments(grid, height, corners, counts)
    order = np.argsort(-slope, kind="mergesort")
    amount = np.zeros(len(most))
    total = 0.0
    for cell in range(len(grid)):
        total += height[cell, span[cell, 0]]
        add(sets, cell, amount, grid[cell, span[cell, 0]])
    for target in range(len(most)):
        if amount[target] < least[target]:
            total += fill(order, slope, left, owner, sets, amount, most, target, least[target])
    total += fill(order, slope, left, owner, sets, amount, most, -1, np.inf)
    low, high, share = positions(grid, corners, counts, left)
    for one in range(len(most)):
        slack = SLACK * (1.0 + abs(amount[one]))
        if amount[one] < least[one] - slack or amount[one] > most[one] + slack:
            total = -np.inf
    return total, low, high, share


@compiled
def hulls(grid: Floats, height: Floats, span: Ints) -> tuple[Ints, Ints]:
    """(N, n) corners of every cell's upper concave hull, and (N,) how many there are (Andrew 1979)."""
    corners = np.empty(grid.shape, np.int64)
    counts = np.zeros(len(grid), np.int64)
    for cell in range(len(grid)):
        row, tall, found = grid[cell], height[cell], corners[cell]
        count = 0
        for point in range(span[cell, 0], span[cell, 1] + 1):
            while count >= 2:
                middle, before = found[count - 1], found[count - 2]
                to_middle = (tall[middle] - tall[before]) * (row[point] - row[middle])
                to_point = (tall[point] - tall[middle]) * (row[middle] - row[before])
                if to_middle > to_point:
                    break
                count -= 1
            found[count] = point
            count += 1
        counts[cell] = count
    return corners, counts


@compiled
def segments(grid: Floats, height: Floats, corners: Ints, counts: Ints) -> tuple[Floats, Floats, Ints]:
    """Slopes, lengths and cells of all hulls' segments, cell by cell."""
    size = counts.sum() - len(counts)
    slope, length, owner = np.empty(size), np.empty(size), np.empty(size, np.int64)
    at = 0
    for cell in range(len(counts)):
        for corner in range(counts[cell] - 1):
            a, b = corners[cell, corner], corners[cell, corner + 1]
            length[at] = grid[cell, b] - grid[cell, a]
            slope[at] = (height[cell, b] - height[cell, a]) / length[at]
            owner[at] = cell
            at += 1
    return slope, length, owner


@compiled
def fill(  # noqa: PLR0913, PLR0917 - a kernel's state is arrays
    order: Ints,
    slope: Floats,
    left: Floats,
    owner: Ints,
    sets: Ints,
    amount: Floats,
    most: Floats,
    target: int,
    wanted: float,
) -> float:
    """Take the steepest segments until set ``target`` has ``wanted``; with target -1, all that rise. What is gained."""
    gained = 0.0
    for segment in order:
        cell = owner[segment]
        if target < 0 and slope[segment] <= 0.0:
            break
        if left[segment] <= 0.0 or not belongs(sets, cell, target):
            continue
        taken = min(left[segment], room(sets, cell, amount, most))
        if target >= 0:
            taken = min(taken, wanted - amount[target])
        if taken > 0.0:
            left[segment] -= taken
            gained += slope[segment] * taken
            add(sets, cell, amount, taken)
    return gained


@compiled
def add(sets: Ints, cell: int, amount: Floats, spend: float) -> None:
    """Count a cell's spend in each of its sets."""
    for depth in range(sets.shape[1]):
        if sets[cell, depth] >= 0:
            amount[sets[cell, depth]] += spend


@compiled
def room(sets: Ints, cell: int, amount: Floats, most: Floats) -> float:
    """What the tightest set of a cell has left."""
    least = np.inf
    for depth in range(sets.shape[1]):
        one = sets[cell, depth]
        if one >= 0:
            least = min(least, most[one] - amount[one])
    return least


@compiled
def belongs(sets: Ints, cell: int, target: int) -> bool:
    """Whether a cell is in a set; every cell is in set -1."""
    for depth in range(sets.shape[1]):
        if sets[cell, depth] == target:
            return True
    return target < 0


@compiled
def positions(grid: Floats, corners: Ints, counts: Ints, left: Floats) -> tuple[Ints, Ints, Floats]:
    """The corners between which each cell ends up, and the weight of the upper one."""
    low, high = corners[:, 0].copy(), corners[:, 0].copy()
    share = np.zeros(len(counts))
    at = 0
    for cell in range(len(counts)):
        full = True
        for corner in range(counts[cell] - 1):
            a, b = corners[cell, corner], corners[cell, corner + 1]
            used = 1.0 - left[at] / (grid[cell, b] - grid[cell, a])
            at += 1
            if full and used >= 1.0 - WHOLE:
                low[cell] = high[cell] = b
            elif full:
                # What rounding has left to segments beyond the first open one is nothing.
                full = False
                low[cell], high[cell], share[cell] = a, b, max(0.0, used)
    return low, high, share
