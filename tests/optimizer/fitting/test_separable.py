"""The separable problem: adstock by its recursion, the Jacobian by the gradient, exact data exactly."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.fitting.families import FAMILIES
from optimizer.fitting.separable import Separable, carried_over

WEEKS = 120


def example(family, seed=3):
    """Two channels, a level and a trend, without noise; and the parameters behind it."""
    generator = np.random.default_rng(seed)
    spend = generator.uniform(0, 1, (WEEKS, 2)) * (generator.uniform(0, 1, (WEEKS, 2)) > 0.2)
    spend /= spend.max(axis=0)
    baseline = np.column_stack([np.ones(WEEKS), np.linspace(0, 1, WEEKS)])
    means = np.array([-0.8, *FAMILIES[family].prior_mean])
    truth = means[:, None] + generator.uniform(-0.6, 0.6, (len(means), 2))
    effects = np.array([0.5, 0.3])
    features = Separable(np.zeros(WEEKS), spend, baseline, FAMILIES[family]).features(truth)
    outcome = baseline @ np.array([0.6, 0.2]) + features @ effects
    return Separable(outcome, spend, baseline, FAMILIES[family]), truth, effects


def test_adstock_follows_its_recursion_and_its_derivative_the_difference():
    spend = np.random.default_rng(1).uniform(0, 1, (30, 2))
    theta, step = np.array([0.3, 0.7]), 1e-6
    stock, slope = carried_over(spend, theta)
    expected, last = np.empty_like(spend), np.zeros(2)
    for week in range(30):
        last = spend[week] + theta * last
        expected[week] = (1 - theta) * last
    assert np.allclose(stock, expected)
    difference = (carried_over(spend, theta + step)[0] - carried_over(spend, theta - step)[0]) / (2 * step)
    assert np.allclose(slope, difference, atol=1e-6)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_gradient_is_exact(family):
    problem, truth, _ = example(family)
    centres, noise = problem.prior_centres(), 0.05
    at = truth + 0.3

    def cost(flat):
        residuals, _, _ = problem.linearise(flat.reshape(at.shape), noise, centres)
        return residuals @ residuals / 2

    residuals, jacobian, _ = problem.linearise(at, noise, centres)
    step = 1e-6
    for index in range(at.size):
        move = np.zeros(at.size)
        move[index] = step
        difference = (cost(at.ravel() + move) - cost(at.ravel() - move)) / (2 * step)
        assert (jacobian.T @ residuals)[index] == pytest.approx(difference, rel=1e-4, abs=1e-8)


@pytest.mark.parametrize("family", FAMILIES)
def test_exact_data_give_back_their_parameters(family):
    problem, truth, effects = example(family)
    found = problem.solve(problem.prior_centres().nonlinear, 1e-6, problem.prior_centres())
    assert np.allclose(found.nonlinear, truth, atol=0.02)
    assert np.allclose(found.effects, effects, rtol=0.02)


def test_effects_are_never_negative():
    spend = np.random.default_rng(2).uniform(0, 1, (WEEKS, 1))
    problem = Separable(2 - spend[:, 0], spend, np.ones((WEEKS, 1)), FAMILIES["hill"])
    found = problem.solve(problem.prior_centres().nonlinear, 0.05, problem.prior_centres())
    assert found.effects[0] == 0


def test_without_data_the_mode_is_the_prior_mean():
    problem = Separable(
        np.ones(WEEKS), np.full((WEEKS, 1), 1.0), np.ones((WEEKS, 1)), FAMILIES["michaelis_menten"]
    )
    centres = problem.prior_centres()
    found = problem.solve(centres.nonlinear + 0.5, 0.05, centres)
    assert np.allclose(found.nonlinear, centres.nonlinear, atol=1e-3)
