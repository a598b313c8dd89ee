"""Spend beyond the data: remarked where it is allowed, bounded, verified and explained where it is forbidden."""

import pytest

from optimizer import allocate
from optimizer.verify.money import money_violations
from scenarios.checks import check
from scenarios.extrapolation import excesses
from tests.scenarios.small import small_scenario

OBSERVED = 30_00


def scenario_with(extrapolation, *, observed=OBSERVED, lock=None):
    scenario = small_scenario()
    objective = {"extrapolation": extrapolation, "strategy": "budget_only"}
    channels = tuple(one.model_copy(update={"observed_max": observed}) for one in scenario.channels)
    spring = scenario.campaigns[0]
    cells = (spring.channels[0].model_copy(update={"lock": lock}), *spring.channels[1:])
    return scenario.model_copy(
        update={
            "objective": scenario.objective.model_copy(update=objective),
            "channels": channels,
            "campaigns": (spring.model_copy(update={"channels": cells}), *scenario.campaigns[1:]),
        }
    )


@pytest.fixture(scope="module")
def allowed():
    return allocate(scenario_with("allow"))


@pytest.fixture(scope="module")
def forbidden():
    return allocate(scenario_with("forbid"))


def test_what_is_allowed_is_remarked(allowed):
    assert list(excesses(scenario_with("allow"), allowed))
    assert any(note.key == "curves.note.extrapolation" for note in allowed.notes)
    assert not money_violations(scenario_with("allow"), allowed)


def test_what_is_forbidden_is_found_without_the_solver(allowed):
    codes = {violation.code for violation in money_violations(scenario_with("forbid"), allowed)}
    assert codes == {"cell_unobserved"}


def test_what_is_forbidden_does_not_happen_and_binds(forbidden):
    scenario = scenario_with("forbid")
    assert not list(excesses(scenario, forbidden))
    assert not money_violations(scenario, forbidden)
    assert forbidden.media > 0
    assert any(
        binding.name.key == "allocation.require.observed" and binding.worth > 0
        for binding in forbidden.bindings
    )


def test_the_bound_is_the_largest_period(forbidden):
    """Front periods bind: the cell's spend times the pattern's greatest share is what was observed."""
    scenario = scenario_with("forbid")
    scale = scenario.campaigns[0].channels[0].scale
    peak = max(line.amount for line in forbidden.spend if line.channel == "tv")
    assert peak == pytest.approx(OBSERVED * scale, rel=0.05)


def test_a_lock_beyond_the_data_is_a_contradiction():
    assert not check(scenario_with("allow", lock=900_00))
    codes = [problem.code for problem in check(scenario_with("forbid", lock=900_00))]
    assert codes == ["cell_beyond_observed"]
