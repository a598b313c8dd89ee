"""How far a curve rises above its chords: a proven limit, from its tangents.

On a segment [l, r] a curve that is convex up to its inflection t and concave from there lies above its chord by at most
the larger of its height at t and the height at which the tangents in t (or l, if t < l) and r meet: where it is convex
it lies below the chord from l to t, where it is concave below both tangents. A piecewise-linear curve is highest above
a chord at one of its corners.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """Where a curve turns from convex to concave, its value and its slope there; arrays that broadcast.

    ``place`` is zero for a curve that is concave throughout.
    """

    place: Floats
    value: Floats
    slope: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """One end of each of m segments: ``place``, ``value`` and ``slope`` (..., m) of the curve there."""

    place: Floats
    value: Floats
    slope: Floats


def tangent_excess(left: Ends, right: Ends, turn: Turn) -> Floats:
    """(..., m) limits above the chords of curves that are convex below ``turn`` and concave above it.

    Slopes at left ends may be infinite.
    """
    length = right.place - left.place
    chord = (right.value - left.value) / length
    straddles = left.place < turn.place
    start = np.where(straddles, np.minimum(turn.place, right.place), left.place)
    height = np.where(straddles, turn.value, left.value) - left.value - chord * (start - left.place)
    rise = np.where(straddles, turn.slope, left.slope) - chord
    fall = chord - right.slope
    rest = right.place - start
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.clip((fall * rest - height) / (rise + fall), 0.0, rest)
        meeting = np.where(np.isinf(rise), fall * rest, height + rise * step)
    meeting = np.where((rise > 0) & (fall > 0), meeting, 0.0)
    above = np.maximum(0.0, np.maximum(height, meeting))
    return np.asarray(np.where(right.place <= turn.place, 0.0, above))


def polygon_excess(knots: Floats, outcome: Floats, left: Floats, right: Floats) -> Floats:
    """(m, D) limits above the chords from ``left`` to ``right`` (m,), in rising order and without overlap.

    The D curves are straight between ``knots`` (k,) with ``outcome`` (k, D), and flat beyond.
    """
    low, high = interpolate(knots, outcome, left), interpolate(knots, outcome, right)
    above = np.zeros((len(left), outcome.shape[1]))
    segment = np.searchsorted(left, knots, side="right") - 1
    inside = (segment >= 0) & (knots < right[segment])
    at = segment[inside]
    share = ((knots[inside] - left[at]) / (right[at] - left[at]))[:, None]
    np.maximum.at(above, at, outcome[inside] - (1 - share) * low[at] - share * high[at])
    return above


def interpolate(knots: Floats, outcome: Floats, spend: Floats) -> Floats:
    """(m, D) of D curves that are straight between ``knots`` (k,) and flat beyond, at ``spend`` (m,)."""
    at = np.clip(np.searchsorted(knots, spend, side="right") - 1, 0, len(knots) - 2)
    share = np.clip((spend - knots[at]) / (knots[at + 1] - knots[at]), 0.0, 1.0)[:, None]
    return np.asarray((1 - share) * outcome[at] + share * outcome[at + 1])
