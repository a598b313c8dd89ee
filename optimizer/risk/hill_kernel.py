"""Draws of flights on Hill curves, tabulated with their heights above chords."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import compiled

Floats = NDArray[np.float64]
FARTHEST = 700.0
"""Largest exponent that does not overflow."""


@compiled
def hill_share(adstock: float, half_saturation: float, slope: float) -> float:
    """a^s / (k^s + a^s)."""
    if adstock <= 0.0:
        return 0.0
    exponent = slope * math.log(adstock / half_saturation)
    if exponent > FARTHEST:
        return 1.0
    if exponent < -FARTHEST:
        return 0.0
    return 1.0 / (1.0 + math.exp(-exponent))


@compiled
def hill_values(
    media: Floats, exposure: Floats, worth: Floats, half_saturation: Floats, slope: Floats
) -> Floats:
    """(m, D) outcomes sum_t worth_dt share(exposure_dt media) of D draws.

    Args:
        media: (m,)
        exposure: (D, T) adstock per unit of media.
        worth: (D, T) ceilings times what an outcome is worth.
        half_saturation: (D,)
        slope: (D,)
    """
    values = np.zeros((len(media), len(slope)))
    for row in range(len(media)):
        for draw in range(len(slope)):
            for t in range(exposure.shape[1]):
                share = hill_share(exposure[draw, t] * media[row], half_saturation[draw], slope[draw])
                values[row, draw] += worth[draw, t] * share
    return values


@compiled
def hill_excess(
    left: Floats, right: Floats, exposure: Floats, worth: Floats, half_saturation: Floats, slope: Floats
) -> Floats:
    """(m, D) limits of the outcomes above their chords on segments from ``left`` to ``right`` (m,), term by term.

    The height at which the end tangents meet, the left one drawn in the inflection where that lies inside; the other
    arguments are those of `hill_values`.
    """
    above = np.zeros((len(left), len(slope)))
    for draw in range(len(slope)):
        s, k = slope[draw], half_saturation[draw]
        turn = ((s - 1.0) / (s + 1.0)) ** (1.0 / s) if s > 1.0 else 0.0
        for t in range(exposure.shape[1]):
            if exposure[draw, t] <= 0.0 or worth[draw, t] <= 0.0:
                continue
            unit = exposure[draw, t] / k
            end, end_share = -1.0, 0.0
            for segment in range(len(left)):
                low, high = unit * left[segment], unit * right[segment]
                low_share = end_share if low == end else hill_share(low, 1.0, s)
                end, end_share = high, hill_share(high, 1.0, s)
                if high > turn and high > low:
                    height = share_excess(low, high, low_share, end_share, turn, s)
                    above[segment, draw] += worth[draw, t] * height
    return above


@compiled
def share_excess(
    low: float, high: float, low_share: float, high_share: float, turn: float, s: float
) -> float:
    """Limit of r^s / (1 + r^s) above its chord from ``low`` to ``high``, which lies beyond the inflection ``turn``."""
    chord = (high_share - low_share) / (high - low)
    fall = chord - s * high_share * (1.0 - high_share) / high
    if low < turn:
        share = (s - 1.0) / (2.0 * s)
        height = share - low_share - chord * (turn - low)
        return meeting(height, s * share * (1.0 - share) / turn - chord, fall, high - turn)
    if low > 0.0:
        return meeting(0.0, s * low_share * (1.0 - low_share) / low - chord, fall, high - low)
    return meeting(0.0, np.inf, fall, high)


@compiled
def meeting(height: float, rise: float, fall: float, length: float) -> float:
    """How high two tangents meet above a chord: one starts ``height`` above it and rises, one falls to it."""
    if rise <= 0.0 or fall <= 0.0:
        return max(0.0, height)
    if rise == np.inf:
        return max(0.0, height, fall * length)
    step = min(length, max(0.0, (fall * length - height) / (rise + fall)))
    return max(0.0, height, height + rise * step)
