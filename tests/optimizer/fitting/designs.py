"""Small scaled problems whose truth is known."""

from __future__ import annotations

import numpy as np

from optimizer.fitting.carry_over import CARRY_OVERS
from optimizer.fitting.families import FAMILIES
from optimizer.fitting.media import Media
from optimizer.fitting.scaled import Form, Scaled

WEEKS = 160
FORMS = [Form(family, carry_over) for family in FAMILIES for carry_over in CARRY_OVERS]


def spends(seed, channels=2, regions=1, weeks=WEEKS):
    generator = np.random.default_rng(seed)
    shape = (regions, channels, weeks)
    spend = generator.lognormal(0, 0.7, shape) * (generator.uniform(0, 1, shape) > 0.25)
    return spend / spend.max(axis=-1, keepdims=True)


def known(form, seed=3, noise=0.0, channels=2, regions=1, weeks=WEEKS):
    """Scaled data, and the nonlinear parameters (S, C) and effects (G, C) behind them."""
    generator = np.random.default_rng([seed, 1])
    spend = spends(seed, channels, regions, weeks)
    media = Media(spend[None], CARRY_OVERS[form.carry_over], FAMILIES[form.family])
    truth = media.prior_mean + 0.5 * media.prior_sd * generator.uniform(-1, 1, (media.parameters, channels))
    effects = generator.uniform(0.3, 0.6, (regions, channels))
    baseline = np.repeat(np.stack([np.ones(weeks), np.linspace(0, 1, weeks)])[None], regions, axis=0)
    base = generator.uniform(0.3, 0.5, (regions, 2))
    outcome = (base[:, None] @ baseline)[:, 0]
    outcome = outcome + (effects[:, None] @ media.features(truth[None])[0])[:, 0]
    outcome = outcome + noise * generator.standard_normal(outcome.shape)
    scaled = Scaled(outcome, spend, baseline, np.ones(regions), np.ones((regions, channels)))
    return scaled, truth, effects
