"""Kinds of carry-over against the document's own kernels and against differences."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.fitting.carry_over import CARRY_OVERS
from scenarios.carry_over import convolve, kernel
from tests.optimizer.fitting.designs import spends


def parameters(name, seed=1):
    kind = CARRY_OVERS[name]
    spread = np.array(kind.prior_sd) * np.random.default_rng(seed).standard_normal(kind.parameters)
    return np.array(kind.prior_mean) + spread


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CARRY_OVERS)
def test_a_kind_is_the_document_s_kernel(name, seed):
    kind, q, spend = CARRY_OVERS[name], parameters(name, seed), spends(seed, channels=1)
    weights = kernel(kind.document(q), spend.shape[-1])
    expected = convolve(weights, spend[0, 0]) / kind.adstock_unit(q)
    stock, _ = kind.adstock(spend[None], q[None, :, None])
    assert np.allclose(stock[0, 0, 0], expected, rtol=1e-9)


@pytest.mark.parametrize("name", CARRY_OVERS)
def test_spend_kept_up_becomes_its_own_adstock(name):
    stock, _ = CARRY_OVERS[name].adstock(np.full((1, 1, 1, 400), 0.7), parameters(name)[None, :, None])
    assert stock[0, 0, 0, -1] == pytest.approx(0.7, abs=1e-6)


@pytest.mark.parametrize("name", CARRY_OVERS)
def test_derivatives_agree_with_differences(name):
    kind, q, spend, step = CARRY_OVERS[name], parameters(name), spends(2, channels=1)[None], 1e-6
    _, slopes = kind.adstock(spend, q[None, :, None])
    _, felt = kind.cumulative(q[None], 20)
    for index in range(kind.parameters):
        ends = np.array([q, q])
        ends[:, index] += [step, -step]
        up, down = kind.adstock(spend, ends[:, :, None])[0]
        assert np.allclose(slopes[0, :, index], (up - down) / (2 * step), atol=1e-6)
        up, down = kind.cumulative(ends, 20)[0]
        assert np.allclose(felt[0, index], (up - down) / (2 * step), atol=1e-6)


@pytest.mark.parametrize("name", CARRY_OVERS)
def test_the_share_carried_over_is_what_comes_after_the_first_week(name):
    kind, q = CARRY_OVERS[name], parameters(name)
    weights = kernel(kind.document(q), 600)
    assert kind.carried(q[None, :, None])[0, 0] == pytest.approx(1 - weights[0] / weights.sum(), abs=1e-9)
