"""Sensitivity: indices that are known by formula, and assumptions of a scenario."""

import math

import numpy as np
import pytest

from scenarios.document import SimulationSettings
from simulation import SimulationError, simulate
from simulation.experiments.factors import Factor, check_factors, with_values
from simulation.experiments.response import Model, response
from simulation.experiments.sensitivity import morris, sobol
from tests.simulation.builders import plan_of
from tests.simulation.documents import busy

pytest.importorskip("SALib")
ANGLES = tuple(Factor(name, -math.pi, math.pi) for name in ("one", "two", "three"))
SETTINGS = SimulationSettings(replications=3, dispatch="due_date", workers=1)
FACTORS = (
    Factor("risks.approval_latency_factor", 0.5, 4.0),
    Factor("risks.absence.daily_probability", 0.0, 0.1),
    Factor("risks.urgent.promise_hours", 40.0, 60.0),
)


def ishigami(points, a=7.0, b=0.1):
    """Ishigami and Homma (1990)."""
    one, two, three = np.array(points).T
    return np.sin(one) + a * np.sin(two) ** 2 + b * three**4 * np.sin(one)


def ishigami_indices(a=7.0, b=0.1):
    """First-order and total indices in closed form."""
    first = (1 + b * math.pi**4 / 5) ** 2 / 2
    second = a**2 / 8
    both = b**2 * math.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    return {
        "one": (first / whole, (first + both) / whole),
        "two": (second / whole, second / whole),
        "three": (0.0, both / whole),
    }


def test_sobol_indices_of_the_ishigami_function():
    found = sobol(ishigami, ANGLES, samples=4096, seed=2)
    assert found.runs == 4096 * 5
    for index in found.indices:
        first, total = ishigami_indices()[index.path]
        assert index.first.value == pytest.approx(first, abs=0.03)
        assert index.total.value == pytest.approx(total, abs=0.03)
        assert index.first.low <= first <= index.first.high
        assert index.total.low <= total <= index.total.high
    assert found.deviation**2 == pytest.approx(13.8446, rel=0.03)
    assert [one.path for one in found.indices] == ["one", "two", "three"]


def test_morris_effects_of_a_linear_function_are_its_slopes():
    factors = (Factor("a", 0, 2), Factor("b", -1, 1), Factor("c", 0, 1))
    found = morris(lambda points: [3 * a - 5 * b + 0 * c for a, b, c in points], factors, trajectories=6)
    assert found.runs == 6 * 4
    assert [one.path for one in found.effects] == ["b", "a", "c"]
    assert [one.mean for one in found.effects] == pytest.approx([-10, 6, 0])
    assert [one.strength.value for one in found.effects] == pytest.approx([10, 6, 0])
    assert [one.spread for one in found.effects] == pytest.approx([0, 0, 0], abs=1e-9)


def test_samples_follow_from_the_seed():
    assert sobol(ishigami, ANGLES, samples=64, seed=5) == sobol(ishigami, ANGLES, samples=64, seed=5)
    assert sobol(ishigami, ANGLES, samples=64, seed=5) != sobol(ishigami, ANGLES, samples=64, seed=6)
    assert morris(ishigami, ANGLES, seed=5) == morris(ishigami, ANGLES, seed=5)


def test_a_response_that_never_varies_has_no_indices():
    found = sobol(lambda points: [4.0] * len(points), ANGLES, samples=8)
    assert all(one.total.value == one.first.value == 0 for one in found.indices)


def test_samples_are_a_power_of_two():
    with pytest.raises(SimulationError, match="100"):
        sobol(ishigami, ANGLES, samples=100)


def test_a_scenario_responds_to_what_matters():
    scenario = busy()
    model = Model(scenario, plan_of(scenario), FACTORS, "lateness_days")
    found = morris(response(model, SETTINGS), FACTORS, trajectories=3)
    assert found.effects[0].path == "risks.approval_latency_factor"
    assert found.effects[0].mean > 0
    idle = next(one for one in found.effects if one.path == "risks.urgent.promise_hours")
    assert idle.strength.value == idle.spread == 0


def test_a_point_is_a_simulation_of_the_changed_document():
    scenario = busy()
    values = (2.0, 0.02, 50.0)
    here, there = (
        response(Model(scenario, plan, FACTORS), SETTINGS)([values, values])
        for plan in (plan_of(scenario), plan_of)
    )
    outcome = simulate(with_values(scenario, FACTORS, values), plan_of(scenario), settings=SETTINGS)
    assert here == there == [outcome.net_value.mean()] * 2
    assert response(Model(scenario, plan_of, FACTORS), SETTINGS, workers=2)([values]) == here[:1]


def test_values_are_set_or_scaled_and_whole_numbers_stay_whole():
    scenario = busy()
    factors = (
        Factor("workflows[prep].stages[copy].effort", 0.5, 2, scales=True),
        Factor("organisation.wip_limit", 1, 4),
        Factor("risks.change_requests.probability", 0.1, 0.9),
    )
    changed = with_values(scenario, factors, (2.0, 2.7, 0.25))
    effort = next(one for one in changed.workflows[0].stages if one.id == "copy").effort
    assert (effort.low, effort.mode, effort.high) == (8, 16, 32)
    assert changed.organisation.wip_limit == 3
    assert changed.risks.change_requests.probability == 0.25


@pytest.mark.parametrize(
    "factor",
    [
        Factor("risks.nothing", 0, 1),
        Factor("risks.absence", 0, 1),
        Factor("risks.absence.cover", 0, 1),
        Factor("workflows[gone].stages", 0, 1),
        Factor("risks.handoff_factor", 1, 1),
        Factor("risks.absence.daily_probability", 0.5, 1.5),
        Factor("..", 0, 1),
    ],
    ids=lambda one: one.path,
)
def test_factors_that_cannot_be_varied_are_named(factor):
    with pytest.raises(SimulationError, match=r"risks|workflows|\.\."):
        check_factors(busy(), [factor])


def test_factors_are_needed_and_come_once():
    with pytest.raises(SimulationError, match="factor"):
        check_factors(busy(), [])
    with pytest.raises(SimulationError, match="handoff"):
        check_factors(busy(), [Factor("risks.handoff_factor", 0, 1)] * 2)
