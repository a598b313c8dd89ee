"""The register's part on money, row by row: measures and experiments. Each test quotes the seed of its row."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.marketing.attribution import RULES, attribute
from scenarios.marketing.experiments import (
    exploration_reserve,
    minimum_detectable_effect,
    sample_size,
    z_test,
)
from scenarios.marketing.funnel import Funnel, FunnelStage
from scenarios.marketing.journeys import Journey, Journeys
from scenarios.marketing.quadrants import Standing, plan_quadrants, quadrants
from scenarios.marketing.ratios import Ratios
from scenarios.marketing.scale_up import TestPlan, compare_policies, probability_best, scale_up
from scenarios.marketing.shapley import shapley
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.returns import Returns
from scenarios.variants import apply_changes
from tests.optimizer.allocation.checked import allocated
from tests.scenarios.register_a import BUDGET, amounts, plan_of, shown, split

# 000/001「ROI分析」「转化漏斗」; 003 归因; 「品牌曝光、内容种草、转化成交、复购留存」

RATES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


@given(st.floats(0, 1e9), RATES)
def test_funnel_volume_is_entry_times_the_product_of_rates(entry, rates):
    funnel = Funnel(entry, tuple(FunnelStage(f"s{n}", rate) for n, rate in enumerate(rates)))
    assert funnel.volume == pytest.approx(entry * float(np.prod(rates)))


@given(st.floats(1, 1e9), st.lists(st.floats(0.05, 0.9), min_size=1, max_size=6))
def test_a_percentage_point_in_a_stage_is_worth_what_the_funnel_gains(entry, rates):
    stages = tuple(FunnelStage(f"s{n}", rate) for n, rate in enumerate(rates))
    funnel = Funnel(entry, stages)
    for n, rate in enumerate(rates):
        more = funnel.with_relative(f"s{n}", (rate + 0.01) / rate)
        assert more.volume - funnel.volume == pytest.approx(funnel.worth_of_a_point(f"s{n}"), rel=1e-6)
    shown(funnel)


def test_net_roi_and_roas_stand_side_by_side_with_their_definitions():
    found = Ratios(revenue=2_200_00, contribution=2_200_00, media=1_000_00, cost=1_000_00, customers=20)
    assert (found.net_roi, found.roas, found.cac) == (1.2, 2.2, 50_00)
    assert found.cac / 100 * found.customers_per_unit == pytest.approx(1)
    assert "(contribution - cost) / cost" in found.render("en")
    assert "收入 ÷ 媒体投入" in found.render("zh")
    shown(Ratios(0, 0, 0, 0))


TOUCHES = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5).map(tuple)
JOURNEYS = st.dictionaries(
    TOUCHES, st.tuples(st.integers(0, 40), st.integers(0, 10**7), st.integers(0, 60)), min_size=1, max_size=8
).map(
    lambda paths: Journeys(
        tuple(
            Journey(path, won, value if won else 0, won + lost) for path, (won, value, lost) in paths.items()
        )
    )
)


@settings(max_examples=60, deadline=None)
@given(JOURNEYS, st.sampled_from(RULES))
def test_attribution_adds_up_to_the_total_exactly(journeys, rule):
    found = attribute(journeys, rule)
    assert sum(one.conversions for one in found.credits) == journeys.conversions
    assert sum(one.value for one in found.credits) == journeys.value
    assert min(one.conversions for one in found.credits) >= 0
    shown(found)


@settings(max_examples=30, deadline=None)
@given(JOURNEYS)
def test_shapley_attribution_is_the_game_of_coalitions(journeys):
    game = shapley(
        journeys.channels,
        lambda coalition: sum(
            path.conversions for path in journeys.paths if coalition >= set(path.touchpoints)
        ),
    )
    assert sum(game.values()) == journeys.conversions
    shares = {one.channel: one.share for one in attribute(journeys, "shapley").credits}
    for one, worth in game.items():
        assert shares[one] * journeys.conversions == pytest.approx(float(worth))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=16, max_size=16))
def test_shapley_is_the_average_over_all_orders(worths):
    players = "abcd"
    worths[0] = 0

    def worth(coalition):
        return worths[sum(1 << players.index(one) for one in coalition)]

    orders = list(itertools.permutations(players))
    expected = dict.fromkeys(players, Fraction(0))
    for order in orders:
        for place, player in enumerate(order):
            step = worth(frozenset(order[: place + 1])) - worth(frozenset(order[:place]))
            expected[player] += Fraction(step, len(orders))
    assert shapley(players, worth) == expected


def test_shapley_refuses_what_it_cannot_share_out():
    with pytest.raises(ValueError, match="15"):
        shapley(range(16), len)


def test_removal_effect_of_a_chain_by_hand():
    # Of four journeys, a > b converts once, a alone once; without b only a's conversion is left, without a nothing.
    journeys = Journeys((Journey(("a", "b"), 1, 100, 2), Journey(("a",), 1, 100, 2)))
    shares = {one.channel: one.share for one in attribute(journeys, "removal").credits}
    assert shares == pytest.approx({"a": 1 / 1.5, "b": 0.5 / 1.5})


# 001「识别高潜力渠道、低效环节」


def test_top_rank_is_the_greatest_derivative():
    case = split()
    spends = dict(zip((f"k{n}" for n in range(6)), (150, 10, 90, 60, 50, 40), strict=True))
    given_ = Allocation(
        proof=Proof(status=Status.AS_GIVEN),
        campaigns=(CampaignDecision(campaign="c", runs=True, launch_period=0, target=0),),
        spend=tuple(
            SpendLine(campaign="c", channel=one, period=0, amount=x * 100_000) for one, x in spends.items()
        ),
    )
    plan = plan_of(case, given_)
    found = plan_quadrants(case, plan)
    marginal = {one: Returns(case, plan).channel(one).recommended.marginal for one in spends}
    assert found.places[0].standing.channel == max(marginal, key=marginal.get)
    assert sum(place.share for place in found.places) == pytest.approx(1)
    assert found.places[0].quadrant == "potential"
    assert found.places[-1].quadrant in {"inefficient", "minor"}
    shown(found)


def test_quadrants_by_hand():
    standings = [
        Standing("tv", "TV", 60, 1.0),
        Standing("feed", "Feed", 10, 3.0),
        Standing("sem", "SEM", 25, 2.0),
        Standing("sms", "SMS", 5, 0.5),
    ]
    found = {place.standing.channel: place.quadrant for place in quadrants(standings).places}
    assert found == {"tv": "inefficient", "feed": "potential", "sem": "core", "sms": "minor"}


# 000「A/B测试」; 004「小范围的、低成本的…成功则扩大规模」


def test_sample_size_from_five_to_six_percent():
    assert sample_size(0.05, 0.06) == pytest.approx(8200, rel=0.01)


@settings(max_examples=30)
@given(st.floats(0.01, 0.5), st.integers(200, 200_000))
def test_the_minimum_detectable_effect_inverts_the_sample_size(base, people):
    rise = minimum_detectable_effect(base, people)
    if rise is not None:
        assert sample_size(base, base + rise) == pytest.approx(people, abs=1.01)


def test_the_sample_size_has_the_power_it_promises():
    people = sample_size(0.05, 0.07)
    draw = np.random.default_rng(3)
    control, treatment = (draw.binomial(people, rate, size=2000) for rate in (0.05, 0.07))
    found = [
        z_test((int(a), people), (int(b), people)).significant
        for a, b in zip(control, treatment, strict=True)
    ]
    assert np.mean(found) == pytest.approx(0.8, abs=0.03)
    shown(z_test((50, 1000), (70, 1000)))
    shown(z_test((50, 1000), (50, 1000)))


def test_an_exploration_reserve_is_not_spent_on_anything_else():
    case = split()
    held = apply_changes(case, (exploration_reserve(case, 0.1),))
    assert held.budget.available == case.budget.available - case.budget.total // 10
    assert amounts(held, allocated(held)).sum() == pytest.approx(0.9 * BUDGET, abs=0.01)


def test_thompson_sampling_loses_less_than_a_fixed_split():
    plan = TestPlan((0.05, 0.06, 0.08), people=9_000, batches=15)
    found = compare_policies(plan, replications=30, seed=4)
    assert found.saved.low > 0
    assert found.fixed.value == pytest.approx(9_000 / 3 * (0.03 + 0.02))
    assert found == compare_policies(plan, replications=30, seed=4)
    shown(found)


def test_equal_arms_have_no_regret_and_no_winner():
    found = compare_policies(TestPlan((0.05, 0.05), people=2_000, batches=5), replications=4, seed=1)
    assert (found.thompson.value, found.fixed.value) == (0, 0)
    assert scale_up((50, 50), (1000, 1000)) is None
    assert scale_up((50, 90), (1000, 1000)) == 1
    assert sum(probability_best((5, 9, 2), (100, 100, 100))) == pytest.approx(1)


# 003 CRM「仅为行业平均水平的60%」


@given(st.floats(0.001, 1), st.floats(1, 1e6))
def test_conversions_scale_with_the_conversion_multiplier(rate, entry):
    funnel = Funnel(entry, (FunnelStage("seen", 0.3), FunnelStage("recommended", rate, relative=0.6)))
    assert funnel.with_relative("recommended", 1.0).volume == pytest.approx(funnel.volume / 0.6)
