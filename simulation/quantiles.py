"""Quantile functions as tables that interpreted and compiled code read to the same last bit.

The argument u is a multiple of 2**-53. With v the smaller of u and 1 - u, the knots of either half of the table stand
at (1 + c / 64) 2**-k for k = 53, ..., 1 and c = 0, ..., 63: fine where distributions have their tails. Cell and place
within the cell follow from the binary digits of v, and between knots the quantile is linear, so that nothing but exact
and basic IEEE 754 operations lies between a uniform number and a duration. The table of an exponential distribution
has a mean that is 6e-6 of it too long.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from scipy.special import betaincinv, ndtri

from scenarios.document.durations import Duration, Exponential, LogNormal, ThreePoint
from simulation.draws import Floats

CELLS = 64
"""Cells of an octave of v."""
OCTAVES = 52
HALF = OCTAVES * CELLS + 2
"""Knots of one half: v = 2**-53 up to 1/2, and one more that is never used with any weight."""
PERT_WEIGHT = 4.0
"""Weight of the most likely value in the mean of a three-point estimate."""

Tabulated: TypeAlias = Exponential | LogNormal | ThreePoint


def _knots() -> Floats:
    octave, cell = np.divmod(np.arange(HALF - 1), CELLS)
    knots = (1 + cell / CELLS) * 2.0 ** (octave - (OCTAVES + 1))
    return np.append(knots, knots[-1])


KNOTS = _knots()


@lru_cache(maxsize=512)
def quantile_table(duration: Tabulated) -> Floats:
    """Hours at the knots: the half of small u, rising, then the half of large u, falling."""
    if isinstance(duration, Exponential):
        lower, upper = -duration.hours * np.log1p(-KNOTS), -duration.hours * np.log(KNOTS)
    elif isinstance(duration, LogNormal):
        normal, sigma = ndtri(KNOTS), duration.sigma
        lower = duration.hours * np.exp(sigma * (normal - sigma / 2))
        upper = duration.hours * np.exp(sigma * (-normal - sigma / 2))
    else:
        span = duration.high - duration.low
        peak = (duration.mode - duration.low) / span
        shape = _pert if duration.distribution == "pert" else _triangular
        lower, upper = duration.low + span * shape(peak), duration.high - span * shape(1 - peak)
    table = np.concatenate([np.maximum.accumulate(lower), np.minimum.accumulate(upper)])
    table.setflags(write=False)
    return table


def is_certain(duration: Duration) -> bool:
    """Whether the duration never varies."""
    if isinstance(duration, ThreePoint):
        return duration.low == duration.high
    return duration.distribution == "constant"


def cells(uniforms: Floats) -> tuple[np.ndarray, Floats]:
    """Place of the lower knot in a table of two halves, and the share of the cell that lies below, for each u."""
    above = uniforms >= 0.5
    mantissa, exponent = np.frexp(np.where(above, 1.0 - uniforms, uniforms))
    place = (mantissa * 2.0 - 1.0) * CELLS
    cell = np.floor(place)
    return (exponent + OCTAVES) * CELLS + cell.astype(np.int64) + above * HALF, place - cell


@lru_cache(maxsize=256)
def _pert(peak: float) -> Floats:
    """The beta distribution on [0, 1] with shapes 1 + 4 peak and 1 + 4 (1 - peak), at small u."""
    return np.asarray(betaincinv(1 + PERT_WEIGHT * peak, 1 + PERT_WEIGHT * (1 - peak), KNOTS))


def _triangular(peak: float) -> Floats:
    """The triangular distribution on [0, 1] at small u."""
    rising, falling = np.sqrt(KNOTS * peak), 1 - np.sqrt((1 - KNOTS) * (1 - peak))
    return np.where(peak > KNOTS, rising, falling)
