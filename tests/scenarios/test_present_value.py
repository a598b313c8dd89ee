"""Present values: the statement's own money, period by period, discounted."""

import datetime as dt

import numpy as np
import pytest

from scenarios.draws import draw_responses
from scenarios.present_value import discount_factor, present_value, revenue_by_period
from scenarios.today import todays_allocation
from scenarios.valuation import Valuation
from tests.optimizer.allocation.cases import campaign, cell, channel, michaelis, scenario
from tests.optimizer.risk.scenario_cases import uncertain
from tests.scenarios.test_expected import cells, expected


def with_saturation_first(document):
    channels = (document.channels[0].model_copy(update={"saturation_first": True}), *document.channels[1:])
    return document.model_copy(update={"channels": channels})


@pytest.mark.parametrize(
    "change", [lambda one: one, expected, with_saturation_first], ids=["point", "mean", "first"]
)
def test_without_discount_flows_add_up_to_the_statement(change):
    document = change(uncertain())
    today = todays_allocation(document)
    statement = Valuation(document).statement(today)
    found = present_value(document, today, 0.0)
    assert found.net == found.undiscounted == statement.net_value
    assert found.contribution == statement.contribution
    assert found.media == statement.media
    assert found.fixed == statement.campaign_fixed + statement.fixed


@pytest.mark.parametrize("change", [lambda one: one, with_saturation_first], ids=["adstock", "saturation"])
def test_revenue_by_period_adds_up_to_the_response(change):
    document = change(uncertain())
    for one, terms, medium in cells(document):
        found = revenue_by_period(document, one, terms, medium, 1, 9_000.0)
        response = Valuation(document).response(one.id, medium.id, 1)
        assert found.sum() == pytest.approx(float(response.value(9_000.0)))


def test_revenue_by_period_of_expected_curves_is_the_mean():
    document = expected(with_saturation_first(uncertain()))
    for one, terms, medium in cells(document):
        found = revenue_by_period(document, one, terms, medium, 1, 9_000.0)
        mean = draw_responses(document, one, terms, medium, 1).value(np.array([9_000.0])).mean()
        assert found.sum() == pytest.approx(mean)


def test_outcomes_of_carry_over_come_later():
    """Half of each outcome a period later: all spend in the first of two periods, saturation first."""
    medium = channel("tv", michaelis(1_000, 100), retention=0.5, saturation_first=True, pattern=[1, 0])
    document = scenario(
        [medium],
        [campaign("one", [cell("tv", today=100)], flight_periods=2)],
        1_000,
        horizon={"start": "2027-01-04", "periods": 2, "period": "month"},
        objective={"carry_out_periods": 0},
    )
    found = present_value(document, todays_allocation(document), 0.1)
    assert [(flow.period, flow.contribution, flow.media) for flow in found.flows] == [
        (0, 50_000, 10_000),
        (1, 25_000, 0),
    ]
    assert found.flows[1].start == dt.date(2027, 2, 4)
    assert found.net == 50_000 + round(25_000 * 1.1 ** (-31 / 365)) - 10_000


def test_a_year_costs_the_rate():
    document = uncertain(horizon={"start": "2027-01-04", "periods": 24, "period": "month"})
    assert discount_factor(document, 0, 0.08) == 1
    assert discount_factor(document, 12, 0.08) == pytest.approx(1 / 1.08)


def test_present_values_fall_with_the_rate_for_a_plan_that_earns_later():
    document = uncertain()
    today = todays_allocation(document)
    values = [present_value(document, today, rate).net for rate in (0.0, 0.05, 0.2)]
    assert values == sorted(values, reverse=True)


def test_an_impossible_rate_is_named():
    with pytest.raises(ValueError, match="discount rate"):
        present_value(uncertain(), todays_allocation(uncertain()), -1.0)
