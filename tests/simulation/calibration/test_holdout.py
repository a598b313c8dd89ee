"""Scores of forecasts against closed forms, and of calibrations on cases that they have not seen."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from scenarios.document.durations import Constant, Empirical, Exponential, LogNormal, ThreePoint
from scenarios.i18n import LANGUAGES
from scenarios.progress import Cancellation
from simulation.calibration import CalibrationSettings, calibrate, score_held_back
from simulation.calibration.forecasts import LEVELS, forecast
from simulation.calibration.scores import crps, pit, scored
from tests.simulation.calibration.logs import TRUTH, department, history

NORMAL = ndtri(LEVELS)
WANTED = (0.5, 0.8, 0.95)


@pytest.mark.parametrize("came", [-2.0, 0.0, 0.7, 4.0])
def test_crps_of_a_normal_forecast(came):
    """Gneiting and Raftery (2007), equation 21."""
    density = np.exp(-(came**2) / 2) / np.sqrt(2 * np.pi)
    exact = came * (2 * ndtr(came) - 1) + 2 * density - 1 / np.sqrt(np.pi)
    assert crps(NORMAL, came) == pytest.approx(exact, abs=2e-3)


def test_a_certain_forecast_scores_its_distance():
    assert crps(np.full(10, 3.0), 5.0) == 2.0
    assert pit(np.full(9, 3.0), 3.0) == 0.5


def test_right_forecasts_cover_what_they_say_and_narrow_ones_do_not():
    came = np.random.default_rng(1).standard_normal(4000)
    right, narrow = (scored([(scale * NORMAL, value) for value in came], 0.9) for scale in (1.0, 0.5))
    assert [one.value for one in right.coverage] == pytest.approx([0.5, 0.8, 0.95], abs=0.025)
    assert np.array(right.pit) == pytest.approx(np.full(10, 400), abs=80)
    assert sum(right.pit) == right.count
    assert narrow.coverage[2].value < 0.75
    assert narrow.pit[0] + narrow.pit[-1] > 2 * (right.pit[0] + right.pit[-1])
    assert narrow.crps > right.crps


def test_no_forecasts_have_no_scores():
    assert scored([], 0.9) is None


@pytest.mark.parametrize(
    "duration",
    [
        Constant(hours=2),
        ThreePoint(low=1, mode=2, high=9),
        ThreePoint(low=2, mode=2, high=2),
        ThreePoint(distribution="triangular", low=1, mode=1, high=9),
        Exponential(distribution="exponential", hours=3),
        LogNormal(distribution="lognormal", hours=3, sigma=0.5),
        LogNormal(distribution="lognormal", hours=3, sigma=0),
        Empirical(distribution="empirical", values=(1, 2, 6)),
    ],
)
def test_forecasts_have_the_mean_of_the_document(duration):
    sample = forecast(duration)
    assert np.all(np.diff(sample) >= 0)
    assert sample.mean() == pytest.approx(duration.mean, rel=0.01)


SETTINGS = CalibrationSettings(resamples=100)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    truth, document = department(75, **TRUTH), department(75)
    return document, history(tmp_path_factory.mktemp("logs") / "log.csv", truth)


@pytest.fixture(scope="module")
def result(case):
    return score_held_back(*case, settings=SETTINGS, replications=40)


def test_calibration_brings_coverage_where_it_belongs(result):
    for before, after in (
        (result.stages_before, result.stages_after),
        (result.leads_before, result.leads_after),
    ):
        assert after.crps < before.crps
        wanted = np.array([0.5, 0.8, 0.95])
        misses = [
            np.abs(np.array([one.value for one in each.coverage]) - wanted).sum() for each in (before, after)
        ]
        assert misses[1] < 0.5 * misses[0]
    assert all(
        one.low <= level <= one.high
        for one, level in zip(result.stages_after.coverage, (0.5, 0.8, 0.95), strict=True)
    )
    assert result.leads_after.coverage[2].value > 0.8


def test_nothing_of_the_held_back_cases_is_learned_from(case, result):
    document, past = case
    assert result.held_back == 25
    later = list(past.cases)[-25:]
    moment = min(visit.start for name in later for visit in past.cases[name])
    early = type(past)(past.source, tuple(visit for visit in past.visits if visit.end <= moment))
    assert calibrate(document, early, settings=SETTINGS).durations == result.calibration.durations


def test_the_true_scenario_needs_no_calibration(tmp_path):
    """Scored as it is, the scenario that made the history covers what it should."""
    truth = department(60, **TRUTH)
    found = score_held_back(
        truth, history(tmp_path / "log.csv", truth, 5), settings=SETTINGS, replications=40
    )
    assert all(
        one.low - 0.05 <= level <= one.high + 0.05
        for one, level in zip(found.stages_before.coverage, (0.5, 0.8, 0.95), strict=True)
    )
    assert found.stages_after.crps == pytest.approx(found.stages_before.crps, rel=0.05)
    assert found.leads_after.crps == pytest.approx(found.leads_before.crps, rel=0.15)


def test_reports_in_both_languages(result):
    for language in LANGUAGES:
        assert "50%" in result.render(language)
        assert result.pit_report().render(language)
        assert len(result.to_dict(language)["rows"]) == 4


def test_it_tells_how_far_it_is_and_can_be_stopped(case):
    told = []
    score_held_back(*case, settings=SETTINGS, replications=2, progress=lambda share, _: told.append(share))
    assert told == sorted(told)
    with pytest.raises(Cancellation):
        score_held_back(*case, settings=SETTINGS, cancelled=lambda: True)
