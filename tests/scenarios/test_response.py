"""Response curves against closed forms, finite differences and a period-by-period account."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from scenarios.document import Curve
from scenarios.response import derivative, evaluate, flight_pattern
from scenarios.valuation import Valuation
from tests.scenarios.small import small_scenario

curves = TypeAdapter(Curve)
FAMILIES = [
    {"family": "hill", "ceiling": 900, "half_saturation": 120, "slope": 2.4},
    {"family": "hill", "ceiling": 900, "half_saturation": 120, "slope": 1},
    {"family": "hill", "ceiling": 900, "half_saturation": 120, "slope": 0.6},
    {"family": "logistic", "ceiling": 900, "rate": 0.01},
    {"family": "michaelis_menten", "ceiling": 900, "half_saturation": 120},
    {"family": "negative_exponential", "ceiling": 900, "rate": 0.01},
    {"family": "power", "coefficient": 30, "exponent": 0.5},
    {"family": "sigmoid", "ceiling": 900, "rate": 0.03, "midpoint": 120},
    {"family": "sigmoid", "ceiling": 900, "rate": 0.03, "midpoint": 0},
    {"family": "tabulated", "spend": [0, 100, 250, 400], "outcome": [0, 300, 450, 450]},
]


@pytest.mark.parametrize(
    "raw", FAMILIES, ids=lambda raw: f"{raw['family']}-{raw.get('slope', raw.get('midpoint', ''))}"
)
class TestFamilies:
    def test_starts_at_zero_and_never_falls(self, raw):
        values = evaluate(curves.validate_python(raw), np.linspace(0, 1e6, 20_001))
        assert values[0] == 0
        assert np.all(np.diff(values) >= 0)
        assert np.all(np.isfinite(values))

    def test_derivative_is_the_slope(self, raw):
        curve = curves.validate_python(raw)
        at, step = np.array([7.0, 60.0, 119.0, 260.0, 390.0, 3000.0]), 1e-3
        slope = (evaluate(curve, at + step) - evaluate(curve, at - step)) / (2 * step)
        assert derivative(curve, at) == pytest.approx(slope, rel=1e-5, abs=1e-9)


def test_known_values():
    hill = curves.validate_python(FAMILIES[0])
    assert evaluate(hill, 120.0) == pytest.approx(450)
    logistic = curves.validate_python(FAMILIES[3])
    assert evaluate(logistic, 50.0) == pytest.approx(900 * (1 - np.exp(-0.5)) / (1 + np.exp(-0.5)))
    sigmoid = curves.validate_python(FAMILIES[7])
    assert evaluate(sigmoid, 120.0) == pytest.approx(900 * (0.5 - 1 / (1 + np.exp(3.6))))
    power = curves.validate_python(FAMILIES[6])
    assert evaluate(power, 16.0) == pytest.approx(120)
    assert derivative(power, 0.0) == np.inf


@given(st.floats(1e-6, 1e12), st.floats(0.05, 20), st.floats(1e-3, 1e9))
def test_hill_neither_overflows_nor_leaves_its_range(spend, slope, kappa):
    curve = curves.validate_python({"family": "hill", "ceiling": 1, "half_saturation": kappa, "slope": slope})
    assert 0 <= evaluate(curve, spend) <= 1
    assert derivative(curve, spend) >= 0


def test_patterns_are_shares():
    scenario = small_scenario()
    channel = scenario.channels[0]
    for pattern in ("even", "front_loaded", "back_loaded", (3, 1), (0.0,)):
        shares = flight_pattern(channel.model_copy(update={"pattern": pattern}), 4)
        assert shares.shape == (4,)
        assert shares.sum() == pytest.approx(1)
    assert list(flight_pattern(channel.model_copy(update={"pattern": (3, 1)}), 4)) == [0.75, 0.25, 0, 0]


@given(spend=st.floats(0, 5000), period=st.integers(0, 7))
def test_cell_response_is_the_account_period_by_period(spend, period):
    """g(X) against the recursion a_t = x_t + theta a_(t-1) written out."""
    scenario = small_scenario()
    campaign, channel = scenario.campaigns[0], scenario.channels[0]
    cell = campaign.channels[0]
    length = min(campaign.flight_periods, scenario.horizon.periods - period)
    stock, total = 0.0, 0.0
    for offset in range(length + scenario.objective.carry_out_periods):
        stock = (spend / length if offset < length else 0.0) / cell.scale + channel.retention * stock
        season = channel.season[period + offset] if period + offset < len(channel.season) else 1.0
        outcome = channel.curve.ceiling * stock**2 / (channel.curve.half_saturation**2 + stock**2)
        total += cell.effect * season * outcome * campaign.value_per_outcome
    response = Valuation(scenario).response(campaign.id, channel.id, period)
    assert float(response.value(spend)) == pytest.approx(total, rel=1e-9, abs=1e-9)


def test_marginal_is_the_slope_of_value():
    response = Valuation(small_scenario()).response("spring", "tv", 2)
    at = np.array([50.0, 400.0, 2000.0])
    slope = (response.value(at + 1e-3) - response.value(at - 1e-3)) / 2e-3
    assert response.marginal(at) == pytest.approx(slope, rel=1e-5)


def test_long_term_counts_only_when_asked():
    scenario = small_scenario()
    long_term = scenario.model_copy(
        update={"objective": scenario.objective.model_copy(update={"long_term": True})}
    )
    ratio = Valuation(long_term).response("spring", "tv", 2).value(500.0) / Valuation(scenario).response(
        "spring", "tv", 2
    ).value(500.0)
    assert ratio == pytest.approx(1.6)
