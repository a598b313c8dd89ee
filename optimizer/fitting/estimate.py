"""Point estimates: several starts, noise and mode in turn, and forecasts of weeks that were left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.fitting.scaled import Form, Scaled
from optimizer.fitting.search import Estimates, minimise
from optimizer.fitting.separable import NEGLIGIBLE, Centres, Separable
from optimizer.fitting.series import Floats

STARTS, RESAMPLES = 1, 2
"""What random numbers are for: part of their key."""
FIRST_NOISE = 0.03
"""Noise as a share of the mean outcome before it has been estimated."""
NOISE_ROUNDS = 3
FOLDS = 8
"""Blocks of the cross-validation."""


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The mode of one form, its noise, and what it says about every week, scaled."""

    form: Form
    nonlinear: Floats
    """(S, C)."""
    effects: Floats
    """(G, C)."""
    noise: float
    features: Floats
    """(G, C, T)."""
    coefficients: Floats
    """Of the baseline's regressors, (G, K)."""
    prediction: Floats
    """Outcome of every week, (G, T)."""

    @property
    def earned(self) -> Floats:
        """What each channel brought in all weeks, (G, C), scaled."""
        return np.asarray(self.features.sum(axis=-1) * self.effects)


def estimate(scaled: Scaled, form: Form, starts: int, seed: int, weeks: int | None = None) -> Fitted:
    """The best of several starts on the first ``weeks`` weeks (all by default), extended over all weeks."""
    counts = np.ones((1, scaled.outcome.shape[1]))
    counts[:, slice(weeks, None) if weeks else slice(0)] = 0.0
    tried = minimise(problems(scaled, form, counts, starts), _starts(scaled, form, starts, seed))
    best = tried.take(np.array([np.argmin(tried.cost)]))
    problem, found = settled(problems(scaled, form, counts, 1), best)
    prediction, coefficients = predicted(scaled, problem, found)
    return Fitted(
        form=form,
        nonlinear=found.nonlinear[0],
        effects=found.effects[0],
        noise=float(problem.noise[0]),
        features=problem.media.features(found.nonlinear)[0],
        coefficients=coefficients[0],
        prediction=prediction[0],
    )


def problems(
    scaled: Scaled, form: Form, counts: Floats, number: int, baseline: Floats | None = None
) -> Separable:
    """As many problems with prior means as centres, in which the weeks of ``counts`` (N or 1, T) count.

    ``baseline`` (N, G, K, T) gives each its own regressors.
    """
    regressors = scaled.baseline if baseline is None else baseline
    media = scaled.media(form)
    outcome = np.repeat(scaled.outcome[None], number, axis=0)
    noise = np.full(number, FIRST_NOISE)
    return Separable.of(media, outcome, counts, regressors, prior_centres(scaled, form), noise)


def prior_centres(scaled: Scaled, form: Form) -> Centres:
    """The means of the priors, and the lifts as measured."""
    regions, channels = scaled.spend.shape[:2]
    return Centres(
        np.repeat(scaled.media(form).prior_mean, channels, axis=1)[None],
        np.zeros((1, regions, channels)),
        np.array([[anchor.lift for anchor in scaled.anchors]]),
    )


def _starts(scaled: Scaled, form: Form, number: int, seed: int) -> Floats:
    """The prior means, then draws from the priors; start n is the same whatever their number."""
    means, sd = prior_centres(scaled, form).nonlinear[0], scaled.media(form).prior_sd
    drawn = (
        means + sd * np.random.default_rng([seed, STARTS, index]).standard_normal(means.shape)
        for index in range(1, number)
    )
    return np.array([means, *drawn])


def settled(problem: Separable, best: Estimates) -> tuple[Separable, Estimates]:
    """Noise and mode in turn, from first estimates on."""
    for _ in range(NOISE_ROUNDS):
        problem = problem.with_noise(problem.residual_noise(best.nonlinear, best.effects))
        best = minimise(problem, best.nonlinear)
    return problem.with_noise(problem.residual_noise(best.nonlinear, best.effects)), best


def predicted(scaled: Scaled, problem: Separable, found: Estimates) -> tuple[Floats, Floats]:
    """Outcome of every week (N, G, T), also of those that did not count, and coefficients of the baseline."""
    features = problem.media.features(found.nonlinear)
    earned = (found.effects[..., None, :] @ features)[..., 0, :]
    return _with_baseline(scaled, problem.counts, earned)


def _with_baseline(scaled: Scaled, counts: Floats, earned: Floats) -> tuple[Floats, Floats]:
    """The baseline that fits best in the weeks that count, added to what media earned (N, G, T)."""
    rows = scaled.baseline * counts[:, None, None]
    rest = (scaled.outcome - earned) * counts[:, None]
    coefficients = rest[..., None, :] @ np.linalg.pinv(rows, rcond=NEGLIGIBLE)
    return earned + (coefficients @ scaled.baseline)[..., 0, :], coefficients[..., 0, :]


def without_media(scaled: Scaled, weeks: int) -> Floats:
    """The baseline alone, fitted to the first ``weeks`` weeks and extended over all, (G, T)."""
    counts = (np.arange(scaled.outcome.shape[1]) < weeks).astype(float)[None]
    return np.asarray(_with_baseline(scaled, counts, np.zeros_like(scaled.outcome)[None])[0][0])


def cross_validated(scaled: Scaled, fitted: Fitted) -> Floats:
    """Error of each week (G, T), scaled, when its block of weeks is left out of the fit.

    Blocks are consecutive weeks, so that neighbours cannot tell what a week was (Burman, Chow and Nolan 1994); the
    full fit is the start of each.
    """
    weeks = scaled.outcome.shape[1]
    blocks = np.array_split(np.arange(weeks), FOLDS)
    left_out = np.array([np.isin(np.arange(weeks), block) for block in blocks])
    problem = problems(scaled, fitted.form, 1.0 - left_out, FOLDS).with_noise(np.full(FOLDS, fitted.noise))
    start = minimise(problem, np.repeat(fitted.nonlinear[None], FOLDS, axis=0))
    problem, found = settled(problem, start)
    errors = predicted(scaled, problem, found)[0] - scaled.outcome
    return np.asarray((errors * left_out[:, None]).sum(axis=0))
