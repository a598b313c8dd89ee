"""Selection among scenarios: duplicates are not run, ties end, and a better scenario wins."""

import numpy as np
import pytest

from simulation import SimulationError, simulate
from simulation.experiments.cases import Case
from simulation.experiments.ranking import Rule, rank
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

SETTINGS = BY_DATE.model_copy(update={"seed": 3})


def case(identifier, **parts):
    scenario = busy(id=identifier, name=identifier, **parts)
    return Case(scenario, plan_of(scenario))


def slower(identifier, factor):
    risks = busy().risks.model_dump(mode="json")
    return case(identifier, risks={**risks, "approval_latency_factor": factor})


@pytest.fixture(scope="module")
def found():
    cases = [slower("slow", 6.0), case("plain"), case("twin"), slower("slower", 9.0)]
    rule = Rule(zone=0.5, measure="lateness_days", first=10, most=60)
    return rank(cases, rule, settings=SETTINGS)


def test_quick_approvals_are_selected(found):
    assert found.candidates[0].scenario == "plain"
    assert found.candidates[0].fate == "best"
    assert found.end == "separated"
    assert found.subset == ("plain",)
    assert {one.scenario for one in found.candidates if one.fate == "worse"} == {"slow", "slower"}


def test_equal_documents_are_run_once(found):
    twin = next(one for one in found.candidates if one.scenario == "twin")
    assert (twin.fate, twin.of, twin.replications) == ("duplicate", "plain", 0)
    assert found.replications == sum(one.replications for one in found.candidates)


def test_the_figures_are_those_of_a_simulation(found):
    best = found.candidates[0]
    settings = SETTINGS.model_copy(update={"replications": best.replications})
    one = case("plain")
    outcome = simulate(one.scenario, one.plan, settings=settings)
    late = np.maximum(outcome.launch - outcome.target, 0).mean(axis=1) / 1440
    assert best.estimate.value == pytest.approx(late.mean())


def test_scenarios_that_come_to_the_same_end_as_ties():
    """The documents differ, and the difference never matters."""
    risks = busy().risks.model_dump(mode="json")
    idle = case("idle", risks={**risks, "urgent": {**risks["urgent"], "promise_hours": 47.9999}})
    found = rank([case("plain"), idle], Rule(zone=1.0, first=5, most=50), settings=SETTINGS, workers=2)
    assert found.end == "tied"
    assert [(one.scenario, one.fate, one.of) for one in found.candidates] == [
        ("plain", "best", None),
        ("idle", "tied", "plain"),
    ]


def test_nothing_but_duplicates_needs_no_race():
    found = rank([case("one"), case("two")], Rule(zone=1.0, first=5), settings=SETTINGS)
    assert found.end == "tied"
    assert [one.fate for one in found.candidates] == ["best", "duplicate"]


def test_cases_need_names_of_their_own():
    with pytest.raises(SimulationError, match="two"):
        rank([case("one"), case("one")], Rule(zone=1.0))
