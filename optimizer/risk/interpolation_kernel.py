"""Returns of a split and their slopes under every draw, from tables: smooth between the grid points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import compiled

Floats = NDArray[np.float64]


@compiled
def smooth_returns(spend: Floats, grid: Floats, value: Floats, total: Floats, slopes: Floats) -> None:
    """Add up cubic Hermite interpolants with the slopes of parabolas through three points (Akima 1970 discusses them).

    Args:
        spend: (N,)
        grid: (N, n)
        value: (N, n, D)
        total: (D,) written: sum over the cells.
        slopes: (N, D) written: derivative of each cell.
    """
    points, draws = value.shape[1], value.shape[2]
    total[:] = 0.0
    for cell in range(len(spend)):
        row = grid[cell]
        at = min(max(np.searchsorted(row, spend[cell], side="right") - 1, 0), points - 2)
        before, after = max(at - 1, 0), min(at + 2, points - 1)
        width = row[at + 1] - row[at]
        t = min(max((spend[cell] - row[at]) / width, 0.0), 1.0)
        to_left = width / (width + row[at] - row[before])
        to_right = width / (width + row[after] - row[at + 1])
        for draw in range(draws):
            low, high = value[cell, at, draw], value[cell, at + 1, draw]
            chord = (high - low) / width
            left = right = chord
            if before < at:
                earlier = (low - value[cell, before, draw]) / (row[at] - row[before])
                left = to_left * earlier + (1.0 - to_left) * chord
            if after > at + 1:
                later = (value[cell, after, draw] - high) / (row[after] - row[at + 1])
                right = to_right * later + (1.0 - to_right) * chord
            bend = left + right - 2.0 * chord
            rest = 3.0 * chord - 2.0 * left - right
            total[draw] += low + t * width * (left + t * (rest + t * bend))
            slopes[cell, draw] = left + t * (2.0 * rest + 3.0 * t * bend)
