"""Further mechanisms at their neutral values change nothing at all, each alone and all at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import replicate, simulate
from tests.simulation.builders import plan_of, scheduled
from tests.simulation.documents import BY_DATE, busy, work
from tests.simulation.test_neutral import changed
from tests.strategies import scenarios

FILLER = {"id": "idle", "name": "Idle", "stages": [work("sit", 3)]}


def stages_of(document):
    return [stage for workflow in document["workflows"] for stage in workflow["stages"]]


def decay_of_one(document):
    for stage in stages_of(document):
        if stage["rework"]:
            stage["rework"] |= {"probability_decay": 1, "effort_decay": 1}


def reuse_that_never_happens(document):
    for stage in stages_of(document):
        stage["reuse"] = {"probability": 0, "saving": 1}


def reuse_that_saves_nothing(document):
    for stage in stages_of(document):
        stage["reuse"] = {"probability": 1, "saving": 0}


def defects_that_never_escape(document):
    for stage in stages_of(document):
        stage["escape"] = {"probability": 0, "repair": 40, "cost": 1000}


def defects_that_a_second_signature_always_catches(document):
    document["workflows"][0]["stages"][1]["escape"] = {"probability": 1, "caught_by_second": 1, "repair": 9}


def penalty_without_overlap(document):
    for stage in stages_of(document):
        stage["overlap_penalty"] = 5.0


def limits_that_never_bind(document):
    for stage in stages_of(document):
        stage["wip_limit"] = 1000
    for department in document["organisation"]["departments"]:
        department["wip_limit"] = 1000


def no_switching_loss(document):
    document["organisation"]["switching_loss"] = 0


def one_thing_at_a_time(document):
    document["organisation"]["multitasking"] = 1


def ramp_up_at_full_speed(document):
    for person in document["organisation"]["people"]:
        person |= {"joins": document["horizon"]["start"], "ramp_up_weeks": 50, "ramp_up_speed": 100}


def ramp_up_long_ago(document):
    for person in document["organisation"]["people"]:
        person |= {"joins": "2020-01-01", "ramp_up_weeks": 8, "ramp_up_speed": 1}


def streams_that_never_come(document):
    document["workflows"].append(FILLER)
    document["streams"] = [
        {"id": "none", "name": "None", "workflow": "idle", "per_week": 0, "lane": "urgent"}
    ]


def shocks_of_nothing(document):
    days = {"first": "2027-01-05", "last": "2027-01-20"}
    document["risks"]["shocks"] = [
        {"id": "one", "kind": "approvals", "days": days, "factor": 1},
        {"id": "two", "kind": "supplier", "days": days, "delay": 0},
        {"id": "three", "kind": "surge", "days": days, "factor": 1},
    ]


def room_for_every_request(document):
    document["risks"]["urgent"]["limit"] = 10_000


EDITS = [
    decay_of_one,
    reuse_that_never_happens,
    reuse_that_saves_nothing,
    defects_that_never_escape,
    defects_that_a_second_signature_always_catches,
    penalty_without_overlap,
    limits_that_never_bind,
    no_switching_loss,
    one_thing_at_a_time,
    ramp_up_at_full_speed,
    ramp_up_long_ago,
    shocks_of_nothing,
    room_for_every_request,
]


def outcomes(scenario, plan, dispatch):
    settings = BY_DATE.model_copy(update={"dispatch": dispatch, "replications": 3})
    return simulate(scenario, plan, settings=settings).model_copy(update={"provenance": None})


def rows(scenario, plan, dispatch):
    settings = BY_DATE.model_copy(update={"dispatch": dispatch})
    return replicate(scenario, plan, settings=settings).log.rows.tolist()


@pytest.mark.parametrize("dispatch", ["due_date", "plan"])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_neutral_mechanism_changes_nothing(edit, dispatch):
    scenario = busy()
    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    after = changed(scenario, edit)
    assert outcomes(after, plan, dispatch) == outcomes(scenario, plan, dispatch)
    assert rows(after, plan, dispatch) == rows(scenario, plan, dispatch)


@pytest.mark.parametrize("dispatch", ["due_date", "plan"])
def test_nobody_calls_anybody_away_where_nothing_is_urgent(dispatch):
    calm = changed(busy(), lambda document: document["risks"].update(urgent={}))
    after = changed(calm, lambda document: document["risks"]["urgent"].update(preempts=True, limit=1))
    plan = scheduled(calm, lambda qualified, number: qualified[:number])
    assert outcomes(after, plan, dispatch) == outcomes(calm, plan, dispatch)


def test_whoever_is_alike_is_chosen_alike():
    alike = changed(busy(), _level_two)
    plan = plan_of(alike)
    chosen = [
        simulate(alike, plan, settings=BY_DATE.model_copy(update={"replications": 3, "people_choice": rule}))
        for rule in ("least_versatile", "fastest")
    ]
    assert chosen[0] == chosen[1]


def _level_two(document):
    for person in document["organisation"]["people"]:
        person["skills"] = dict.fromkeys(person["skills"], 2)


def test_a_stream_that_never_comes_adds_a_column_and_nothing_else():
    scenario = busy()
    after = changed(scenario, streams_that_never_come)
    found = outcomes(after, plan_of(after), "due_date")
    assert found.stream_requests.tolist() == [[0]] * found.replications
    without = found.model_copy(
        update={
            name: getattr(found, name)[:, :0]
            for name in ("stream_requests", "stream_refused", "stream_completed", "stream_lead")
        }
        | {"streams": ()}
    )
    assert without == outcomes(scenario, plan_of(scenario), "due_date")


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: document["risks"]["urgent"].update(preempts=True),
        lambda document: document["risks"]["urgent"].update(limit=1),
        lambda document: document["organisation"].update(switching_loss=30),
        lambda document: document["organisation"].update(multitasking=2),
        lambda document: document["organisation"].update(status_updates={"every_days": 2}),
        lambda document: document["organisation"].update(
            escalation={"days_before": 12, "approval_factor": 0.5}
        ),
        lambda document: document["organisation"]["departments"][1].update(wip_limit=1),
        lambda document: stages_of(document)[3].update(wip_limit=1),
        lambda document: stages_of(document)[3].update(reuse={"probability": 0.5, "saving": 0.5}),
        lambda document: stages_of(document)[3].update(escape={"probability": 0.5, "repair": 5}),
        lambda document: stages_of(document)[3].update(overlap=0.5),
        lambda document: stages_of(document)[4]["rework"].update(probability_decay=0.5),
        lambda document: stages_of(document)[4]["rework"].update(effort_decay=0.5),
    ],
)
def test_every_mechanism_matters_here(edit):
    """The comparisons above could not fail in a scenario in which nothing happens."""
    scenario = busy()
    plan = plan_of(scenario)
    assert outcomes(changed(scenario, edit), plan, "due_date") != outcomes(scenario, plan, "due_date")


@given(
    scenarios(max_campaigns=4, with_settings=False), st.sampled_from(["weighted", "critical_ratio", "plan"])
)
@settings(max_examples=10)
def test_all_at_once_on_random_scenarios(scenario, dispatch):
    def edit(document):
        for stage in stages_of(document):
            stage["reuse"] = stage["reuse"] or {"probability": 0, "saving": 1}
            stage["escape"] = stage["escape"] or {"probability": 0, "found_at": stage["id"]}
            stage["wip_limit"] = stage["wip_limit"] or 10_000
        for department in document["organisation"]["departments"]:
            department["wip_limit"] = department["wip_limit"] or 10_000

    capped = changed(scenario, _at_most_one_a_day)
    plan = scheduled(capped, lambda qualified, number: qualified[:number])
    assert outcomes(changed(capped, edit), plan, dispatch) == outcomes(capped, plan, dispatch)


def _at_most_one_a_day(document):
    for stream in (document["risks"]["urgent"], *document["streams"]):
        stream["per_week"] = min(stream["per_week"], 7)
