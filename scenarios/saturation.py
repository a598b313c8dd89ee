"""Values and slopes of response curves.

The formulas take parameters as numbers or as arrays that broadcast with adstock, so that one curve and all draws of
it are evaluated by the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenarios.document.curves import Curve, TabulatedCurve

Floats: TypeAlias = NDArray[np.float64]
Parameter: TypeAlias = Floats | float
Formula: TypeAlias = Callable[..., Floats]


def evaluate(curve: Curve, adstock: Floats | float) -> Floats:
    """Outcome of one period at each adstock (currency units, any shape, not negative)."""
    a = np.asarray(adstock, dtype=float)
    if isinstance(curve, TabulatedCurve):
        return np.asarray(np.interp(a, curve.spend, curve.outcome))
    return FORMULAS[curve.family].value(a, **parameters(curve))


def derivative(curve: Curve, adstock: Floats | float) -> Floats:
    """Marginal outcome per currency unit at each adstock: to the right at kinks, infinite for a power curve at 0."""
    a = np.asarray(adstock, dtype=float)
    if isinstance(curve, TabulatedCurve):
        slopes = np.append(np.diff(curve.outcome) / np.diff(curve.spend), 0.0)
        return np.asarray(slopes[np.searchsorted(curve.spend, a, side="right") - 1])
    return FORMULAS[curve.family].slope(a, **parameters(curve))


def parameters(curve: Curve) -> dict[str, float]:
    """The numbers of a curve by name; none for a tabulated one."""
    return {name: value for name, value in curve if isinstance(value, float)}


@dataclass(frozen=True, slots=True)
class Formulas:
    """Outcome and marginal outcome of a family: adstock first, then the family's parameters by name."""

    value: Formula
    slope: Formula


def _hill_share(ratio: Floats, slope: Parameter) -> Floats:
    """r^s / (1 + r^s) without overflow: the smaller of r^s and r^-s is the one that is computed."""
    with np.errstate(divide="ignore"):
        return np.asarray(1 / (1 + np.exp(np.clip(-slope * np.log(ratio), -700, 700)))) * (ratio > 0)


def _hill(a: Floats, ceiling: Parameter, half_saturation: Parameter, slope: Parameter) -> Floats:
    return np.asarray(ceiling * _hill_share(a / half_saturation, slope))


def _hill_slope(a: Floats, ceiling: Parameter, half_saturation: Parameter, slope: Parameter) -> Floats:
    share = _hill_share(a / half_saturation, slope)
    at_zero = np.where(np.less(slope, 1), np.inf, 0.0)
    at_zero = np.where(np.equal(slope, 1), ceiling / half_saturation, at_zero)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(a > 0, ceiling * slope * share * (1 - share) / a, at_zero)


def _michaelis_menten(a: Floats, ceiling: Parameter, half_saturation: Parameter) -> Floats:
    return np.asarray(ceiling * a / (half_saturation + a))


def _michaelis_menten_slope(a: Floats, ceiling: Parameter, half_saturation: Parameter) -> Floats:
    return np.asarray(ceiling * half_saturation / (half_saturation + a) ** 2)


def _logistic(a: Floats, ceiling: Parameter, rate: Parameter) -> Floats:
    return np.asarray(ceiling * np.tanh(rate * a / 2))


def _logistic_slope(a: Floats, ceiling: Parameter, rate: Parameter) -> Floats:
    return np.asarray(ceiling * rate / 2 / np.cosh(np.minimum(rate * a / 2, 350)) ** 2)


def _negative_exponential(a: Floats, ceiling: Parameter, rate: Parameter) -> Floats:
    return np.asarray(-ceiling * np.expm1(-rate * a))


def _negative_exponential_slope(a: Floats, ceiling: Parameter, rate: Parameter) -> Floats:
    return np.asarray(ceiling * rate * np.exp(-rate * a))


def _power(a: Floats, coefficient: Parameter, exponent: Parameter) -> Floats:
    return np.asarray(coefficient * a**exponent)


def _power_slope(a: Floats, coefficient: Parameter, exponent: Parameter) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(coefficient * exponent * a ** (exponent - 1))


def _sigmoid(a: Floats, ceiling: Parameter, rate: Parameter, midpoint: Parameter) -> Floats:
    """L(r (a - m)) - L(-r m) = (1 - e^(-r a)) L(r (a - m)) L(r m): no digits are lost near zero."""
    return np.asarray(
        -ceiling
        * np.expm1(-rate * a)
        * _logistic_function(rate * (a - midpoint))
        * _logistic_function(rate * midpoint)
    )


def _logistic_function(u: Parameter) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(u, -700, 700))))


def _sigmoid_slope(a: Floats, ceiling: Parameter, rate: Parameter, midpoint: Parameter) -> Floats:
    half = np.minimum(np.abs(rate * (a - midpoint) / 2), 350)
    return np.asarray(ceiling * rate / 4 / np.cosh(half) ** 2)


FORMULAS: Mapping[str, Formulas] = MappingProxyType(
    {
        "hill": Formulas(_hill, _hill_slope),
        "michaelis_menten": Formulas(_michaelis_menten, _michaelis_menten_slope),
        "logistic": Formulas(_logistic, _logistic_slope),
        "negative_exponential": Formulas(_negative_exponential, _negative_exponential_slope),
        "power": Formulas(_power, _power_slope),
        "sigmoid": Formulas(_sigmoid, _sigmoid_slope),
    }
)
