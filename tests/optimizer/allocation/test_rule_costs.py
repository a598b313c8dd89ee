"""What rules cost: closed forms, and never less than nothing."""

import math

import pytest

from benchmarks.random_documents import random_scenario
from optimizer import allocate
from optimizer.allocation.dropping import without
from optimizer.allocation.rule_costs import rule_costs
from scenarios.document import SolverSettings
from scenarios.plan import Status
from tests.optimizer.allocation.cases import campaign, cell, channel, michaelis, scenario


def costs_of(case, **options):
    return {one.path: one for one in rule_costs(case, allocate(case), **options).costs}


def test_a_cap_costs_what_the_curve_brings_beyond_it():
    # 1000 x / (100 + x) - x is greatest at x = sqrt(100,000) - 100 = 216.2; 100 is allowed.
    case = scenario([channel("k", michaelis(1_000, 100), spend_max=100)], [campaign("a", [cell("k")])], 1_000)
    best = math.sqrt(100_000) - 100
    gain = (1_000 * best / (100 + best) - best) - (1_000 * 100 / 200 - 100)
    cost = costs_of(case)["channels[0].spend_max"]
    assert cost.found == pytest.approx(100 * gain, rel=1e-3)
    assert cost.least <= 100 * gain <= cost.most + 1
    assert cost.exact


def test_a_rule_that_is_asked_for_or_not_has_a_cost_too():
    channels = [channel(name, michaelis(size, 100)) for name, size in (("a", 1_000), ("b", 800))]
    rules = {"exclusive": [{"id": "one", "name": "One", "at_most": 1}]}
    case = scenario(channels, [campaign("c", [cell("a"), cell("b")])], 10_000, rules=rules)
    best = math.sqrt(80_000) - 100
    cost = costs_of(case)["rules.exclusive[0].at_most"]
    assert cost.found == pytest.approx(100 * (800 * best / (100 + best) - best), rel=1e-3)


def test_rules_that_leave_room_are_not_named():
    case = scenario([channel("k", michaelis(1_000, 100), spend_max=900)], [campaign("a", [cell("k")])], 5_000)
    assert costs_of(case) == {}


@pytest.mark.parametrize("number", [21, 48, 61, 7, 30])
def test_costs_are_those_of_the_document_without_the_rule(number):
    case = random_scenario(number)
    limits = SolverSettings(allocation_seconds=10.0, relative_gap=1e-3)
    plan = allocate(case, settings=limits)
    if plan.proof.status is not Status.OPTIMAL:
        return
    for one in rule_costs(case, plan, seconds=20.0).costs:
        assert 0 <= one.least <= one.found + 1e-6
        assert one.found <= one.most + 1e-6
        freed = allocate(without(case, [one.path]), settings=limits)
        if freed.proof.status is Status.OPTIMAL:
            assert freed.proof.bound - plan.proof.value >= one.least - 1
            assert freed.proof.value - plan.proof.value <= one.most + 1


def test_a_plan_without_an_answer_has_no_costs():
    case = scenario([], [campaign("a", [], mandatory=True, fixed_cost=100)], 0)
    with pytest.raises(ValueError, match="chosen"):
        rule_costs(case, allocate(case))
