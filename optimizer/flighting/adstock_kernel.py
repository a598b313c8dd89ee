"""Geometric carry-over and its adjoint for many lines. Arrays in, arrays out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import compiled

Floats = NDArray[np.float64]


@compiled
def carry_forwards(volume: Floats, retention: Floats, start: Floats, stock: Floats) -> None:
    """stock_ct = volume_ct + theta_c stock_c(t-1), (C, T)."""
    for c in range(volume.shape[0]):
        level = start[c]
        for t in range(volume.shape[1]):
            level = volume[c, t] + retention[c] * level
            stock[c, t] = level


@compiled
def carry_backwards(slopes: Floats, retention: Floats) -> None:
    """Turn slopes in adstock into slopes in volume, in place: s_ct + theta_c s_c(t+1)."""
    for c in range(slopes.shape[0]):
        following = 0.0
        for t in range(slopes.shape[1] - 1, -1, -1):
            following = slopes[c, t] + retention[c] * following
            slopes[c, t] = following
