"""Fits against data whose truth the generator knows."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from optimizer.fitting import FitOptions, Series, fit_curves, read_series
from optimizer.fitting.series import identifiers
from scenarios.checks import check
from scenarios.document import HillCurve, LogisticCurve
from scenarios.generator import HistorySettings, weekly_history
from scenarios.i18n import LANGUAGES
from scenarios.reading import parse_yaml
from scenarios.saturation import evaluate
from scenarios.writing import dump_yaml

CURVES = {
    "tv": HillCurve(family="hill", ceiling=90_000, half_saturation=40_000, slope=1.5),
    "search": LogisticCurve(family="logistic", ceiling=60_000, rate=2e-4),
}
RETENTION = {"tv": 0.5, "search": 0.1}
LEVEL = {"tv": 18_000, "search": 6_000}


def history(seed=1, **rules):
    return weekly_history(CURVES, RETENTION, LEVEL, seed, HistorySettings(**rules))


@pytest.fixture(scope="module")
def known():
    return history()


@pytest.fixture(scope="module")
def series(known, tmp_path_factory):
    path = tmp_path_factory.mktemp("fit") / "weeks.csv"
    path.write_text(known.to_csv(), encoding="utf-8")
    return read_series(path, outcome="outcome", spend=["tv", "search"], events=["event"])


@pytest.fixture(scope="module")
def result(series):
    return fit_curves(series, FitOptions(draws=60))


def test_the_truth_lies_within_the_bands(result, known):
    for channel in result.channels:
        earned = sum(known.contribution[channel.name])
        spent = sum(known.spend[channel.name])
        assert channel.roas.low <= earned / spent <= channel.roas.high
        assert channel.retention.low <= RETENTION[channel.name] <= channel.retention.high
        true = evaluate(CURVES[channel.name], channel.grid[1:] / (1 - RETENTION[channel.name]))
        within = (channel.grid_low[1:] <= true) & (true <= channel.grid_high[1:])
        assert within.mean() >= 0.8


def test_little_noise_gives_close_estimates(tmp_path):
    path = tmp_path / "weeks.csv"
    truth = history(noise=0.002)
    path.write_text(truth.to_csv(), encoding="utf-8")
    columns = read_series(path, outcome="outcome", spend=["tv", "search"], events=["event"])
    tv, search = fit_curves(columns, FitOptions(family="hill", draws=0)).channels
    assert tv.retention.value == pytest.approx(0.5, abs=0.03)
    assert tv.curve.half_saturation == pytest.approx(40_000, rel=0.1)
    assert tv.curve.slope == pytest.approx(1.5, abs=0.15)
    assert tv.roas.value == pytest.approx(sum(truth.contribution["tv"]) / sum(truth.spend["tv"]), rel=0.05)
    assert search.retention.value == pytest.approx(0.1, abs=0.05)


def test_curves_are_in_the_document_s_units(result, series):
    for c, channel in enumerate(result.channels):
        stock, earned = 0.0, 0.0
        for spend in series.spend[:, c]:
            stock = spend + channel.retention.value * stock
            earned += float(evaluate(channel.curve, stock))
        assert earned / series.spend[:, c].sum() == pytest.approx(channel.roas.value, rel=1e-9)
        steady = channel.grid / (1 - channel.retention.value)
        assert np.allclose(evaluate(channel.curve, steady), channel.grid_outcome, rtol=1e-9)


def test_the_marginal_return_is_the_slope_of_the_kept_up_curve(result):
    for channel in result.channels:
        rest = 1 - channel.retention.value
        near = channel.weekly_mean * np.array([0.999, 1.001])
        low, high = evaluate(channel.curve, near / rest)
        assert (high - low) / np.ptp(near) == pytest.approx(channel.marginal.value, rel=1e-4)


def test_the_same_seed_gives_the_same_result(series, result):
    again = fit_curves(series, FitOptions(draws=60))
    assert again.to_dict("en") == result.to_dict("en")


def test_a_change_of_unit_changes_nothing_but_units(series):
    options = FitOptions(family="logistic", draws=10)
    plain = fit_curves(series, options)
    scaled = fit_curves(replace_spend(series, series.spend / 1000), options)
    for one, other in zip(plain.channels, scaled.channels, strict=True):
        assert other.roas.value == pytest.approx(1000 * one.roas.value)
        assert other.roas.high == pytest.approx(1000 * one.roas.high)
        assert other.retention.high == pytest.approx(one.retention.high)


def replace_spend(series: Series, spend) -> Series:
    return replace(series, spend=spend)


def test_best_is_the_middle_of_the_forms_that_predict_equally_well(result):
    level = [score for score in result.families if score.in_bands]
    assert len(result.families) == 4
    assert min(result.families, key=lambda score: score.cv_nrmse) in level
    assert result.score in level
    for name in ("tv", "search"):
        assert min(score.roas[name] for score in level) <= result.score.roas[name]
        assert result.score.roas[name] <= max(score.roas[name] for score in level)


def test_cross_validation_tells_a_threshold_from_a_concave_curve(tmp_path):
    steep = {"tv": HillCurve(family="hill", ceiling=90_000, half_saturation=30_000, slope=3.0)}
    truth = weekly_history(steep, {"tv": 0.3}, {"tv": 15_000}, 1)
    path = tmp_path / "weeks.csv"
    path.write_text(truth.to_csv(), encoding="utf-8")
    found = fit_curves(read_series(path, outcome="outcome", spend=["tv"], events=["event"]))
    assert found.family == "hill"
    assert found.band_families == ("hill",)


def test_without_draws_there_are_no_bands(series):
    channel = fit_curves(series, FitOptions(family="hill", draws=0)).channels[0]
    assert channel.roas.low is None
    assert channel.grid_low is None


def keys(result, name):
    return {
        message.key for channel in result.channels if channel.name == name for message in channel.warnings
    }


def test_an_always_on_channel_is_pointed_out_and_its_band_is_wide(series):
    steady = series.spend.copy()
    steady[:, 1] = 6000 + 60 * np.sin(np.arange(series.weeks))
    found = fit_curves(replace_spend(series, steady), FitOptions(family="hill", draws=60))
    assert {"fitting.always_on", "fitting.wide_band"} <= keys(found, "search")
    assert "fitting.always_on" not in keys(found, "tv")


def test_channels_that_move_together_are_pointed_out(series):
    twins = np.column_stack([series.spend[:, 0], 0.4 * series.spend[:, 0]])
    found = fit_curves(replace_spend(series, twins), FitOptions(family="hill", draws=0))
    assert "fitting.collinear" in keys(found, "tv")
    assert "fitting.collinear" in keys(found, "search")


def test_a_short_series_has_no_season(series):
    short = Series(
        series.source,
        series.dates[:60],
        series.outcome_name,
        series.outcome[:60],
        series.channels,
        series.spend[:60],
        series.covariate_names,
        series.covariates[:60],
    )
    assert [note.key for note in fit_curves(short, FitOptions(draws=0)).notes] == ["fitting.no_season"]


def test_the_scenario_is_valid_and_spends_what_was_spent(result):
    scenario = result.to_scenario()
    assert check(scenario) == ()
    for channel, fit in zip(scenario.channels, result.channels, strict=True):
        assert channel.retention == pytest.approx(fit.retention.value, rel=1e-5)
        assert np.allclose(evaluate(channel.curve, fit.grid), evaluate(fit.curve, fit.grid), rtol=1e-4)
    today = sum(cell.today for campaign in scenario.campaigns for cell in campaign.channels)
    assert today == scenario.budget.total
    assert today / 100 == pytest.approx(26 * sum(one.weekly_mean for one in result.channels), abs=2)
    assert parse_yaml(dump_yaml(scenario)) == scenario
    assert scenario.horizon.start == result.series.dates[-1].fromordinal(
        result.series.dates[-1].toordinal() + 7
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_names_every_channel_family_and_band(result, language):
    text = result.render(language)
    assert all(name in text for name in ("tv", "search", "R2", "MAPE", "[", "]"))
    document = json.loads(json.dumps(result.to_dict(language), allow_nan=False))
    assert {"family", "families", "channels", "confidence", "seed"} <= document.keys()


def test_identifiers_are_valid_and_different():
    assert identifiers(["Paid search", "Paid/search", "渠道 一", "..."]) == (
        "Paid_search",
        "Paid_search_2",
        "渠道_一",
        "channel",
    )
