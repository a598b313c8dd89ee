"""From a weekly series to a plan that is verified and simulated."""

from __future__ import annotations

import pytest

from optimizer.fitting import FitOptions, fit_curves, read_series
from pipeline import run
from scenarios.document import HillCurve, LogisticCurve, Scenario
from scenarios.document.carry_over import DelayedCarryOver
from scenarios.generator import weekly_history
from scenarios.plan import Status
from scenarios.reading import read_scenario
from scenarios.writing import write_scenario

REPLICATIONS = 5


def few_replications(scenario: Scenario) -> Scenario:
    simulation = scenario.settings.simulation.model_copy(update={"replications": REPLICATIONS, "workers": 1})
    settings = scenario.settings.model_copy(update={"simulation": simulation})
    return scenario.model_copy(update={"settings": settings})


def fitted_then_run(path, tmp_path, **columns):
    """The record of the scenario that a fit writes, read back from its file."""
    result = fit_curves(read_series(path, **columns), FitOptions(draws=0))
    file = write_scenario(result.to_scenario(), tmp_path / "fitted.yaml")
    return run(few_replications(read_scenario(file)))


def assert_planned_and_simulated(record, channels):
    plan = record.plan
    assert plan.allocation.proof.status is Status.OPTIMAL
    assert plan.allocation.media <= record.scenario.budget.available
    today = sum(cell.today for campaign in record.scenario.campaigns for cell in campaign.channels)
    assert today == record.scenario.budget.total
    assert len(plan.schedule.launches) == channels
    assert record.outcome.replications == REPLICATIONS
    assert set(record.outcome.net_value.tolist()) == {plan.projected.net_value}


def test_a_generated_series_becomes_a_simulated_plan(tmp_path):
    curves = {
        "tv": HillCurve(family="hill", ceiling=90_000, half_saturation=40_000, slope=1.5),
        "search": HillCurve(family="hill", ceiling=60_000, half_saturation=9_000, slope=1.0),
    }
    history = weekly_history(curves, {"tv": 0.5, "search": 0.1}, {"tv": 18_000, "search": 6_000}, seed=1)
    path = tmp_path / "weeks.csv"
    path.write_text(history.to_csv(), encoding="utf-8")
    record = fitted_then_run(path, tmp_path, outcome="outcome", spend=["tv", "search"], events=["event"])
    assert_planned_and_simulated(record, channels=2)


@pytest.mark.parametrize("name", ["delayed", "weibull_cdf", "weibull_pdf"])
def test_every_carry_over_becomes_a_simulated_plan(tmp_path, name):
    curve = LogisticCurve(family="logistic", ceiling=90_000, rate=5e-5)
    kernel = DelayedCarryOver(family="delayed", retention=0.6, peak=1.5, length=13, normalised=True)
    path = tmp_path / "weeks.csv"
    path.write_text(weekly_history({"tv": curve}, {"tv": kernel}, {"tv": 18_000}, seed=1).to_csv(), "utf-8")
    series = read_series(path, outcome="outcome", spend=["tv"], events=["event"])
    result = fit_curves(series, FitOptions(family="logistic", carry_over=name, draws=20, origins=0))
    file = write_scenario(result.to_scenario(), tmp_path / "fitted.yaml")
    scenario = read_scenario(file)
    assert scenario.channels[0].carry_over.family == name
    assert scenario.channels[0].draws.number == 20
    assert_planned_and_simulated(run(few_replications(scenario)), channels=1)


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        (
            "robyn__dt_simulated_weekly.csv",
            {
                "outcome": "revenue",
                "spend": ["tv_S", "ooh_S", "print_S", "facebook_S", "search_S"],
                "controls": ["competitor_sales_B", "newsletter"],
                "events": ["events"],
            },
        ),
        (
            "pymc__mmm_example.csv",
            {"outcome": "y", "spend": ["x1", "x2"], "events": ["event_1", "event_2"], "spend_unit": 1000.0},
        ),
    ],
)
def test_public_series_become_simulated_plans(reference_data, tmp_path, file, columns):
    record = fitted_then_run(reference_data / "mmm" / file, tmp_path, **columns)
    assert_planned_and_simulated(record, channels=len(columns["spend"]))
