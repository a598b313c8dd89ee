"""Families against the document's own curves and against differences."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.fitting.families import FAMILIES
from scenarios.saturation import evaluate

GRID = np.linspace(0, 1.5, 16)[:, None]


def parameters(name, seed=1):
    family = FAMILIES[name]
    spread = np.array(family.prior_sd) * np.random.default_rng(seed).standard_normal(family.parameters)
    return (np.array(family.prior_mean) + spread)[:, None]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_the_document_s_curve_in_scaled_form(name):
    q, unit, ceiling = parameters(name), 2500.0, 70_000.0
    curve = FAMILIES[name].curve(ceiling, unit, q[:, 0])
    shares = FAMILIES[name].shares(GRID, q)[0]
    assert curve.family == name
    assert np.allclose(ceiling * shares, evaluate(curve, GRID * unit), rtol=1e-9)


@pytest.mark.parametrize("name", FAMILIES)
def test_half_the_ceiling_is_reached_at_half_saturation(name):
    q = parameters(name)
    half = FAMILIES[name].half(float(q[0, 0]))
    assert FAMILIES[name].shares(np.array([[half]]), q)[0][0, 0] == pytest.approx(0.5)


@pytest.mark.parametrize("name", FAMILIES)
def test_derivatives_agree_with_differences(name):
    q, step, grid = parameters(name), 1e-6, GRID[1:]
    shares = FAMILIES[name].shares
    _, in_u, in_q = shares(grid, q)
    assert np.allclose(in_u, (shares(grid + step, q)[0] - shares(grid - step, q)[0]) / (2 * step), atol=1e-6)
    for index in range(len(q)):
        move = np.zeros_like(q)
        move[index] = step
        difference = (shares(grid, q + move)[0] - shares(grid, q - move)[0]) / (2 * step)
        assert np.allclose(in_q[index], difference, atol=1e-6)


@pytest.mark.parametrize("name", FAMILIES)
def test_nothing_is_earned_where_nothing_is_spent(name):
    share, _, in_q = FAMILIES[name].shares(np.zeros((1, 1)), parameters(name))
    assert share == 0
    assert np.all(in_q == 0)
