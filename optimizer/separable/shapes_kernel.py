# mypy: disable-error-code="no-any-return"
"""Response curves in compiled code: value, derivative, concave part and its inverse, family by family.

Every family is concave, or convex first and concave after one inflection (Hill with slope over 1, sigmoid); tables may
have any shape and are handled through their hulls (`optimizer.separable.hull_kernel`).
"""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import compiled

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

HILL, LOGISTIC, EXPONENTIAL, POWER, SIGMOID, TABLE = range(6)
"""Codes of the families. Michaelis-Menten is Hill with slope 1."""


class Shapes(NamedTuple):
    """N curves as arrays.

    ``family`` (N,) codes; ``height`` (N,) ceiling, or coefficient of a power curve; ``scale`` (N,) half-saturation of
    Hill, rate of logistic, exponential and sigmoid, exponent of power; ``slope`` (N,) of Hill, midpoint of sigmoid;
    ``least`` (N,) smallest spend other than zero, 0 where every spend is allowed; ``first`` (N + 1,) places of each
    table's points in ``spend`` and ``outcome``; ``twin`` (N,) whether a curve is equal to the one before it, in its
    bounds and its budgets too.
    """

    family: Ints
    height: Floats
    scale: Floats
    slope: Floats
    least: Floats
    first: Ints
    spend: Floats
    outcome: Floats
    twin: NDArray[np.bool_]


@compiled
def log_ratio(x: float, scale: float) -> float:
    """log(x / scale) for x > 0, also where the ratio is too small for a number."""
    return math.log(max(x / scale, 5e-324))


@compiled
def hill_share(y: float, slope: float) -> float:
    """r^s / (1 + r^s) for y = log r: the smaller of r^s and r^-s is the one that is computed, so nothing overflows."""
    small = math.exp(-slope * abs(y))
    return 1.0 / (1.0 + small) if y >= 0.0 else small / (1.0 + small)


@compiled
def table_value(shapes: Shapes, i: int, x: float) -> float:
    """Piecewise-linear through the points of table ``i``, flat beyond both ends."""
    begin, end = shapes.first[i], shapes.first[i + 1]
    if x <= shapes.spend[begin]:
        return shapes.outcome[begin]
    if x >= shapes.spend[end - 1]:
        return shapes.outcome[end - 1]
    low, high = begin, end - 1
    while high - low > 1:
        middle = (low + high) // 2
        if shapes.spend[middle] <= x:
            low = middle
        else:
            high = middle
    share = (x - shapes.spend[low]) / (shapes.spend[high] - shapes.spend[low])
    return shapes.outcome[low] + share * (shapes.outcome[high] - shapes.outcome[low])


@compiled
def value(shapes: Shapes, i: int, x: float) -> float:
    """Outcome of curve ``i`` at spend ``x``."""
    family, height, scale = shapes.family[i], shapes.height[i], shapes.scale[i]
    if family == TABLE:
        return table_value(shapes, i, x)
    if x <= 0.0:
        return 0.0
    if family == HILL:
        return height * hill_share(log_ratio(x, scale), shapes.slope[i])
    if family == LOGISTIC:
        return height * math.tanh(scale * x / 2.0)
    if family == EXPONENTIAL:
        return -height * math.expm1(-scale * x)
    if family == SIGMOID:
        shift = scale * shapes.slope[i]
        return 0.5 * height * (math.tanh(0.5 * (scale * x - shift)) + math.tanh(0.5 * shift))
    return height * x**scale


@compiled
def derivative(shapes: Shapes, i: int, x: float) -> float:
    """Marginal outcome of a smooth curve: infinite at zero for Hill with slope under 1 and for power under 1."""
    family, height, scale = shapes.family[i], shapes.height[i], shapes.scale[i]
    if height == 0.0:
        return 0.0
    if family == HILL:
        return hill_derivative(height, scale, shapes.slope[i], x)
    if family == LOGISTIC:
        return height * scale / 2.0 / math.cosh(min(scale * x / 2.0, 350.0)) ** 2
    if family == EXPONENTIAL:
        return height * scale * math.exp(-scale * x)
    if family == SIGMOID:
        angle = 0.5 * scale * abs(x - shapes.slope[i])
        return 0.25 * height * scale / math.cosh(min(angle, 350.0)) ** 2
    if x <= 0.0:
        return height if scale == 1.0 else math.inf
    return height * scale * x ** (scale - 1.0)


@compiled
def hill_derivative(height: float, scale: float, slope: float, x: float) -> float:
    """Marginal outcome of a Hill curve; with y = log(x / kappa), h (1 - h) / x has the factor e^(-s|y| - y)."""
    if x > 0.0:
        y = log_ratio(x, scale)
        small = math.exp(-slope * abs(y))
        return height * slope / scale * math.exp(min(700.0, -slope * abs(y) - y)) / (1.0 + small) ** 2
    if slope == 1.0:
        return height / scale
    return math.inf if slope < 1.0 else 0.0


@compiled
def inflection(shapes: Shapes, i: int) -> float:
    """Spend from which on a smooth curve is concave; 0 where it is so throughout."""
    slope = shapes.slope[i]
    if shapes.family[i] == SIGMOID:
        return slope
    if shapes.family[i] == HILL and slope > 1.0:
        return shapes.scale[i] * ((slope - 1.0) / (slope + 1.0)) ** (1.0 / slope)
    return 0.0


@compiled
def concave_from(shapes: Shapes, i: int, low: float, high: float) -> float:
    """Where the concave envelope of a smooth curve on [low, high] leaves its first chord; ``low`` without a chord.

    From the origin the tangent of Hill touches at kappa (s - 1)^(1/s): a f'(a) = f(a) reads s (1 - share) = 1.
    """
    family, slope = shapes.family[i], shapes.slope[i]
    if family == POWER and shapes.scale[i] == 1.0:
        return high
    turn = inflection(shapes, i)
    if low >= turn or shapes.height[i] == 0.0:
        return low
    if high <= turn:
        return high
    if family == HILL and low <= 0.0:
        return min(high, max(turn, shapes.scale[i] * (slope - 1.0) ** (1.0 / slope)))
    return tangent(shapes, i, low, turn, high)


@compiled
def log_bend(shapes: Shapes, i: int, x: float) -> float:
    """Derivative of log f' of an S-shaped curve."""
    if shapes.family[i] == SIGMOID:
        return -shapes.scale[i] * math.tanh(0.5 * shapes.scale[i] * (x - shapes.slope[i]))
    slope = shapes.slope[i]
    return (slope * (1.0 - 2.0 * hill_share(log_ratio(x, shapes.scale[i]), slope)) - 1.0) / x


@compiled
def tangent(shapes: Shapes, i: int, low: float, turn: float, high: float) -> float:
    """The point of [turn, high] whose tangent goes through the curve at ``low``; ``high`` if there is none.

    Safeguarded Newton on f'(x)(x - low) - (f(x) - f(low)), which falls from the inflection ``turn`` on.
    """
    base = value(shapes, i, low)
    left, right, x = turn, high, high
    for _ in range(100):
        marginal = derivative(shapes, i, x)
        over = marginal * (x - low) - (value(shapes, i, x) - base)
        if over >= 0.0:
            if x >= high:
                return high
            left = x
        else:
            right = x
        fall = marginal * log_bend(shapes, i, x) * (x - low)
        following = x - over / fall if fall < 0.0 else left
        if not left < following < right:
            following = 0.5 * (left + right)
        if abs(following - x) <= 1e-14 * x:
            break
        x = following
    return x


@compiled
def invert(
    shapes: Shapes, i: int, log_price: float, low: float, high: float, guess: float
) -> tuple[float, float, float]:
    """Spend in [low, high], where the curve is concave, at which the derivative is the price.

    Returns the spend, its change per unit of log price, and a starting point for the next call. The derivative at
    ``low`` is above the price and the one at ``high`` below.
    """
    family, height, scale = shapes.family[i], shapes.height[i], shapes.scale[i]
    if family == HILL:
        return invert_hill(height, scale, shapes.slope[i], log_price, low, high, guess)
    if family == LOGISTIC:
        ratio = math.exp(0.5 * (math.log(height * scale / 2.0) - log_price))
        x = 2.0 / scale * math.acosh(max(1.0, ratio))
        change = -1.0 / (scale * max(1e-12, math.tanh(scale * x / 2.0)))
    elif family == SIGMOID:
        ratio = math.exp(0.5 * (math.log(0.25 * height * scale) - log_price))
        x = shapes.slope[i] + 2.0 / scale * math.acosh(max(1.0, ratio))
        change = -1.0 / (scale * max(1e-12, math.tanh(0.5 * scale * (x - shapes.slope[i]))))
    elif family == EXPONENTIAL:
        x = (math.log(height * scale) - log_price) / scale
        change = -1.0 / scale
    else:
        x = math.exp((math.log(height * scale) - log_price) / (1.0 - scale))
        change = -x / (1.0 - scale)
    return min(high, max(low, x)), change, guess


@compiled
def invert_hill(
    height: float, scale: float, slope: float, log_price: float, low: float, high: float, guess: float
) -> tuple[float, float, float]:
    """Newton on log f' over log spend.

    With y = log(x / kappa) and share h, log f' = const - y - s|y| - 2 log(1 + e^(-s|y|)), whose derivative is
    s (1 - 2h) - 1 and whose second derivative is -2 s^2 h (1 - h) < 0: concave and, beyond the inflection, falling.
    Newton therefore never passes the root from the right, and from the left it jumps to the right once.
    """
    constant = math.log(height * slope / scale) - log_price
    end = log_ratio(high, scale)
    y = min(guess, end)
    if low > 0.0:
        y = max(y, log_ratio(low, scale))
    drop = -1.0
    for _ in range(100):
        small = math.exp(-slope * abs(y))
        share = 1.0 / (1.0 + small) if y >= 0.0 else small / (1.0 + small)
        drop = slope * (1.0 - 2.0 * share) - 1.0
        if drop > -1e-9:
            if y >= end:
                break
            y = end
            continue
        step = -(constant - y - slope * abs(y) - 2.0 * math.log1p(small)) / drop
        y = min(end, y + step)
        if 0.25 * slope * slope * step * step <= -1e-15 * drop:
            break
    x = min(high, max(low, scale * math.exp(y)))
    return x, x / min(drop, -1e-9), y
