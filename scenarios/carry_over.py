"""Weights of carry-over kernels, and adstock as their convolution with spend.

a_t = sum_l w_l x_(t-l) is linear in spend whatever the kernel. Sources: geometric, Broadbent (1979); delayed, Jin et
al. (2017), "Bayesian methods for media mix modeling with carryover and shape effects"; both Weibull kernels as Robyn
and PyMC-Marketing define them. Parameters are numbers or columns (D, 1) of draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from scenarios.document.carry_over import (
    BinomialCarryOver,
    CarryOver,
    DelayedCarryOver,
    GeometricCarryOver,
    WeibullCdfCarryOver,
    WeibullPdfCarryOver,
    WeightsCarryOver,
)
from scenarios.document.channels import Channel

Floats: TypeAlias = NDArray[np.float64]
Columns: TypeAlias = Mapping[str, Floats]
"""Draws (D, 1) by parameter that replace the kernel's own."""


def carry_over_of(channel: Channel) -> CarryOver:
    """The channel's kernel; its retention alone is the geometric one without end."""
    return channel.carry_over or GeometricCarryOver(family="geometric", retention=channel.retention)


def kernel(carry_over: CarryOver, periods: int, draws: Columns | None = None) -> Floats:
    """The first ``periods`` weights of a kernel, zero after its end: shape (periods,), or (D, periods) for draws."""
    own = {name: value for name, value in carry_over if isinstance(value, float)}
    given = {name: column for name, column in (draws or {}).items() if name in own}
    weights = _weights(carry_over, periods, {**own, **given})
    if isinstance(carry_over, GeometricCarryOver) and carry_over.length is None:
        theta = given.get("retention", np.asarray(carry_over.retention))
        return weights * (1 - theta) if carry_over.normalised else weights
    if carry_over.normalised:
        weights = weights / weights.sum(axis=-1, keepdims=True)
    length = min(periods, weights.shape[-1])
    padded = np.zeros((*weights.shape[:-1], periods))
    padded[..., :length] = weights[..., :length]
    return padded


def convolve(weights: Floats, spend: Floats) -> Floats:
    """Adstock of each period: ``weights`` (..., T) and ``spend`` (T,) give (..., T)."""
    periods = len(spend)
    lag = np.arange(periods) - np.arange(periods)[:, None]
    lagged = np.where(lag >= 0, spend[np.maximum(lag, 0)], 0.0)
    return np.asarray(weights @ lagged)


def _weights(carry_over: CarryOver, periods: int, values: Mapping[str, Floats | float]) -> Floats:
    """All weights of a kernel before they are normalised; of one without end the first ``periods``."""
    if isinstance(carry_over, WeightsCarryOver):
        return np.asarray(carry_over.weights, dtype=float)
    lags = np.arange(float(periods if carry_over.length is None else carry_over.length))
    match carry_over:
        case GeometricCarryOver():
            return np.asarray(values["retention"] ** lags)
        case DelayedCarryOver():
            return np.asarray(values["retention"] ** ((lags - values["peak"]) ** 2))
        case BinomialCarryOver():
            return np.asarray((1 - lags / (carry_over.length + 1)) ** (1 / values["retention"] - 1))
        case WeibullCdfCarryOver():
            survival = np.exp(-((lags / values["scale"]) ** values["shape"]))
            return np.asarray(np.cumprod(survival, axis=-1))
        case WeibullPdfCarryOver():
            return _weibull_density(lags + 1, values["shape"], values["scale"])
    assert_never(carry_over)


def _weibull_density(times: Floats, shape: Floats | float, scale: Floats | float) -> Floats:
    """The Weibull density at ``times``, stretched to [0, 1]; a flat one counts in its first period alone."""
    ratio = times / scale
    density = np.asarray(shape / scale * ratio ** (shape - 1) * np.exp(-(ratio**shape)))
    low, high = density.min(axis=-1, keepdims=True), density.max(axis=-1, keepdims=True)
    flat = high <= low
    stretched = (density - low) / np.where(flat, 1.0, high - low)
    return np.asarray(np.where(flat, (times == 1).astype(float), stretched))
