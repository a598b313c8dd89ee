"""Durations from uniform numbers by inverse distribution functions, many at once.

One uniform number gives one duration, and a larger one never a shorter duration: common random numbers then keep
their meaning when a distribution's parameters change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from scipy.special import betaincinv, ndtri

from scenarios.document.durations import Constant, Duration, Exponential, LogNormal, ThreePoint
from simulation.draws import Floats

Quantile: TypeAlias = Callable[[Floats], Floats]
PERT_WEIGHT = 4.0
"""Weight of the most likely value in the mean of a three-point estimate."""


class DurationSampler:
    """Hours of n durations from uniform numbers of shape (..., n); constants, or all of them, take their mean."""

    def __init__(self, durations: Sequence[Duration], factors: Sequence[float], *, varying: bool) -> None:
        self._hours = np.array([duration.mean for duration in durations], dtype=float)
        self._factors = np.array(factors, dtype=float)
        self._families = _families(durations) if varying else []

    def __call__(self, uniforms: Floats) -> Floats:
        """Hours, times the factor of each duration."""
        hours = np.broadcast_to(self._hours, uniforms.shape).copy()
        for members, quantile in self._families:
            hours[..., members] = quantile(uniforms[..., members])
        return np.asarray(hours * self._factors)


def quantile(durations: Sequence[Duration]) -> Quantile:
    """The inverse distribution function of durations of one family: (..., n) uniforms to (..., n) hours."""
    first = durations[0]
    if isinstance(first, Exponential):
        return _exponential(_column(durations, "hours"))
    if isinstance(first, LogNormal):
        return _lognormal(_column(durations, "hours"), _column(durations, "sigma"))
    points = (_column(durations, name) for name in ("low", "mode", "high"))
    return _pert(*points) if first.distribution == "pert" else _triangular(*points)


def _families(durations: Sequence[Duration]) -> list[tuple[list[int], Quantile]]:
    members: dict[str, list[int]] = {}
    for position, duration in enumerate(durations):
        if not _is_certain(duration):
            members.setdefault(duration.distribution, []).append(position)
    return [(some, quantile([durations[position] for position in some])) for some in members.values()]


def _is_certain(duration: Duration) -> bool:
    if isinstance(duration, ThreePoint):
        return duration.low == duration.high
    return isinstance(duration, Constant)


def _column(durations: Sequence[Duration], name: str) -> Floats:
    return np.array([getattr(duration, name) for duration in durations], dtype=float)


def _pert(low: Floats, mode: Floats, high: Floats) -> Quantile:
    """The beta distribution on [low, high] with shapes 1 + 4 (mode - low) / range and 1 + 4 (high - mode) / range."""
    span = high - low
    rise, fall = (
        1 + PERT_WEIGHT * (mode - low) / span,
        1 + PERT_WEIGHT * (high - mode) / span,
    )
    return lambda u: low + span * betaincinv(rise, fall, u)


def _triangular(low: Floats, mode: Floats, high: Floats) -> Quantile:
    span = high - low
    peak = (mode - low) / span
    return lambda u: np.where(
        u < peak,
        low + np.sqrt(u * span * (mode - low)),
        high - np.sqrt((1 - u) * span * (high - mode)),
    )


def _exponential(mean: Floats) -> Quantile:
    return lambda u: -mean * np.log1p(-u)


def _lognormal(mean: Floats, sigma: Floats) -> Quantile:
    return lambda u: mean * np.exp(sigma * (ndtri(u) - sigma / 2))
