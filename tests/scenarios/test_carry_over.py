"""Carry-over kernels against their definitions written out, and responses with them against a recursion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy.stats import weibull_min

from scenarios.carry_over import carry_over_of, convolve, kernel
from scenarios.document import CarryOver, Channel
from scenarios.valuation import Valuation
from tests.scenarios.small import small_scenario

carry_overs = TypeAdapter(CarryOver)
HILL = {"family": "hill", "ceiling": 1000, "half_saturation": 100, "slope": 2}


def made(**raw):
    return carry_overs.validate_python(raw)


def channel(**raw):
    return Channel.model_validate({"id": "tv", "name": "TV", "curve": HILL, **raw})


def test_geometric():
    weights = kernel(made(family="geometric", retention=0.5, length=3), 5)
    assert weights == pytest.approx([1, 0.5, 0.25, 0, 0])
    normalised = kernel(made(family="geometric", retention=0.5, length=3, normalised=True), 5)
    assert normalised == pytest.approx(weights / 1.75)
    endless = kernel(made(family="geometric", retention=0.5, normalised=True), 60)
    assert endless.sum() == pytest.approx(1)


def test_delayed():
    weights = kernel(made(family="delayed", retention=0.6, peak=2, length=5), 5)
    assert weights == pytest.approx([0.6**4, 0.6, 1, 0.6, 0.6**4])


def test_binomial():
    assert kernel(made(family="binomial", retention=0.5, length=3), 4) == pytest.approx([1, 0.75, 0.5, 0])


def test_weibull_by_distribution_function():
    weights = kernel(made(family="weibull_cdf", shape=1.4, scale=3, length=6), 6)
    survival = 1 - weibull_min(1.4, scale=3).cdf(np.arange(1, 6))
    assert weights == pytest.approx([1, *np.cumprod(survival)])


def test_weibull_by_density():
    weights = kernel(made(family="weibull_pdf", shape=2.5, scale=4, length=8), 8)
    density = weibull_min(2.5, scale=4).pdf(np.arange(1, 9))
    assert weights == pytest.approx((density - density.min()) / np.ptp(density))


def test_a_density_without_range_counts_at_once():
    assert list(kernel(made(family="weibull_pdf", shape=1, scale=2, length=1), 3)) == [1, 0, 0]


def test_weights_are_taken_as_they_are():
    assert list(kernel(made(family="weights", weights=[2, 0, 2], normalised=True), 4)) == [0.5, 0, 0.5, 0]


@given(st.lists(st.floats(0, 1e3), min_size=1, max_size=9), st.lists(st.floats(0, 3), min_size=1, max_size=9))
def test_adstock_is_the_convolution(spend, weights):
    padded = np.zeros(len(spend))
    padded[: len(weights)] = weights[: len(spend)]
    expected = np.convolve(padded, spend)[: len(spend)]
    assert convolve(padded, np.array(spend)) == pytest.approx(expected, abs=1e-9)


def test_draws_give_a_kernel_each():
    carry_over = made(family="delayed", retention=0.6, peak=2, length=5, normalised=True)
    theta = np.array([[0.2], [0.9]])
    both = kernel(carry_over, 7, {"retention": theta})
    for row, value in zip(both, theta[:, 0], strict=True):
        alone = made(family="delayed", retention=float(value), peak=2, length=5, normalised=True)
        assert row == pytest.approx(kernel(alone, 7))


def test_retention_alone_is_the_geometric_kernel():
    assert kernel(carry_over_of(channel(retention=0.3)), 4) == pytest.approx(0.3 ** np.arange(4))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({"retention": 0.1, "carry_over": {"family": "geometric", "retention": 0.2}}, "carry_over_twice"),
        ({"carry_over": {"family": "weights", "weights": [0, 0]}}, "carry_over_nothing"),
        ({"draws": {}}, "draws_nothing"),
        ({"draws": {"rate": [1.0]}}, "draws_unknown"),
        ({"draws": {"ceiling": [1.0, 2.0], "slope": [1.0]}}, "draws_length"),
        ({"draws": {"ceiling": [1.0, -2.0]}}, "draws_range"),
        ({"draws": {"retention": [0.2, 1.0]}}, "draws_range"),
    ],
)
def test_contradictions_are_refused(raw, code):
    with pytest.raises(ValidationError) as caught:
        channel(**raw)
    assert caught.value.errors()[0]["type"] == code


def with_channel(**update):
    scenario = small_scenario()
    first = scenario.channels[0].model_copy(update=update)
    return scenario.model_copy(update={"channels": (first, *scenario.channels[1:])})


def test_an_equal_kernel_changes_nothing():
    scenario = small_scenario()
    theta = scenario.channels[0].retention
    same = with_channel(retention=0.0, carry_over=made(family="geometric", retention=theta))
    campaign, name = scenario.campaigns[0].id, scenario.channels[0].id
    before, after = (Valuation(one).response(campaign, name, 1) for one in (scenario, same))
    assert list(before.exposure) == list(after.exposure)


def test_a_late_effect_is_the_account_period_by_period():
    weights = (0.0, 0.5, 0.2)
    scenario = with_channel(retention=0.0, carry_over=made(family="weights", weights=weights))
    campaign, first = scenario.campaigns[0], scenario.channels[0]
    response = Valuation(scenario).response(campaign.id, first.id, 1)
    total = account(scenario, campaign, first, 900.0, 1, weights)
    assert float(response.value(900.0)) == pytest.approx(total)


def test_saturation_first_is_the_account_period_by_period():
    """Outcome of a period is w_0 f(x_t) + w_1 f(x_(t-1)) + ..., each in its own season."""
    weights = (1.0, 0.4, 0.2)
    carry_over = made(family="weights", weights=weights)
    scenario = with_channel(retention=0.0, carry_over=carry_over, saturation_first=True)
    campaign, first = scenario.campaigns[0], scenario.channels[0]
    response = Valuation(scenario).response(campaign.id, first.id, 1)
    total = account(scenario, campaign, first, 900.0, 1, weights, saturation_first=True)
    assert float(response.value(900.0)) == pytest.approx(total)
    slope = (response.value(900.01) - response.value(899.99)) / 0.02
    assert float(response.marginal(900.0)) == pytest.approx(float(slope), rel=1e-5)


def account(scenario, campaign, first, total, period, weights, *, saturation_first=False):
    """Revenue of a total spend, spread by the channel's pattern, summed period by period."""
    cell = campaign.channels[0]
    pattern = Valuation(scenario).response(campaign.id, first.id, period).pattern
    length = len(pattern) + scenario.objective.carry_out_periods
    spend = [total * share / cell.scale for share in pattern] + [0.0] * scenario.objective.carry_out_periods

    def outcome(stock):
        return first.curve.ceiling * stock**2 / (first.curve.half_saturation**2 + stock**2)

    revenue = 0.0
    for t in range(length):
        past = [(w, spend[t - lag]) for lag, w in enumerate(weights) if t >= lag]
        first_each, first_sum = sum(w * outcome(x) for w, x in past), outcome(sum(w * x for w, x in past))
        effect = first_each if saturation_first else first_sum
        season = first.season[period + t] if period + t < len(first.season) else 1.0
        revenue += cell.effect * season * effect * campaign.value_per_outcome
    return revenue
