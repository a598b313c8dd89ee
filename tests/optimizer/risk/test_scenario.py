"""Risk of a scenario's plan: the document's own values, its limits, and the way back into planning."""

from functools import cache

import numpy as np
import pytest

from optimizer.allocation import allocate
from optimizer.risk import Shock, appraise_risk, lock_changes, plan_frontier, scenario_risk, sensitivity
from optimizer.risk.scenario_problem import net_value_draws
from scenarios.draws import draw_number
from scenarios.plan import Allocation
from scenarios.present_value import present_value
from scenarios.today import todays_allocation
from scenarios.valuation import Valuation
from scenarios.variants import apply_changes
from tests.optimizer.risk.scenario_cases import DRAWS, uncertain


@cache
def planned(seed=1):
    document = uncertain(seed)
    return document, allocate(document)


def with_draw(document, draw):
    """The document whose curves are one of its draws."""
    channels = []
    for channel in document.channels:
        values = {
            name: column[draw] for name, column in (channel.draws.columns() if channel.draws else {}).items()
        }
        curve = channel.curve.model_copy(update=values)
        channels.append(channel.model_copy(update={"curve": curve, "draws": None}))
    return document.model_copy(update={"channels": tuple(channels)})


def test_each_draw_s_net_value_is_the_statement_of_the_document_with_that_draw():
    document, allocation = planned()
    found = net_value_draws(document, allocation)
    assert len(found) == draw_number(document) == DRAWS
    for draw in (0, 7, DRAWS - 1):
        statement = Valuation(with_draw(document, draw)).statement(allocation)
        assert found[draw] == pytest.approx(statement.net_value / 100, abs=0.1)


def test_the_problem_s_net_value_is_the_allocation_s():
    document, allocation = planned()
    risk = scenario_risk(document, allocation)
    np.testing.assert_allclose(risk.net_value(risk.spend), net_value_draws(document, allocation))
    assert risk.problem.admits(risk.spend)


def test_the_problem_keeps_the_scenario_s_limits():
    document, allocation = planned()
    risk = scenario_risk(document, allocation)
    names = {limit.name for limit in risk.problem.limits}
    assert names == {"group brand", "group performance", "share of performance"}
    assert risk.problem.budget == 40_000 - 500 - 1_000
    too_much_brand = np.array([23_000.0 * (channel == "tv") for _, channel in risk.keys])
    assert not risk.problem.admits(too_much_brand)


def test_appraisal_compares_with_today_pair_by_pair():
    document, allocation = planned()
    found = appraise_risk(document, allocation, seconds=4.0, discount_rate=0.1)
    assert found.present_value == present_value(document, allocation, 0.1)
    mine = net_value_draws(document, allocation)
    today = net_value_draws(document, todays_allocation(document))
    assert found.draws == DRAWS
    assert found.net_value.value == pytest.approx(mine.mean())
    assert found.beats_today.value == (mine > today).mean()
    assert found.difference.value == pytest.approx((mine - today).mean())
    assert found.regret.expected.value <= found.regret.at_most
    shares = [one.share for one in found.least_trusted]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert {one.cell: one.share for one in found.least_trusted}["autumn", "print"] == 0
    assert [message.key for message in found.left_out] == ["risk.left_out.decisions"]


def test_spend_beyond_what_was_observed_is_told_by_cell():
    document, allocation = planned()
    spend = allocation.cell_spend
    beyond = {one.cell: one.observed for one in appraise_risk(document, allocation, seconds=2.0).extrapolated}
    assert ("spring search" in beyond) == (spend["spring", "search"] > 4 * 300_000)
    assert all(observed in {12_000.0, 9_000.0} for observed in beyond.values())


def test_a_point_of_the_frontier_goes_through_the_ordinary_planning():
    document, allocation = planned()
    frontier = plan_frontier(document, allocation, aversions=(0.0, 1.0), tail=0.2, seconds=4.0)
    assert [point.aversion for point in frontier.points] == sorted(
        point.aversion for point in frontier.points
    )
    assert frontier.points[0].mean >= net_value_draws(document, allocation).mean() * (1 - 1e-3)
    wary = frontier.points[-1]
    locked = apply_changes(document, lock_changes(document, wary.spend))
    again = allocate(locked)
    assert {key: amount for key, amount in wary.spend.items() if amount} == {
        key: amount for key, amount in again.cell_spend.items() if amount
    }
    assert net_value_draws(locked, again).mean() == pytest.approx(wary.mean)
    assert wary.cvar == pytest.approx(np.sort(net_value_draws(locked, again))[: DRAWS // 5].mean())


def test_sensitivity_evaluates_the_plan_and_the_best_split_after_each_shock():
    document, allocation = planned()
    shocks = (Shock("none"), Shock("dear", price=1.25), Shock("weak", lift=0.6))
    found = sensitivity(document, allocation, shocks=shocks, seconds=12.0)
    assert found.plan == pytest.approx(net_value_draws(document, allocation).mean())
    assert len(found.responses) == 9
    for one in found.responses:
        assert one.kept <= one.best + 1e-6
        assert one.best <= one.bound
        if one.shock == "none":
            assert one.kept == pytest.approx(found.plan)
            assert one.best == pytest.approx(found.best, rel=2e-3)
        else:
            used = allocation.channel_spend.get(one.channel, 0) > 0
            assert one.kept < found.plan if used else one.kept == pytest.approx(found.plan)
            assert one.best <= found.best * (1 + 1e-3)


def test_a_shock_is_the_document_with_that_price():
    """Media a quarter dearer are a curve stretched by a quarter: the cell's scale and effect say the same."""
    document, allocation = planned()
    found = sensitivity(document, allocation, shocks=(Shock("dear", price=1.25),), seconds=6.0)
    kept = next(one.kept for one in found.responses if one.channel == "tv")
    campaigns = tuple(
        campaign.model_copy(
            update={
                "channels": tuple(
                    cell.model_copy(update={"scale": 1.25}) if cell.channel == "tv" else cell
                    for cell in campaign.channels
                )
            }
        )
        for campaign in document.campaigns
    )
    assert kept == pytest.approx(
        net_value_draws(document.model_copy(update={"campaigns": campaigns}), allocation).mean()
    )


def test_nothing_to_split_has_no_problem():
    document, allocation = planned()
    idle = Allocation(proof=allocation.proof)
    assert scenario_risk(document, idle) is None
    assert plan_frontier(document, idle) is None
    assert sensitivity(document, idle) is None
    assert appraise_risk(document, idle).regret is None
