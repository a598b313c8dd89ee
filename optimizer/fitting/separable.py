"""The separable least-squares problem: carry-over and shape outside, non-negative effects and the baseline inside.

For given nonlinear parameters the best linear ones are found exactly, so that only the nonlinear ones are searched
(variable projection: Golub and Pereyra 1973), with Kaufman's (1975) approximation of the Jacobian, whose gradient is
exact. Priors enter as further rows: sigma (q - q0) / sd for each nonlinear parameter and sigma (b - b0) / sd for each
effect, which makes the minimum the mode of the posterior at noise sigma; lift tests enter as rows
sigma (lift(q) b - measured) / error. Centres other than the prior means serve the bootstrap.

Many problems that differ in outcome, in the weeks that count, in centres or in the start of their search are solved
at once: N is their number, G that of regions, C of channels, T of weeks, I of anchors, S of nonlinear parameters per
channel. Arrays that all problems share have length 1 where others have N.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.fitting.media import Media
from optimizer.fitting.nonnegative import nonnegative, restricted
from optimizer.fitting.series import Floats

EFFECT_SD = 1.0
"""Half-normal prior of a channel's ceiling, in units of the mean outcome."""
NEGLIGIBLE = 1e-10
"""Singular value of the baseline, relative to the greatest, below which its direction is left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """Centres of the priors: ``nonlinear`` (N or 1, S, C), ``effects`` (N or 1, G, C), and lifts (N or 1, I)."""

    nonlinear: Floats
    effects: Floats
    lifts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Linearised:
    """At given parameters: half the sum of squares (N,), its gradient (N, S C), the Gauss-Newton matrix and effects."""

    cost: Floats
    gradient: Floats
    curvature: Floats
    effects: Floats
    """(N, G, C)."""


@dataclass(frozen=True, slots=True, eq=False)
class Separable:
    """N problems: outcome (N, G, T) without its baseline, where ``counts`` (N or 1, T) is 1, and noise (N,)."""

    media: Media
    outcome: Floats
    counts: Floats
    basis: Floats
    """Orthonormal directions of the baseline, (N or 1, G, K, T); zero where there are fewer than K."""
    centres: Centres
    noise: Floats

    @classmethod
    def of(
        cls,
        media: Media,
        outcome: Floats,
        counts: Floats,
        baseline: Floats,
        centres: Centres,
        noise: Floats,
    ) -> Separable:
        """Problems for an outcome (N, G, T) and baseline regressors (G, K, T), or (N, G, K, T)."""
        _, singular, directions = np.linalg.svd(baseline * counts[:, None, None], full_matrices=False)
        kept = singular > NEGLIGIBLE * singular[..., :1]
        problem = cls(media, outcome, counts, directions * kept[..., None], centres, noise)
        return replace(problem, outcome=problem.without_baseline(outcome[:, :, None])[:, :, 0])

    def with_noise(self, noise: Floats) -> Separable:
        """The same problems at another noise (N,)."""
        return replace(self, noise=noise)

    def take(self, items: NDArray[np.intp]) -> Separable:
        """Some of the problems."""

        def chosen(values: Floats) -> Floats:
            return values if len(values) == 1 else values[items]

        centres = Centres(
            chosen(self.centres.nonlinear), chosen(self.centres.effects), chosen(self.centres.lifts)
        )
        return Separable(
            media=replace(self.media, spend=chosen(self.media.spend)),
            outcome=self.outcome[items],
            counts=chosen(self.counts),
            basis=chosen(self.basis),
            centres=centres,
            noise=self.noise[items],
        )

    @property
    def degrees_of_freedom(self) -> Floats:
        """Weeks that count in all regions less baseline directions, effects and nonlinear parameters, (N or 1,)."""
        regions, channels = self.outcome.shape[1], self.media.spend.shape[2]
        used = (self.basis**2).sum(axis=(1, 2, 3)) + (regions + self.media.parameters) * channels
        return np.asarray(np.maximum(1.0, regions * self.counts.sum(axis=1) - used))

    def without_baseline(self, rows: Floats) -> Floats:
        """Rows (N, G, M, T) in the weeks that count, less what the baseline explains of them."""
        counted = rows * self.counts[:, None, None]
        return np.asarray(counted - (counted @ self.basis.swapaxes(-1, -2)) @ self.basis)

    def linearise(self, q: Floats) -> Linearised:
        """Best effects at nonlinear parameters (N, S, C), and the objective around them."""
        values, slopes = self.media.respond(q)
        channels, count = values.shape[2], slopes.shape[2] * values.shape[2]
        rows = np.concatenate([values, slopes.reshape(*values.shape[:2], count, -1)], axis=2)
        rows, target = self._equations(rows)
        products = rows @ rows.swapaxes(-1, -2)
        weight = (self.noise[:, None, None] / EFFECT_SD) ** 2
        gram = products[..., :channels, :channels] + weight[..., None] * np.eye(channels)
        linear = (rows[..., :channels, :] @ target[..., None])[..., 0] + weight * self.centres.effects
        effects = nonnegative(gram.reshape(-1, channels, channels), linear.reshape(-1, channels)).reshape(
            linear.shape
        )
        missed = (effects[..., None, :] @ rows[..., :channels, :])[..., 0, :] - target
        scale = np.tile(effects, slopes.shape[2])
        gradient = (scale * (rows[..., channels:, :] @ missed[..., None])[..., 0]).sum(axis=1)
        curvature = _projected(products, gram, effects, scale).sum(axis=1)
        cost = (missed**2).sum(axis=(1, 2)) + (weight * (effects - self.centres.effects) ** 2).sum(
            axis=(1, 2)
        )
        return self._with_prior(q, Linearised(cost / 2, gradient, curvature, effects))

    def _equations(self, rows: Floats) -> tuple[Floats, Floats]:
        """Rows (N, G, M, T + I) without baseline and with anchors weighted, and their targets (N, G, T + I)."""
        weeks = self.outcome.shape[-1]
        inside = self.without_baseline(rows[..., :weeks])
        if not self.media.anchors:
            return inside, self.outcome
        weight = self.noise[:, None] / np.array([anchor.error for anchor in self.media.anchors])
        outside = rows[..., weeks:] * weight[:, None, None]
        targets = np.zeros((*self.outcome.shape[:2], len(self.media.anchors)))
        for item, anchor in enumerate(self.media.anchors):
            targets[:, anchor.region, item] = weight[:, item] * self.centres.lifts[:, item]
        return np.concatenate([inside, outside], axis=-1), np.concatenate([self.outcome, targets], axis=-1)

    def _with_prior(self, q: Floats, found: Linearised) -> Linearised:
        weight = (self.noise[:, None, None] / self.media.prior_sd) ** 2
        away = q - self.centres.nonlinear
        weights = np.broadcast_to(weight, away.shape).reshape(len(q), -1)
        flat = away.reshape(len(q), -1)
        curvature = found.curvature + weights[:, :, None] * np.eye(weights.shape[1])
        return Linearised(
            found.cost + (weights * flat**2).sum(axis=1) / 2,
            found.gradient + weights * flat,
            curvature,
            found.effects,
        )

    def residual_noise(self, q: Floats, effects: Floats) -> Floats:
        """Standard deviation of what is left unexplained, corrected for degrees of freedom, (N,)."""
        rows = self.without_baseline(self.media.features(q))
        left = self.outcome - (effects[..., None, :] @ rows)[..., 0, :]
        return np.asarray(np.sqrt((left**2).sum(axis=(1, 2)) / self.degrees_of_freedom))


def _projected(products: Floats, gram: Floats, effects: Floats, scale: Floats) -> Floats:
    """Products of the derivatives, less what positive effects would take up of them, (N, G, S C, S C)."""
    channels = effects.shape[-1]
    inner = products[..., channels:, channels:] * scale[..., :, None] * scale[..., None, :]
    mixed = products[..., :channels, channels:] * scale[..., None, :] * (effects > 0)[..., None]
    taken = np.linalg.solve(restricted(gram, effects > 0), mixed)
    return np.asarray(inner - mixed.swapaxes(-1, -2) @ taken)
