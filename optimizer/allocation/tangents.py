"""Straight lines above and below a response curve: the bricks of every bound that the allocation proves.

On a segment where a curve is concave its tangent lies above it and its chord below, where it is convex the other way
round. Segments never
straddle an inflection, because `inflection` is made a grid point (`optimizer.allocation.envelope`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.document.curves import Curve, HillCurve, SigmoidCurve, TabulatedCurve
from scenarios.response import derivative, evaluate

Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""Relative safety margin for the rounding of a few floating-point operations."""


def inflection(curve: Curve) -> float:
    """Adstock at which the curve turns from convex to concave; 0 for a curve that is concave throughout.

    A tabulated curve has no single one; 0 stands for it, and `line_above` looks at its knots instead.
    """
    if isinstance(curve, HillCurve) and curve.slope > 1:
        return float(curve.half_saturation * ((curve.slope - 1) / (curve.slope + 1)) ** (1 / curve.slope))
    return curve.midpoint if isinstance(curve, SigmoidCurve) else 0.0


def line_above(curve: Curve, left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Slopes and intercepts of lines that lie above the curve on each segment [left, right].

    Args:
        curve: any family.
        left: (T, S) adstocks, not negative, rising along the last axis.
        right: (T, S) adstocks above ``left``; no segment has the inflection in its interior.
    """
    return _lines(curve, left, right, above=True)


def line_below(curve: Curve, left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Slopes and intercepts of lines that lie below the curve; segments as for `line_above`."""
    return _lines(curve, left, right, above=False)


def _lines(curve: Curve, left: Floats, right: Floats, *, above: bool) -> tuple[Floats, Floats]:
    if isinstance(curve, TabulatedCurve):
        rows = [_line_at_knots(curve, low, high, above=above) for low, high in zip(left, right, strict=True)]
        return np.array([slope for slope, _ in rows]), np.array([height for _, height in rows])
    middle = (left + right) / 2
    chord = (middle < inflection(curve)) == above
    low, high = evaluate(curve, left), evaluate(curve, right)
    slope = np.where(chord, (high - low) / (right - left), derivative(curve, middle))
    intercept = np.where(chord, low - slope * left, evaluate(curve, middle) - slope * middle)
    return slope, intercept + (ROUNDING if above else -ROUNDING) * high


def _line_at_knots(
    curve: TabulatedCurve, left: Floats, right: Floats, *, above: bool
) -> tuple[Floats, Floats]:
    """Chords, lifted until they lie above every knot inside their segment, or lowered until they lie below."""
    low, high = evaluate(curve, left), evaluate(curve, right)
    slope = (high - low) / (right - left)
    outermost = np.maximum if above else np.minimum
    intercept = outermost(low - slope * left, high - slope * right)
    knots, outcomes = np.asarray(curve.spend), np.asarray(curve.outcome)
    segment = np.searchsorted(left, knots, side="right") - 1
    inside = (segment >= 0) & (knots <= right[segment])
    at = segment[inside]
    outermost.at(intercept, at, outcomes[inside] - slope[at] * knots[inside])
    return slope, intercept + (ROUNDING if above else -ROUNDING) * high
