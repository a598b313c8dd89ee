# mypy: disable-error-code="no-any-return"
"""Durations from uniform numbers: the same hours as `simulation.distributions.DurationSampler`."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import in_place

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

_CERTAIN, _TABLE = 0, 1
_CELLS, _OCTAVES = 64, 52
_HALF = _OCTAVES * _CELLS + 2


@in_place
def interpolated(values: Floats, first: int, u: float) -> float:
    """The quantile at ``u`` in the table that begins at ``first``."""
    if u >= 0.5:
        first += _HALF
        u = 1.0 - u
    mantissa, exponent = math.frexp(u)
    place = (mantissa * 2.0 - 1.0) * _CELLS
    cell = int(place)
    knot = first + (exponent + _OCTAVES) * _CELLS + cell
    below, above = values[knot], values[knot + 1]
    return below + (above - below) * (place - cell)


@in_place
def hours_of(
    form: Ints, first: Ints, count: Ints, factor: Floats, values: Floats, variate: int, u: float
) -> float:
    """Hours of a duration; the arrays are those of `simulation.distributions.DurationTables`."""
    if form[variate] == _CERTAIN:
        hours = values[first[variate]]
    elif form[variate] == _TABLE:
        hours = interpolated(values, first[variate], u)
    else:
        hours = values[first[variate] + int(u * count[variate])]
    return hours * factor[variate]
