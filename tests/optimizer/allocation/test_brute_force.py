"""Small cases against enumeration on a spend grid: never below it, and the bound never below it either."""

import random

import pytest

from optimizer import allocate
from scenarios.plan import Status
from tests.optimizer.allocation.cases import campaign, cell, channel, day, hill, michaelis, scenario
from tests.optimizer.allocation.truth import broken, enumerated, value_of

GAP = 1e-4
CENTS = 4
"""What rounding three cells and campaigns to cents may add to a bound."""


def curve(draw):
    size, half = draw.uniform(500, 4000), draw.uniform(50, 600)
    return draw.choice(
        [
            hill(size, half, round(draw.uniform(0.5, 6), 2)),
            michaelis(size, half),
            {"family": "logistic", "ceiling": size, "rate": 1 / half},
            {"family": "negative_exponential", "ceiling": size, "rate": 1 / half},
            {
                "family": "power",
                "coefficient": draw.uniform(5, 40),
                "exponent": round(draw.uniform(0.3, 1), 2),
            },
            {
                "family": "tabulated",
                "spend": [0, half, 2 * half, 4 * half],
                "outcome": [0, size / 9, size / 2, size],
            },
        ]
    )


def bound(draw, low, high):
    return draw.randrange(low, high, 100) if draw.random() < 0.3 else None


def random_case(seed):
    """Up to three cells under every kind of requirement on money, some of them impossible together."""
    draw = random.Random(seed)
    periods = draw.choice([1, 3])
    channels = [
        channel(
            name,
            curve(draw),
            group=group,
            retention=draw.choice([0, 0.4]),
            minimum_if_active=draw.choice([0, 0, 200]),
            spend_max=bound(draw, 300, 1000),
            season=[draw.uniform(0.5, 1.5) for _ in range(periods)] if draw.random() < 0.3 else [],
        )
        for name, group in (("a", "brand"), ("b", "performance"))
    ]
    places = draw.choice([[["a", "b"], ["a"]], [["a", "b"]], [["a"], ["b"]], [["a"], ["b"], ["a"]]])
    campaigns = []
    for index, names in enumerate(places):
        due = draw.randrange(periods)
        window = {"earliest": day(0), "latest": day(7 * periods - 1)} if draw.random() < 0.5 else None
        campaigns.append(
            campaign(
                f"c{index}",
                [cell(name, effect=draw.choice([0.5, 1.0]), lock=bound(draw, 0, 500)) for name in names],
                mandatory=draw.random() < 0.25,
                value=draw.randrange(0, 800),
                fixed_cost=draw.choice([0, 100, 300]),
                due=day(7 * due),
                window=window,
                flight_periods=draw.choice([1, 2]),
                spend_min=draw.choice([0, 0, 100]),
                spend_max=bound(draw, 300, 1200),
                prerequisites=[f"c{index - 1}"] if index and draw.random() < 0.3 else [],
                line=draw.choice(["north", "south"]),
            )
        )
    budget = {
        "total": draw.randrange(600, 1300, 100),
        "per_period": draw.choice([None, None, 500]),
        "groups": [
            {"group": "brand", "share_min": draw.choice([0, 0.4]), "spend_max": bound(draw, 300, 900)}
        ],
        "lines": [{"line": "north", "spend_min": draw.choice([0, 0, 200])}],
    }
    goals = [
        {"id": "g", "name": "g", "measure": "revenue", "target": draw.randrange(0, 3000), "enforce": True},
        {"id": "g", "name": "g", "measure": "campaigns", "target": draw.randrange(0, 3), "enforce": True},
        {
            "id": "g",
            "name": "g",
            "measure": "media_cost",
            "target": 500,
            "direction": "at_most",
            "enforce": True,
        },
        {"id": "g", "name": "g", "measure": "volume", "per_10k": {"a": 100}, "target": 3, "enforce": True},
    ]
    return scenario(
        channels,
        campaigns,
        budget,
        strategy="budget_only",
        horizon={"start": day(0), "periods": periods},
        goals=[draw.choice(goals)] if draw.random() < 0.4 else [],
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_on_a_grid_is_better_than_the_one_found_nor_than_the_bound(seed):
    case = random_case(seed)
    best = enumerated(case, 10_000)
    found = allocate(case)
    if found.proof.status is Status.INFEASIBLE:
        assert best is None
        return
    assert found.proof.bound - found.proof.value <= max(GAP * abs(found.proof.value), CENTS)
    assert broken(case, found) == []
    assert found.proof.value == value_of(case, found)
    assert found.proof.bound >= found.proof.value
    if best is not None:
        assert best[0] <= found.proof.bound
        assert found.proof.value >= best[0] - GAP * max(abs(found.proof.value), 1)
