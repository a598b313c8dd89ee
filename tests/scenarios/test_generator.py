"""The example and the generated scenarios hold together and are what their tables say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.checks import check
from scenarios.document import Scenario
from scenarios.generator import GeneratorSettings, flagship, generate, weekly_history, write_examples
from scenarios.generator.draws import Draws
from scenarios.generator.history import HistorySettings
from scenarios.generator.tables import roles
from scenarios.network import Target, compile_workload
from scenarios.reading import read_scenario
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
            assert step.department or step.kind == "approval" or job.process.id == "express_72h"
    assert all(launch_periods(example, campaign) for campaign in example.campaigns)


def test_the_example_is_the_same_every_time(example):
    assert flagship().content_hash() == example.content_hash()


def test_the_example_is_without_problems(example):
    assert check(example) == ()


EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_shipped_files_are_what_the_generator_writes(tmp_path):
    for written in write_examples(tmp_path):
        assert (EXAMPLES / written.name).read_bytes() == written.read_bytes()
    assert {file.name for file in EXAMPLES.glob("brand_*")} == {file.name for file in tmp_path.iterdir()}


def test_the_variants_differ_from_today_only_in_what_they_say(tmp_path, example):
    today, budget_only, together = (read_scenario(file) for file in write_examples(tmp_path))
    assert today == example
    assert check(budget_only) == check(together) == ()
    assert (budget_only.objective.strategy, together.objective.strategy) == (
        "budget_only",
        "money_and_people",
    )
    same = {"id", "name", "description", "objective", "settings"}
    for variant in (budget_only, together):
        assert variant.model_dump(exclude=same) == today.model_dump(exclude=same)


sizes = st.builds(
    GeneratorSettings,
    channels=st.integers(1, 15),
    campaigns=st.integers(1, 12),
    weeks=st.integers(1, 30),
    people=st.integers(1, 50),
    load=st.floats(0.2, 2),
)


@settings(max_examples=40, deadline=None)
@given(size=sizes, seed=st.integers(0, 2**32))
def test_generated_scenarios_of_any_size_are_valid(size, seed):
    scenario = generate(size, seed).scenario
    assert [problem for problem in check(scenario) if problem.severity == "error"] == []
    assert len(scenario.channels) == size.channels
    assert len(scenario.campaigns) == size.campaigns
    assert len(scenario.organisation.people) == size.people


@pytest.mark.parametrize("load", [0.4, 0.7, 1.0])
def test_the_work_is_what_was_asked_for(load):
    truth = generate(GeneratorSettings(campaigns=30, people=30, load=load), seed=3).truth
    assert truth.load == pytest.approx(load, rel=0.05)


def test_the_seed_makes_the_scenario():
    size = GeneratorSettings(channels=4, campaigns=6, weeks=12, people=16)
    assert generate(size, 1).scenario == generate(size, 1).scenario
    assert generate(size, 1).scenario != generate(size, 2).scenario


def test_the_document_may_misjudge_the_true_curves():
    exact = generate(GeneratorSettings(campaigns=5), seed=1)
    wrong = generate(GeneratorSettings(campaigns=5, curve_error=0.3), seed=1)
    assert wrong.truth == exact.truth
    for channel in exact.scenario.channels:
        assert channel.curve == exact.truth.curves[channel.id]
    errors = [
        np.log(channel.curve.ceiling / wrong.truth.curves[channel.id].ceiling)
        for channel in wrong.scenario.channels
    ]
    assert 0.1 < np.std(errors) < 0.6


def test_one_campaign_more_leaves_the_others_dates_and_sizes():
    fewer, more = (
        generate(GeneratorSettings(campaigns=number), seed=5).scenario.campaigns for number in (8, 9)
    )
    for one, other in zip(fewer, more, strict=False):
        assert (one.due, one.flight_periods, one.value) == (other.due, other.flight_periods, other.value)


@pytest.mark.parametrize("bad", [{"people": 0}, {"load": 0.0}, {"curve_error": -0.1}])
def test_impossible_sizes_are_refused(bad):
    with pytest.raises(ValueError, match=r"at least one|positive"):
        GeneratorSettings(**bad)


def test_draws_follow_their_distributions():
    draws = Draws(1)
    uniform = np.array([draws.uniform(0, 1, "u", n) for n in range(4000)])
    normal = np.array([draws.normal("n", n) for n in range(4000)])
    assert uniform.mean() == pytest.approx(0.5, abs=4 * np.sqrt(1 / 12 / 4000))
    assert normal.mean() == pytest.approx(0, abs=4 / np.sqrt(4000))
    assert normal.std() == pytest.approx(1, abs=4 / np.sqrt(8000))
    assert {draws.integer(2, 4, n) for n in range(100)} == {2, 3, 4}


def test_a_history_without_noise_is_base_and_media():
    truth = generate(GeneratorSettings(channels=2, campaigns=4), seed=1).truth
    level = {name: curve.half_saturation for name, curve in truth.curves.items()}
    rules = HistorySettings(weeks=60, noise=0, trend=0, season=0, event=0)
    history = weekly_history(truth.curves, truth.retention, level, 7, rules)
    media = np.sum([*history.contribution.values()], axis=0)
    assert np.allclose(history.outcome - media, 2 * media.mean(), atol=0.01)
    lines = history.to_csv().splitlines()
    assert lines[0] == ",".join(["date", *truth.curves, "event", "outcome"])
    assert len(lines) == 61
