"""Which campaigns run: against all subsets."""

import random
from itertools import combinations

import pytest

from tests.optimizer.allocation.cases import campaign, cell, channel, day, hill, scenario
from tests.optimizer.allocation.checked import allocated, decision, launch_periods_of


def knapsack(seed, count=11):
    draw = random.Random(seed)
    items = {f"c{index}": (draw.randrange(100, 900), draw.randrange(50, 500)) for index in range(count)}
    campaigns = [campaign(name, [], value=value, fixed_cost=cost) for name, (value, cost) in items.items()]
    return items, scenario([], campaigns, 1_200, strategy="budget_only")


@pytest.mark.parametrize("seed", range(8))
def test_campaigns_without_media_are_a_knapsack(seed):
    items, case = knapsack(seed)
    best = max(
        sum(items[name][0] - items[name][1] for name in chosen)
        for size in range(len(items) + 1)
        for chosen in combinations(items, size)
        if sum(items[name][1] for name in chosen) <= 1_200
    )
    found = allocated(case)
    assert found.proof.value == best * 100


def test_an_s_shaped_channel_gets_nothing_or_enough():
    # Value 1,000 x^4 / (300^4 + x^4): the first 100 bring 12, the first 400 bring 760.
    channels = [channel("k", hill(1000, 300, 4))]
    campaigns = [campaign(name, [cell("k")]) for name in ("a", "b", "c")]
    found = allocated(scenario(channels, campaigns, 900, strategy="budget_only"))
    assert sorted(one > 0 for one in found.cell_spend.values()) == [True, True]


def test_what_costs_more_than_it_brings_does_not_run():
    found = allocated(scenario([], [campaign("a", [], value=100, fixed_cost=101)], 1_000))
    assert not found.running
    assert (found.proof.value, found.proof.gap) == (0, 0)
    assert "101" in decision(found, "a").reason.render("en")


def test_unregistered_campaigns_and_their_followers_do_not_run():
    campaigns = [
        campaign("a", [], value=100, registered=False),
        campaign("b", [], value=100, prerequisites=["a"]),
    ]
    found = allocated(scenario([], campaigns, 1_000))
    assert not found.running
    assert decision(found, "a").reason.key == "allocation.reason.unregistered"
    assert decision(found, "b").reason.key == "allocation.reason.prerequisite"


def test_a_prerequisite_that_loses_money_runs_for_its_follower():
    campaigns = [
        campaign("a", [], value=0, fixed_cost=100),
        campaign("b", [], value=500, prerequisites=["a"]),
    ]
    assert set(allocated(scenario([], campaigns, 1_000)).running) == {"a", "b"}


def test_a_prerequisite_is_live_no_later_than_its_follower():
    horizon = {"start": day(0), "periods": 4}
    season = [1.0, 1.0, 3.0, 1.0]  # the prerequisite would rather launch in the third week
    channels = [channel("k", hill(1000, 100, 1.0), season=season)]
    window = {"earliest": day(0), "latest": day(27)}
    first = campaign("a", [cell("k")], window=window)
    for latest, expected in ((day(7), 1), (day(27), 2)):
        follower = campaign(
            "b",
            [],
            value=5_000,
            due=day(0),
            window={"earliest": day(0), "latest": latest},
            prerequisites=["a"],
        )
        found = allocated(
            scenario(channels, [first, follower], 1_000, horizon=horizon, strategy="budget_only")
        )
        launches = launch_periods_of(found)
        assert launches["a"] <= launches["b"]
        assert launches["a"] == expected if expected == 2 else launches["a"] <= 1


def test_a_launch_window_is_kept_and_the_best_season_in_it_is_taken():
    horizon = {"start": day(0), "periods": 6}
    channels = [channel("k", hill(1000, 100, 1.0), season=[1, 1.5, 1.2, 1.4, 9, 9])]
    window = {"earliest": day(7), "latest": day(21)}
    found = allocated(
        scenario(channels, [campaign("a", [cell("k")], due=day(14), window=window)], 1_000, horizon=horizon)
    )
    assert launch_periods_of(found) == {"a": 1}
    assert decision(found, "a").reason.key == "allocation.reason.moved_response"


def test_no_launch_lies_before_the_day_of_planning():
    horizon = {"start": day(0), "periods": 6}
    season = [5, 5, 1, 1, 1, 1]
    channels = [channel("k", hill(1000, 100, 1.0), season=season)]
    window = {"earliest": day(0), "latest": day(35)}
    found = allocated(
        scenario(
            channels, [campaign("a", [cell("k")], window=window)], 1_000, horizon=horizon, status_date=day(15)
        )
    )
    assert launch_periods_of(found)["a"] >= 3
    assert decision(found, "a").reason.key == "allocation.reason.moved_past"
