"""Public reference data, where MEMS_REFERENCE_DATA names its folder."""

from __future__ import annotations

import csv

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


def hidden(reference_data, **options):
    """The series with a hidden confounder; truth: each channel's contribution by its counterfactual columns."""
    path = reference_data / "mmm" / "pymc__mmm_roas_data.csv"
    return fit_file(path, outcome="y", spend=["x1", "x2"], **options)


def columns_of(path, *names):
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [np.array([float(row[name]) for row in rows]) for name in names]


def keys(channel):
    return {message.key for message in channel.warnings}


def test_a_hidden_confounder_is_suspected_and_one_that_is_shown_is_not(reference_data):
    misled, _ = hidden(reference_data, draws=20).channels
    assert {"fitting.hidden_demand", "fitting.forms_disagree"} <= keys(misled)
    shown = hidden(reference_data, draws=20, controls=["z"])
    assert all("fitting.hidden_demand" not in keys(channel) for channel in shown.channels)


@pytest.mark.parametrize("family", ["logistic", "best"])
def test_a_lift_test_repairs_the_doubled_channel(reference_data, tmp_path, family):
    path = reference_data / "mmm" / "pymc__mmm_roas_data.csv"
    spend, adstock, effect, outcome, without = columns_of(path, "x1", "x1_adstock", "x1_effect", "y", "y01")
    true = (outcome - without).sum() / spend.sum()
    order = np.argsort(adstock)
    level = spend.mean()
    lift = 100 * np.interp(level, np.append(0, adstock[order]), np.append(0, effect[order]))
    lifts = tmp_path / "lifts.csv"
    lifts.write_text(
        f"channel,spend_from,spend_to,lift,standard_error\nx1,0,{level},{lift},{0.1 * lift}\n", "utf-8"
    )
    if family == "logistic":
        assert hidden(reference_data, draws=0, family=family).channels[0].roas.value > 1.9 * true
    anchored = hidden(reference_data, draws=60, family=family, lift_tests=lifts).channels[0]
    assert anchored.roas.value == pytest.approx(true, rel=0.15)
    assert anchored.roas.low <= true <= anchored.roas.high
    assert "fitting.lift_conflict" in keys(anchored)


def test_regions_of_the_geo_sample_are_fitted_together(reference_data):
    result = fit_file(
        reference_data / "mmm" / "meridian__geo_media.csv",
        outcome="conversions",
        spend=["Channel0_spend", "Channel2_spend"],
        controls=["competitor_activity_score_control", "sentiment_score_control"],
        region="geo",
        population="population",
        family="michaelis_menten",
        draws=10,
        origins=0,
    )
    assert len(result.regions) == 20
    for channel in result.channels:
        assert sum(cell.effect for cell in channel.regions) == pytest.approx(1)
        assert all(cell.roas.low <= cell.roas.value <= cell.roas.high for cell in channel.regions)
    scenario = result.to_scenario()
    assert check(scenario) == ()
    assert len(scenario.campaigns) == 20
