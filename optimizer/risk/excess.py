"""How far a curve rises above its chords: a proven limit, from its tangents.

On a segment [l, r] a curve that is convex up to its inflection t and concave from there lies above its chord by at most
the larger of its height at t and the height at which the tangents in t (or l, if t < l) and r meet: where it is convex
it lies below the chord from l to t, where it is concave below both tangents. A piecewise-linear curve is highest above
a chord at one of its corners.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.allocation.tangents import inflection
from scenarios.document.curves import Curve, TabulatedCurve
from scenarios.response import CellResponse, derivative, evaluate

Floats = NDArray[np.float64]


def response_excess(response: CellResponse, grid: Floats) -> Floats:
    """(n - 1,) limits of ``response`` above its chords on the segments of ``grid`` (n,): period by period, added up."""
    points = response.exposure[:, None] * grid
    above = np.array([_excess(response.curve, row) for row in points])
    return np.asarray(response.weight @ above)


def _excess(curve: Curve, grid: Floats) -> Floats:
    if isinstance(curve, TabulatedCurve):
        return polygon_excess(np.asarray(curve.spend), np.asarray(curve.outcome)[:, None], grid)[:, 0]
    return tangent_excess(
        grid, evaluate(curve, grid), derivative(curve, grid), *_at_turn(curve, inflection(curve))
    )


def _at_turn(curve: Curve, turn: float) -> tuple[float, float, float]:
    if turn <= 0:
        return 0.0, 0.0, 0.0
    return turn, float(evaluate(curve, turn)), float(derivative(curve, turn))


def tangent_excess(
    grid: Floats, value: Floats, slope: Floats, turn: float, turn_value: float, turn_slope: float
) -> Floats:
    """(n - 1,) limits above the chords of a curve that is convex below ``turn`` and concave above it.

    Args:
        grid: (n,) rising.
        value: (n,) of the curve on the grid.
        slope: (n,) of the curve on the grid; may be infinite at its start.
        turn: the inflection; at or below the grid's start for a concave curve.
        turn_value: the curve there.
        turn_slope: its slope there.
    """
    left, right = grid[:-1], grid[1:]
    chord = np.diff(value) / (right - left)
    straddles = left < turn
    start = np.where(straddles, np.minimum(turn, right), left)
    height = np.where(straddles, turn_value, value[:-1]) - value[:-1] - chord * (start - left)
    rise = np.where(straddles, turn_slope, slope[:-1]) - chord
    fall = chord - slope[1:]
    length = right - start
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.clip((fall * length - height) / (rise + fall), 0.0, length)
        meeting = np.where(np.isinf(rise), fall * length, height + rise * step)
    meeting = np.where((rise > 0) & (fall > 0), meeting, 0.0)
    return np.where(right <= turn, 0.0, np.maximum(0.0, np.maximum(height, meeting)))


def polygon_excess(knots: Floats, outcome: Floats, grid: Floats) -> Floats:
    """(n - 1, D) limits above the chords of D curves that are straight between ``knots`` (m,), ``outcome`` (m, D)."""
    on_grid = interpolate(knots, outcome, grid)
    above = np.zeros((len(grid) - 1, outcome.shape[1]))
    inside = (knots > grid[0]) & (knots < grid[-1])
    segment = np.searchsorted(grid, knots[inside], side="right") - 1
    share = ((knots[inside] - grid[segment]) / (grid[segment + 1] - grid[segment]))[:, None]
    chord = (1 - share) * on_grid[segment] + share * on_grid[segment + 1]
    np.maximum.at(above, segment, outcome[inside] - chord)
    return above


def interpolate(knots: Floats, outcome: Floats, spend: Floats) -> Floats:
    """(k, D) of D curves that are straight between ``knots`` (m,) and flat beyond, at ``spend`` (k,)."""
    at = np.clip(np.searchsorted(knots, spend, side="right") - 1, 0, len(knots) - 2)
    share = np.clip((spend - knots[at]) / (knots[at + 1] - knots[at]), 0.0, 1.0)[:, None]
    return np.asarray((1 - share) * outcome[at] + share * outcome[at + 1])
