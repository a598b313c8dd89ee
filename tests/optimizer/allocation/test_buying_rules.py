"""Rules of buying against enumeration on a spend grid: never below it, and the bound never below it either."""

import random

import pytest

from optimizer import allocate
from scenarios.plan import Status
from tests.optimizer.allocation.cases import campaign, cell, channel, scenario
from tests.optimizer.allocation.checked import violations
from tests.optimizer.allocation.test_brute_force import CENTS, GAP, curve
from tests.optimizer.allocation.truth import broken, enumerated, value_of

STEP = 10_000


def one_rule(draw, names):
    """The entries of one kind of rule, over some channels and campaigns."""
    scope = {"id": "r", "name": "Rule", "channels": draw.sample(["a", "b"], draw.choice([0, 1, 2, 2]))}
    scope["campaigns"] = draw.sample(names, draw.choice([0, 0, 1, len(names)]))
    kind = draw.choice(["exclusive", "required", "packages", "commitments", "change_limits"])
    if kind == "exclusive":
        count = draw.choice(["campaigns", "channels", "cells"])
        each = count != "campaigns" and draw.random() < 0.5
        more = {"count": count, "at_most": draw.choice([0, 1, 1, 2]), "each_campaign": each}
    elif kind == "required":
        scope["channels"] = ["a"]
        more = {"requires": "b", "spend_min": draw.choice([1, 200]), "each_campaign": draw.random() < 0.5}
    elif kind == "packages":
        more = {"price": draw.choice([200, 300]), "each": draw.choice(["cell", "channel", "rule"])}
        more["at_most"] = draw.choice([None, 1, 2])
    elif kind == "commitments":
        more = {"spend_min": draw.choice([300, 600])}
    else:
        more = {"each": draw.choice(["cell", "channel"]), "bound_new": draw.random() < 0.3}
        more |= {"decrease": draw.choice([None, 0.5, 0.0]), "increase": draw.choice([0.5, 1.0, 0.0])}
    return kind, {**scope, **more}


def random_case(seed):
    """Up to three cells under one or two rules, with rate cards, some of it impossible together."""
    draw = random.Random(f"rules {seed}")
    tiers = [{"spend_from": 200, "price": 0.7}, {"spend_from": 400, "price": 0.5}]
    channels = [
        channel(
            name,
            curve(draw),
            minimum_if_active=draw.choice([0, 0, 200]),
            spend_min=draw.choice([0, 0, 0, 300]),
            rate_card=draw.choice([[], tiers[:1], tiers]),
            rate_basis=draw.choice(["incremental", "all_units"]),
        )
        for name in ("a", "b")
    ]
    places = draw.choice([[["a", "b"], ["a"]], [["a", "b"]], [["a"], ["b"]], [["b"], ["a", "b"]]])
    campaigns = [
        campaign(
            f"c{index}",
            [cell(name, effect=draw.choice([0.5, 1.0]), today=draw.choice([0, 200, 400])) for name in names],
            mandatory=draw.random() < 0.3,
            value=draw.randrange(0, 400),
            fixed_cost=draw.choice([0, 100]),
            spend_max=draw.choice([None, None, 500]),
        )
        for index, names in enumerate(places)
    ]
    rules = {}
    for _ in range(draw.choice([1, 1, 2])):
        kind, rule = one_rule(draw, [one["id"] for one in campaigns])
        rules.setdefault(kind, []).append({**rule, "id": f"r{len(rules)}{len(rules.get(kind, []))}"})
    goals = [
        {"id": "g", "name": "g", "measure": "volume", "per_10k": {"a": 100}, "target": 3, "enforce": True},
        {
            "id": "g",
            "name": "g",
            "measure": "media_cost",
            "target": 400,
            "direction": "at_most",
            "enforce": True,
        },
        {"id": "g", "name": "g", "measure": "revenue", "target": 300, "enforce": True},
        {
            "id": "g",
            "name": "g",
            "measure": "revenue",
            "target": 900,
            "direction": "at_most",
            "enforce": True,
        },
    ]
    chosen = [{**draw.choice(goals), "campaigns": ["c0"]}] if draw.random() < 0.4 else []
    return scenario(channels, campaigns, 1_000, strategy="budget_only", rules=rules, goals=chosen)


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_on_a_grid_is_better_than_the_one_found_nor_than_the_bound(seed):
    case = random_case(seed)
    best = enumerated(case, STEP)
    found = allocate(case)
    if found.proof.status is Status.INFEASIBLE:
        assert best is None
        return
    assert found.proof.bound - found.proof.value <= max(GAP * abs(found.proof.value), CENTS)
    assert broken(case, found) == []
    assert violations(case, found) == ()
    assert found.proof.value == value_of(case, found)
    if best is not None:
        assert best[0] <= found.proof.bound
        assert found.proof.value >= best[0] - GAP * max(abs(found.proof.value), 1)
