"""Delay attributed to causes: exact sums, and all of it to the only cause there is."""

import pytest

from scenarios.document import Scenario
from simulation.answers import attribute_delay, standard_causes
from simulation.answers.causes import Cause
from simulation.answers.delay import Attribution
from simulation.answers.reports import attribution_report
from simulation.answers.sample import NothingRuns
from simulation.answers.shapley import MOST_EXACT
from tests.simulation.answers.cases import BY_PLAN, SETTINGS, single, with_plan, with_schedule
from tests.simulation.documents import busy, campaign, people, work

APPROVER = {"approvers": [{"id": "head", "name": "Head", "latency": 6}]}
GATE = {"id": "gate", "name": "Gate", "approvers": ["head"]}
QUICK = {"id": "quick", "name": "Quick", "stages": [work("post", 4, "write")]}
ONLY = {
    "handoff": single(organisation={"handoff": {"default": 7}}),
    "approval": single(
        stages=[work("copy", 5, "write"), GATE, work("art", 8, "draw")], organisation=APPROVER
    ),
    "rework": single(
        stages=[
            work("copy", 5, "write"),
            work("art", 8, "draw", rework={"probability": 0.9, "target": "copy", "max_times": 1}),
        ]
    ),
    "absence": single(risks={"absence": {"daily_probability": 0.9, "spell_days": [2], "cover": False}}),
    "change": single(
        risks={"change_requests": {"at_most": 3, "probability": 0.9, "extra_effort": 10}},
        campaigns=[campaign("spring", due="2027-01-06")],
        stages=[work("copy", 20, "write"), work("art", 30, "draw")],
    ),
    "urgent": single(
        risks={"urgent": {"per_week": 30, "workflow": "quick"}},
        workflows=[QUICK],
        campaigns=[campaign("spring", release="2027-01-06")],
        periods=2,
    ),
    "contention": single(campaigns=[campaign("spring"), campaign("summer"), campaign("autumn")]),
    "limits": single(
        campaigns=[campaign("spring"), campaign("summer")],
        staff=people(ann=["write", "draw"], bo=["write", "draw"], cy=["write", "draw"]),
        organisation={"wip_limit": 1},
    ),
    "external": single(
        stages=[
            work("copy", 5, "write"),
            {"id": "wait", "name": "Wait", "latency": 9},
            work("art", 8, "draw"),
        ]
    ),
}
ALL = (*standard_causes(), Cause("limits"), Cause("external"))


def asked(scenario, causes=ALL) -> Attribution:
    scenario, plan = with_plan(scenario)
    return attribute_delay(scenario, plan, causes=causes, settings=SETTINGS)


@pytest.mark.parametrize("kind", ONLY)
def test_the_only_cause_gets_everything(kind):
    # People without limit are neither absent nor taken away: with contention beside them, these share what both cause.
    shared = kind in {"absence", "urgent"}
    found = asked(ONLY[kind], [one for one in ALL if not shared or one.kind != "contention"])
    parts = {one.cause: one for one in found.parts}
    assert found.total_minutes > 0
    assert parts[kind].minutes == found.denominator * found.total_minutes
    assert found.share(parts[kind]) == 1
    assert all(one.minutes == 0 for one in found.parts if one.cause != kind)
    assert parts[kind].part == parts[kind].alone == parts[kind].removed == found.total


def test_absence_and_contention_share_what_people_without_limit_would_mend():
    found = asked(ONLY["absence"], [Cause("absence"), Cause("contention")])
    assert [found.share(one) for one in found.parts] == [0.5, 0.5]
    assert all(one.removed == found.total for one in found.parts)


@pytest.fixture(scope="module")
def everything():
    scenario, plan = with_schedule(busy())
    causes = tuple(Cause(kind) for kind in ("handoff", "approval", "rework", "change"))
    return attribute_delay(scenario, plan, causes=causes, settings=BY_PLAN)


def test_parts_add_up_exactly(everything):
    assert everything.exact
    assert everything.runs == 16
    assert sum(one.minutes for one in everything.parts) == everything.denominator * everything.total_minutes
    days = sum(one.part.launch_days.value for one in everything.parts)
    assert days == pytest.approx(everything.total.launch_days.value, abs=1e-9)
    money = sum(one.part.net_value.value for one in everything.parts)
    assert money == pytest.approx(everything.total.net_value.value, abs=1e-3)


def test_shown_days_add_up_to_the_shown_total(everything):
    *parts, total = attribution_report(everything).rows
    assert sum(round(100 * float(row[1])) for row in parts) == round(100 * float(total[1]))


def test_the_same_question_has_the_same_answer(everything):
    scenario, plan = with_schedule(busy())
    causes = tuple(Cause(kind) for kind in ("handoff", "approval", "rework", "change"))
    assert attribute_delay(scenario, plan, causes=causes, settings=BY_PLAN) == everything


def test_campaigns_add_up_to_all_of_them():
    scenario, plan = with_plan(
        single(
            campaigns=[campaign("spring"), campaign("summer")],
            organisation={"handoff": {"default": [1, 3, 9]}},
            risks={"varying_durations": True},
        )
    )
    causes = (Cause("handoff"), Cause("contention"))
    whole, *each = (
        attribute_delay(scenario, plan, causes=causes, campaign=one, settings=SETTINGS)
        for one in (None, "spring", "summer")
    )
    for place in range(len(causes)):
        assert whole.parts[place].minutes == sum(one.parts[place].minutes for one in each)


def test_skills_share_contention():
    scenario, plan = with_plan(ONLY["contention"])
    causes = standard_causes(by_skill=scenario)
    found = attribute_delay(scenario, plan, causes=causes, settings=SETTINGS)
    assert {one.cause for one in found.parts if one.minutes} <= {"contention:draw", "contention:write"}
    assert sum(one.minutes for one in found.parts) == found.denominator * found.total_minutes
    assert [one.cause for one in found.parts if one.present] == ["contention:draw", "contention:write"]


def test_sampled_orders_add_up_exactly_too():
    document = busy().model_dump(mode="json")
    skills = [f"odd{number}" for number in range(MOST_EXACT)]
    document["organisation"]["skills"] += [{"id": one, "name": one} for one in skills]
    document["organisation"]["people"][0]["skills"] |= dict.fromkeys(skills, 2)
    scenario, plan = with_plan(Scenario.model_validate(document))
    few = SETTINGS.model_copy(update={"replications": 2})
    causes = (Cause("handoff"), *standard_causes(by_skill=scenario)[-MOST_EXACT:])
    found = attribute_delay(scenario, plan, causes=causes, orders=2, settings=few)
    assert not found.exact
    assert found.orders == 2
    assert sum(one.minutes for one in found.parts) == found.denominator * found.total_minutes
    assert "2" in attribution_report(found).render("en")


@pytest.mark.parametrize(
    ("meeting", "minutes"), [({}, 120), ({"meeting": {"every_days": 2, "at": "10:00"}}, 301)]
)
def test_people_who_sign_are_planned_for_nothing_where_signing_takes_no_time(meeting, minutes):
    """Copy ends at five; two hours of signing, or the first minute of the meeting at ten."""
    head = {"id": "head", "name": "Head", "latency": 3, "person": "ann", "effort": 2, **meeting}
    organisation = {"approvers": [head]}
    scenario, plan = with_schedule(
        single(stages=[work("copy", 5, "write"), GATE, work("art", 8, "draw")], organisation=organisation)
    )
    causes = [Cause("approval"), Cause("handoff")]
    found = attribute_delay(scenario, plan, causes=causes, settings=BY_PLAN)
    assert found.parts[0].minutes == found.denominator * found.total_minutes
    assert found.total_minutes == minutes * SETTINGS.replications


def test_nothing_to_attribute():
    scenario, plan = with_plan(single())
    found = attribute_delay(scenario, plan, settings=SETTINGS, causes=[Cause("handoff"), Cause("approval")])
    assert found.runs == 1
    assert found.total_minutes == 0
    assert all(found.share(one) is None and not one.present for one in found.parts)


def test_a_campaign_that_does_not_run_is_named():
    scenario, plan = with_plan(single())
    with pytest.raises(NothingRuns, match="winter"):
        attribute_delay(scenario, plan, campaign="winter", settings=SETTINGS)
