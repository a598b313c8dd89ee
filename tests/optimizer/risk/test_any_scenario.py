"""Any scenario's plan of today can be appraised, and without draws it is worth what the statement says."""

import numpy as np
import pytest
from hypothesis import given, settings

from optimizer.risk import net_value_draws, scenario_risk
from optimizer.risk.whole_cents import whole_cents
from scenarios.today import todays_allocation
from scenarios.valuation import Valuation
from tests.strategies import scenarios


@settings(max_examples=25, deadline=None)
@given(scenarios(max_campaigns=4, with_risks=False, with_settings=False))
def test_todays_plan_is_worth_its_statement(scenario):
    channels = tuple(channel.model_copy(update={"draws": None}) for channel in scenario.channels)
    plain = scenario.model_copy(update={"channels": channels})
    today = todays_allocation(plain)
    statement = Valuation(plain).statement(today)
    exact = statement.contribution - statement.media - statement.campaign_fixed - statement.fixed
    found = net_value_draws(plain, today)
    assert len(found) == 1
    assert 100 * found[0] == pytest.approx(exact, rel=1e-9, abs=len(today.spend) + len(today.campaigns) + 1)


@settings(max_examples=25, deadline=None)
@given(scenarios(max_campaigns=4, with_risks=False, with_settings=False))
def test_todays_plan_is_a_split_of_its_problem(scenario):
    today = todays_allocation(scenario)
    risk = scenario_risk(scenario, today)
    if risk is None:
        return
    np.testing.assert_allclose(
        risk.net_value(risk.spend), net_value_draws(scenario, today), rtol=1e-9, atol=1e-6
    )
    assert (risk.problem.lower <= risk.problem.upper).all()
    cents = whole_cents(risk.problem, risk.spend)
    assert (cents >= 100 * risk.problem.lower - 1).all()
