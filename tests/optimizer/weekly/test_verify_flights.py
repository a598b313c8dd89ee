"""The independent check names every bound on single periods that a plan breaks."""

import pytest

from optimizer.verify.choices import choice_violations
from optimizer.verify.flights import flight_violations
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.valuation import launch_target
from tests.optimizer.weekly.cases import S_SHAPED, cell, channel, scenario

BOUNDS = {"spend_min": 100, "spend_max": 300, "periods_min": 2, "blackout": [4]}


def plan(one, amounts, launch=0):
    campaign = one.campaigns[0]
    target = launch_target(one, campaign, launch)
    return Allocation(
        proof=Proof(status=Status.FEASIBLE, value=0),
        campaigns=(CampaignDecision(campaign=campaign.id, runs=True, launch_period=launch, target=target),),
        spend=tuple(
            SpendLine(campaign=campaign.id, channel="tv", period=period, amount=100 * amount)
            for period, amount in amounts.items()
        ),
    )


def case():
    return scenario([channel("tv", S_SHAPED, flighting=BOUNDS)], [cell("tv")])


@pytest.mark.parametrize(
    ("amounts", "codes"),
    [
        ({0: 100, 1: 300}, []),
        ({0: 99, 1: 200}, ["flight_least"]),
        ({0: 301, 1: 200}, ["flight_most"]),
        ({2: 200, 3: 200}, ["flight_blackout"]),
        ({0: 200, 1: 200, 4: 200}, ["flight_short"]),
        ({1: 50, 3: 400}, ["flight_least", "flight_blackout", "flight_most", "flight_short", "flight_short"]),
    ],
)
def test_broken_bounds_are_named(amounts, codes):
    one = case()
    assert [found.code for found in flight_violations(one, plan(one, amounts))] == codes
    assert choice_violations(one, plan(one, amounts)) == ()


def test_spend_outside_the_flight():
    one = scenario([channel("tv", S_SHAPED)], [cell("tv")], campaign={"flight_periods": 2})
    found = choice_violations(one, plan(one, {0: 100, 5: 100}))
    assert [violation.code for violation in found] == ["flight_outside"]


def test_an_even_channel_has_no_flights():
    one = scenario([channel("tv", S_SHAPED) | {"pattern": "even"}], [cell("tv")])
    assert flight_violations(one, plan(one, {0: 1})) == ()
