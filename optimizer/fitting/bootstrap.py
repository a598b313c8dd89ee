"""Draws of all parameters: what else the data and the weak priors would allow.

Each draw fits again to the fitted outcome plus blocks of residuals (moving-block bootstrap: Kuensch 1989), with the
centres of the priors drawn from the priors themselves (randomise, then optimise: Bardsley, Solonen, Haario and Laine
2014). Without the second part a parameter on which the data are silent would stay at its prior mean in every draw,
and look certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.fitting.estimate import RESAMPLES, Fitted, Scaled
from optimizer.fitting.families import Family
from optimizer.fitting.separable import EFFECT_SD, Centres, Estimate, Separable
from optimizer.fitting.series import Floats
from scenarios.i18n import Message
from scenarios.progress import Progress, silent

BLOCK_WEEKS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """D draws: ``nonlinear`` (D, 1 + P, C), retention's logit first; ``effects`` (D, C); ``features`` (D, T, C)."""

    family: Family
    nonlinear: Floats
    effects: Floats
    features: Floats

    @classmethod
    def of(cls, fitted: Fitted) -> Draws:
        """The point estimate as the only draw."""
        found = fitted.estimate
        return cls(fitted.family, found.nonlinear[None], found.effects[None], fitted.features[None])


def bootstrap(
    scaled: Scaled, fitted: Fitted, numbers: Sequence[int], seed: int, progress: Progress = silent
) -> Draws:
    """Fits to resampled outcomes, one for each of ``numbers``, which key the random numbers of the draw."""
    problem = scaled.problem(fitted.family.name)
    residuals = _inflated(scaled.outcome - fitted.prediction, problem)
    estimates = []
    for done, number in enumerate(numbers, start=1):
        generator = np.random.default_rng([seed, RESAMPLES, number])
        outcome = fitted.prediction + _blocks(residuals, generator)
        centres = _random_centres(problem, generator)
        estimates.append(_refit(problem.with_outcome(outcome), fitted, centres))
        progress(done / len(numbers), Message("fitting.progress.draws", {"done": done, "of": len(numbers)}))
    return Draws(
        family=fitted.family,
        nonlinear=np.array([one.nonlinear for one in estimates]),
        effects=np.array([one.effects for one in estimates]),
        features=np.array([problem.features(one.nonlinear) for one in estimates]),
    )


def _refit(problem: Separable, fitted: Fitted, centres: Centres) -> Estimate:
    """The better of the searches from the mode and from the drawn centre."""
    starts = (fitted.estimate.nonlinear, centres.nonlinear)
    return min((problem.solve(start, fitted.noise, centres) for start in starts), key=lambda one: one.cost)


def _inflated(residuals: Floats, problem: Separable) -> Floats:
    """Residuals, centred, with the variance that they had before the fit took its part."""
    centred = residuals - residuals.mean()
    return np.asarray(centred * np.sqrt(len(residuals) / problem.degrees_of_freedom))


def _blocks(residuals: Floats, generator: np.random.Generator) -> Floats:
    """Residuals drawn in blocks of consecutive weeks, the last week followed by the first."""
    weeks = len(residuals)
    starts = generator.integers(0, weeks, -(-weeks // BLOCK_WEEKS))
    order = (starts[:, None] + np.arange(BLOCK_WEEKS)).ravel()[:weeks] % weeks
    return np.asarray(residuals[order])


def _random_centres(problem: Separable, generator: np.random.Generator) -> Centres:
    means = problem.prior_centres()
    return Centres(
        means.nonlinear + problem.prior_sd * generator.standard_normal(means.nonlinear.shape),
        means.effects + EFFECT_SD * generator.standard_normal(means.effects.shape),
    )
