"""The rolling holdout: where forecasts start, and that none of them has seen the future."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from optimizer.fitting import Panel, Series
from optimizer.fitting.baseline import BaselineOptions
from optimizer.fitting.estimate import estimate
from optimizer.fitting.holdout import origins, rolling_holdout
from optimizer.fitting.scaled import Evidence, Form
from tests.optimizer.fitting.designs import known

FORM = Form("hill", "geometric")


def series(outcome, spend):
    weeks = len(outcome)
    dates = tuple(dt.date(2024, 1, 1) + dt.timedelta(weeks=week) for week in range(weeks))
    return Series("x.csv", dates, "y", outcome, ("a", "b"), spend, (), np.empty((weeks, 0)))


def evidence(outcome, spend):
    return Evidence(Panel.of(series(outcome, spend)), BaselineOptions())


@pytest.fixture(scope="module")
def data():
    scaled, _, _ = known(FORM, noise=0.03)
    return 1000 * scaled.outcome[0], 50 * scaled.spend[0].T


@pytest.mark.parametrize(("weeks", "number"), [(40, 4), (208, 4), (160, 1), (500, 6)])
def test_forecasts_follow_one_another_to_the_end(weeks, number):
    starts, horizon = origins(weeks, number)
    assert [start + horizon for start in starts] == [*starts[1:], weeks]
    assert 1 <= horizon <= 13
    assert len(starts) == number


def test_no_forecast_sees_the_future(data):
    outcome, spend = data
    known_weeks = 120
    later_outcome, later_spend = outcome.copy(), spend.copy()
    later_outcome[known_weeks:] = 9e6
    later_spend[known_weeks:] *= 50
    one, other = (
        estimate(evidence(*pair).scaled(known_weeks), FORM, 3, 0, known_weeks)
        for pair in ((outcome, spend), (later_outcome, later_spend))
    )
    assert np.array_equal(one.nonlinear, other.nonlinear)
    assert np.array_equal(one.effects, other.effects)
    assert np.array_equal(one.prediction[:, :known_weeks], other.prediction[:, :known_weeks])


def test_errors_are_those_of_the_forecasts(data):
    outcome, spend = data
    result = rolling_holdout(evidence(outcome, spend), FORM, seed=0, number=2)
    starts, horizon = origins(len(outcome), 2)
    errors = []
    for start in starts:
        scaled = evidence(outcome, spend).scaled(start)
        forecast = scaled.outcome_unit @ estimate(scaled, FORM, 6, 0, start).prediction
        window = slice(start, start + horizon)
        errors.append(float(np.abs(forecast[window] / outcome[window] - 1).mean()))
    assert result.mape_by_origin == pytest.approx(tuple(errors))
    assert result.mape == pytest.approx(np.mean(errors))
    assert result.mape < result.mape_without_media
    assert [day.toordinal() for day in result.origins] == [
        dt.date(2024, 1, 1).toordinal() + 7 * start for start in starts
    ]


def test_spend_that_explains_nothing_forecasts_no_better_than_the_baseline():
    generator = np.random.default_rng(4)
    spend = generator.lognormal(0, 1, (160, 2))
    outcome = 1000 + 50 * generator.standard_normal(160)
    result = rolling_holdout(evidence(outcome, spend), FORM, seed=0)
    assert result.mape == pytest.approx(result.mape_without_media, rel=0.2)


def test_no_origins_mean_no_forecast(data):
    result = rolling_holdout(evidence(*data), FORM, seed=0, number=0)
    assert result.origins == ()
    assert np.isnan(result.mape)
