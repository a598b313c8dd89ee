"""Each requirement on money, alone: it holds, it binds, and it is reported with its worth."""

import pytest

from optimizer import allocate
from scenarios.plan import Status
from tests.optimizer.allocation.cases import campaign, cell, channel, day, hill, michaelis, scenario, settings
from tests.optimizer.allocation.checked import allocated, binding
from tests.optimizer.allocation.truth import broken

CHANNELS = [
    channel("tv", michaelis(400_000, 60_000), group="brand"),
    channel("feed", michaelis(500_000, 50_000), group="performance"),
]
TWO = [campaign("a", [cell("tv"), cell("feed")]), campaign("b", [cell("feed", effect=0.7)], line="south")]
BUDGET = 200_000


def case(channels=CHANNELS, campaigns=TWO, budget=None, **more):
    total = {"total": BUDGET, **(budget or {})}
    return scenario(channels, campaigns, total, **{"settings": settings(gap=1e-6), **more})


def changed(items, index, **more):
    return [{**one, **more} if place == index else one for place, one in enumerate(items)]


def cells(index, place, **more):
    return changed(TWO, index, channels=changed(TWO[index]["channels"], place, **more))


REQUIREMENTS = {
    "group_share": (case(budget={"groups": [{"group": "brand", "share_min": 0.6}]}), ("brand",), -1),
    "group": (case(budget={"groups": [{"group": "performance", "spend_max": 60_000}]}), ("performance",), 1),
    "line": (case(budget={"lines": [{"line": "south", "spend_min": 90_000}]}), ("south",), -1),
    "channel": (case(channels=changed(CHANNELS, 0, spend_max=30_000)), ("tv",), 1),
    "campaign": (case(campaigns=changed(TWO, 0, spend_max=60_000)), ("a",), 1),
    "cell": (case(campaigns=cells(0, 1, lock=20_000)), ("a", "feed"), 1),
    "budget": (case(), (), 1),
    "goal": (
        case(
            goals=[
                {
                    "id": "g",
                    "name": "g",
                    "measure": "volume",
                    "per_10k": {"tv": 1},
                    "target": 12,
                    "enforce": True,
                }
            ]
        ),
        ("g",),
        -1,
    ),
}


@pytest.mark.parametrize("kind", REQUIREMENTS)
def test_a_binding_requirement_holds_and_has_the_worth_of_the_right_sign(kind):
    given, subject, sign = REQUIREMENTS[kind]
    found = allocated(given)
    assert broken(given, found) == []
    limit = binding(found, kind, *subject)
    assert limit.level == pytest.approx(limit.limit, rel=1e-3)
    assert limit.worth * sign > 0
    assert limit.unit.render("zh")


def test_period_caps_are_kept_to_the_cent():
    channels = [channel("tv", michaelis(400_000, 60_000), pattern=[1, 1, 1], retention=0.3)]
    campaigns = [campaign(name, [cell("tv")], flight_periods=3) for name in ("a", "b")]
    given = case(channels, campaigns, {"per_period": 33_333.33}, horizon={"start": day(0), "periods": 5})
    found = allocated(given)
    spent = [0] * 5
    for line in found.spend:
        spent[line.period] += line.amount
    assert max(spent) <= 3_333_333
    assert spent[0] >= 3_333_000
    assert (
        binding(found, "period").worth > 0
    )  # of three periods with one and the same spend, any may carry it


def test_a_launch_moves_out_of_a_tight_period():
    channels = [channel("tv", michaelis(400_000, 60_000))]
    window = {"earliest": day(0), "latest": day(13)}
    campaigns = [campaign("a", [cell("tv")]), campaign("b", [cell("tv")], window=window)]
    found = allocated(
        case(channels, campaigns, {"per_period": 60_000}, horizon={"start": day(0), "periods": 2})
    )
    assert {one.launch_period for one in found.running.values()} == {0, 1}
    assert found.media == 120_000_00


def test_a_minimum_commitment_is_met_or_the_cell_is_closed():
    for minimum, opened in ((30_000, True), (190_000, False)):
        found = allocated(case(changed(CHANNELS, 0, minimum_if_active=minimum)))
        assert ("tv" in found.channel_spend) is opened
        assert found.channel_spend.get("tv", minimum * 100) >= minimum * 100


def test_locks_are_exact_to_the_cent():
    given = case(changed(CHANNELS, 0, lock=12_345.67), cells(0, 1, lock=7_654.31))
    found = allocated(given)
    assert found.channel_spend["tv"] == 1_234_567
    assert found.cell_spend["a", "feed"] == 765_431


def test_shares_that_leave_no_room_are_met_to_the_cent():
    groups = [{"group": "brand", "share_min": 0.4}, {"group": "performance", "share_min": 0.6}]
    given = case(budget={"groups": groups})
    found = allocated(given)
    assert broken(given, found) == []
    assert found.channel_spend["tv"] / found.media == pytest.approx(0.4)


def test_campaign_and_fixed_costs_come_out_of_the_budget():
    campaigns = changed(
        changed(TWO, 0, fixed_cost=50_000, mandatory=True), 1, mandatory=True, fixed_cost=10_000
    )
    costs = [{"id": "rent", "name": "rent", "category": "other", "amount": 20_000}]
    found = allocated(case(campaigns=campaigns, budget={"reserve": 5_000, "fixed_costs": costs}))
    assert found.media == (200_000 - 5_000 - 20_000 - 60_000) * 100


GOALS = {
    "revenue": ({"measure": "revenue", "target": 500_000}, lambda found: True),
    "campaigns": ({"measure": "campaigns", "target": 2}, lambda found: len(found.running) >= 2),
    "few": (
        {"measure": "campaigns", "target": 1, "direction": "at_most"},
        lambda found: len(found.running) <= 1,
    ),
    "cost": (
        {"measure": "media_cost", "target": 70_000, "direction": "at_most"},
        lambda found: found.media <= 70_000_00,
    ),
}


@pytest.mark.parametrize("name", GOALS)
def test_enforced_goals_hold(name):
    goal, holds = GOALS[name]
    dear = changed(TWO, 1, fixed_cost=190_000)
    given = case(campaigns=dear, goals=[{"id": "g", "name": "g", "enforce": True, **goal}])
    found = allocated(given)
    assert broken(given, found) == []
    assert holds(found)


def test_a_revenue_goal_on_s_shaped_curves_is_met_on_the_true_curves():
    channels = [channel("k", hill(100_000, 50_000, 3)), channel("m", hill(100_000, 60_000, 4))]
    campaigns = [campaign("a", [cell("k"), cell("m")])]
    goal = {"id": "g", "name": "g", "measure": "revenue", "target": 120_000, "enforce": True}
    given = case(channels, campaigns, goals=[goal], settings=settings(gap=0.01))
    assert broken(given, allocated(given)) == []
    beyond = case(channels, campaigns, goals=[{**goal, "target": 197_000}])
    assert allocate(beyond).proof.status is Status.INFEASIBLE


def test_an_inner_node_of_the_goal_tree_is_the_sum_of_its_children():
    goals = [
        {"id": "all", "name": "all", "target": 30, "enforce": True},
        {"id": "x", "name": "x", "parent": "all", "measure": "volume", "per_10k": {"tv": 2}},
        {"id": "y", "name": "y", "parent": "all", "measure": "volume", "per_10k": {"feed": 1}},
    ]
    found = allocated(case(goals=goals))
    reached = 2 * found.channel_spend["tv"] / 1e6 + found.channel_spend["feed"] / 1e6
    assert reached >= 30 - 1e-9
