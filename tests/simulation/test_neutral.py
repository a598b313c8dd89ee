"""A mechanism at its neutral value changes nothing at all: every array of the outcome is equal bit for bit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.document import Scenario, SimulationSettings
from simulation import simulate
from tests.simulation.builders import plan_of, scheduled
from tests.simulation.documents import BUSY_RISKS, busy
from tests.strategies import scenarios

RUNS = SimulationSettings(replications=6, workers=1)


def changed(scenario, edit):
    """The scenario with ``edit`` applied to its document."""
    document = scenario.model_dump(mode="json")
    edit(document)
    return Scenario.model_validate(document)


def outcomes(scenario, plan, dispatch):
    found = simulate(scenario, plan, settings=RUNS.model_copy(update={"dispatch": dispatch}))
    return found.model_copy(update={"provenance": None})


def without(mechanism):
    return {**BUSY_RISKS, mechanism: {}}


def never_absent(document):
    document["risks"]["absence"] = {"daily_probability": 0, "spell_days": [30], "cover": False}


def changes_never_come(document):
    document["risks"]["change_requests"] = {"at_most": 5, "probability": 0, "extra_effort": 40}


def no_change_allowed(document):
    document["risks"]["change_requests"] = {"at_most": 0, "probability": 1, "extra_effort": 40}


def no_urgent_request(document):
    document["risks"]["urgent"] = {"per_week": 0, "workflow": "quick", "value": 900}


def rework_that_never_happens(document):
    document["workflows"][0]["stages"][3]["rework"] = {"probability": 0, "target": "design"}


def room_for_everyone(document):
    document["organisation"]["wip_limit"] = len(document["campaigns"])


def cover_without_absence(document):
    document["risks"]["absence"]["cover"] = False


def same_express_variant(document):
    document["workflows"].append({**document["workflows"][2], "id": "twin"})
    document["workflows"][0]["express"] = "twin"


def factors_of_one(document):
    document["risks"] |= {"handoff_factor": 1.0, "approval_latency_factor": 1.0, "rework_factor": 1.0}


def handoffs_as_by_default(document):
    delay = document["organisation"]["handoff"]["default"]
    document["organisation"]["handoff"]["between"] = [{"source": "lead", "target": "studio", "delay": delay}]


def certain_three_points(document):
    document["workflows"][1]["stages"][1]["effort"] = [0.5, 0.5, 0.5]


def nothing_to_add(document):
    document["campaigns"][0]["size"] = 1.0
    document["risks"]["change_requests"]["repeat_effort"] = 0.5


NEUTRAL = [
    (never_absent, {"risks": without("absence")}),
    (changes_never_come, {"risks": without("change_requests")}),
    (no_change_allowed, {"risks": without("change_requests")}),
    (no_urgent_request, {"risks": without("urgent")}),
    (rework_that_never_happens, {}),
    (cover_without_absence, {"risks": without("absence")}),
    (same_express_variant, {}),
    (factors_of_one, {}),
    (handoffs_as_by_default, {}),
    (certain_three_points, {}),
    (nothing_to_add, {}),
]


@pytest.mark.parametrize("dispatch", ["due_date", "plan"])
@pytest.mark.parametrize(("edit", "parts"), NEUTRAL, ids=lambda value: getattr(value, "__name__", ""))
def test_a_neutral_mechanism_changes_nothing(edit, parts, dispatch):
    scenario = busy(**parts)
    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    after = changed(scenario, edit)
    assert after != scenario or edit in {factors_of_one, nothing_to_add}
    assert outcomes(after, plan, dispatch) == outcomes(scenario, plan, dispatch)


@pytest.mark.parametrize("dispatch", ["due_date", "plan"])
def test_a_wip_limit_that_never_binds_is_none(dispatch):
    scenario = changed(busy(), lambda document: document["organisation"].pop("wip_limit"))
    plan = scheduled(scenario, lambda qualified, number: qualified[-number:])
    limited = changed(scenario, room_for_everyone)
    assert outcomes(limited, plan, dispatch) == outcomes(scenario, plan, dispatch)


def test_every_mechanism_matters_here():
    """The comparisons above could not fail in a scenario where nothing happens."""
    scenario = busy()
    plan = plan_of(scenario)
    whole = outcomes(scenario, plan, "due_date")
    for mechanism in BUSY_RISKS:
        assert outcomes(busy(risks=without(mechanism)), plan, "due_date") != whole
    for factor in ("handoff_factor", "approval_latency_factor", "rework_factor"):
        assert outcomes(busy(risks={**BUSY_RISKS, factor: 0.5}), plan, "due_date") != whole


@given(
    scenarios(max_campaigns=4, with_risks=False, with_settings=False), st.sampled_from(["plan", "due_date"])
)
@settings(max_examples=25)
def test_all_at_once_on_random_scenarios(scenario, dispatch):
    def edit(document):
        first = document["workflows"][0]["id"]
        never_absent(document)
        changes_never_come(document)
        document["risks"]["urgent"] = {"per_week": 0, "workflow": first, "value": 1}
        for workflow in document["workflows"]:
            for stage in workflow["stages"]:
                stage["rework"] = stage["rework"] or {"probability": 0, "target": stage["id"]}
        if document["organisation"]["wip_limit"] is None:
            room_for_everyone(document)

    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    after = changed(scenario, edit)
    assert outcomes(after, plan, dispatch) == outcomes(scenario, plan, dispatch)
