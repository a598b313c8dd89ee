"""Every field of the simulation's further mechanisms: in every format, in variants, and when it is misspelt."""

import pytest
from pydantic import BaseModel

from scenarios.checks import check
from scenarios.document import (
    ChangeControl,
    Escalation,
    Escape,
    Meeting,
    Reuse,
    Shock,
    Stream,
)
from scenarios.document.durations import Empirical
from scenarios.i18n import LANGUAGES
from scenarios.reading import examine_bytes, parse_json, parse_yaml, read_workbook
from scenarios.templates import small_scenario
from scenarios.variants import RemoveItem, SetValue, apply_changes, difference
from scenarios.writing import dump_json, dump_yaml, workbook_bytes
from tests.scenarios.everything import everything
from tests.scenarios.minimal import MINIMAL

EVERYTHING, PLAIN = everything(), small_scenario()
NEW = (ChangeControl, Empirical, Escalation, Escape, Meeting, Reuse, Shock, Stream)
FURTHER = {
    "Department": {"wip_limit"},
    "Person": {"joins", "departs", "ramp_up_weeks", "ramp_up_speed", "prefers", "avoids"},
    "Approver": {"meeting", "person", "effort"},
    "Handoff": {"meeting"},
    "HandoffBetween": {"meeting"},
    "Organisation": {"switching_loss", "status_updates", "escalation"},
    "Rework": {"probability_decay", "effort_decay"},
    "Stage": {"reuse", "escape", "overlap", "overlap_penalty", "wip_limit", "continues"},
    "ChangeRequests": {"control"},
    "UrgentRequests": {"limit", "preempts"},
    "Risks": {"shocks"},
    "Scenario": {"streams"},
    "PlanningSettings": {"continuity", "preferences", "fairness"},
    "SimulationSettings": {"dispatch", "people_choice", "engine"},
}


def said(value):
    """Fields with a value other than the default, by type, anywhere in a document."""
    if isinstance(value, tuple | list | dict):
        for child in value.values() if isinstance(value, dict) else value:
            yield from said(child)
    if isinstance(value, BaseModel):
        for key, field in type(value).model_fields.items():
            child = getattr(value, key)
            if child != field.get_default(call_default_factory=True):
                yield type(value).__name__, key
            yield from said(child)


def test_the_document_of_everything_says_everything():
    wanted = {(one.__name__, key) for one in NEW for key in one.model_fields}
    wanted |= {(owner, key) for owner, keys in FURTHER.items() for key in keys}
    assert wanted - set(said(EVERYTHING)) == set()
    assert [problem.code for problem in check(EVERYTHING)] == []


def test_the_document_of_everything_comes_back_from_text():
    assert parse_yaml(dump_yaml(EVERYTHING)) == EVERYTHING
    assert parse_json(dump_json(EVERYTHING)) == EVERYTHING


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_of_everything_comes_back_from_a_workbook(language):
    assert read_workbook(workbook_bytes(EVERYTHING, language)) == EVERYTHING


@pytest.mark.parametrize(("before", "after"), [(PLAIN, EVERYTHING), (EVERYTHING, PLAIN)])
def test_variants_tell_the_difference(before, after):
    assert apply_changes(before, difference(before, after)) == after


def test_variants_name_streams_and_shocks_by_their_identifiers():
    later = {"first": "2026-03-16", "last": "2026-03-20"}
    changes = [
        SetValue(set="streams[desk].per_week", to=4),
        SetValue(set="risks.shocks[shock-3].days", to=later),
        SetValue(set="organisation.departments[brand].wip_limit", to=3),
        RemoveItem(remove="workflows[standard].stages[draw].escape"),
    ]
    changed = apply_changes(EVERYTHING, changes)
    assert changed.streams[0].per_week == 4
    assert changed.risks.shocks[3].days.model_dump(mode="json") == later
    assert changed.workflows[0].stages[2].escape is None
    assert {change.path for change in difference(EVERYTHING, changed)} == {
        "streams[desk].per_week",
        "risks.shocks[shock-3].days.first",
        "risks.shocks[shock-3].days.last",
        "organisation.departments[brand].wip_limit",
        "workflows[standard].stages[draw].escape",
    }


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("streems: []", "streams"),
        ("risks: {shoks: []}", "shocks"),
        ("risks: {urgent: {preempt: true}}", "preempts"),
        ("risks: {change_requests: {controll: {}}}", "control"),
        ("settings: {simulation: {people_chioce: fastest}}", "people_choice"),
        ("settings: {simulation: {dispatch: weigted}}", "weighted"),
        ("settings: {simulation: {engine: simpi}}", "simpy"),
        ("streams: [{id: a, name: A, workflow: short, per_week: 1, overflow: refus}]", "refuse"),
        ("streams: [{id: a, name: A, workflow: shrot, per_week: 1}]", "short"),
        ("risks: {shocks: [{id: a, kind: awey, days: {first: 2026-01-05, last: 2026-01-05}}]}", "away"),
        (
            "risks: {shocks: [{id: a, kind: away, person: anne, days: {first: 2026-01-05, last: 2026-01-05}}]}",
            "ann",
        ),
    ],
)
def test_a_slip_is_answered_with_what_was_probably_meant(text, word):
    (problem,) = examine_bytes(f"{MINIMAL}{text}\n".encode(), "doc.yaml").errors
    assert f"“{word}”" in problem.render("en")
    assert f"“{word}”" in problem.render("zh")
