"""Expectations to the cent: exact totals over replications, parts that add up after rounding; significant digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenarios.arrays import Ints

_SAFE = 2**62


def exact_sum(samples: Ints) -> int:
    """The sum of an integer array of any shape, without overflow."""
    if samples.size == 0:
        return 0
    largest = max(abs(int(samples.max())), abs(int(samples.min())))
    return int(samples.sum() if largest * samples.size < _SAFE else samples.sum(dtype=object))


def nearest(total: int, count: int) -> int:
    """``total / count`` to the nearest integer; halves go up, so that whole steps stay whole steps.

    >>> nearest(5, 2), nearest(-5, 2)
    (3, -2)
    """
    return (2 * total + count) // (2 * count)


def round_half_up(value: float) -> int:
    """The nearest integer of a mean, by the same rule as `nearest`."""
    return int(np.floor(value + 0.5))


def significant(value: float, digits: int) -> float:
    """``value`` to so many significant digits.

    >>> significant(0.0123456, 3), significant(123456.0, 2)
    (0.0123, 120000.0)
    """
    return float(f"{value:.{digits}g}")


def round_parts(parts: Sequence[int], count: int, total: int | None = None) -> list[int]:
    """Each ``part / count`` rounded so that the results add up exactly (largest remainder; ties to the earlier).

    Args:
        parts: integers of any sign.
        count: their common denominator.
        total: what the results add up to, less than 1 away from the true sum; by default the nearest integer.
    """
    wanted = nearest(sum(parts), count) if total is None else total
    floors = [part // count for part in parts]
    missing = wanted - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda index: (-(parts[index] % count), index))
    for index in by_remainder[:missing]:
        floors[index] += 1
    if sum(floors) != wanted:
        message = f"no rounding of the parts adds up to {wanted}"
        raise ValueError(message)
    return floors
