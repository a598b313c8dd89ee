"""Every family with every kind of carry-over: what generated the weeks lies within the bands."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.fitting import FitOptions, fit_curves, read_series
from scenarios.carry_over import kernel
from scenarios.checks import check
from scenarios.document import (
    HillCurve,
    LogisticCurve,
    MichaelisMentenCurve,
    NegativeExponentialCurve,
)
from scenarios.document.carry_over import (
    DelayedCarryOver,
    GeometricCarryOver,
    WeibullCdfCarryOver,
    WeibullPdfCarryOver,
)
from scenarios.draws import draw_responses
from scenarios.generator import HistorySettings, weekly_history
from scenarios.response import cell_response
from scenarios.saturation import evaluate

CURVES = {
    "hill": HillCurve(family="hill", ceiling=90_000, half_saturation=30_000, slope=1.4),
    "logistic": LogisticCurve(family="logistic", ceiling=90_000, rate=5e-5),
    "michaelis_menten": MichaelisMentenCurve(
        family="michaelis_menten", ceiling=90_000, half_saturation=30_000
    ),
    "negative_exponential": NegativeExponentialCurve(
        family="negative_exponential", ceiling=90_000, rate=3e-5
    ),
}
KERNELS = {
    "geometric": GeometricCarryOver(family="geometric", retention=0.5, normalised=True),
    "delayed": DelayedCarryOver(family="delayed", retention=0.6, peak=2.0, length=13, normalised=True),
    "weibull_cdf": WeibullCdfCarryOver(
        family="weibull_cdf", shape=1.2, scale=2.0, length=13, normalised=True
    ),
    "weibull_pdf": WeibullPdfCarryOver(
        family="weibull_pdf", shape=2.0, scale=3.0, length=13, normalised=True
    ),
}
FORMS = [(family, name) for family in CURVES for name in KERNELS]


def fitted(tmp_path, curve, name, seed, **options):
    truth = weekly_history(
        {"tv": CURVES[curve]}, {"tv": KERNELS[name]}, {"tv": 25_000}, seed, HistorySettings(noise=0.04)
    )
    path = tmp_path / "weeks.csv"
    path.write_text(truth.to_csv(), encoding="utf-8")
    series = read_series(path, outcome="outcome", spend=["tv"], events=["event"])
    return truth, fit_curves(series, FitOptions(check_demand=False, origins=1, **options))


@pytest.mark.parametrize(("family", "name"), FORMS)
def test_the_truth_lies_within_the_bands(tmp_path, family, name):
    inside = []
    for seed in (1, 2, 3):
        truth, result = fitted(
            tmp_path, family, name, seed, family=family, carry_over=name, draws=60, starts=6
        )
        channel = result.channels[0]
        roas = sum(truth.contribution["tv"]) / sum(truth.spend["tv"])
        true = evaluate(CURVES[family], channel.grid[1:])
        held = (channel.grid_low[1:] <= true) & (true <= channel.grid_high[1:])
        carried = 1 - kernel(KERNELS[name], 200)[0]
        inside += [channel.roas.low <= roas <= channel.roas.high]
        inside += [channel.retention.low <= carried <= channel.retention.high]
        inside += [held.mean() >= 0.5]
    assert sum(inside) >= 7


def value_and_draws(result, name):
    """The true value of today's flight in the written scenario, and its value under the channel's draws."""
    scenario = result.to_scenario()
    (channel,), (campaign,) = scenario.channels, scenario.campaigns
    (cell,) = campaign.channels
    known = channel.model_copy(
        update={"curve": CURVES["logistic"], "carry_over": KERNELS[name], "retention": 0.0, "draws": None}
    )
    spend = np.array([cell.today / 100])
    true = cell_response(scenario, campaign, cell, known, 0).value(spend)[0]
    return true, draw_responses(scenario, campaign, cell, channel, 0).value(spend)


@pytest.mark.parametrize("name", KERNELS)
def test_a_written_scenario_knows_what_the_generator_knew(tmp_path, name):
    inside = 0
    for seed in (1, 2, 3):
        truth, result = fitted(tmp_path, "logistic", name, seed, family="logistic", carry_over=name, draws=60)
        scenario = result.to_scenario()
        assert check(scenario) == ()
        assert scenario.channels[0].draws.number == 60
        assert scenario.channels[0].observed_max == pytest.approx(100 * max(truth.spend["tv"]), abs=100)
        true, drawn = value_and_draws(result, name)
        low, high = np.quantile(drawn, [0.02, 0.98])
        inside += low <= true <= high
    assert inside >= 2


def test_the_kind_of_carry_over_is_told_where_the_weeks_tell_it(tmp_path):
    _, late = fitted(tmp_path, "logistic", "delayed", 1, family="logistic", carry_over="best", draws=0)
    assert late.carry_over in {"delayed", "weibull_pdf"}
    kinds = {score.carry_over for score in late.families if score.in_bands}
    assert "geometric" not in kinds
    assert [score.carry_over for score in late.families] == list(KERNELS)


def test_draws_of_all_channels_belong_together(tmp_path):
    _, result = fitted(tmp_path, "logistic", "geometric", 1, family="logistic", draws=50)
    channel = result.channels[0]
    columns = channel.draws.columns()
    assert set(columns) == {"ceiling", "rate", "retention"}
    kept_up = [
        ceiling * np.tanh(rate * channel.grid / (1 - retention) / 2)
        for ceiling, rate, retention in zip(*columns.values(), strict=True)
    ]
    low, high = np.quantile(kept_up, [0.05, 0.95], axis=0)
    assert np.allclose(np.minimum(low, channel.grid_outcome), channel.grid_low, rtol=1e-3, atol=1)
    assert np.allclose(np.maximum(high, channel.grid_outcome), channel.grid_high, rtol=1e-3, atol=1)
