"""Control variates: right where theory says, of known mean, and paid for only when they pay."""

import numpy as np
import pytest

from scenarios.document import Risks, SimulationSettings
from simulation import simulate
from simulation.blueprint import build_blueprint
from simulation.experiments.control import ESTIMATED, NAMES, control, draw_controls
from simulation.experiments.regression import Controls, controlled_mean
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, busy, campaign, people, team, work

SCENARIO = busy()
PLAN = plan_of(SCENARIO)


def normals(count, noise, rng, number=1):
    luck = rng.standard_normal((count, number))
    controls = Controls(
        tuple(f"c{one}" for one in range(number)), luck + 3.0, np.full(number, 3.0), np.zeros(number)
    )
    return 10 + luck[:, 0] + noise * rng.standard_normal(count), controls


def test_the_variance_falls_by_what_the_correlation_explains():
    rng = np.random.default_rng(1)
    samples, controls = normals(4_000, 0.5, rng)
    found = controlled_mean(samples, controls, 0.95)
    assert found.used == ("c0",)
    assert found.variance_ratio == pytest.approx((1 + 0.25) / 0.25, rel=0.1)
    assert found.estimate.half_width == pytest.approx(1.96 * 0.5 / 4_000**0.5, rel=0.05)


def test_intervals_cover_the_mean_as_often_as_they_say():
    rng = np.random.default_rng(2)
    trials = 1_000
    hits = 0
    for _ in range(trials):
        found = controlled_mean(*normals(40, 0.7, rng, number=3), 0.9).estimate
        hits += found.low <= 10 <= found.high
    assert hits / trials == pytest.approx(0.9, abs=0.035)


def test_an_estimated_mean_costs_what_it_is_uncertain():
    rng = np.random.default_rng(3)
    samples, exact = normals(1_000, 0.2, rng)
    vague = Controls(exact.names, exact.samples, exact.means, np.array([0.5 / 1_000]))
    sharp, blunt = (controlled_mean(samples, one, 0.95).estimate for one in (exact, vague))
    assert (blunt.half_width / sharp.half_width) ** 2 == pytest.approx((0.04 + 0.5) / 0.04, rel=0.1)
    useless = Controls(exact.names, exact.samples, exact.means, np.array([5.0 / 1_000]))
    assert controlled_mean(samples, useless, 0.95).used == ()


def test_controls_that_do_not_pay_change_nothing():
    rng = np.random.default_rng(4)
    samples = rng.standard_normal(200)
    controls = Controls(("idle", "still"), rng.standard_normal((200, 2)) * [1, 0], np.zeros(2), np.zeros(2))
    found = controlled_mean(samples, controls, 0.95)
    assert (found.used, found.variance_ratio) == ((), 1.0)
    assert found.estimate == found.plain


@pytest.fixture(scope="module")
def drawn():
    settings = SimulationSettings(dispatch="due_date")
    return draw_controls(build_blueprint(SCENARIO, PLAN, settings), 800)


@pytest.mark.parametrize("name", NAMES)
def test_the_known_means_are_those_of_the_draws(name, drawn):
    column = NAMES.index(name)
    samples = drawn.samples[:, column]
    error = (samples.var(ddof=1) / len(samples) + drawn.errors[column]) ** 0.5
    assert abs(samples.mean() - drawn.means[column]) < 4 * error
    assert (drawn.errors[column] > 0) == (name == ESTIMATED)


def test_without_chance_every_control_is_its_mean():
    certain = SCENARIO.model_copy(update={"risks": Risks(varying_durations=False, rework_factor=0.0)})
    found = draw_controls(build_blueprint(certain, PLAN, SimulationSettings(dispatch="due_date")), 5)
    assert np.allclose(found.samples, found.means)


def test_the_critical_path_of_one_person_jobs_is_their_lead_time():
    """With people and hours without limit a campaign is launched when its longest path is through."""
    stages = [
        work("a", [1, 2, 6]),
        work("b", [2, 5, 9], predecessors=["a"]),
        work("c", [3, 4, 5], "draw", predecessors=["a"]),
        work("d", [1, 2, 3], predecessors=["b", "c"]),
    ]
    scenario = team(
        stages,
        people(ann=["craft"], bo=["draw"]),
        [campaign("one")],
        week=ALWAYS,
    )
    plan = plan_of(scenario)
    outcome = simulate(scenario, plan, settings=BY_DATE)
    controls = draw_controls(build_blueprint(scenario, plan, BY_DATE), BY_DATE.replications)
    hours = controls.samples[:, NAMES.index(ESTIMATED)]
    assert np.abs((outcome.launch - outcome.admission)[:, 0] - 60 * hours).max() <= 2


def test_a_measure_is_sharpened_by_the_luck_of_its_run():
    settings = BY_DATE.model_copy(update={"replications": 150})
    outcome = simulate(SCENARIO, PLAN, settings=settings)
    found = control(SCENARIO, PLAN, outcome, "lead_days")
    assert found.used
    assert found.variance_ratio > 1.1
    assert found.plain.low <= found.estimate.value <= found.plain.high
    assert control(SCENARIO, PLAN, outcome, "roas") is None
