"""The staffing plan against brute force, identities and re-solving."""

import itertools

import pytest

from optimizer import allocate
from optimizer.staffing import plan_staff
from optimizer.staffing.decision import staffed_scenario
from optimizer.staffing.headcount import headcount
from optimizer.staffing.model import cost_of, without_choices
from optimizer.staffing.problem import make_staffing
from optimizer.verify import verify
from scenarios.checks import check
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Plan, Status
from tests.optimizer.staffing.cases import campaign, random_case, scenario, worker

HIRE = {
    "id": "h",
    "name": "h",
    "role": "maker",
    "cost": 1_000,
    "monthly_salary": 0,
    "lead_time_weeks": 0,
    "ramp_up_weeks": 0,
    "most": 3,
}
FREELANCE = {
    "id": "f",
    "name": "f",
    "skills": {"craft": 2},
    "department": "all",
    "cost_per_hour": 30,
    "hours_per_month": 400,
    "lead_time_weeks": 0,
}


def two_campaigns(**staffing):
    """Either campaign takes 160 hours of craft before day 28; one maker has 160."""
    both = [campaign("big", 20_000, [("craft", 160)]), campaign("small", 9_000, [("craft", 160)])]
    return scenario(both, [worker("ann")], staffing=staffing)


def test_without_options_the_team_and_the_plan_stay():
    case = two_campaigns()
    found = plan_staff(case)
    assert found.scenario == case
    assert found.steps == ()
    assert found.proof.value == 20_000 * MINOR_PER_UNIT
    assert set(found.allocation.running) == {"big"}


def test_a_hire_who_pays_is_hired_and_one_who_does_not_is_not():
    paying = plan_staff(two_campaigns(hiring=[HIRE]))
    assert paying.proof.value == (29_000 - 1_000) * MINOR_PER_UNIT
    assert [(step.kind, step.amount, step.cost) for step in paying.steps] == [("hiring", 1, 100_000)]
    assert paying.added == ("small",)
    idle = plan_staff(two_campaigns(hiring=[{**HIRE, "cost": 9_500}]))
    assert idle.proof.value == 20_000 * MINOR_PER_UNIT
    assert idle.steps == ()


def test_hours_are_bought_as_far_as_they_are_missing():
    found = plan_staff(two_campaigns(freelance=[FREELANCE]))
    assert found.proof.value == (29_000 - 160 * 30) * MINOR_PER_UNIT
    assert sum(step.amount for step in found.steps) == pytest.approx(160)
    assert sum(gap.hours for gap in found.gaps) == pytest.approx(160)
    remedies = {gap.remedy.cost for gap in found.gaps if gap.remedy}
    assert remedies == {30 * MINOR_PER_UNIT}


def test_lead_time_and_ramp_up_cost_hours():
    """A fortnight of lead time leaves 80 hours of the second maker; a week of ramp-up takes 20 of them."""
    late = {**HIRE, "lead_time_weeks": 2, "most": 1}
    ramped = {**late, "ramp_up_weeks": 1}
    case = [campaign("big", 20_000, [("craft", 160)]), campaign("small", 9_000, [("craft", 75)])]
    assert plan_staff(scenario(case, [worker("ann")], staffing={"hiring": [late]})).added == ("small",)
    assert plan_staff(scenario(case, [worker("ann")], staffing={"hiring": [ramped]})).added == ()


def test_overtime_is_limited_and_dearer():
    """A quarter more than 160 hours is 40, at 50 an hour and half as much again."""
    option = {"id": "o", "name": "o", "role": "maker", "most": 0.25, "premium": 0.5}
    case = [campaign("big", 20_000, [("craft", 160)]), campaign("small", 9_000, [("craft", 40)])]
    found = plan_staff(scenario(case, [worker("ann")], staffing={"overtime": [option]}))
    assert found.proof.value == (29_000 - 40 * 75) * MINOR_PER_UNIT
    more = [case[0], campaign("small", 9_000, [("craft", 41)])]
    assert plan_staff(scenario(more, [worker("ann")], staffing={"overtime": [option]})).steps == ()


def test_training_takes_hours_and_follows_its_curve():
    """Bea learns craft in the first fortnight (a day of it away), then works 80 hours at 80% in the second."""
    option = {
        "id": "t", "name": "t", "role": "buyer", "skill": "craft", "levels": [1], "cost": 500, "hours": 8,
        "weeks": 2,
    }  # fmt: skip
    people = [worker("ann"), worker("bea", role="buyer", skill="media")]

    def added(hours):
        case = [campaign("big", 20_000, [("craft", 160)]), campaign("small", 9_000, [("craft", hours)])]
        return plan_staff(scenario(case, people, staffing={"training": [option]})).added

    assert added(64) == ("small",)
    assert added(65) == ()


def test_rotation_moves_people_from_where_they_are():
    departments = [{"id": "all", "name": "all"}, {"id": "far", "name": "far"}]
    big = campaign("big", 20_000, [("craft", 160)])
    small = campaign("small", 9_000, [("craft", 70)])
    for _, flow in (big, small):
        flow["stages"][0]["department"] = "all"
    people = [worker("ann"), worker("bea", department="far")]
    option = {"id": "r", "name": "r", "person": "bea", "department": "all", "cost": 700, "weeks": 0}
    case = scenario([big, small], people, staffing={"rotation": [option]})
    organisation = case.organisation.model_copy(
        update={
            "departments": type(case.organisation)
            .model_validate({"departments": departments, "skills": []})
            .departments
        }
    )
    case = case.model_copy(update={"organisation": organisation})
    found = plan_staff(case)
    assert found.proof.value == (29_000 - 700) * MINOR_PER_UNIT
    assert [step.people for step in found.steps] == [("bea",)]
    moved = {one.department for one in found.scenario.organisation.people if one.name.en == "bea"}
    assert moved == {"all"}


@pytest.mark.parametrize("limit", [{"budget": 900}, {"shared_budget": True}])
def test_budgets_of_people_bind(limit):
    total = 1_000_000 if "budget" in limit else 900
    both = [campaign("big", 20_000, [("craft", 160)]), campaign("small", 9_000, [("craft", 160)])]
    case = scenario(both, [worker("ann")], staffing={"hiring": [HIRE], **limit}, total=total)
    assert plan_staff(case).steps == ()


def brute_force(case):
    """The best value over all whole units of people and fine steps of hours, each judged by the allocation alone."""
    staffing = make_staffing(case)
    grids = [
        range(int(choice.most) + 1)
        if staffing.offers[choice.offer].whole
        else [0.0, choice.most / 2, choice.most]
        for choice in staffing.choices
    ]
    best = -float("inf")
    for units in itertools.product(*grids):
        answer = allocate(staffed_scenario(staffing, units))
        best = max(best, answer.proof.value)
    return best


@pytest.mark.parametrize("price", [400, 4_000])
def test_equals_brute_force_over_hires(price):
    """Two periods of joining, at most two people: nine teams."""
    hire = {**HIRE, "cost": price, "most": 2}
    campaigns = [
        campaign("a", 9_000, [("craft", 160)]),
        campaign("b", 5_000, [("craft", 100)]),
        campaign("c", 3_000, [("craft", 60)], launch=1),
    ]
    case = scenario(campaigns, [worker("ann")], periods=2, staffing={"hiring": [hire]})
    # A hire is one of several people, so two of them in one period are one of the teams that brute force tries.
    assert plan_staff(case).proof.value == brute_force(case)


@pytest.mark.parametrize("seed", range(6))
def test_any_plan_is_sound(seed):
    case = random_case(seed)
    found = plan_staff(case)
    assert found.proof.status is Status.OPTIMAL
    assert found.proof.value >= found.before.proof.value
    assert not [problem for problem in check(found.scenario) if problem.severity == "error"]
    plan = Plan(provenance=provenance(found.scenario), allocation=found.allocation)
    assert not [one for one in verify(found.scenario, plan) if "value" not in one.message.key]
    again = allocate(found.scenario)
    assert again.proof.value >= found.proof.value - 1
    assert again.proof.value == pytest.approx(found.proof.value, rel=0.2)


def provenance(case):
    import pipeline

    return pipeline.provenance(case)


@pytest.mark.parametrize("seed", range(6, 9))
def test_more_options_are_never_worse(seed):
    case = random_case(seed)
    values = []
    staffing = case.staffing
    for kinds in (
        (),
        ("freelance",),
        ("freelance", "hiring"),
        ("freelance", "hiring", "overtime", "training"),
    ):
        fewer = staffing.model_copy(
            update={kind: () for kind in ("hiring", "freelance", "overtime", "training") if kind not in kinds}
        )
        values.append(plan_staff(case.model_copy(update={"staffing": fewer})).proof.value)
    assert values == sorted(values)


def test_choices_that_are_closed_leave_the_team():
    staffing = without_choices(make_staffing(random_case(1)))
    assert cost_of(staffing, [choice.most for choice in staffing.choices]) == 0


def test_headcount_counts_who_is_there():
    found = plan_staff(two_campaigns(hiring=[HIRE]))
    assert headcount(two_campaigns()) == {"maker": (1, 1, 1)}
    assert headcount(found.scenario, found.source)["maker"][-1] == 2
