"""Value of plans: lateness against the formula of the source, statements that add up exactly."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.document import Campaign
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.valuation import Valuation, lateness_loss, launch_periods, launch_target
from tests.scenarios.small import small_scenario

DAY = 24 * 60


def campaign(**lateness):
    return Campaign(id="c", name="C", due="2027-01-04", workflow="w", lateness=lateness)


def test_three_days_of_exponential_decay():
    """Register, S2: the demand lost by a slip of three days is 1 - exp(-3 theta)."""
    for theta in (0.05, 0.10, 0.15):
        lost = lateness_loss(campaign(decay_per_day=theta), 10_000_000, 3 * DAY)
        assert lost == round((1 - math.exp(-3 * theta)) * 10_000_000)


def test_linear_loss_is_counted_in_fractions_of_a_day():
    assert lateness_loss(campaign(loss_per_day=24), 100_000, DAY // 2) == 1200


@given(st.floats(0, 3), st.integers(0, 10**6), st.integers(0, 10**9), st.integers(-DAY, 400 * DAY))
def test_loss_is_never_negative_nor_more_than_the_revenue(decay, per_day, revenue, late):
    rule = campaign(decay_per_day=decay, loss_per_day=per_day)
    lost = lateness_loss(rule, revenue, late)
    assert 0 <= lost <= revenue
    assert lost <= lateness_loss(rule, revenue, late + DAY)
    if late <= 0:
        assert lost == 0


def test_launches_move_by_whole_periods_within_the_window():
    scenario = small_scenario()
    spring, summer = scenario.campaigns
    assert launch_periods(scenario, spring) == (1, 2, 3, 4)
    assert launch_periods(scenario, summer) == (5,)
    assert [launch_target(scenario, spring, period) for period in (1, 2)] == [8 * DAY, 15 * DAY]


def make_allocation(scenario, cells, period=2):
    valuation = Valuation(scenario)
    lines = [
        SpendLine(campaign="spring", channel=channel, period=at, amount=amount)
        for channel, spend in cells.items()
        for at, amount in valuation.period_spend("spring", channel, period, spend).items()
    ]
    target = launch_target(scenario, scenario.campaigns[0], period)
    decision = CampaignDecision(campaign="spring", runs=True, launch_period=period, target=target)
    return Allocation(proof=Proof(status=Status.AS_GIVEN), campaigns=(decision,), spend=tuple(lines))


amounts = st.integers(0, 10**6)


@given(amounts, amounts, st.integers(-DAY, 30 * DAY), st.integers(0, 10**5))
def test_a_statement_is_the_sum_of_its_parts(tv, feed, late, minutes):
    scenario = small_scenario()
    allocation = make_allocation(scenario, {"tv": tv, "feed": feed})
    assert allocation.media == tv + feed
    target = allocation.running["spring"].target
    statement = Valuation(scenario).statement(allocation, {"spring": target + late}, {"ann": minutes})
    line = statement.campaigns[0]
    assert line.revenue == 50_000 + sum(line.responses.values()) - line.lateness_loss
    assert statement.media == tv + feed
    assert statement.campaign_fixed == 3000
    assert statement.staff == round(10_000 * minutes / 60)
    assert statement.cost == tv + feed + 3000 + 20_000
    assert statement.net_value == statement.revenue - statement.cost


def test_ratios_are_what_their_definitions_say():
    statement = Valuation(small_scenario()).statement(
        make_allocation(small_scenario(), {"tv": 60_000, "feed": 40_000})
    )
    assert statement.roas == pytest.approx(statement.revenue / 100_000)
    assert statement.net_roi == pytest.approx((statement.contribution - statement.cost) / statement.cost)


def test_duties_follow_the_spend():
    """1.5 hours in each of four weeks on TV; 40 hours per 10,000 on 400 units of feed ads, a quarter each week."""
    scenario = small_scenario()
    duties = Valuation(scenario).duties("spring", make_allocation(scenario, {"tv": 60_000, "feed": 40_000}))
    assert [(duty.period, duty.skill, duty.minutes) for duty in duties] == [
        (period, "buying", 90 + 24) for period in (2, 3, 4, 5)
    ]
