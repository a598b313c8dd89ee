"""The register's part on money, row by row: what is allocated. Each test quotes the seed of its row."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from optimizer import allocate
from optimizer.tradeoff import share_frontier
from scenarios.control.tracing import trace
from scenarios.document import CustomerValue
from scenarios.marketing.break_even import break_even, break_even_multiplier, plan_break_even
from scenarios.marketing.lifetime import following_value, lifetime_value, worth_of_outcome
from scenarios.marketing.quadrants import Standing
from scenarios.marketing.strategies import MODES, in_mode, mode_changes
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.valuation import Valuation
from tests.optimizer.allocation.cases import campaign, cell, channel, michaelis, scenario
from tests.optimizer.allocation.checked import allocated
from tests.scenarios.register_a import BUDGET, SCALE, amounts, plan_of, revenue, shown, split

# 000「统一预算分配」; 003「营销预算分配」; 004「资源投向最能驱动增长」


def test_unified_allocation_equalises_marginal_returns_and_spends_the_budget():
    case = split()
    spends = amounts(case, allocated(case))
    marginal = [
        float(Valuation(case).response("c", one.id, 0).marginal(x))
        for one, x in zip(case.channels, spends, strict=True)
    ]
    assert spends.sum() == pytest.approx(BUDGET, abs=0.01)
    assert max(marginal) / min(marginal) < 1.01


def test_unified_allocation_beats_a_thousand_random_splits():
    case = split()
    best = revenue(case, amounts(case, allocated(case)))
    draw = np.random.default_rng(5)
    for _ in range(1000):
        assert revenue(case, draw.dirichlet(np.ones(len(SCALE))) * BUDGET) <= best


def test_unified_allocation_agrees_with_a_second_solver():
    case = split()
    best = revenue(case, amounts(case, allocated(case)))
    size = len(SCALE)
    answer = minimize(
        lambda x: -revenue(case, x * BUDGET) / BUDGET,
        np.full(size, 1 / size),
        bounds=[(0, 1)] * size,
        constraints={"type": "eq", "fun": lambda x: x.sum() - 1},
        method="SLSQP",
    )
    assert -answer.fun * BUDGET == pytest.approx(best, rel=0.005)


def test_unified_allocation_names_infeasible_bounds():
    case = split()
    floors = tuple(one.model_copy(update={"spend_min": 100_000_00}) for one in case.channels)
    found = allocate(case.model_copy(update={"channels": floors}))
    assert found.proof.status == Status.INFEASIBLE
    named = [one.path for one in found.conflicts]
    # Five floors of 100,000 already exceed the budget; the sixth is not to blame.
    assert sum("spend_min" in path for path in named) == 5
    assert sum(path.startswith("budget") for path in named) == 1


# 004「长期品牌…短期销售…平衡」


def test_the_brand_frontier_is_monotone_without_dominated_points():
    case = split()
    points = share_frontier(case, "brand", [0.0, 0.3, 0.5, 0.7, 0.9]).points
    values = [point.value for point in points]
    assert values == sorted(values, reverse=True)
    for one, other in itertools.permutations(points, 2):
        assert not (one.value > other.value and one.share > other.share), "a dominated point"


# 003「从“规模扩张”转向“利润提升”」「全域增长」「品牌升级」


def moded():
    """Brand channels pay later, performance wins customers who stay: modes must disagree."""
    base = split(objective={"strategy": "budget_only", "carry_out_periods": 0, "margin": 0.4})
    channels = tuple(
        one.model_copy(update={"long_term_multiplier": 1.8 if one.group == "brand" else 1.0})
        for one in base.channels
    )
    lasting = base.campaigns[0].model_copy(
        update={"customer_value": CustomerValue(per_period=0.5, retention=0.6, discount=0.1)}
    )
    return base.model_copy(update={"channels": channels, "campaigns": (lasting,)})


def test_changing_the_strategy_mode_changes_the_split():
    case = moded()
    splits = {mode: tuple(amounts(case, allocated(in_mode(case, mode)))) for mode in MODES}
    for one, other in itertools.combinations(splits, 2):
        assert splits[one] != splits[other], (one, other)
    brand = [n for n, one in enumerate(case.channels) if one.group == "brand"]
    shares = {mode: sum(spend[n] for n in brand) / sum(spend) for mode, spend in splits.items()}
    assert shares["brand"] == max(shares.values())
    assert sum(splits["scale"]) >= sum(splits["profit"])


def test_the_same_strategy_mode_is_byte_identical():
    case = moded()
    for mode in MODES:
        once = in_mode(case, mode)
        assert mode_changes(once, mode) == ()
        assert in_mode(case, mode).content_hash() == once.content_hash()
        assert allocate(once).model_dump_json() == allocate(in_mode(case, mode)).model_dump_json()


# 000「减少重复投入」


def test_duplicate_spend_of_nothing_changes_nothing():
    case = split()
    none = case.model_copy(
        update={"channels": tuple(one.model_copy(update={"duplicate_share": 0.0}) for one in case.channels)}
    )
    for n in range(len(SCALE)):
        one, other = (Valuation(each).response("c", f"k{n}", 0) for each in (case, none))
        grid = np.linspace(0, BUDGET, 50)
        assert one.value(grid).tobytes() == other.value(grid).tobytes()
    assert allocate(case).model_dump_json() == allocate(none).model_dump_json()


@given(st.floats(0, 0.9), st.floats(0, 1e6))
def test_duplicate_spend_reaches_nobody_new(share, spend):
    case = split()
    twice = case.model_copy(
        update={"channels": tuple(one.model_copy(update={"duplicate_share": share}) for one in case.channels)}
    )
    less = Valuation(twice).response("c", "k0", 0)
    plain = Valuation(case).response("c", "k0", 0)
    assert float(less.value(spend)) == pytest.approx(float(plain.value(spend * (1 - share))), rel=1e-9)


# 001「必须注册…否则无法申请预算」; 000「成本节约率」


def test_an_unregistered_campaign_never_gets_money():
    best = campaign("rich", [cell("k0", spend_max=1000)], registered=False, value=1_000_000)
    case = scenario([channel("k0", michaelis(1e6, 100))], [best, campaign("poor", [cell("k0")])], 1000)
    for strategy in ("today", "budget_only", "money_and_people"):
        objective = case.objective.model_copy(update={"strategy": strategy})
        found = allocate(case.model_copy(update={"objective": objective}))
        assert "rich" not in found.running
        assert all(line.campaign != "rich" for line in found.spend)


@pytest.mark.parametrize("seed", range(3))
def test_project_selection_equals_brute_force(seed):
    draw = random.Random(seed)
    size = 12
    values = [draw.randint(50, 400) for _ in range(size)]
    costs = [draw.randint(30, 200) for _ in range(size)]
    needs = {n: draw.randrange(n) for n in range(3, size, 4)}
    projects = [
        campaign(
            f"p{n}",
            [],
            value=values[n],
            fixed_cost=costs[n],
            registered=n != 5,
            prerequisites=[f"p{needs[n]}"] if n in needs else [],
        )
        for n in range(size)
    ]
    budget = sum(costs) // 3
    best = 0
    for chosen in itertools.product((0, 1), repeat=size):
        possible = not chosen[5] and all(chosen[need] for n, need in needs.items() if chosen[n])
        if possible and sum(costs[n] for n in range(size) if chosen[n]) <= budget:
            best = max(best, sum(values[n] - costs[n] for n in range(size) if chosen[n]))
    found = allocated(scenario([], projects, budget))
    assert found.proof.value == pytest.approx(best * 100)


# 004「与清晰的业绩指标挂钩」


def test_every_line_traces_to_an_indicator():
    goals = [
        {"id": "revenue", "name": "Revenue", "measure": "revenue"},
        {"id": "fans", "name": "Fans", "measure": "volume", "per_10k": {"k0": 12.0}},
    ]
    case = split(goals=goals)
    found = trace(case, allocated(case))
    assert found.lines
    assert found.untraced == ()
    assert found.traced == sum(line.spend for line in found.lines)
    (first,) = (line for line in found.lines if line.channel == "k0")
    assert {one.kpi.id: one.effect for one in first.citations}["fans"] == 12.0
    shown(found)
    bare = trace(split(), allocated(split()))
    assert len(bare.untraced) == len(bare.lines)
    shown(bare)


# 003「70%预算投入品牌曝光」: break-even long-term multiplier


@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_brand_pays_as_performance_does_at_the_break_even_multiplier(brand, performance):
    assert break_even_multiplier(brand, performance) * brand == pytest.approx(performance)
    found = break_even([Standing("tv", "TV", 10, brand)], [Standing("sem", "SEM", 5, performance)])
    assert found.channels[0][1] == pytest.approx(performance / brand)
    shown(found)
    assert break_even_multiplier(0.0, performance) is None


def test_break_even_of_a_plan_makes_its_multiplier_pay():
    case = split()
    spend = tuple(SpendLine(campaign="c", channel=f"k{n}", period=0, amount=60_000_00) for n in range(6))
    runs = (CampaignDecision(campaign="c", runs=True, launch_period=0, target=0),)
    plan = plan_of(case, Allocation(proof=Proof(status=Status.AS_GIVEN), campaigns=runs, spend=spend))
    found = plan_break_even(case, plan)
    assert [one.channel for one, _ in found.channels] == ["k1", "k3", "k5"]
    for one, multiplier in found.channels:
        assert multiplier * one.marginal == pytest.approx(found.elsewhere)


# 004 CLV


@given(st.floats(0, 1e4), st.floats(0, 0.95), st.floats(0, 0.5))
def test_lifetime_value_has_the_closed_form_of_constant_retention(margin, retention, discount):
    assert lifetime_value(margin, retention, discount) == pytest.approx(
        margin * (1 + discount) / (1 + discount - retention)
    )
    terms = [margin * (retention / (1 + discount)) ** t for t in range(1, 13)]
    assert following_value(margin, retention, discount, 12) == pytest.approx(sum(terms))


def test_a_scenario_maximises_lifetime_value_where_asked():
    """Two campaigns for new customers: one wins more, the other keeps them."""
    channels = [channel("k0", michaelis(1000, 100)), channel("k1", michaelis(900, 100))]
    many = campaign("many", [cell("k0")], value_per_outcome=10)
    loyal = campaign(
        "loyal",
        [cell("k1")],
        value_per_outcome=10,
        customer_value={"per_period": 10, "retention": 0.8, "discount": 0.1},
    )
    first = scenario(channels, [many, loyal], 300)
    life = scenario(channels, [many, loyal], 300, objective={"lifetime": True, "carry_out_periods": 0})
    assert worth_of_outcome(life.campaigns[1], life.objective) == pytest.approx(lifetime_value(10, 0.8, 0.1))
    spends = [allocated(one).channel_spend for one in (first, life)]
    assert spends[0]["k0"] > spends[0]["k1"]
    assert spends[1]["k0"] < spends[1]["k1"]
