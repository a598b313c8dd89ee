"""Families of durations: fitted by maximum likelihood, many samples of one size at once.

Every function works on batches: samples have the shape (B, n) and parameters the shape (B, k), for B samples of n
hours each. The families are those of the document, so that a fit can be put into it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv, betaln, ndtr, ndtri

from scenarios.document.durations import Duration, Exponential, LogNormal, ThreePoint
from simulation.calibration.bounded import PERT_WEIGHT, fit_pert, fit_triangular

Floats: TypeAlias = NDArray[np.float64]
FamilyName: TypeAlias = Literal["lognormal", "exponential", "triangular", "pert"]
MAX_SIGMA = 3.0
"""The document's limit; nothing that people do is more spread out."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family of distributions over hours."""

    name: FamilyName
    parameters: tuple[str, ...]
    """Their names, in the order of the columns."""
    bounded: bool
    """Whether it has a least and a greatest value, both estimated: its likelihood is then not regular."""
    fit: Callable[[Floats], Floats]
    """(B, n) samples to (B, k) parameters."""
    log_density: Callable[[Floats, Floats], Floats]
    """(B, k) and (B, n) to (B, n)."""
    cdf: Callable[[Floats, Floats], Floats]
    """(B, k) and (B, n) to (B, n)."""
    quantile: Callable[[Floats, Floats], Floats]
    """(B, k) and (B, n) uniform numbers to (B, n)."""
    mean: Callable[[Floats], Floats]
    """(B, k) to (B,)."""
    duration: Callable[[Floats], Duration]
    """(k,) to a value of the document."""


def _columns(parameters: Floats) -> list[Floats]:
    """Each parameter as (B, 1)."""
    return [parameters[:, [column]] for column in range(parameters.shape[1])]


def _fit_lognormal(samples: Floats) -> Floats:
    logs = np.log(samples)
    sigma = logs.std(axis=1)
    return np.column_stack([np.exp(logs.mean(axis=1) + sigma**2 / 2), sigma])


def _standard(parameters: Floats, samples: Floats) -> Floats:
    mean, sigma = _columns(parameters)
    return np.asarray((np.log(samples) - np.log(mean) + sigma**2 / 2) / sigma)


def _lognormal_density(parameters: Floats, samples: Floats) -> Floats:
    z = _standard(parameters, samples)
    return np.asarray(-(z**2) / 2 - np.log(samples * parameters[:, [1]]) - np.log(2 * np.pi) / 2)


def _lognormal_quantile(parameters: Floats, uniforms: Floats) -> Floats:
    mean, sigma = _columns(parameters)
    return np.asarray(mean * np.exp(sigma * (ndtri(uniforms) - sigma / 2)))


LOGNORMAL = Family(
    name="lognormal",
    parameters=("mean", "sigma"),
    bounded=False,
    fit=_fit_lognormal,
    log_density=_lognormal_density,
    cdf=lambda parameters, samples: np.asarray(ndtr(_standard(parameters, samples))),
    quantile=_lognormal_quantile,
    mean=lambda parameters: parameters[:, 0],
    duration=lambda own: LogNormal(distribution="lognormal", hours=float(own[0]), sigma=float(own[1])),
)

EXPONENTIAL = Family(
    name="exponential",
    parameters=("mean",),
    bounded=False,
    fit=lambda samples: samples.mean(axis=1, keepdims=True),
    log_density=lambda mean, samples: np.asarray(-samples / mean - np.log(mean)),
    cdf=lambda mean, samples: np.asarray(-np.expm1(-samples / mean)),
    quantile=lambda mean, uniforms: np.asarray(-mean * np.log1p(-uniforms)),
    mean=lambda parameters: parameters[:, 0],
    duration=lambda own: Exponential(distribution="exponential", hours=float(own[0])),
)


def _triangular_density(parameters: Floats, samples: Floats) -> Floats:
    low, mode, high = _columns(parameters)
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = np.log((samples - low) / (mode - low))
        falling = np.log((high - samples) / (high - mode))
    kernel = np.where(samples < mode, rising, np.where(samples > mode, falling, 0.0))
    return np.asarray(kernel + np.log(2 / (high - low)))


def _triangular_cdf(parameters: Floats, samples: Floats) -> Floats:
    low, mode, high = _columns(parameters)
    x, span = np.clip(samples, low, high), high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = (x - low) ** 2 / (span * (mode - low))
        falling = 1 - (high - x) ** 2 / (span * (high - mode))
    return np.asarray(np.where(x < mode, rising, np.where(mode < high, falling, 1.0)))


def _triangular_quantile(parameters: Floats, uniforms: Floats) -> Floats:
    low, mode, high = _columns(parameters)
    span = high - low
    rising = low + np.sqrt(uniforms * span * (mode - low))
    falling = high - np.sqrt((1 - uniforms) * span * (high - mode))
    return np.asarray(np.where(uniforms < (mode - low) / span, rising, falling))


def _points(kind: Literal["pert", "triangular"]) -> Callable[[Floats], Duration]:
    def duration(own: Floats) -> Duration:
        low, mode, high = np.maximum.accumulate(own).tolist()
        return ThreePoint(distribution=kind, low=max(low, 0.0), mode=mode, high=high)

    return duration


TRIANGULAR = Family(
    name="triangular",
    parameters=("low", "mode", "high"),
    bounded=True,
    fit=fit_triangular,
    log_density=_triangular_density,
    cdf=_triangular_cdf,
    quantile=_triangular_quantile,
    mean=lambda parameters: parameters.mean(axis=1),
    duration=_points("triangular"),
)


def _shapes(parameters: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    low, mode, high = _columns(parameters)
    span = high - low
    rise = 1 + PERT_WEIGHT * (mode - low) / span
    return low, span, rise, 2 + PERT_WEIGHT - rise


def _pert_density(parameters: Floats, samples: Floats) -> Floats:
    low, span, rise, fall = _shapes(parameters)
    share = np.clip((samples - low) / span, 0, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        kernel = np.where(rise > 1, (rise - 1) * np.log(share), 0.0)
        kernel += np.where(fall > 1, (fall - 1) * np.log1p(-share), 0.0)
    return np.asarray(kernel - betaln(rise, fall) - np.log(span))


def _pert_cdf(parameters: Floats, samples: Floats) -> Floats:
    low, span, rise, fall = _shapes(parameters)
    return np.asarray(betainc(rise, fall, np.clip((samples - low) / span, 0, 1)))


def _pert_quantile(parameters: Floats, uniforms: Floats) -> Floats:
    low, span, rise, fall = _shapes(parameters)
    return np.asarray(low + span * betaincinv(rise, fall, uniforms))


PERT = Family(
    name="pert",
    parameters=("low", "mode", "high"),
    bounded=True,
    fit=fit_pert,
    log_density=_pert_density,
    cdf=_pert_cdf,
    quantile=_pert_quantile,
    mean=lambda parameters: parameters @ np.array([1.0, PERT_WEIGHT, 1.0]) / (2 + PERT_WEIGHT),
    duration=_points("pert"),
)

FAMILIES: dict[FamilyName, Family] = {
    family.name: family for family in (LOGNORMAL, EXPONENTIAL, TRIANGULAR, PERT)
}
