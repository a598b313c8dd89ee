"""Infeasible scenarios: the set that is named cannot hold together, and is the smallest of its kind."""

import random

import pytest

from benchmarks.relaxation import requirements, without
from optimizer import allocate
from optimizer.allocation.conflicts import explain
from scenarios.plan import Status
from tests.optimizer.allocation.cases import (
    campaign,
    cell,
    channel,
    day,
    michaelis,
    organisation,
    scenario,
    stage,
)


def is_infeasible(case):
    return allocate(case).proof.status is Status.INFEASIBLE


def random_rules(draw):
    """One or two rules of buying that often leave no room."""
    rules = {
        "exclusive": {"count": draw.choice(["channels", "cells", "campaigns"]), "at_most": 1},
        "required": {"channels": ["a"], "requires": "b", "spend_min": draw.choice([50, 400])},
        "packages": {
            "price": 250,
            "each": draw.choice(["cell", "channel"]),
            "at_most": draw.choice([None, 1]),
        },
        "commitments": {"spend_min": draw.choice([300, 900]), "channels": draw.choice([[], ["a"]])},
        "change_limits": {"each": "channel", "decrease": 0.1, "increase": draw.choice([None, 0.2])},
    }
    chosen = draw.sample(sorted(rules), draw.choice([1, 2]))
    return {kind: [{"id": kind, "name": kind, **rules[kind]}] for kind in chosen}


def random_conflict(seed, *, ruled=False):
    """A scenario with so many demands that it is often impossible."""
    draw = random.Random(seed)
    channels = [
        channel(
            name,
            michaelis(1000, 100),
            group=group,
            spend_min=draw.choice([0, 200, 400]),
            minimum_if_active=draw.choice([0, 100]),
        )
        for name, group in (("a", "brand"), ("b", "performance"))
    ]
    campaigns = [
        campaign(
            f"c{index}",
            [
                cell(name, spend_max=draw.choice([100, 300]), today=150)
                for name in draw.sample(["a", "b"], draw.choice([1, 2]))
            ],
            mandatory=draw.random() < 0.7,
            fixed_cost=draw.choice([0, 200]),
            spend_min=draw.choice([0, 50, 150]),
            prerequisites=[f"c{index - 1}"] if index and draw.random() < 0.4 else [],
            line=draw.choice(["north", "south"]),
            workflow=draw.choice(["none", "work"]),
            due=day(7 * draw.randrange(1, 3)),
        )
        for index in range(3)
    ]
    budget = {
        "total": draw.choice([400, 700, 1500]),
        "per_period": [draw.choice([100, 400])] * 4,
        "groups": [{"group": "brand", "share_min": draw.choice([0, 0.5])}],
        "lines": [{"line": "north", "spend_max": draw.choice([300, 900])}],
    }
    goal = {"id": "g", "name": "g", "measure": "campaigns", "target": draw.choice([1, 3]), "enforce": True}
    flow = {"id": "work", "name": "work", "stages": [stage("s", draw.choice([10, 25]))]}
    return scenario(
        channels,
        campaigns,
        budget,
        horizon={"start": day(0), "periods": 4},
        workflows=[
            {"id": "none", "name": "none", "stages": [{"id": "go", "name": "go", "latency": 0}]},
            flow,
        ],
        organisation=organisation(),
        goals=[goal],
        rules=random_rules(draw) if ruled else {},
    )


@pytest.mark.parametrize(("seed", "ruled"), [(seed, seed >= 6) for seed in range(20)])
def test_the_named_requirements_conflict_and_none_can_be_spared(seed, ruled):
    case = random_conflict(seed, ruled=ruled)
    found = allocate(case)
    if found.proof.status is not Status.INFEASIBLE:
        return
    named = [one.path for one in found.conflicts]
    assert named
    assert set(named) <= set(requirements(case))
    others = [path for path in requirements(case) if path not in named]
    assert is_infeasible(without(case, others))
    for spared in named:
        assert not is_infeasible(without(case, [*others, spared]))


@pytest.mark.parametrize(("seed", "ruled"), [(seed, seed >= 10) for seed in range(8, 14)])
def test_a_remedy_makes_the_scenario_possible(seed, ruled):
    case = random_conflict(seed, ruled=ruled)
    for conflict in allocate(case).conflicts:
        if conflict.remedy is not None:
            assert not is_infeasible(without(case, [conflict.path]))


def test_the_cheapest_relaxation_is_the_amount_that_is_missing():
    campaigns = [campaign(name, [], fixed_cost=600, mandatory=True) for name in ("a", "b")]
    conflicts = {one.path: one.remedy for one in allocate(scenario([], campaigns, 1_000)).conflicts}
    assert set(conflicts) == {"budget.total", "campaigns[0].mandatory", "campaigns[1].mandatory"}
    assert conflicts["budget.total"].values["amount"] == 200
    assert conflicts["campaigns[0].mandatory"].key == "allocation.remedy.mandatory"


def test_missing_hours_are_told_in_hours():
    flow = [{"id": "work", "name": "work", "stages": [stage("s", 30)]}]
    campaigns = [campaign(name, [], mandatory=True, workflow="work", due=day(7)) for name in ("a", "b")]
    horizon = {"start": day(0), "periods": 3}
    found = allocate(scenario([], campaigns, 0, workflows=flow, horizon=horizon))
    hours = next(one for one in found.conflicts if one.path.startswith("organisation"))
    assert hours.remedy.values["amount"] == 20


def test_a_lock_below_the_minimum_commitment_is_named():
    channels = [channel("k", michaelis(1000, 100), minimum_if_active=500)]
    campaigns = [campaign("a", [cell("k", lock=200)], mandatory=True)]
    found = allocate(scenario(channels, campaigns, 1_000))
    assert {one.path for one in found.conflicts} == {
        "campaigns[0].mandatory",
        "campaigns[0].channels[0].lock",
        "channels[0].minimum_if_active",
    }
    for one in found.conflicts:
        assert one.name.render("zh")
        assert one.remedy.render("zh")


def test_the_least_change_of_a_share_is_told_in_points():
    channels = [
        channel("a", michaelis(1000, 100), group="brand", spend_max=300),
        channel("b", michaelis(1000, 100), group="performance", spend_min=600),
    ]
    campaigns = [campaign("c", [cell("a"), cell("b")], mandatory=True)]
    budget = {"total": 2_000, "groups": [{"group": "brand", "share_min": 0.4}]}
    conflicts = {one.path: one.remedy for one in allocate(scenario(channels, campaigns, budget)).conflicts}
    assert conflicts["budget.groups[0].share_min"].values["points"] == 6.7  # 300 of 900 is a third
    assert conflicts["budget.groups[0].share_min"].key == "allocation.remedy.lower_share"


def test_amounts_of_remedies_change_the_rule_they_belong_to():
    channels = [channel("a", michaelis(1000, 100)), channel("b", michaelis(1000, 100))]
    campaigns = [campaign("c", [cell("a", spend_min=100), cell("b", spend_min=100)], mandatory=True)]
    rules = {
        "exclusive": [{"id": "one", "name": "One", "at_most": 1}],
        "commitments": [{"id": "agency", "name": "Agency", "spend_min": 900}],
    }
    alone = scenario(channels, campaigns, 1_000, rules={"exclusive": rules["exclusive"]})
    found = {one.path: one.remedy for one in allocate(alone).conflicts}
    assert found["rules.exclusive[0].at_most"].values["amount"] == 1
    agency = scenario(channels, campaigns, 700, rules={"commitments": rules["commitments"]})
    found = {one.path: one.remedy for one in allocate(agency).conflicts}
    assert found["rules.commitments[0].spend_min"].key == "allocation.remedy.lower_money"
    assert found["rules.commitments[0].spend_min"].values["amount"] == 200
    assert found["budget.total"].values["amount"] == 200


@pytest.mark.parametrize("seed", range(30))
def test_halving_finds_an_irreducible_set_of_any_monotone_family(seed):
    draw = random.Random(seed)
    items = list(range(draw.randrange(1, 14)))
    sets = [set(draw.sample(items, draw.randrange(1, len(items) + 1))) for _ in range(draw.randrange(0, 4))]

    def conflicting(kept):
        return any(one <= set(kept) for one in sets)

    found = explain(conflicting, items)
    assert bool(found) == bool(sets)
    if found:
        assert conflicting(found)
        assert not any(conflicting([one for one in found if one != spared]) for spared in found)
