"""Summaries against counting on the samples themselves."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.measures import BY_KEY, cost
from scenarios.outcome import CAUSES, NEVER
from scenarios.summary import LAUNCH_QUANTILES, OutcomeSummary, summarise
from tests.scenarios.results import record

seeds = st.integers(0, 10_000)


def test_a_summary_counts_what_the_samples_say():
    made = record(2, replications=50, never=0.1)
    found, outcome = summarise(made.outcome, made.scenario), made.outcome
    for column, campaign in enumerate(found.campaigns):
        launches = [int(one) for one in outcome.launch[:, column]]
        punctual = sum(one != NEVER and one <= outcome.target[column] for one in launches)
        assert campaign.on_time.value == punctual / 50
        assert campaign.launched.value == sum(one != NEVER for one in launches) / 50
        assert campaign.revenue.value == pytest.approx(np.mean(outcome.revenue[:, column]))
        for cause, hours in campaign.waiting_hours.items():
            samples = outcome.waiting[:, column, CAUSES.index(cause)] / 60
            assert hours.value == pytest.approx(samples.mean())


def test_launch_quantiles_are_dates_by_which_enough_runs_have_launched():
    made = record(2, replications=50, never=0.0)
    found = summarise(made.outcome, made.scenario)
    for column, campaign in enumerate(found.campaigns):
        moments = [made.scenario.horizon.moment(int(one)) for one in made.outcome.launch[:, column]]
        for item in campaign.launch:
            assert sum(one <= item.moment for one in moments) >= item.probability * 50
            assert sum(one < item.moment for one in moments) < item.probability * 50
            assert item.low is None or item.low <= item.moment
            assert item.high is None or item.moment <= item.high
        assert campaign.launch_at(0.8).moment >= campaign.launch_at(0.5).moment


def test_a_campaign_that_is_seldom_launched_has_no_high_quantile():
    made = record(2, replications=50, never=0.5)
    campaign = summarise(made.outcome, made.scenario).campaigns[0]
    assert campaign.launch_at(0.1).moment is not None
    assert campaign.launch_at(0.95).moment is None
    assert campaign.launch_at(0.95).high is None


def test_a_campaign_that_is_never_launched_has_no_lead_time():
    made = record(2, replications=10, never=1.0)
    found = summarise(made.outcome, made.scenario)
    assert all(campaign.lead_days is None for campaign in found.campaigns)
    assert found.team.lead_days is None
    assert found.team.throughput.value == 0
    assert found.money.revenue.value == 0


@settings(max_examples=30)
@given(seeds)
def test_shown_ratios_are_ratios_of_shown_totals(seed):
    made = record(seed, replications=12)
    money = summarise(made.outcome, made.scenario).money
    assert money.net_roi.value == pytest.approx(money.net_value.value / money.cost.value)
    if money.roas is not None:
        assert money.roas.value == pytest.approx(money.revenue.value / money.media)
    assert money.net_value.value == pytest.approx(
        money.contribution.value + money.urgent.value - money.cost.value
    )


@settings(max_examples=30)
@given(seeds)
def test_measures_agree_with_their_definitions(seed):
    outcome = record(seed, replications=9).outcome
    assert (BY_KEY["net_value"].terms(outcome) == outcome.net_value).all()
    assert (cost(outcome) == outcome.contribution + outcome.urgent_contribution - outcome.net_value).all()
    utilisation = BY_KEY["utilisation"].estimate(outcome)
    assert utilisation.value == pytest.approx(outcome.busy.sum() / outcome.available.sum())
    kept = BY_KEY["urgent_kept"].estimate(outcome)
    assert kept.value == pytest.approx(outcome.urgent_kept.sum() / outcome.urgent_requests.sum())
    assert 0 <= kept.low <= kept.high <= 1


def test_skills_are_loaded_by_their_holders():
    made = record(2)
    found = summarise(made.outcome, made.scenario).team
    holders = [
        index
        for index, person in enumerate(made.scenario.organisation.everyone())
        if "design" in person.skills
    ]
    busy = made.outcome.busy[:, holders].sum() / made.outcome.available[:, holders].sum()
    assert found.skills["design"].holders_busy.value == pytest.approx(busy)


def test_one_replication_is_summarised_without_intervals():
    made = record(2, replications=1)
    found = summarise(made.outcome, made.scenario)
    assert found.money.net_value.low is None
    assert found.campaigns[0].launch_at(0.5).low is None


def test_a_plan_without_campaigns_is_summarised():
    made = record(2, share=-1.0)
    found = summarise(made.outcome, made.scenario)
    assert found.campaigns == ()
    assert found.team.on_time is None
    assert found.money.roas is None
    assert found.to_frame().empty


def test_a_summary_is_json_and_a_table():
    made = record(2)
    found = summarise(made.outcome, made.scenario)
    assert OutcomeSummary.model_validate(found.to_dict()) == found
    frame = found.to_frame()
    assert list(frame["campaign"]) == list(made.outcome.campaigns)
    assert {f"launch_p{round(100 * p)}" for p in LAUNCH_QUANTILES} <= set(frame.columns)
    assert isinstance(frame["target"][0], dt.datetime)
