"""Hours of people: examples small enough to be worked out by hand. A week has 40 working hours."""

import pytest

from optimizer import allocate
from scenarios.plan import Status
from tests.optimizer.allocation.cases import (
    campaign,
    cell,
    channel,
    day,
    michaelis,
    organisation,
    person,
    scenario,
    settings,
    stage,
)
from tests.optimizer.allocation.checked import allocated, binding, decision, launch_periods_of

WEEKS = {"start": day(0), "periods": 4}


def workflow(*stages, name="work", **more):
    return {"id": name, "name": name, "stages": list(stages), **more}


def prepared(name, value, **more):
    """A campaign without media that is worth ``value`` and takes the preparation of its workflow."""
    return campaign(name, [], value=value, **{"workflow": "work", "due": day(7), **more})


def case(campaigns, workflows, **more):
    return scenario([], campaigns, 1_000, horizon=WEEKS, workflows=workflows, **more)


def test_of_two_campaigns_that_one_person_cannot_both_prepare_the_better_runs():
    found = allocated(case([prepared("a", 900), prepared("b", 1000)], [workflow(stage("s", 30))]))
    assert launch_periods_of(found) == {"b": 1}
    assert found.proof.value == 100_000
    assert "craft" in decision(found, "a").reason.render("en")


def test_a_campaign_moves_to_when_there_are_hours():
    window = {"earliest": day(7), "latest": day(14)}
    found = allocated(
        case([prepared("a", 900, window=window), prepared("b", 1000)], [workflow(stage("s", 30))])
    )
    assert launch_periods_of(found) == {"a": 2, "b": 1}
    assert "craft" in decision(found, "a").reason.render("en")
    assert sum(line.minutes for line in found.staff) == 2 * 30 * 60


def test_the_load_limit_is_a_share_of_everyones_hours():
    for hours, runs in ((28, True), (29, False)):
        given = case([prepared("a", 1)], [workflow(stage("s", hours))], settings=settings(load_limit=0.7))
        assert bool(allocate(given).running) is runs


def test_leave_takes_hours_away():
    people = {"people": [person("p", {"craft": 2}, leave=[{"first": day(0), "last": day(1)}])]}
    for hours, runs in ((24, True), (25, False)):
        found = allocate(
            case([prepared("a", 1)], [workflow(stage("s", hours))], organisation=organisation(**people))
        )
        # With 25 hours the launch is late, but it costs nothing here: the hours of the next week do the rest.
        assert bool(found.running) is True
        assert (max(line.period for line in found.staff) == 0) is runs


def test_slower_people_give_fewer_hours_of_work():
    # Level 1 works at 80 percent: 40 hours do 32.
    team = organisation(people=[person("p", {"craft": 1})])
    rival = prepared("b", 1, mandatory=True)
    for hours, both in ((32, True), (33, False)):
        flows = [workflow(stage("s", hours - 20)), workflow(stage("s", 20), name="other")]
        found = allocate(case([prepared("a", 5), {**rival, "workflow": "other"}], flows, organisation=team))
        assert (len(found.running) == 2) is both


def test_people_with_several_skills_go_where_they_are_needed():
    team = organisation(skills=("x", "y"), people=[person("one", {"x": 2}), person("both", {"x": 2, "y": 2})])
    flows = [
        workflow(stage("s", 60, skill="x"), name="x60"),
        workflow(stage("s", 40, skill="y"), name="y40"),
        workflow(stage("s", 60, skill="y"), name="y60"),
    ]
    # Two weeks hold 80 hours of each. 120 hours of x take 40 of the second person, who has 40 left for y.
    for rival, all_run in (("y40", True), ("y60", False)):
        kinds = {"a": "x60", "b": "x60", "c": rival}
        campaigns = [prepared(name, 5, workflow=kind, due=day(14)) for name, kind in kinds.items()]
        found = allocated(case(campaigns, flows, organisation=team))
        assert (len(found.running) == 3) is all_run


def test_a_level_that_nobody_has_leaves_no_hours():
    flow = workflow(stage("s", 1, level=4))
    assert not allocate(case([prepared("a", 5)], [flow])).running
    blocked = allocate(case([prepared("a", 5, mandatory=True)], [flow]))
    assert blocked.proof.status is Status.INFEASIBLE
    assert {one.path for one in blocked.conflicts} == {"campaigns[0].mandatory", "organisation.skills[0]"}


def test_a_launch_that_nobody_can_prepare_in_time_is_charged_what_its_lateness_must_cost():
    # 60 hours from Monday: five days, two more, and four hours of Wednesday, which end at 14:00; due on Monday 0:00.
    late_days = 2 + 14 / 24
    found = allocated(case([prepared("a", 1000, lateness={"loss_per_day": 100})], [workflow(stage("s", 60))]))
    assert found.proof.value == 100_000 - round(10_000 * late_days)
    decays = case([prepared("a", 1000, lateness={"decay_per_day": 0.1})], [workflow(stage("s", 60))])
    assert allocated(decays).proof.value == pytest.approx(
        100_000 * 2.718281828459045 ** (-0.1 * late_days), abs=1
    )


def test_a_campaign_that_comes_too_late_is_worth_nothing_and_never_less():
    ruined = {"lateness": {"loss_per_day": 1000}, "fixed_cost": 10}
    flow = [workflow(stage("s", 60))]
    assert allocated(case([prepared("a", 100, **ruined)], flow)).proof.value == 0
    assert allocated(case([prepared("a", 100, mandatory=True, **ruined)], flow)).proof.value == -1000


def test_hours_per_active_period_are_taken_whatever_is_spent():
    busy = [{"skill": "craft", "hours": 25}]
    channels = [
        channel(name, michaelis(ceiling, 100), hours_per_active_period=busy)
        for name, ceiling in (("k1", 1000), ("k2", 900))
    ]
    found = allocated(scenario(channels, [campaign("a", [cell("k1"), cell("k2")])], 1_000))
    assert set(found.channel_spend) == {"k1"}
    assert {(line.skill, line.period, line.minutes) for line in found.staff} == {("craft", 0, 1500)}


def media_hours(load_limit):
    """Ten hours per 10,000 spent: 40 hours are good for 40,000 of the 100,000 there are."""
    curve = michaelis(400_000, 50_000)
    channels = [channel("k", curve, hours_per_10k=[{"skill": "craft", "hours": 10}])]
    limits = settings(gap=1e-6, load_limit=load_limit)
    return scenario(channels, [campaign("a", [cell("k")])], 100_000, settings=limits)


def test_hours_limit_spend_and_have_a_worth():
    found = allocated(media_hours(0.5))
    assert found.channel_spend == {"k": 20_000_00}
    marginal = 400_000 * 50_000 / 70_000**2 - 1  # net return of the last unit of money
    worth = binding(found, "skill", "craft", "0").worth
    assert worth == pytest.approx(marginal * 1_000 * 100, rel=2e-3)  # an hour is good for 1,000 of spend
    more = allocated(media_hours(0.5 + 1 / 40))
    assert more.proof.value - found.proof.value == pytest.approx(worth, rel=0.02)


def test_budget_only_is_blind_to_hours():
    busy = case([prepared("a", 900), prepared("b", 1000)], [workflow(stage("s", 30))])
    blind = busy.model_copy(
        update={"objective": busy.objective.model_copy(update={"strategy": "budget_only"})}
    )
    found = allocated(blind)
    assert len(found.running) == 2
    assert sum(line.minutes for line in found.staff) == 2 * 30 * 60


def test_staff_cost_counts_planned_hours_at_the_mean_cost_of_the_skill():
    team = organisation(
        people=[person("p", {"craft": 2}, cost_per_hour=10), person("q", {"craft": 2}, cost_per_hour=30)]
    )
    objective = {"objective": {"strategy": "money_and_people", "staff_cost": True}}
    flows = [workflow(stage("s", 10))]
    paying = allocated(case([prepared("a", 500)], flows, organisation=team, **objective))
    assert paying.proof.value == 50_000 - 10 * 20 * 100
    assert not allocated(case([prepared("a", 199)], flows, organisation=team, **objective)).running


def test_work_slides_within_its_slack():
    # Two stages of 20 hours each, due after two weeks: the first may be done in week 1, the second in week 2 or 1.
    flow = workflow(stage("s1", 20), stage("s2", 20))
    campaigns = [prepared(f"c{number}", 10, due=day(14)) for number in range(2)]
    found = allocated(case(campaigns, [flow]))
    assert len(found.running) == 2
    by_period = {0: 0, 1: 0}
    for line in found.staff:
        by_period[line.period] += line.minutes
    assert by_period[0] <= 2400
    assert sum(by_period.values()) == 4800


def test_rework_takes_hours():
    flow = workflow(
        stage("s", 30, rework={"probability": 1.0, "target": "s", "repeat_effort": 0.5, "max_times": 1})
    )
    # 30 hours and, for certain, half of them again: 45 in all, of which one week holds 40.
    found = allocate(case([prepared("a", 10, due=day(7))], [flow]))
    assert sum(line.minutes for line in found.staff) in {0, 45 * 60}
    assert not found.running
