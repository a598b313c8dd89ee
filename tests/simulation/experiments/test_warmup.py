"""Warm-up: found where it was put, and the steady state that theory knows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.document import SimulationSettings
from simulation import SimulationError
from simulation.experiments.warmup import mser, request_hours, steady_state, welch
from tests.simulation.builders import plan_of
from tests.simulation.queues import UNIT, delays, queue


def slow_start(length, count, rng):
    """A transient that dies away over ``length`` observations, with noise."""
    return 20 * np.exp(-5 * np.arange(count) / length) + rng.standard_normal(count)


def test_a_level_that_shifts_is_cut_where_it_shifts():
    rng = np.random.default_rng(1)
    series = rng.standard_normal(1_000)
    series[:150] += 8
    found = mser(series)
    assert found.settled
    assert 145 <= found.observations <= 160


def test_what_begins_in_the_steady_state_is_hardly_cut():
    cuts = [mser(np.random.default_rng(seed).standard_normal(2_000)).observations for seed in range(30)]
    assert np.median(cuts) < 400


@given(st.integers(0, 10_000), st.integers(50, 300))
def test_the_cut_has_the_least_error_of_all(seed, count):
    series = np.random.default_rng(seed).standard_normal(count).cumsum()
    groups = series[: count // 5 * 5].reshape(-1, 5).mean(axis=1)
    errors = [groups[cut:].var() / (len(groups) - cut) for cut in range(len(groups) // 2 + 1)]
    found = mser(series)
    assert errors[found.observations // 5] == pytest.approx(min(errors), rel=1e-6)


def test_a_series_that_never_settles_is_told():
    assert not mser(np.arange(200.0)).settled
    with pytest.raises(ValueError, match="50"):
        mser(np.zeros(49))


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=40), st.integers(0, 20))
def test_moving_averages_are_plain_averages(values, window):
    found = welch(values, window)
    for place, one in enumerate(found):
        reach = min(window, place, len(values) - 1 - place)
        assert one == pytest.approx(np.mean(values[place - reach : place + reach + 1]), abs=1e-9)


def test_truncation_takes_the_bias_away():
    rng = np.random.default_rng(2)
    hits = {"estimate": 0, "untruncated": 0}
    for _ in range(100):
        found = steady_state([slow_start(200, 1_000, rng) for _ in range(10)], 0.95)
        for name in hits:
            one = getattr(found, name)
            hits[name] += one.low <= 0 <= one.high
    assert hits["untruncated"] == 0
    assert hits["estimate"] >= 85


def test_one_replication_has_the_interval_of_batch_means():
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(200):
        found = steady_state(rng.standard_normal(1_000), 0.9).untruncated
        assert found.replications == 1
        hits += found.low <= 0 <= found.high
    assert hits / 200 == pytest.approx(0.9, abs=0.06)


def test_a_queue_that_begins_empty():
    """M/M/1 with load 0.8: time in system 5; delays by the recursion of Kiefer and Wolfowitz."""
    rng = np.random.default_rng(4)
    series = []
    for _ in range(40):
        service = rng.exponential(size=4_000)
        arrivals = rng.exponential(1 / 0.8, size=4_000).cumsum()
        series.append(delays(arrivals, service, 1) + service)
    found = steady_state(series, 0.999)
    assert found.truncation.settled
    assert found.truncation.observations > 0
    assert found.estimate.low <= 5 <= found.estimate.high
    assert found.smoothed[0] < 2
    assert found.smoothed[-1] > 4


def test_requests_of_a_scenario_are_its_observations():
    scenario = queue(0.5, 1, weeks=26)
    settings = SimulationSettings(replications=6, dispatch="due_date", workers=1)
    hours = request_hours(scenario, plan_of(scenario), "urgent", settings)
    assert hours.shape[0] == 6
    assert hours.shape[1] > 50
    found = steady_state(hours * 60 / UNIT, 0.999)
    assert found.estimate.low <= 2 <= found.estimate.high


def test_a_stream_that_is_not_there_is_named():
    scenario = queue(0.5, 1, weeks=1)
    with pytest.raises(SimulationError, match="nobody"):
        request_hours(
            scenario, plan_of(scenario), "nobody", SimulationSettings(replications=1, dispatch="due_date")
        )
