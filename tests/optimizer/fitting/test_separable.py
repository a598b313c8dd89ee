"""The separable problem: its gradient by differences, exact data exactly, many problems as each alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import nnls

from optimizer.fitting.estimate import prior_centres, problems
from optimizer.fitting.media import Anchor
from optimizer.fitting.nonnegative import nonnegative
from optimizer.fitting.scaled import Form, Scaled
from optimizer.fitting.search import minimise
from tests.optimizer.fitting.designs import FORMS, WEEKS, known

ALL = np.ones((1, WEEKS))
ANCHORS = (
    Anchor(region=0, channel=0, low=0.2, high=0.6, weeks=4, lift=0.05, error=0.01),
    Anchor(region=0, channel=1, low=0.5, high=0.0, weeks=None, lift=-0.1, error=0.02),
)


@pytest.mark.parametrize("anchors", [(), ANCHORS], ids=["weeks", "anchored"])
@pytest.mark.parametrize("form", FORMS, ids="-".join)
def test_the_gradient_is_exact(form, anchors):
    scaled, truth, _ = known(form)
    problem = problems(replace(scaled, anchors=anchors), form, ALL, 1)
    at = truth + 0.3
    step = 1e-6 * np.eye(at.size).reshape(at.size, *at.shape)
    many = problems(replace(scaled, anchors=anchors), form, ALL, 2 * at.size)
    costs = many.linearise(np.concatenate([at + step, at - step])).cost
    difference = (costs[: at.size] - costs[at.size :]) / 2e-6
    assert np.allclose(problem.linearise(at[None]).gradient[0], difference, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("form", FORMS, ids="-".join)
def test_exact_data_give_back_their_effects(form):
    scaled, truth, effects = known(form)
    start = prior_centres(scaled, form).nonlinear
    best = minimise(problems(scaled, form, ALL, 1).with_noise(np.array([1e-5])), start)
    features = scaled.media(form).features
    earned = best.effects[0, :, :, None] * features(best.nonlinear)[0]
    assert np.allclose(earned, effects[:, :, None] * features(truth[None])[0], atol=5e-3)


def test_many_problems_are_solved_as_each_alone():
    form = FORMS[0]
    scaled, truth, _ = known(form, noise=0.02)
    starts = truth + np.random.default_rng(1).normal(0, 0.5, (5, *truth.shape))
    together = minimise(problems(scaled, form, ALL, 5), starts)
    for item, start in enumerate(starts):
        alone = minimise(problems(scaled, form, ALL, 1), start[None])
        assert np.allclose(alone.nonlinear[0], together.nonlinear[item], atol=1e-9)
        assert alone.cost[0] == pytest.approx(together.cost[item])


def test_weeks_that_do_not_count_change_nothing():
    form = FORMS[0]
    scaled, truth, _ = known(form, noise=0.02)
    counts = ALL.copy()
    counts[:, 100:] = 0
    outcome = scaled.outcome.copy()
    outcome[:, 100:] = 7.0
    one = minimise(problems(scaled, form, counts, 1), truth[None])
    other = minimise(problems(replace(scaled, outcome=outcome), form, counts, 1), truth[None])
    assert np.array_equal(one.nonlinear, other.nonlinear)


def test_regions_have_their_own_effects_and_share_the_shape():
    form = Form("logistic", "geometric")
    scaled, truth, effects = known(form, noise=0.005, regions=4)
    best = minimise(problems(scaled, form, ALL, 1).with_noise(np.array([0.005])), truth[None] + 0.4)
    assert np.allclose(best.effects[0], effects, rtol=0.1)
    assert np.allclose(best.nonlinear[0], truth, atol=0.15)


def test_effects_are_never_negative():
    scaled, _, _ = known(FORMS[0], channels=1)
    against = replace(scaled, outcome=2 - scaled.spend[:, 0])
    best = minimise(problems(against, FORMS[0], ALL, 1), prior_centres(against, FORMS[0]).nonlinear)
    assert best.effects[0, 0, 0] == 0


def test_without_data_the_mode_is_the_prior_mean():
    form = Form("michaelis_menten", "geometric")
    ones = np.ones((1, 1, WEEKS))
    scaled = Scaled(ones[0], np.zeros_like(ones), ones, np.ones(1), np.ones((1, 1)))
    centre = prior_centres(scaled, form).nonlinear
    best = minimise(problems(scaled, form, ALL, 1), centre + 0.5)
    assert np.allclose(best.nonlinear, centre, atol=1e-3)


def test_nonnegative_least_squares_agree_with_lawson_and_hanson():
    generator = np.random.default_rng(5)
    rows, target = generator.normal(size=(200, 12, 6)), generator.normal(size=(200, 12))
    rows[:50, :, 5] = rows[:50, :, 4] + 1e-4 * generator.normal(size=(50, 12))
    gram, linear = rows.swapaxes(1, 2) @ rows, (rows.swapaxes(1, 2) @ target[..., None])[..., 0]
    found = nonnegative(gram, linear)
    assert (found >= 0).all()
    for item in range(200):
        best = nnls(rows[item], target[item])[1]
        assert np.linalg.norm(rows[item] @ found[item] - target[item]) == pytest.approx(best, abs=1e-7)
