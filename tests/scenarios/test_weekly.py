"""What a cell earns by period: the recursion written out, carry-in, rate cards, and totals along a pattern."""

import numpy as np
import pytest
from ruamel.yaml import YAML

from scenarios.document import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.present_value import contribution_by_period
from scenarios.returns import Returns
from scenarios.valuation import Valuation
from tests.scenarios.minimal import MINIMAL

HILL = {"family": "hill", "ceiling": 900, "half_saturation": 400, "slope": 2}


def scenario(flighting=None, carry_in=0, **channel):
    """One campaign of four weeks on one channel, launched in the second of eight weeks."""
    raw = YAML(typ="safe", pure=True).load(MINIMAL)
    raw["horizon"] = {"start": "2027-01-04", "periods": 8}
    raw["objective"] = {"carry_out_periods": 3}
    raw["channels"] = [
        {
            "id": "tv",
            "name": "TV",
            "curve": HILL,
            "retention": 0.5,
            "pattern": "optimised",
            "flighting": flighting or {},
            "season": [1, 1.5, 0.5, 1, 1, 2],
            **channel,
        }
    ]
    campaign = raw["campaigns"][0]
    raw["campaigns"] = [
        {
            **campaign,
            "due": "2027-01-11",
            "flight_periods": 4,
            "channels": [{"channel": "tv", "scale": 2.0, "carry_in": carry_in}],
        }
    ]
    return Scenario.model_validate(raw)


def allocation(one, amounts):
    campaign = one.campaigns[0].id
    lines = tuple(
        SpendLine(campaign=campaign, channel="tv", period=period, amount=amount)
        for period, amount in amounts.items()
    )
    decision = CampaignDecision(campaign=campaign, runs=True, launch_period=1, target=10_080)
    return Allocation(proof=Proof(status=Status.AS_GIVEN), campaigns=(decision,), spend=lines)


def by_hand(money, carry_in=0.0, media=lambda x: x, duplicate=0.0):
    """sum of season f(adstock / scale) over four weeks of flight and three after it, less what carry-in brings."""
    season = [1.5, 0.5, 1, 1, 2, 1, 1]

    def earned(spend):
        stock, total = carry_in * 0.5, 0.0
        for weight, x in zip(season, [*spend, 0, 0, 0], strict=True):
            stock = media(x) * (1 - duplicate) + 0.5 * stock
            a = stock / 2.0
            total += weight * 900 * a**2 / (400**2 + a**2)
        return total

    return earned(money) - earned([0, 0, 0, 0])


AMOUNTS = {1: 100_000, 2: 0, 3: 30_050, 4: 0}
MONEY = [1000.0, 0.0, 300.5, 0.0]


def test_revenue_is_the_recursion():
    one = scenario()
    found = Valuation(one).responses(one.campaigns[0].id, allocation(one, AMOUNTS))
    assert found == {"tv": round(by_hand(MONEY) * MINOR_PER_UNIT)}


def test_carry_in_lifts_but_does_not_count_itself():
    one = scenario(carry_in=800)
    campaign = one.campaigns[0].id
    with_spend = Valuation(one).responses(campaign, allocation(one, AMOUNTS))
    assert with_spend == {"tv": round(by_hand(MONEY, carry_in=800.0) * MINOR_PER_UNIT)}
    assert Valuation(one).weekly(campaign, "tv", 1).value(np.zeros(4)) == 0


@pytest.mark.parametrize(
    ("basis", "media"),
    [
        ("all_units", lambda x: x / 0.8 if x >= 500 else x),
        ("incremental", lambda x: x if x < 500 else 500 + (x - 500) / 0.8),
    ],
)
def test_tiers_are_those_of_a_period(basis, media):
    one = scenario({"rate_card": [{"spend_from": 500, "price": 0.8}], "rate_basis": basis})
    found = Valuation(one).responses(one.campaigns[0].id, allocation(one, AMOUNTS))
    assert found == {"tv": round(by_hand(MONEY, media=media) * MINOR_PER_UNIT)}


def test_duplicate_spend_brings_nothing():
    one = scenario(duplicate_share=0.2)
    found = Valuation(one).responses(one.campaigns[0].id, allocation(one, AMOUNTS))
    assert found["tv"] == pytest.approx(by_hand(MONEY, duplicate=0.2) * MINOR_PER_UNIT, abs=1)


def test_totals_follow_the_plan_that_shapes_them():
    one = scenario(carry_in=800)
    campaign, plan = one.campaigns[0].id, allocation(one, AMOUNTS)
    shaped = Valuation(one, plan)
    assert shaped.period_spend(campaign, "tv", 1, 130_050) == {1: 100_000, 3: 30_050}
    revenue = shaped.responses(campaign, plan)["tv"]
    assert shaped.cell_revenue(campaign, "tv", 1, 130_050) == revenue
    assert float(shaped.response(campaign, "tv", 1).value(1300.5)) * MINOR_PER_UNIT == pytest.approx(
        revenue, abs=1
    )


def test_without_a_plan_totals_are_even_outside_blackouts():
    one = scenario({"blackout": [3]})
    assert Valuation(one).period_spend(one.campaigns[0].id, "tv", 1, 300) == {1: 100, 3: 100, 4: 100}


def test_contribution_arrives_as_it_is_earned():
    one = scenario()
    plan = allocation(one, AMOUNTS)
    campaign = one.campaigns[0]
    arriving = contribution_by_period(one, plan, campaign, 1)
    revenue = Valuation(one).on_time_revenue(campaign.id, plan)
    assert sum(arriving.values()) == round(one.objective.margin * revenue)
    assert arriving[1] > arriving[2]


def test_returns_pass_through_the_plan():
    one = scenario()
    plan = allocation(one, AMOUNTS)
    from types import SimpleNamespace

    point = Returns(one, SimpleNamespace(allocation=plan)).channel("tv").recommended
    assert point.revenue * MINOR_PER_UNIT == pytest.approx(
        Valuation(one).responses(one.campaigns[0].id, plan)["tv"], abs=1
    )
