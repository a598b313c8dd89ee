"""The example and the generated scenarios hold together and are what their tables say."""

from __future__ import annotations

from collections import Counter

import pytest

from scenarios.document import Scenario
from scenarios.generator import flagship
from scenarios.generator.tables import roles
from scenarios.network import Target, compile_workload
from scenarios.valuation import Valuation, launch_periods


@pytest.fixture(scope="module")
def example() -> Scenario:
    return flagship()


def test_the_organisation_has_the_seed_headcounts(example):
    centres = Counter(person.department for person in example.organisation.people)
    assert centres == {
        "strategy_insight": 5,
        "brand_content": 11,
        "digital_growth": 10,
        "cx_events": 11,
    }
    assert Counter(person.role for person in example.organisation.people) == {
        role.id: role.headcount for role in roles()
    }


def test_talent_mix_is_within_the_alert_limits(example):
    kinds = Counter(person.kind for person in example.organisation.people)
    assert kinds["strategic"] / 37 >= 0.10
    assert kinds["execution"] / 37 <= 0.60


def test_the_example_has_its_announced_size(example):
    assert len(example.channels) == 10
    assert len(example.campaigns) == 40
    assert example.horizon.periods == 26


def test_today_spends_seventy_to_thirty(example):
    group = {channel.id: channel.group for channel in example.channels}
    spend = Counter()
    for campaign in example.campaigns:
        for cell in campaign.channels:
            spend[group[cell.channel]] += cell.today
    assert spend["brand"] == pytest.approx(0.7 * spend.total())


def test_today_keeps_the_rules_of_the_document(example):
    channels = {channel.id: channel for channel in example.channels}
    running = [campaign for campaign in example.campaigns if campaign.in_today]
    weekly, total = Counter(), Counter()
    valuation = Valuation(example)
    for campaign in running:
        period = example.horizon.period_of(campaign.due)
        for cell in campaign.channels:
            assert not 0 < cell.today < channels[cell.channel].minimum_if_active
            total[cell.channel] += cell.today
            weekly.update(valuation.period_spend(campaign.id, cell.channel, period, cell.today))
    assert sum(total.values()) + sum(one.fixed_cost for one in running) <= example.budget.available
    assert max(weekly.values()) <= example.budget.per_period
    for channel in example.channels:
        assert channel.spend_min <= total[channel.id] <= channel.spend_max


def test_every_stage_has_somebody_and_every_campaign_a_launch(example):
    targets = {campaign.id: Target(example.horizon.minute(campaign.due), 0) for campaign in example.campaigns}
    workload = compile_workload(example, targets)
    for job in workload.jobs:
        for step in job.process.steps:
            assert step.kind != "work" or len(step.qualified) >= step.people
            assert step.department is not None or step.kind == "approval"
    assert all(launch_periods(example, campaign) for campaign in example.campaigns)


def test_the_example_is_the_same_every_time(example):
    assert flagship().content_hash() == example.content_hash()
