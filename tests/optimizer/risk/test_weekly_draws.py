"""Draws of spend that is decided period by period: the weekly response of each draw, and proven limits above it."""

import numpy as np
import pytest

from optimizer.risk import Cell, RiskProblem, net_value_draws, scenario_risk
from optimizer.risk.weekly_draws import weekly_draws
from scenarios.document import Scenario
from scenarios.today import todays_allocation
from scenarios.valuation import Valuation
from scenarios.weekly import weekly_response
from tests.optimizer.allocation.cases import campaign, cell, channel, day, hill, michaelis, scenario
from tests.optimizer.risk.scenario_cases import drawn
from tests.optimizer.risk.test_tables import lifted_gap

DRAWS = 5
SHARES = np.array([0.5, 0.0, 0.3, 0.2])


def document(curve, basis="incremental", tiers=True) -> Scenario:
    """One campaign over four of six weeks on a channel whose weeks are decided, with carry-in and period tiers."""
    random = np.random.default_rng(2)
    centres = {name: value for name, value in curve.items() if name not in {"family", "spend", "outcome"}}
    cards = {"rate_card": [{"spend_from": 3_000, "price": 0.8}], "rate_basis": basis} if tiers else {}
    weekly = channel(
        "tv",
        curve,
        retention=0.4,
        pattern="optimised",
        flighting=cards,
        season=[1.0, 1.5, 0.7],
        draws={**drawn(random, DRAWS, **centres), "retention": random.uniform(0.2, 0.6, DRAWS).tolist()},
    )
    cells = [cell("tv", today=9_000, carry_in=2_000, scale=1.2)]
    return scenario(
        [weekly],
        [campaign("one", cells, flight_periods=4, due=day(7), mandatory=True)],
        20_000,
        horizon={"start": day(0), "periods": 6},
        objective={"strategy": "budget_only", "margin": 0.5, "carry_out_periods": 2},
    )


def parts(one):
    return one, one.campaigns[0], one.campaigns[0].channels[0], one.channels[0], 1


def with_draw(one, number):
    medium = one.channels[0]
    values = {name: column[number] for name, column in medium.draws.columns().items()}
    retention = values.pop("retention")
    curve = medium.curve.model_copy(update=values)
    changed = medium.model_copy(update={"curve": curve, "retention": retention, "draws": None})
    return one.model_copy(update={"channels": (changed,)})


CURVES = (
    hill(60_000, 4_000, 2.2),
    michaelis(40_000, 3_000),
    {"family": "sigmoid", "ceiling": 50_000, "rate": 0.001, "midpoint": 3_000},
    {"family": "tabulated", "spend": [0, 2_000, 5_000, 9_000], "outcome": [0, 1_000, 20_000, 25_000]},
)


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve["family"])
def test_every_draw_is_its_weekly_response(curve):
    one = document(curve)
    found = weekly_draws(*parts(one), SHARES)
    totals = np.array([0.0, 500.0, 4_000.0, 15_000.0])
    values = found.value(totals)
    for number in range(DRAWS):
        alone = weekly_response(*parts(with_draw(one, number)))
        expected = [0.5 * alone.value(total * SHARES) for total in totals]
        np.testing.assert_allclose(values[:, number], expected, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("basis", ["incremental", "all_units"])
@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve["family"])
def test_lifted_lines_lie_above_every_draw(curve, basis):
    response = weekly_draws(*parts(document(curve, basis)), SHARES)
    above, size = lifted_gap(RiskProblem((Cell("one", response, 0.0, 20_000.0),), 20_000.0))
    assert above.min() >= -1e-12 * size
    if basis == "incremental" and curve["family"] != "tabulated":
        assert above.max() <= 5e-3 * size


def test_a_plan_s_net_value_is_the_statement_of_each_draw():
    one = document(CURVES[0])
    today = todays_allocation(one)
    found = net_value_draws(one, today)
    for number in range(DRAWS):
        statement = Valuation(with_draw(one, number)).statement(today)
        assert found[number] == pytest.approx(statement.net_value / 100, abs=0.05)
    risk = scenario_risk(one, today)
    np.testing.assert_allclose(risk.net_value(risk.spend), found)
    assert "risk.left_out.flighting" in {message.key for message in risk.left_out}
