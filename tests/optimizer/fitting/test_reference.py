"""Public reference data, where MEMS_REFERENCE_DATA names its folder."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.fitting import fit_file
from scenarios.checks import check


@pytest.fixture(scope="module")
def scaled_example(reference_data):
    """Truth, in units of scaled spend: retention .4 and .2, rates 4 and 3, ceilings 3000 and 2000."""
    return fit_file(
        reference_data / "mmm" / "pymc__mmm_example.csv",
        outcome="y",
        spend=["x1", "x2"],
        events=["event_1", "event_2"],
        family="logistic",
        draws=300,
    )


TRUTH = {"x1": (0.4, 4.0, 3000.0), "x2": (0.2, 3.0, 2000.0)}


def test_the_known_truth_lies_within_the_bands(scaled_example):
    for channel in scaled_example.channels:
        retention, rate, ceiling = TRUTH[channel.name]
        assert channel.retention.low <= retention <= channel.retention.high
        true = ceiling * np.tanh(rate * channel.grid / 2)
        within = (channel.grid_low[1:] <= true[1:]) & (true[1:] <= channel.grid_high[1:])
        assert within.mean() >= 0.9


def test_the_estimates_are_close_to_the_known_truth(scaled_example):
    for channel in scaled_example.channels:
        retention, rate, _ = TRUTH[channel.name]
        assert channel.retention.value == pytest.approx(retention, abs=0.03)
        normalised = channel.curve.rate / (1 - channel.retention.value)
        assert normalised == pytest.approx(rate, rel=0.2)


def test_the_simulated_sample_fits_as_well_as_reported(reference_data):
    result = fit_file(
        reference_data / "mmm" / "robyn__dt_simulated_weekly.csv",
        outcome="revenue",
        spend=["tv_S", "ooh_S", "print_S", "facebook_S", "search_S"],
        controls=["competitor_sales_B", "newsletter"],
        events=["events"],
    )
    assert result.score.r2 == pytest.approx(0.92, abs=0.01)
    assert result.score.holdout_mape < 0.12
    search = next(channel for channel in result.channels if channel.name == "search_S")
    assert search.roas.high - search.roas.low > 20
    assert any(message.key == "fitting.wide_band" for message in search.warnings)
    assert check(result.to_scenario()) == ()
