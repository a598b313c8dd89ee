"""Grids on which functions are tabulated with errors that are equal everywhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NEAR_ZERO = 1e-6
"""Where the geometric part of the pilot grid begins, as a share of the range."""
EVEN_SHARE = 0.15
"""Share of the points that is spread evenly, whatever the curvature."""


def pilot_shares(points: int) -> Floats:
    """(points,) shares of a range from 0 to 1 on which to look at a function first: fine near zero, then even."""
    near = np.geomspace(NEAR_ZERO, 1e-2, points // 4, endpoint=False)
    return np.concatenate([[0.0], near, np.linspace(1e-2, 1.0, points - len(near) - 1)])


def even_error_shares(shares: Floats, values: Floats, points: int) -> Floats:
    """(points,) shares from 0 to 1 on which chords of some functions have about the same error.

    The error of a chord is curvature times length squared over eight, so that errors are equal where lengths go with
    the inverse root of the curvature (de Boor 1978, chapter XII); curvature is the mean over the functions.

    Args:
        shares: (k,) rising pilot grid from 0 to 1.
        values: (k, D) functions there.
        points: at least two.
    """
    lengths = np.diff(shares)
    slopes = np.diff(values, axis=0) / lengths[:, None]
    bend = np.abs(np.diff(slopes, axis=0)).mean(axis=1)
    error = np.maximum(np.append(bend, 0.0), np.append(0.0, bend)) * lengths
    density = np.append(0.0, np.cumsum(np.sqrt(error)))
    density = density / density[-1] if density[-1] > 0 else shares
    measure = (1 - EVEN_SHARE) * density + EVEN_SHARE * shares
    placed = np.interp(np.linspace(0, 1, points), measure, shares)
    placed[-1] = 1.0
    return np.asarray(placed)
