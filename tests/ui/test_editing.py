"""Tables and forms change what was edited in the document, and nothing else."""

import copy
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.document import Scenario
from scenarios.templates import templates
from tests.scenarios.small import small_scenario
from ui.editing import (
    campaigns,
    channels,
    disturbances,
    money,
    organisation,
    people,
    rules,
    settings,
    work,
)
from ui.editing.columns import Column
from ui.editing.paths import drop, look, put
from ui.editing.tables import Edits
from ui.editing.templates import with_template
from ui.scenario.grid import frame

TABLES = (
    channels.CHANNELS,
    channels.HOURS_PER_PERIOD,
    channels.HOURS_PER_10K,
    campaigns.CAMPAIGNS,
    campaigns.CELLS,
    people.PEOPLE,
    people.TEAMS,
    people.PERSON_SKILLS,
    people.TEAM_SKILLS,
    people.LEAVE,
    money.GROUPS,
    money.LINES,
    money.FIXED_COSTS,
    money.GOALS,
    rules.CHANGE_LIMITS,
    rules.COMMITMENTS,
    rules.PACKAGES,
    rules.EXCLUSIVE,
    rules.REQUIRED,
    people.STAY,
    organisation.DEPARTMENTS,
    organisation.APPROVERS,
    organisation.HANDOFFS,
    work.STAGES,
    work.REWORK,
    work.REUSE,
    work.OVERLAP,
    work.ESCAPE,
    work.WORKFLOWS,
    disturbances.STREAMS,
    disturbances.SHOCKS,
)
FORMS = (
    money.budget_fields,
    money.objective_fields,
    settings.risk_fields,
    settings.solver_fields,
    settings.simulation_fields,
    organisation.teamwork_fields,
    organisation.meeting_fields,
    disturbances.detail_fields,
)
NOTHING = Edits({}, (), frozenset())


def rich_document():
    scenario = small_scenario(goals=[{"id": "sales", "name": "Sales", "measure": "revenue", "target": 10}])
    document = scenario.model_dump(mode="json")
    document["organisation"]["people"][0]["leave"] = [{"first": "2027-01-05", "last": "2027-01-08"}]
    document["organisation"]["teams"] = [
        {"id": "ops", "name": "Ops", "headcount": 2, "department": "growth", "skills": {"buying": 1}}
    ]
    document["budget"]["groups"] = [{"group": "brand", "share_min": 0.3}]
    document["budget"]["lines"] = [{"line": "main", "spend_max": 2500}]
    named = {"id": "rule", "name": "Rule"}
    document["rules"] = {
        "change_limits": [{**named, "decrease": 0.5, "increase": 0.25, "channels": ["tv"]}],
        "commitments": [{**named, "spend_min": 10, "channels": ["tv", "feed"]}],
        "packages": [{**named, "price": 5, "at_most": 3, "each": "channel"}],
        "exclusive": [{**named, "count": "cells", "at_most": 2, "campaigns": ["spring"]}],
        "required": [{**named, "channels": ["tv"], "requires": "feed", "each_campaign": False}],
    }
    _add_mechanisms(document)
    return Scenario.model_validate(document).model_dump(mode="json")


def _add_mechanisms(document):
    organisation, (design, review, setup) = document["organisation"], document["workflows"][0]["stages"]
    weekly = {"every_days": 5, "at": "14:00"}
    organisation |= {"status_updates": weekly, "escalation": {"days_before": 3, "approval_factor": 0.5}}
    organisation["handoff"]["between"] = [{"source": "brand", "target": "growth", "delay": [1, 2, 4]}]
    organisation["approvers"][0] |= {"meeting": weekly, "person": "bo", "effort": 0.5}
    organisation["people"][1] |= {"joins": "2027-01-11", "ramp_up_weeks": 4}
    design |= {"reuse": {"probability": 0.4, "saving": 0.3}, "escape": {"probability": 0.1, "repair": 4}}
    review["rework"]["probability_decay"] = 0.5
    setup |= {"overlap": 0.5, "overlap_penalty": 0.2, "predecessors": ["design", "review"], "wip_limit": 2}
    document["streams"] = [{"id": "desk", "name": "Desk", "workflow": "prep", "per_week": 2}]
    days = {"first": "2027-01-11", "last": "2027-01-15"}
    document["risks"]["shocks"] = [{"id": "flu", "kind": "away", "person": "ann", "days": days}]
    document["risks"]["change_requests"] = {"control": {"accepted": 0.5, "review": [1, 2, 3]}}


def change(table, document, row, column, cell, language="en"):
    return table.apply(document, Edits({row: {column: cell}}, (), frozenset()), language)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_table_without_edits_changes_nothing(table, language):
    document = rich_document()
    assert table.apply(document, NOTHING, language) == document


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_written_back_as_shown_changes_nothing(table):
    document = rich_document()
    rows = table.rows(document, "zh")
    assert rows, "the document has a row for every table"
    shown = Edits(
        {number: {k: v for k, v in row.items() if v is not None} for number, row in enumerate(rows)},
        (),
        frozenset(),
    )
    assert Scenario.model_validate(table.apply(document, shown, "zh")) == Scenario.model_validate(document)


@pytest.mark.parametrize("form", FORMS)
def test_every_field_written_back_as_shown_changes_nothing(form):
    document = rich_document()
    for field in form(document):
        assert field.write(document, field.show(document, "en"), "en") == document


@pytest.mark.parametrize("form", FORMS)
def test_every_field_names_a_value_of_the_document(form):
    document = rich_document()
    for field in form(document):
        assert look(document, field.path) is not None or field.optional


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_edits_leave_the_document_they_were_made_on_alone(table):
    document = rich_document()
    before = copy.deepcopy(document)
    table.apply(document, Edits({}, ({},), frozenset({0})), "en")
    assert document == before


def test_a_changed_cell_changes_one_value():
    document = rich_document()
    edited = change(campaigns.CAMPAIGNS, document, 1, "value", 777.5)
    assert edited == put(
        document, ("campaigns",), [document["campaigns"][0], {**document["campaigns"][1], "value": 777.5}]
    )
    assert Scenario.model_validate(edited).campaigns[1].value == 77750


def test_a_lock_is_set_and_taken_away():
    locked = change(channels.CHANNELS, rich_document(), 0, "lock", 900)
    assert Scenario.model_validate(locked).channels[0].lock == 90000
    free = change(channels.CHANNELS, locked, 0, "lock", None)
    assert Scenario.model_validate(free).channels[0].lock is None


def test_a_name_changes_in_the_language_on_show():
    edited = change(channels.CHANNELS, rich_document(), 0, "name", "电视广告", "zh")
    assert edited["channels"][0]["name"] == {"en": "TV", "zh": "电视广告"}


def test_a_name_that_is_the_same_in_both_languages_stays_so():
    assert (
        change(people.PEOPLE, rich_document(), 0, "name", "Anna", "zh")["organisation"]["people"][0]["name"]
        == "Anna"
    )


def test_a_new_channel_is_whole_once_its_curve_is_given():
    row = {
        "id": "radio",
        "name": "Radio",
        "curve.ceiling": 500,
        "curve.half_saturation": 80,
        "curve.slope": 1.5,
    }
    edited = channels.CHANNELS.apply(rich_document(), Edits({}, (row,), frozenset()), "en")
    radio = Scenario.model_validate(edited).channels[2]
    assert (radio.id, radio.curve.family, radio.curve.slope, radio.retention) == ("radio", "hill", 1.5, 0.0)


def test_new_rows_take_the_documents_defaults():
    document = rich_document()
    new_person = {"id": "di", "name": "Di"}
    document = people.PEOPLE.apply(document, Edits({}, (new_person,), frozenset()), "en")
    document = campaigns.CAMPAIGNS.apply(document, Edits({}, ({"id": "x", "name": "X"},), frozenset()), "en")
    scenario = Scenario.model_validate(document)
    assert scenario.organisation.people[-1].skills == {"design": 2}
    assert scenario.campaigns[-1].workflow == "prep"
    assert scenario.campaigns[-1].due == dt.date(2027, 1, 4)


def test_deleted_rows_are_those_shown_at_the_time():
    edits = Edits({1: {"value": 5}}, ({"id": "x", "name": "X"},), frozenset({0}))
    edited = campaigns.CAMPAIGNS.apply(rich_document(), edits, "en")
    assert [(entry["id"], entry["value"]) for entry in edited["campaigns"]] == [("summer", 5), ("x", 0)]


def test_cells_stay_with_their_campaign_and_move_when_told_to():
    document = rich_document()
    rows = campaigns.CELLS.rows(document, "en")
    assert [(row["campaign"], row["channel"]) for row in rows] == [
        ("spring", "tv"),
        ("spring", "feed"),
        ("summer", "feed"),
    ]
    moved = change(campaigns.CELLS, document, 0, "campaign", "summer")
    assert [cell["channel"] for cell in moved["campaigns"][0]["channels"]] == ["feed"]
    assert [cell["channel"] for cell in moved["campaigns"][1]["channels"]] == ["tv", "feed"]
    assert all("#outer" not in cell for campaign in moved["campaigns"] for cell in campaign["channels"])


def test_cells_of_campaigns_with_the_same_identifier_do_not_mix():
    document = rich_document()
    document["campaigns"][1]["id"] = "spring"
    assert campaigns.CELLS.apply(document, NOTHING, "en") == document


def test_a_skill_is_learnt_and_forgotten():
    learnt = change(people.PERSON_SKILLS, rich_document(), 2, "skills.design", 3)
    assert learnt["organisation"]["people"][2]["skills"] == {"buying": 2, "design": 3}
    forgotten = change(people.PERSON_SKILLS, learnt, 2, "skills.buying", 0)
    assert forgotten["organisation"]["people"][2]["skills"] == {"design": 3}


def test_a_launch_window_disappears_with_its_last_date():
    document = change(campaigns.CAMPAIGNS, rich_document(), 0, "window.earliest", None)
    document = change(campaigns.CAMPAIGNS, document, 0, "window.latest", None)
    assert "window" not in document["campaigns"][0]
    assert Scenario.model_validate(document).campaigns[0].window is None


def test_a_meeting_comes_with_its_interval_and_goes_with_it():
    document = change(organisation.APPROVERS, rich_document(), 0, "meeting.every_days", None)
    assert "meeting" not in document["organisation"]["approvers"][0]
    again = Scenario.model_validate(change(organisation.APPROVERS, document, 0, "meeting.every_days", 2))
    assert again.organisation.approvers[0].meeting.model_dump() == {"every_days": 2, "at": "10:00"}


def test_rework_goes_with_its_probability():
    edited = Scenario.model_validate(change(work.REWORK, rich_document(), 1, "rework.probability", None))
    assert edited.workflows[0].stages[1].rework is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6", 6),
        ("1; 2; 4", [1, 2, 4]),
        ("exponential 3", {"distribution": "exponential", "hours": 3}),
        ("empirical 3; 4; 9", {"distribution": "empirical", "values": [3, 4, 9]}),
    ],
)
def test_durations_are_written_as_in_workbooks(text, value):
    edited = change(work.STAGES, rich_document(), 0, "effort", text)
    assert edited["workflows"][0]["stages"][0]["effort"] == value
    assert work.STAGES.rows(edited, "en")[0]["effort"] == text


def test_a_slip_in_a_duration_is_kept_for_the_check_to_quote():
    edited = change(work.STAGES, rich_document(), 0, "effort", "triangular 1; 2; 3; 4")
    assert edited["workflows"][0]["stages"][0]["effort"] == "triangular 1; 2; 3; 4"


@pytest.mark.parametrize(
    ("cell", "expected"), [("-", ()), ("", None), (None, None), ("design; review", ("design", "review"))]
)
def test_predecessors_may_be_none_or_the_stage_before(cell, expected):
    edited = Scenario.model_validate(change(work.STAGES, rich_document(), 2, "predecessors", cell))
    assert edited.workflows[0].stages[2].predecessors == expected


def test_new_streams_shocks_and_stages_need_little():
    document = rich_document()
    desk, flood = {"id": "mail", "name": "Mail"}, {"id": "flood", "factor": 2}
    post = {"id": "post", "name": "Post", "latency": "2"}
    for table, row in ((disturbances.STREAMS, desk), (disturbances.SHOCKS, flood), (work.STAGES, post)):
        document = table.apply(document, Edits({}, (row,), frozenset()), "en")
    scenario = Scenario.model_validate(document)
    assert (scenario.streams[1].workflow, scenario.streams[1].per_week) == ("prep", 1)
    assert scenario.risks.shocks[1].kind == "surge"
    assert scenario.workflows[0].stages[3].kind == "wait"


def test_the_editors_state_is_understood():
    state = {"edited_rows": {"2": {"value": 1}}, "added_rows": [{"id": "a"}], "deleted_rows": [0]}
    assert Edits.of(state) == Edits({2: {"value": 1}}, ({"id": "a"},), frozenset({0}))


def test_a_slip_in_a_date_is_kept_for_the_check_to_quote():
    edited = change(campaigns.CAMPAIGNS, rich_document(), 0, "due", "70115-02-02")
    assert edited["campaigns"][0]["due"] == "70115-02-02"
    columns = campaigns.CAMPAIGNS.columns(edited)
    shown = frame(campaigns.CAMPAIGNS.rows(edited, "en"), columns)
    assert shown["due"].isna().tolist() == [True, False]


def test_a_moment_from_the_editor_becomes_a_date():
    edited = change(campaigns.CAMPAIGNS, rich_document(), 0, "due", "2027-01-20T00:00:00.000")
    assert edited["campaigns"][0]["due"] == "2027-01-20"


@given(st.integers(0, 10**6).map(lambda parts: parts / 10**6))
def test_a_percentage_survives_the_way_through_a_cell(fraction):
    column = Column("x", ("x",), "percent")
    assert column.write({}, column.show({"x": fraction}, "en"), "en") == {"x": fraction}


def test_parts_are_looked_up_replaced_and_dropped():
    document = {"a": {"b": 1}, "c": 2}
    assert look(document, ("a", "b")) == 1
    assert look(document, ("c", "b")) is None
    assert put(document, ("a", "d"), 3) == {"a": {"b": 1, "d": 3}, "c": 2}
    assert put({"a": None}, ("a", "b"), 1) == {"a": {"b": 1}}
    assert drop(document, ("a", "b")) == {"c": 2}
    assert drop(document, ("x", "y")) == document


def test_a_template_adds_what_is_new_and_keeps_what_is_there():
    document = rich_document()
    channel = next(one for one in templates() if one.kind == "channels")
    extended = with_template(document, channel)
    assert extended["channels"][:2] == document["channels"]
    assert len(extended["channels"]) == 3
    assert Scenario.model_validate(put(extended, ("organisation",), document["organisation"]))


def test_an_organisation_takes_the_place_of_the_present_one():
    organisation = next(one for one in templates() if one.kind == "organisations")
    extended = with_template(rich_document(), organisation)
    assert "ann" not in {person["id"] for person in extended["organisation"].get("people", [])}
    assert extended["organisation"]["departments"]
    assert extended["campaigns"] == rich_document()["campaigns"]
