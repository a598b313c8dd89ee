"""Draws of all parameters: what else the data and the weak priors would allow.

Each draw fits again to the fitted outcome plus blocks of residuals (moving-block bootstrap: Kuensch 1989), with the
centres of the priors drawn from the priors themselves and measured lifts drawn about what was measured (randomise, then
optimise: Bardsley, Solonen, Haario and Laine 2014). Without the second part a parameter on which the data are silent
would stay at its prior mean in every draw, and look certain. A draw is one fit of all channels: draw d of one channel
belongs with draw d of every other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.fitting.estimate import RESAMPLES, Fitted, predicted, prior_centres, problems
from optimizer.fitting.scaled import Form, Scaled
from optimizer.fitting.search import better_of, minimise
from optimizer.fitting.separable import EFFECT_SD, Centres, Separable
from optimizer.fitting.series import Floats
from scenarios.i18n import Message
from scenarios.progress import Progress, silent

BLOCK_WEEKS = 4
NUMBERS_AT_ONCE = 1_000_000
"""Greatest size of the arrays that a batch of draws works on."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """D draws: ``nonlinear`` (D, S, C), ``effects`` (D, G, C), what each channel brought in all weeks (D, G, C), and
    ``coefficients`` of the baseline (D, G, K); scaled.
    """

    form: Form
    nonlinear: Floats
    effects: Floats
    earned: Floats
    coefficients: Floats

    @classmethod
    def of(cls, fitted: Fitted) -> Draws:
        """The point estimate as the only draw."""
        return cls(
            fitted.form,
            fitted.nonlinear[None],
            fitted.effects[None],
            fitted.earned[None],
            fitted.coefficients[None],
        )

    def take(self, step: int, first: int) -> Draws:
        """Every ``step``-th draw from ``first`` on."""
        part = slice(first, None, step)
        return Draws(
            self.form, self.nonlinear[part], self.effects[part], self.earned[part], self.coefficients[part]
        )


def joined(parts: Sequence[Draws]) -> Draws:
    """Draws of one form, one after the other."""
    return Draws(
        parts[0].form,
        np.concatenate([part.nonlinear for part in parts]),
        np.concatenate([part.effects for part in parts]),
        np.concatenate([part.earned for part in parts]),
        np.concatenate([part.coefficients for part in parts]),
    )


def bootstrap(
    scaled: Scaled, fitted: Fitted, numbers: Sequence[int], seed: int, progress: Progress = silent
) -> Draws:
    """Fits to resampled outcomes, one for each of ``numbers``, which key the random numbers of the draw."""
    regions, channels, weeks = fitted.features.shape
    each = regions * channels * weeks * (1 + len(fitted.nonlinear))
    batch = max(1, NUMBERS_AT_ONCE // each)
    parts = []
    for first in range(0, len(numbers), batch):
        parts.append(_batch(scaled, fitted, numbers[first : first + batch], seed))
        done = min(first + batch, len(numbers))
        progress(done / len(numbers), Message("fitting.progress.draws", {"done": done, "of": len(numbers)}))
    return joined(parts)


def _batch(scaled: Scaled, fitted: Fitted, numbers: Sequence[int], seed: int) -> Draws:
    generators = [np.random.default_rng([seed, RESAMPLES, number]) for number in numbers]
    counts = np.ones((1, scaled.outcome.shape[1]))
    known = problems(scaled, fitted.form, counts, 1)
    residuals = _inflated(scaled.outcome - fitted.prediction, float(known.degrees_of_freedom[0]))
    outcome = fitted.prediction + np.array([_blocks(residuals, generator) for generator in generators])
    centres = _random_centres(scaled, fitted.form, generators)
    noise = np.full(len(numbers), fitted.noise)
    problem = Separable.of(known.media, outcome, counts, scaled.baseline, centres, noise)
    found = better_of(
        minimise(problem, np.repeat(fitted.nonlinear[None], len(numbers), axis=0)),
        minimise(problem, centres.nonlinear),
    )
    features = problem.media.features(found.nonlinear)
    coefficients = predicted(replace(scaled, outcome=outcome), problem, found)[1]
    return Draws(
        fitted.form, found.nonlinear, found.effects, features.sum(axis=-1) * found.effects, coefficients
    )


def _inflated(residuals: Floats, degrees_of_freedom: float) -> Floats:
    """Residuals (G, T), centred, with the variance that they had before the fit took its part."""
    centred = residuals - residuals.mean(axis=1, keepdims=True)
    return np.asarray(centred * np.sqrt(residuals.size / degrees_of_freedom))


def _blocks(residuals: Floats, generator: np.random.Generator) -> Floats:
    """Residuals (G, T) drawn in blocks of consecutive weeks, all regions alike, the last week followed by the first."""
    weeks = residuals.shape[1]
    starts = generator.integers(0, weeks, -(-weeks // BLOCK_WEEKS))
    order = (starts[:, None] + np.arange(BLOCK_WEEKS)).ravel()[:weeks] % weeks
    return np.asarray(residuals[:, order])


def _random_centres(scaled: Scaled, form: Form, generators: Sequence[np.random.Generator]) -> Centres:
    means, sd = prior_centres(scaled, form), scaled.media(form).prior_sd
    errors = np.array([anchor.error for anchor in scaled.anchors])
    spent = scaled.spend.any(axis=-1)
    drawn = [
        (
            means.nonlinear[0] + sd * generator.standard_normal(means.nonlinear[0].shape),
            EFFECT_SD * generator.standard_normal(spent.shape) * spent,
            means.lifts[0] + errors * generator.standard_normal(len(errors)),
        )
        for generator in generators
    ]
    nonlinear, effects, lifts = zip(*drawn, strict=True)
    return Centres(np.array(nonlinear), np.array(effects), np.array(lifts))
