"""Draws of a Hill curve, tabulated with their heights above chords."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from optimizer.compiled import compiled

Floats = NDArray[np.float64]
FARTHEST = 700.0
"""Largest exponent that does not overflow."""


@compiled
def hill_share(spend: float, half_saturation: float, slope: float) -> float:
    """x^s / (k^s + x^s)."""
    if spend <= 0.0:
        return 0.0
    exponent = slope * math.log(spend / half_saturation)
    if exponent > FARTHEST:
        return 1.0
    if exponent < -FARTHEST:
        return 0.0
    return 1.0 / (1.0 + math.exp(-exponent))


@compiled
def hill_values(spend: Floats, ceiling: Floats, half_saturation: Floats, slope: Floats) -> Floats:
    """(m, D) outcomes of D curves at spends (m,)."""
    values = np.empty((len(spend), len(ceiling)))
    for row in range(len(spend)):
        for draw in range(len(ceiling)):
            values[row, draw] = ceiling[draw] * hill_share(spend[row], half_saturation[draw], slope[draw])
    return values


@compiled
def hill_excess(
    grid: Floats, values: Floats, ceiling: Floats, half_saturation: Floats, slope: Floats
) -> Floats:
    """(n - 1, D) limits of D curves above their chords on the segments of ``grid`` (n,), ``values`` (n, D).

    The height at the meeting of the end tangents, the left one drawn in the inflection where that lies inside.
    """
    above = np.empty((len(grid) - 1, len(ceiling)))
    for draw in range(len(ceiling)):
        s, k = slope[draw], half_saturation[draw]
        turn = k * ((s - 1.0) / (s + 1.0)) ** (1.0 / s) if s > 1.0 else 0.0
        turn_share = (s - 1.0) / (2.0 * s) if s > 1.0 else 0.0
        turn_value = ceiling[draw] * turn_share
        turn_slope = ceiling[draw] * s * turn_share * (1.0 - turn_share) / turn if s > 1.0 else 0.0
        for segment in range(len(grid) - 1):
            left, right = grid[segment], grid[segment + 1]
            if right <= turn:
                above[segment, draw] = 0.0
                continue
            low, high = values[segment, draw], values[segment + 1, draw]
            chord = (high - low) / (right - left)
            share = high / ceiling[draw] if ceiling[draw] > 0.0 else 0.0
            fall = chord - ceiling[draw] * s * share * (1.0 - share) / right
            if left < turn:
                start, height, rise = turn, turn_value - low - chord * (turn - left), turn_slope - chord
            elif left > 0.0:
                share = low / ceiling[draw] if ceiling[draw] > 0.0 else 0.0
                start, height, rise = left, 0.0, ceiling[draw] * s * share * (1.0 - share) / left - chord
            else:
                start, height, rise = left, 0.0, np.inf
            above[segment, draw] = meeting(height, rise, fall, right - start)
    return above


@compiled
def meeting(height: float, rise: float, fall: float, length: float) -> float:
    """How high two tangents meet above a chord: one starts ``height`` above it and rises, one falls to it."""
    if rise <= 0.0 or fall <= 0.0:
        return max(0.0, height)
    if rise == np.inf:
        return max(0.0, height, fall * length)
    step = min(length, max(0.0, (fall * length - height) / (rise + fall)))
    return max(0.0, height, height + rise * step)
