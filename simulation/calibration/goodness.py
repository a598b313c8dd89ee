"""How well a distribution fits, judged by its own bootstrap.

Critical values for a distribution given in advance are far too lenient where its parameters come from the same sample
(Lilliefors 1967). So the statistics are compared with those of samples drawn from the fitted distribution and fitted
again (Stute, González Manteiga and Presedo Quindimil 1993). Statistics: Kolmogorov-Smirnov, and Anderson-Darling
(1954), which looks harder at the tails.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.calibration.families import Family, Floats

_LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Goodness:
    """Distances between a sample and the chosen distribution; p-values by parametric bootstrap."""

    kolmogorov_smirnov: float
    anderson_darling: float
    p_kolmogorov_smirnov: float
    p_anderson_darling: float


def kolmogorov_smirnov(uniforms: Floats) -> Floats:
    """(B, n) sorted values of the distribution function to (B,) greatest distances from the steps of the sample."""
    count = uniforms.shape[1]
    steps = np.arange(1, count + 1) / count
    return np.asarray(np.maximum(steps - uniforms, uniforms - steps + 1 / count).max(axis=1))


def anderson_darling(uniforms: Floats) -> Floats:
    """(B, n) sorted values of the distribution function to (B,) statistics."""
    count = uniforms.shape[1]
    inside = np.clip(uniforms, _LEAST, 1 - np.finfo(float).epsneg)
    weights = 2 * np.arange(1, count + 1) - 1
    terms = weights * (np.log(inside) + np.log1p(-inside[:, ::-1]))
    return np.asarray(-count - terms.sum(axis=1) / count)


def resample(family: Family, parameters: Floats, count: int, uniforms: Floats) -> tuple[Floats, Floats]:
    """Samples of ``count`` drawn from a fitted distribution, and the parameters (B, k) fitted to them again.

    Args:
        family: of the distribution.
        parameters: (k,)
        count: size of each sample.
        uniforms: (B, count)
    """
    samples = family.quantile(
        np.broadcast_to(parameters, (len(uniforms), len(parameters))), uniforms[:, :count]
    )
    return samples, family.fit(samples)


def goodness(family: Family, parameters: Floats, sample: Floats, drawn: Floats, refitted: Floats) -> Goodness:
    """How well a fit holds.

    Args:
        family: of the distribution.
        parameters: (k,) fitted to the sample.
        sample: (n,)
        drawn: (B, n) samples drawn from the fit.
        refitted: (B, k) their own parameters.
    """
    own = family.cdf(parameters[None, :], np.sort(sample)[None, :])
    theirs = family.cdf(refitted, np.sort(drawn, axis=1))
    distances = [(measure(own)[0], measure(theirs)) for measure in (kolmogorov_smirnov, anderson_darling)]
    (smirnov, p_smirnov), (darling, p_darling) = (
        (float(one), float((1 + np.count_nonzero(many >= one)) / (1 + len(many)))) for one, many in distances
    )
    return Goodness(smirnov, darling, p_smirnov, p_darling)
