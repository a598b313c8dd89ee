"""Partial pooling: stages with few cases learn from the others.

What stages have in common is not how long they take but how far they stray from what was estimated: the logarithm of
mean over estimated hours. Between stages it is taken for normal, N(mu, tau^2), and each stage's own value moves towards
mu by the share V / (V + tau^2), V being its sampling variance, the squared coefficient of variation over the number of
cases (Efron and Morris 1975; tau^2 by DerSimonian and Laird 1986; the variance of what results adds the uncertainty of
mu and of the shares, Morris 1983, section 4). The squared coefficients of variation are pooled in the same manner
(Smyth 2004, section 3).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import polygamma, psi

Floats = NDArray[np.float64]
FEWEST_GROUPS = 3
"""With fewer groups nothing can be learned about how they differ."""
LEAST_BETWEEN = 0.25**2
"""Least tau^2: a handful of stages cannot show that they stray alike, and an estimate of zero would make a certainty of
their common mean."""
MAX_DEGREES = 1e6
"""Prior degrees of freedom that stand for groups that all vary alike."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A group after pooling."""

    log_mean: float
    """Logarithm of the mean."""
    variance: float
    """Of ``log_mean``, given everything."""
    own: float
    """Weight of the group's own cases, from 0 to 1."""
    spread: float
    """Squared coefficient of variation within the group, pooled."""


def pool(groups: Sequence[Floats]) -> tuple[Pooled, ...] | None:
    """Group means after partial pooling; None where there are too few groups or none of them varies.

    Args:
        groups: samples of each group, all above zero, on a scale on which their means are comparable.
    """
    counts = np.array([len(group) for group in groups])
    varying = [float((group / group.mean()).var(ddof=1)) if len(group) > 1 else 0.0 for group in groups]
    spreads = pooled_variances(np.array(varying), counts - 1)
    if len(groups) < FEWEST_GROUPS or spreads is None:
        return None
    means = np.log([group.mean() for group in groups])
    sampling = spreads / counts
    between = max(LEAST_BETWEEN, between_variance(means, sampling))
    weights = 1 / (sampling + between)
    centre, uncertainty = float(weights @ means / weights.sum()), float(1 / weights.sum())
    moved = sampling / (sampling + between)
    doubt = 2 / max(len(groups) - 3, 1) * moved**2 * (means - centre) ** 2
    variances = sampling * (1 - moved) + moved**2 * uncertainty + doubt
    return tuple(
        Pooled(
            float(mean + share * (centre - mean)),
            float(variance),
            float(1 - share),
            float(spread),
        )
        for mean, share, variance, spread in zip(means, moved, variances, spreads, strict=True)
    )


def between_variance(means: Floats, sampling: Floats) -> float:
    """The moment estimate of tau^2, not below zero."""
    weights = 1 / sampling
    centre = weights @ means / weights.sum()
    excess = weights @ (means - centre) ** 2 - (len(means) - 1)
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, float(excess / scale))


def pooled_variances(variances: Floats, degrees: NDArray[np.int64]) -> Floats | None:
    """Variances moved towards a common one, each as far as its degrees of freedom are few; None if none is known."""
    known = (degrees > 0) & (variances > 0)
    if not known.any():
        return None
    prior_degrees, prior = _prior(variances[known], degrees[known])
    total = prior_degrees + degrees
    return np.asarray((prior_degrees * prior + degrees * variances) / total)


def _prior(variances: Floats, degrees: NDArray[np.int64]) -> tuple[float, float]:
    """Degrees of freedom and value of the common variance, from the moments of the logarithms."""
    half = degrees / 2
    logs = np.log(variances) - psi(half) + np.log(half)
    excess = float(logs.var(ddof=1) - polygamma(1, half).mean()) if len(logs) > 1 else 0.0
    if excess <= 0:
        return MAX_DEGREES, float(np.exp(logs.mean()))
    prior_half = min(_inverse_trigamma(excess), MAX_DEGREES / 2)
    return 2 * prior_half, math.exp(float(logs.mean()) + float(psi(prior_half)) - math.log(prior_half))


def _inverse_trigamma(value: float) -> float:
    """Newton's method on 1 / trigamma, which is convex and nearly straight."""
    guess = 0.5 + 1 / value
    for _ in range(50):
        trigamma = float(polygamma(1, guess))
        step = trigamma * (1 - trigamma / value) / float(polygamma(2, guess))
        guess += step
        if -step / guess < 1e-10:
            break
    return guess
