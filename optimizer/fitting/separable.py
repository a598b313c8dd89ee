"""The separable least-squares problem: retention and shape outside, non-negative effects and the baseline inside.

For given nonlinear parameters the best linear ones are found exactly, so that only the nonlinear ones are searched
(variable projection: Golub and Pereyra 1973), with Kaufman's (1975) approximation of the Jacobian, whose gradient is
exact. Priors enter as further rows: sigma (p - p0) / sd for each nonlinear parameter and sigma (b - b0) / sd for each
effect, which makes the minimum the mode of the posterior at noise sigma. Centres other than the prior means serve
the bootstrap (see `optimizer.fitting.bootstrap`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares, nnls
from scipy.signal import lfilter

from optimizer.fitting.families import Family, sigmoid
from optimizer.fitting.series import Floats

RETENTION_MEAN, RETENTION_SD = -0.8, 1.2
"""Normal prior of the logit of the weekly retention: median 0.31, 90% between 0.06 and 0.76."""
EFFECT_SD = 1.0
"""Half-normal prior of a channel's ceiling, in units of the mean outcome."""
LOWEST, HIGHEST = -5.0, 3.0
"""Bounds of every nonlinear parameter: retention between 0.007 and 0.95, half-saturation up to 20 times the greatest
weekly spend."""


Rows: TypeAlias = NDArray[np.intp] | slice
"""Weeks that count."""
ALL = slice(None)


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """Centres of the priors: ``nonlinear`` (1 + P, C), retention first, and ``effects`` (C,)."""

    nonlinear: Floats
    effects: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A solution: ``nonlinear`` (1 + P, C), ``effects`` (C,) in units of the outcome, and the objective's value."""

    nonlinear: Floats
    effects: Floats
    cost: float


def carried_over(spend: Floats, retention: Floats) -> tuple[Floats, Floats]:
    """Normalised adstock (T, C), (1 - theta) times the geometric one, and its derivative in theta (T, C)."""
    stock, slope = np.empty_like(spend), np.empty_like(spend)
    for c, theta in enumerate(retention):
        stock[:, c] = lfilter([1.0], [1.0, -theta], spend[:, c])
        slope[:, c] = lfilter([0.0, 1.0], [1.0, -theta], stock[:, c])
    return (1 - retention) * stock, (1 - retention) * slope - stock


class Separable:
    """The problem for an outcome (T,), spend (T, C) and baseline regressors (T, K), all scaled to about one.

    Only the weeks in ``rows`` count for the fit; spend carries over from all of them.
    """

    def __init__(
        self, outcome: Floats, spend: Floats, baseline: Floats, family: Family, rows: Rows = ALL
    ) -> None:
        left, singular, _ = np.linalg.svd(baseline[rows], full_matrices=False)
        self._basis = left[:, singular > singular[0] * 1e-10]
        self._outcome = self._without_baseline(outcome[rows])
        self._spend = spend
        self._baseline = baseline
        self._family = family
        self._rows = rows

    def with_outcome(self, outcome: Floats) -> Separable:
        """The same problem for another outcome (T,)."""
        return Separable(outcome, self._spend, self._baseline, self._family, self._rows)

    @property
    def channels(self) -> int:
        """Number of channels, C."""
        return int(self._spend.shape[1])

    @property
    def degrees_of_freedom(self) -> int:
        """Weeks less baseline regressors and effects."""
        return max(1, len(self._outcome) - int(self._basis.shape[1]) - self.channels)

    @property
    def prior_sd(self) -> Floats:
        """Standard deviations of the nonlinear parameters, (1 + P, 1)."""
        return np.array([RETENTION_SD, *self._family.prior_sd])[:, None]

    def prior_centres(self) -> Centres:
        """The means of the priors."""
        means = np.array([RETENTION_MEAN, *self._family.prior_mean])
        return Centres(np.tile(means[:, None], self.channels), np.zeros(self.channels))

    def _without_baseline(self, values: Floats) -> Floats:
        return values - self._basis @ (self._basis.T @ values)

    def features(self, nonlinear: Floats) -> Floats:
        """Share of the ceiling reached by each channel in every week, (T, C)."""
        stock, _ = carried_over(self._spend, sigmoid(nonlinear[0]))
        return self._family.shares(stock, nonlinear[1:])[0]

    def _derivatives(self, nonlinear: Floats) -> tuple[Floats, Floats]:
        """Features (R, C) of the R weeks that count and their derivatives (1 + P, R, C)."""
        retention = sigmoid(nonlinear[0])
        stock, in_retention = carried_over(self._spend, retention)
        shares, in_stock, in_shape = self._family.shares(stock, nonlinear[1:])
        first = in_stock * in_retention * retention * (1 - retention)
        return shares[self._rows], np.concatenate([first[None], in_shape])[:, self._rows]

    def _with_prior(self, features: Floats, noise: float, centres: Centres) -> tuple[Floats, Floats]:
        weight = noise / EFFECT_SD
        rows = np.vstack([self._without_baseline(features), weight * np.eye(self.channels)])
        return rows, np.concatenate([self._outcome, weight * centres.effects])

    def linearise(self, nonlinear: Floats, noise: float, centres: Centres) -> tuple[Floats, Floats, Floats]:
        """Residuals (R + C + n,), their Jacobian (R + C + n, n) with n = (1 + P) C, and the effects (C,)."""
        features, derivatives = self._derivatives(nonlinear)
        rows, target = self._with_prior(features, noise, centres)
        effects = np.asarray(nnls(rows, target)[0])
        moved = (derivatives * effects).transpose(1, 0, 2).reshape(len(features), -1)
        moved = np.vstack([self._without_baseline(moved), np.zeros((self.channels, moved.shape[1]))])
        span, _ = np.linalg.qr(rows[:, effects > 0])
        moved -= span @ (span.T @ moved)
        scale = noise / np.repeat(self.prior_sd[:, 0], self.channels)
        prior = scale * (nonlinear - centres.nonlinear).ravel()
        residuals = np.concatenate([rows @ effects - target, prior])
        return residuals, np.vstack([moved, np.diag(scale)]), effects

    def solve(self, start: Floats, noise: float, centres: Centres) -> Estimate:
        """The minimum found from ``start`` (1 + P, C)."""
        cache: dict[bytes, tuple[Floats, Floats, Floats]] = {}

        def at(flat: Floats) -> tuple[Floats, Floats, Floats]:
            key = flat.tobytes()
            if key not in cache:
                cache.clear()
                cache[key] = self.linearise(flat.reshape(start.shape), noise, centres)
            return cache[key]

        def residuals(flat: Floats) -> Floats:
            return at(flat)[0]

        def jacobian(flat: Floats) -> Floats:
            return at(flat)[1]

        margin = 1e-6
        found = least_squares(
            residuals,
            np.clip(start, LOWEST + margin, HIGHEST - margin).ravel(),
            jac=jacobian,
            bounds=(LOWEST, HIGHEST),
            max_nfev=100,
        )
        return Estimate(found.x.reshape(start.shape), at(found.x)[2], float(found.cost))

    def noise(self, estimate: Estimate) -> float:
        """Standard deviation of what the estimate leaves unexplained, corrected for degrees of freedom."""
        features = self.features(estimate.nonlinear)[self._rows]
        left = self._outcome - self._without_baseline(features) @ estimate.effects
        return float(np.sqrt(left @ left / self.degrees_of_freedom))
