"""Lift tests: read with every fault named, and believed where the weeks are misled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.fitting import FitOptions, LiftTest, fit_curves, fit_file, read_lift_tests, read_series
from optimizer.fitting.media import Anchor
from optimizer.fitting.scaled import Form
from scenarios.document import LogisticCurve
from scenarios.errors import DocumentError
from scenarios.generator import weekly_history
from scenarios.i18n import LANGUAGES
from scenarios.saturation import evaluate
from tests.optimizer.fitting.designs import known

CURVES = {
    "tv": LogisticCurve(family="logistic", ceiling=60_000, rate=5e-5),
    "search": LogisticCurve(family="logistic", ceiling=40_000, rate=2e-4),
}
RETENTION, LEVEL = {"tv": 0.4, "search": 0.1}, {"tv": 20_000, "search": 6_000}
OPTIONS = FitOptions(family="logistic", draws=60, origins=1)
GOOD = """channel,spend_from,spend_to,weeks,lift,standard_error
tv,0,20000,4,30000,2000
search,6000,0,,-15000,1500.5
"""


@pytest.fixture(scope="module")
def truth():
    return weekly_history(CURVES, RETENTION, LEVEL, seed=1)


@pytest.fixture(scope="module")
def series(truth, tmp_path_factory):
    path = tmp_path_factory.mktemp("lifts") / "weeks.csv"
    path.write_text(truth.to_csv(), encoding="utf-8")
    return read_series(path, outcome="outcome", spend=["tv", "search"], events=["event"])


def steady_lift(channel, low, high):
    rest = 1 - RETENTION[channel]
    gained = evaluate(CURVES[channel], high / rest) - evaluate(CURVES[channel], low / rest)
    return float(gained)


def lift_test(channel, low, high, error=0.05):
    lift = steady_lift(channel, low, high)
    return LiftTest(channel, low, high, lift, abs(lift) * error)


def true_roas(truth, channel):
    return sum(truth.contribution[channel]) / sum(truth.spend[channel])


@pytest.fixture(scope="module")
def misled(series):
    """Demand moves with spend on television, and nobody wrote it down."""
    spend = series.spend[:, 0]
    return replace(series, outcome=series.outcome + 1.5 * spend)


def keys(result, name):
    return {
        message.key for channel in result.channels if channel.name == name for message in channel.warnings
    }


def test_hidden_demand_misleads_and_is_suspected(misled, truth):
    result = fit_curves(misled, OPTIONS)
    tv, search = result.channels
    assert tv.roas.value > 1.5 * true_roas(truth, "tv")
    assert "fitting.hidden_demand" in keys(result, "tv")
    assert "fitting.hidden_demand" not in keys(result, "search")
    assert search.roas.low <= true_roas(truth, "search") <= search.roas.high


def test_a_lift_test_repairs_the_misled_channel(misled, truth):
    result = fit_curves(misled, OPTIONS, lifts=[lift_test("tv", 0, 20_000)])
    tv, search = result.channels
    assert tv.roas.low <= true_roas(truth, "tv") <= tv.roas.high
    assert tv.roas.value == pytest.approx(true_roas(truth, "tv"), rel=0.15)
    assert keys(result, "tv") >= {"fitting.lift_conflict"}
    assert not keys(result, "search")
    assert search.roas.value == pytest.approx(true_roas(truth, "search"), rel=0.15)


def test_without_demand_behind_the_spend_nothing_is_suspected(series, truth):
    for lifts in ((), (lift_test("tv", 0, 20_000), lift_test("search", 3_000, 8_000))):
        result = fit_curves(series, OPTIONS, lifts=lifts)
        assert not keys(result, "tv")
        assert not keys(result, "search")
        for channel in result.channels:
            assert channel.roas.low <= true_roas(truth, channel.name) <= channel.roas.high


def test_a_lift_test_narrows_the_band_of_a_channel_that_is_always_on(series):
    steady = series.spend.copy()
    steady[:, 1] = 6000 + 60 * np.sin(np.arange(series.weeks))
    always_on = replace(series, spend=steady)
    alone = fit_curves(always_on, OPTIONS).channels[1]
    anchored = fit_curves(always_on, OPTIONS, lifts=[lift_test("search", 0, 6_000)]).channels[1]
    assert np.ptp([anchored.roas.low, anchored.roas.high]) < np.ptp([alone.roas.low, alone.roas.high]) / 3
    earned = steady_lift("search", 0, 6_000) / 6_000
    assert anchored.roas.low <= earned <= anchored.roas.high


@pytest.mark.parametrize("weeks", [1, 3, 30, None])
@pytest.mark.parametrize("form", [Form("hill", "geometric"), Form("logistic", "weibull_pdf")])
def test_an_anchor_is_the_difference_of_two_series(form, weeks):
    """Spend kept at one level, then at another for so many weeks: the mean weekly outcome gained."""
    scaled, truth, _ = known(form, channels=1)
    low, high, before = 0.3, 0.8, 130
    spend = np.full((2, 1, 1, 160), low)
    spend[1, ..., before : None if weeks is None else before + weeks] = high
    flat = replace(scaled, anchors=(Anchor(0, 0, low, high, weeks, 0.0, 1.0),)).media(form)
    features = replace(flat, spend=spend).features(np.repeat(truth[None], 2, axis=0))[:, 0, 0]
    gained = features[1] - features[0]
    expected = gained[-1] if weeks is None else gained[before : before + weeks].mean()
    assert flat.gain(0, truth[None])[0] == pytest.approx(expected, rel=1e-3)


def test_a_file_of_lift_tests_is_read(tmp_path):
    path = tmp_path / "lifts.csv"
    path.write_text(GOOD, encoding="utf-8")
    first, second = read_lift_tests(path, ["tv", "search"], spend_unit=1000.0)
    assert first == LiftTest("tv", 0.0, 20_000_000.0, 30_000.0, 2000.0, 4)
    assert second.weeks is None
    assert second.lift == -15_000


BROKEN = {
    "lift_channel": GOOD.replace("search", "serach"),
    "lift_number": GOOD.replace("-15000", "much"),
    "lift_amount": GOOD.replace("1500.5", "-3"),
    "lift_weeks": GOOD.replace(",4,", ",4.5,"),
    "lift_no_change": GOOD.replace("6000,0", "6000,6000"),
    "lift_error_zero": GOOD.replace("1500.5", "0"),
    "lift_column": GOOD.replace("weeks", "weaks"),
    "series_column_unknown": GOOD.replace("standard_error", "se"),
    "table_row_length": GOOD.replace("1500.5", "1500.5,9"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_every_fault_has_its_line_and_column(tmp_path, code):
    path = tmp_path / "lifts.csv"
    path.write_text(BROKEN[code], encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_lift_tests(path, ["tv", "search"])
    problem = next(problem for problem in error.value.problems if problem.code == code)
    assert problem.location.line in {1, 2, 3}
    for language in LANGUAGES:
        assert "{" not in problem.render(language)


def test_all_faults_come_at_once(tmp_path):
    path = tmp_path / "lifts.csv"
    path.write_text(GOOD.replace("tv", "vt").replace("-15000", "x").replace(",4,", ",0,"), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_lift_tests(path, ["tv", "search"])
    assert [problem.code for problem in error.value.problems] == ["lift_channel", "lift_weeks", "lift_number"]


@pytest.mark.parametrize("change", [{"channel": "radio"}, {"region": "north"}])
def test_a_test_of_something_else_is_refused(series, change):
    with pytest.raises(ValueError, match="lift test"):
        fit_curves(series, OPTIONS, lifts=[replace(lift_test("tv", 0, 20_000), **change)])


def test_a_file_anchors_the_fit(tmp_path, truth):
    (tmp_path / "weeks.csv").write_text(truth.to_csv(), encoding="utf-8")
    (tmp_path / "lifts.csv").write_text(GOOD, encoding="utf-8")
    result = fit_file(
        tmp_path / "weeks.csv",
        outcome="outcome",
        spend=["tv", "search"],
        events=["event"],
        lift_tests=tmp_path / "lifts.csv",
        family="logistic",
        draws=20,
    )
    assert len(result.lifts) == 2
    assert "2" in result.render("en").splitlines()[-3]
    assert result.to_dict("en")["lift_tests"][0]["channel"] == "tv"
