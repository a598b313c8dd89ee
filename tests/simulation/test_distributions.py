import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from scipy import stats

from scenarios.document import Duration
from simulation.distributions import DurationSampler
from tests.strategies import durations

LEVELS = np.linspace(0.0005, 0.9995, 2001)


def duration(form):
    return TypeAdapter(Duration).validate_python(form)


def sampled(form, uniforms, *, varying=True):
    return DurationSampler([duration(form)], [1.0], varying=varying)(np.asarray(uniforms)[:, None])[:, 0]


@pytest.mark.parametrize(
    ("form", "truth"),
    [
        ([2, 5, 12], stats.beta(1 + 4 * 0.3, 1 + 4 * 0.7, loc=2, scale=10)),
        ([2, 2, 12], stats.beta(1, 5, loc=2, scale=10)),
        ({"distribution": "triangular", "low": 1, "mode": 4, "high": 5}, stats.triang(0.75, loc=1, scale=4)),
        ({"distribution": "triangular", "low": 1, "mode": 1, "high": 5}, stats.triang(0, loc=1, scale=4)),
        ({"distribution": "triangular", "low": 1, "mode": 5, "high": 5}, stats.triang(1, loc=1, scale=4)),
        ({"distribution": "exponential", "hours": 3}, stats.expon(scale=3)),
        (
            {"distribution": "lognormal", "hours": 6, "sigma": 0.7},
            stats.lognorm(s=0.7, scale=6 * math.exp(-(0.7**2) / 2)),
        ),
    ],
)
def test_quantiles_are_those_of_the_distribution(form, truth):
    np.testing.assert_allclose(sampled(form, LEVELS), truth.ppf(LEVELS), rtol=1e-4, atol=1e-5 * truth.mean())
    assert duration(form).mean == pytest.approx(truth.mean())


@given(durations())
def test_samples_have_the_mean_that_plans_use(form):
    strata = (np.arange(10_000) + 0.5) / 10_000
    assert sampled(form, strata).mean() == pytest.approx(duration(form).mean, rel=0.005, abs=1e-9)


@given(durations(), st.lists(st.floats(2**-53, 1 - 2**-53), min_size=1, max_size=20))
def test_more_luck_is_never_longer_and_nothing_is_negative(form, uniforms):
    hours = sampled(form, sorted(uniforms))
    assert (np.diff(hours) >= -1e-9 * abs(hours[1:])).all()
    assert (hours >= 0).all()
    assert np.isfinite(hours).all()


@given(durations())
def test_without_variation_everything_takes_its_mean(form):
    assert set(sampled(form, [0.1, 0.5, 0.9], varying=False)) == {duration(form).mean}


@given(st.lists(durations(), min_size=1, max_size=6), st.lists(st.floats(0.01, 0.99), min_size=6, max_size=6))
def test_many_at_once_are_the_same_as_one_by_one(forms, uniforms):
    factors = [0.5 + position for position in range(len(forms))]
    row = np.array(uniforms[: len(forms)])
    together = DurationSampler([duration(form) for form in forms], factors, varying=True)(row)
    for form, factor, uniform, hours in zip(forms, factors, row, together, strict=True):
        assert hours == sampled(form, [uniform])[0] * factor
