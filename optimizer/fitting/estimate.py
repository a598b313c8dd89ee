"""Point estimates: several starts, noise and mode in turn, and a holdout at the end of the series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.fitting.families import FAMILIES, Family, FamilyName
from optimizer.fitting.separable import ALL, Estimate, Rows, Separable
from optimizer.fitting.series import Floats

STARTS, RESAMPLES = 1, 2
"""What random numbers are for: part of their key."""
FIRST_NOISE = 0.03
"""Noise as a share of the mean outcome before it has been estimated."""
NOISE_ROUNDS = 3
FOLDS = 8
"""Blocks of the cross-validation."""


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """The series in scaled form: outcome over its mean (T,), spend over each channel's greatest (T, C), baseline
    regressors (T, K).
    """

    outcome: Floats
    spend: Floats
    baseline: Floats
    outcome_unit: float
    spend_unit: Floats

    def problem(self, family: FamilyName, rows: Rows = ALL) -> Separable:
        """The least-squares problem in which the given weeks count."""
        return Separable(self.outcome, self.spend, self.baseline, FAMILIES[family], rows)


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The mode, its noise, and what it says about every week: features (T, C) and baseline (T,), scaled."""

    family: Family
    estimate: Estimate
    noise: float
    features: Floats
    baseline: Floats

    @property
    def prediction(self) -> Floats:
        """Outcome of every week, (T,), scaled."""
        return np.asarray(self.baseline + self.features @ self.estimate.effects)


def estimate(scaled: Scaled, family: FamilyName, starts: int, seed: int, rows: Rows = ALL) -> Fitted:
    """The best of several starts on the weeks in ``rows``, extended over all weeks."""
    problem = scaled.problem(family, rows)
    centres = problem.prior_centres()
    found = (problem.solve(start, FIRST_NOISE, centres) for start in _starts(problem, starts, seed))
    return _settled(scaled, family, rows, min(found, key=lambda one: one.cost))


def _starts(problem: Separable, number: int, seed: int) -> list[Floats]:
    """The prior means, then draws from the priors; start n is the same whatever their number."""
    means = problem.prior_centres().nonlinear
    drawn = (
        means + problem.prior_sd * np.random.default_rng([seed, STARTS, index]).standard_normal(means.shape)
        for index in range(1, number)
    )
    return [means, *drawn]


def _settled(scaled: Scaled, family: FamilyName, rows: Rows, best: Estimate) -> Fitted:
    """Noise and mode in turn, from a first estimate on."""
    problem = scaled.problem(family, rows)
    for _ in range(NOISE_ROUNDS):
        best = problem.solve(best.nonlinear, problem.noise(best), problem.prior_centres())
    features = problem.features(best.nonlinear)
    rest = scaled.outcome - features @ best.effects
    weights = np.linalg.lstsq(scaled.baseline[rows], rest[rows], rcond=1e-10)[0]
    return Fitted(FAMILIES[family], best, problem.noise(best), features, scaled.baseline @ weights)


def cross_validated(scaled: Scaled, fitted: Fitted) -> Floats:
    """Error of each week (T,), scaled, when its block of weeks is left out of the fit.

    Blocks are consecutive weeks, so that neighbours cannot tell what a week was (Burman, Chow and Nolan 1994); the
    full fit is the start of each.
    """
    errors = np.empty_like(scaled.outcome)
    weeks = np.arange(len(errors))
    for block in np.array_split(weeks, FOLDS):
        rest = np.setdiff1d(weeks, block)
        found = _settled(scaled, fitted.family.name, rest, fitted.estimate)
        errors[block] = found.prediction[block] - scaled.outcome[block]
    return errors
