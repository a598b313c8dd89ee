"""Where response curves are convex and where concave: what the bound over a cell of adstock rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.flighting.cells_kernel import CONCAVE, CONVEX, MONOTONE
from scenarios.document.curves import (
    Curve,
    HillCurve,
    LogisticCurve,
    MichaelisMentenCurve,
    NegativeExponentialCurve,
    PowerCurve,
    SigmoidCurve,
    TabulatedCurve,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """``kinds[i]`` holds between ``knots[i]`` and ``knots[i + 1]``; the last holds without end."""

    knots: tuple[float, ...]
    kinds: tuple[int, ...]


def shape_of(curve: Curve) -> Shape:
    """The convex and concave pieces of a curve; where a family is not known here, nothing but that it never falls."""
    match curve:
        case HillCurve() if curve.slope > 1:
            inflexion = curve.half_saturation * ((curve.slope - 1) / (curve.slope + 1)) ** (1 / curve.slope)
            return Shape((0.0, inflexion), (CONVEX, CONCAVE))
        case SigmoidCurve():
            return Shape((0.0, curve.midpoint), (CONVEX, CONCAVE))
        case (
            HillCurve() | LogisticCurve() | MichaelisMentenCurve() | NegativeExponentialCurve() | PowerCurve()
        ):
            return Shape((0.0,), (CONCAVE,))
        case TabulatedCurve():
            return Shape(curve.spend, (CONVEX,) * len(curve.spend))
    return Shape((0.0,), (MONOTONE,))


def stretched(shape: Shape, scale: float) -> Shape:
    """The shape of f(a / scale)."""
    return Shape(tuple(scale * knot for knot in shape.knots), shape.kinds)


def kinds_between(shape: Shape, grid: NDArray[np.float64]) -> NDArray[np.int8]:
    """The kind of each cell of a grid that has the shape's knots among its edges."""
    middles = (grid[:-1] + grid[1:]) / 2
    return np.array(shape.kinds, np.int8)[np.searchsorted(shape.knots, middles, side="right") - 1]
