"""Sign-offs in person become an entry, a part for each approver, and an end with the stage's name and rules."""

import pytest

from scenarios.document import Scenario
from scenarios.meetings import MeetingTimeline
from scenarios.names import Names
from scenarios.network import SIGN_OFF, ProcessCompiler, Target, compile_workload, skills_held
from tests.scenarios.small import small_scenario

HEAD = {"id": "head", "name": {"en": "Head", "zh": "主管"}, "department": "brand", "latency": 4}
CFO = {"id": "cfo", "name": "CFO", "latency": 4}
BOARD = {**CFO, "meeting": {"every_days": 10}}
STAGES = [
    {"id": "design", "name": "Design", "effort": 8, "skill": "design"},
    {
        "id": "review",
        "name": {"en": "Review", "zh": "评审"},
        "approvers": ["head", "cfo"],
        "rework": {"probability": 0.5, "target": "review", "probability_decay": 0.5},
        "escape": {"probability": 0.2, "caught_by_second": 0.75},
    },
    {"id": "setup", "name": "Set up", "effort": 4, "skill": "buying"},
    {
        "id": "check",
        "name": "Check",
        "approvers": ["cfo"],
        "rework": {"probability": 0.1, "target": "review"},
    },
]


def compiled(approvers, **changes):
    document = small_scenario().model_dump(mode="json")
    document["organisation"]["approvers"] = approvers
    document["workflows"] = [{"id": "prep", "name": "Prep", "stages": STAGES, **changes}]
    scenario = Scenario.model_validate(document)
    return scenario, ProcessCompiler(scenario).process("prep")


IN_PERSON = {**HEAD, "person": "ann", "effort": 1}


def test_a_stage_signed_in_person_has_parts():
    _, process = compiled([IN_PERSON, CFO])
    assert [(step.id, step.stage, step.kind, step.predecessors) for step in process.steps] == [
        ("design", "design", "work", ()),
        ("review/@entry", "review", "approval", (0,)),
        ("review/head", "review", "work", (1,)),
        ("review/cfo", "review", "approval", (1,)),
        ("review", "review", "approval", (2, 3)),
        ("setup", "setup", "work", (4,)),
        ("check", "check", "approval", (5,)),
    ]
    entry, head, cfo, end = process.steps[1:5]
    assert entry.approvers == end.approvers == entry.latencies == end.latencies == ()
    assert (head.qualified, head.skill, head.effort.mean, head.people) == ((0,), SIGN_OFF, 1, 1)
    assert cfo.approvers == (1,)
    assert [latency.mean for latency in cfo.latencies] == [4]
    assert process.launch == 6
    assert process.change_target == 0


def test_the_rules_of_the_stage_stand_at_its_end():
    """Two signatures: the second catches three quarters of the defects. A rejection reopens the entry."""
    _, process = compiled([IN_PERSON, CFO])
    rules = [(step.id, step.rework is None, step.escape is None) for step in process.steps]
    assert [one for one in rules if one[1:] != (True, True)] == [
        ("review", False, False),
        ("check", False, True),
    ]
    end = process.steps[4]
    assert (end.rework.target, end.rework.probability_decay) == (1, 0.5)
    assert process.steps[6].rework.target == 1
    assert end.escape.probability == pytest.approx(0.2 * 0.25)
    assert end.escape.found_at == 6
    assert process.steps[1].descendants == (1, 2, 3, 4, 5, 6)


def test_without_people_the_stage_is_one_step():
    _, process = compiled([HEAD, CFO])
    assert [step.id for step in process.steps] == ["design", "review", "setup", "check"]
    assert process.steps[1].escape.probability == pytest.approx(0.05)


def test_a_meeting_may_release_what_a_person_has_signed():
    scenario, process = compiled([{**IN_PERSON, "meeting": {"every_days": 2}}, CFO])
    meeting = next(step for step in process.steps if step.id == "review/head/@meeting")
    assert [process.steps[one].id for one in meeting.predecessors] == ["review/head"]
    assert [latency.mean for latency in meeting.latencies] == [0]
    timeline = compile_workload(scenario, {}).approver_timelines[meeting.approvers[0]]
    assert isinstance(timeline, MeetingTimeline)
    assert [process.steps[one].id for one in process.steps[-3].predecessors] == [
        "review/head/@meeting",
        "review/cfo",
    ]


def test_a_person_who_signs_gives_the_stage_a_place():
    """The head's department by itself; the person's where the head has none."""
    _, process = compiled([{**IN_PERSON, "department": None}, {**CFO, "department": "brand"}])
    assert {step.department for step in process.steps if step.stage == "review"} == {"brand"}
    _, process = compiled([{**IN_PERSON, "department": None, "person": "cy"}, {**CFO, "department": "brand"}])
    assert {step.department for step in process.steps if step.stage == "review"} == {None}


def test_changes_of_a_stage_with_parts_reopen_its_entry_and_launches_are_its_end():
    _, process = compiled([IN_PERSON, CFO], change_target="review", launch="review")
    assert process.steps[process.change_target].id == "review/@entry"
    assert process.steps[process.launch].id == "review"


def test_signing_is_a_skill_of_those_who_sign():
    scenario, _ = compiled([IN_PERSON, CFO])
    workload = compile_workload(scenario, {})
    assert [worker.speed.get(SIGN_OFF) for worker in workload.people] == [100, None, None]
    assert workload.skills == ("design", SIGN_OFF, "buying")
    assert SIGN_OFF in skills_held(scenario.organisation)["ann"]


def test_parts_have_names_in_both_languages():
    scenario, process = compiled([{**IN_PERSON, "meeting": {}}, CFO])
    names = Names(scenario)
    said = [names.step("spring", step.id).render("en") for step in process.steps]
    assert said == [
        "Design",
        "Review: submitted",
        "Review: Head",
        "Review: Head, meeting",
        "Review: CFO",
        "Review",
        "Set up",
        "Check",
    ]
    assert names.step("spring", "review/head").render("zh") == "评审：主管"
    assert names.skills[SIGN_OFF].render("zh") == "签批"
    assert SIGN_OFF not in Names(small_scenario()).skills


def test_hand_offs_have_a_timeline_for_each_pair_of_departments():
    handoff = {
        "default": 2,
        "meeting": {"every_days": 5},
        "between": [{"source": "growth", "target": "brand", "delay": 1, "meeting": {"every_days": 2}}],
    }
    document = small_scenario().model_dump(mode="json")
    document["organisation"]["handoff"] = handoff
    workload = compile_workload(Scenario.model_validate(document), {"spring": Target(15 * 24 * 60, 100)})
    design, review, setup = workload.jobs[0].process.steps
    assert workload.handoff_timeline(design, review) is workload.shared
    weekly, often = workload.handoff_timeline(review, setup), workload.handoff_timeline(setup, review)
    assert weekly.base is often.base is workload.shared
    assert len(often.meetings.starts) > 2 * len(weekly.meetings.starts)
