"""Families of saturation curves in scaled form, with their derivatives and weak priors.

A family maps normalised adstock u >= 0 (1 is the channel's greatest weekly spend) to a share of its ceiling. Its
parameters are unconstrained numbers q; the priors on them are normal and weak: they hold what the data leave open
near what is usual, and no more. The slopes of the Hill curve lie between 0.5 and 3, the range that Robyn allows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from optimizer.fitting.series import Floats
from scenarios.document import (
    Curve,
    HillCurve,
    LogisticCurve,
    MichaelisMentenCurve,
    NegativeExponentialCurve,
)

FamilyName: TypeAlias = Literal["hill", "logistic", "michaelis_menten", "negative_exponential"]
Shares: TypeAlias = tuple[Floats, Floats, Floats]
"""Shares (...), their derivative in u (...), and in each parameter (P, ...)."""

SLOPE_LOW, SLOPE_HIGH = 0.5, 3.0
LOWEST, HIGHEST = -5.0, 3.0
"""Bounds of every parameter: half-saturation up to 20 times the greatest weekly spend."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Family:
    """One family: P parameters per channel with prior means and standard deviations (P,)."""

    name: FamilyName
    prior_mean: tuple[float, ...]
    prior_sd: tuple[float, ...]
    shares: Callable[[Floats, Floats], Shares]
    """From adstock u (...) and parameters (P, ...) that broadcast with it."""
    curve: Callable[[float, float, Floats], Curve]
    """From the ceiling, the adstock that u = 1 stands for, and the parameters (P,)."""
    half: Callable[[float], float]
    """The u at which half the ceiling is reached, from the first parameter."""

    @property
    def parameters(self) -> int:
        """Parameters per channel, P."""
        return len(self.prior_mean)

    @property
    def lowest(self) -> tuple[float, ...]:
        """Lower bounds of the parameters (P,)."""
        return (LOWEST,) * self.parameters

    @property
    def highest(self) -> tuple[float, ...]:
        """Upper bounds of the parameters (P,)."""
        return (HIGHEST,) * self.parameters


def sigmoid(q: Floats) -> Floats:
    """1 / (1 + exp(-q))."""
    return np.asarray(1 / (1 + np.exp(-q)))


def slope_of(q: Floats) -> Floats:
    """The Hill slope that a parameter stands for."""
    return np.asarray(SLOPE_LOW + (SLOPE_HIGH - SLOPE_LOW) * sigmoid(q))


def _power_shares(u: Floats, log_half: Floats, slope: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    log_ratio = np.log(np.maximum(u, _TINY)) - log_half
    share = sigmoid(slope * log_ratio) * (u > 0)
    spread = share * (1 - share)
    in_u = slope * spread / np.maximum(u, _TINY)
    return share, in_u, -slope * spread, spread * log_ratio


def _hill(u: Floats, q: Floats) -> Shares:
    share, in_u, in_log_half, in_slope = _power_shares(u, q[0], slope_of(q[1]))
    chain = (SLOPE_HIGH - SLOPE_LOW) * sigmoid(q[1]) * (1 - sigmoid(q[1]))
    return share, in_u, np.stack([in_log_half, in_slope * chain])


def _michaelis_menten(u: Floats, q: Floats) -> Shares:
    share, in_u, in_log_half, _ = _power_shares(u, q[0], np.ones_like(q[0]))
    return share, in_u, in_log_half[None]


def _logistic(u: Floats, q: Floats) -> Shares:
    rate = np.exp(q[0])
    share = np.tanh(rate * u / 2)
    in_u = rate / 2 * (1 - share**2)
    return share, in_u, (u * in_u)[None]


def _negative_exponential(u: Floats, q: Floats) -> Shares:
    rate = np.exp(q[0])
    rest = np.exp(-rate * u)
    return 1 - rest, rate * rest, (u * rate * rest)[None]


def _hill_curve(ceiling: float, unit: float, q: Floats) -> HillCurve:
    half = unit * float(np.exp(q[0]))
    return HillCurve(family="hill", ceiling=ceiling, half_saturation=half, slope=float(slope_of(q[1])))


def _michaelis_menten_curve(ceiling: float, unit: float, q: Floats) -> MichaelisMentenCurve:
    half = unit * float(np.exp(q[0]))
    return MichaelisMentenCurve(family="michaelis_menten", ceiling=ceiling, half_saturation=half)


def _logistic_curve(ceiling: float, unit: float, q: Floats) -> LogisticCurve:
    return LogisticCurve(family="logistic", ceiling=ceiling, rate=float(np.exp(q[0])) / unit)


def _negative_exponential_curve(ceiling: float, unit: float, q: Floats) -> NegativeExponentialCurve:
    rate = float(np.exp(q[0])) / unit
    return NegativeExponentialCurve(family="negative_exponential", ceiling=ceiling, rate=rate)


FAMILIES: Mapping[FamilyName, Family] = MappingProxyType(
    {
        "hill": Family("hill", (-0.9, 0.0), (0.8, 1.2), _hill, _hill_curve, math.exp),
        "logistic": Family(
            "logistic", (1.2,), (0.8,), _logistic, _logistic_curve, lambda q: math.log(3) * math.exp(-q)
        ),
        "michaelis_menten": Family(
            "michaelis_menten", (-0.9,), (0.8,), _michaelis_menten, _michaelis_menten_curve, math.exp
        ),
        "negative_exponential": Family(
            "negative_exponential",
            (0.9,),
            (0.8,),
            _negative_exponential,
            _negative_exponential_curve,
            lambda q: math.log(2) * math.exp(-q),
        ),
    }
)
