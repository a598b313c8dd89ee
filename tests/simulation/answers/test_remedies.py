"""What helps and what hurts, where the truth is known."""

import datetime as dt

import numpy as np
import pytest

from scenarios.document import Scenario
from scenarios.document.base import DateSpan
from simulation.answers import bottlenecks, bus_factor, express_externality
from simulation.answers.absence import away, busiest_day
from simulation.answers.remedies import remedies
from simulation.answers.reports import bottleneck_report, bus_report, express_report
from simulation.answers.sample import Case, sample
from tests.simulation.answers.cases import BY_PLAN, SETTINGS, single, with_plan, with_schedule
from tests.simulation.documents import busy, campaign, people, work

DAY = 24 * 60
THREE = [campaign("spring"), campaign("summer"), campaign("autumn")]
HEAD = {
    "approvers": [{"id": "head", "name": "Head", "latency": 12}, {"id": "cfo", "name": "CFO", "latency": 6}]
}
SIGNED = [
    work("copy", 6, "write"),
    {"id": "sign", "name": "Sign", "approvers": ["head", "cfo"]},
    work("art", 6, "draw"),
]


def gains(found):
    return {one.key: one for one in found.gains}


def test_a_second_writer_gains_what_the_queue_costs():
    """Three campaigns of 10 hours for one writer launch after 10, 20 and 30 hours; two writers need 10, 10 and 20."""
    staff = [{**one, "role": one["id"]} for one in people(ann=["write"])]
    scenario, plan = with_plan(single(campaigns=THREE, staff=staff, stages=[work("copy", 10, "write")]))
    found = gains(bottlenecks(scenario, plan, settings=SETTINGS))
    change = found["role/ann"].change.launch_days
    assert change.value == change.low == change.high == pytest.approx(-20 / 3 / 24)


def test_one_more_who_has_nothing_to_do_changes_no_launch():
    staff = [{**one, "role": one["id"]} for one in people(ann=["write"], bo=["draw"], cy=["write", "sing"])]
    stages = [work("copy", [4, 8, 30], "write"), work("art", [4, 8, 30], "draw")]
    scenario, plan = with_plan(
        single(campaigns=THREE, staff=staff, stages=stages, risks={"varying_durations": True})
    )
    organisation = scenario.organisation
    idle = organisation.people[2].model_copy(update={"id": "idle", "role": "idle", "skills": {"sing": 2}})
    with_idle = scenario.model_copy(
        update={"organisation": organisation.model_copy(update={"people": (*organisation.people, idle)})}
    )
    tried = [one for one in remedies(with_idle, frozenset({"prep"}), {}) if one.key == "role/idle"]
    (gain,) = bottlenecks(with_idle, plan, tried=tried, settings=SETTINGS).gains
    assert gain.change.launch_days.low == gain.change.launch_days.high == 0
    assert gain.pay > 0
    assert gain.change.net_value.value == pytest.approx(-gain.pay, abs=1)


def test_a_signature_gains_only_what_the_other_one_leaves():
    """Head takes 12 hours, the CFO 6: without the one it takes 6, without the other still 12."""
    scenario, plan = with_plan(single(stages=SIGNED, organisation=HEAD))
    found = gains(bottlenecks(scenario, plan, settings=SETTINGS))
    assert found["prep/sign/head"].change.launch_days.value == pytest.approx(-6 / 24)
    assert found["prep/sign/cfo"].change.launch_days.value == 0


def test_half_the_hand_off_gains_half_of_it():
    scenario, plan = with_plan(single(organisation={"handoff": {"default": 8}}))
    found = gains(bottlenecks(scenario, plan, settings=SETTINGS))
    assert found["handoff"].change.launch_days.value == pytest.approx(-4 / 24)


def test_the_last_signature_goes_with_its_wait_and_not_with_its_hand_offs():
    organisation = {
        "approvers": [{"id": "head", "name": "Head", "department": "text", "latency": 12}],
        "handoff": {"default": 3},
    }
    stages = [SIGNED[0], {**SIGNED[1], "approvers": ["head"]}, SIGNED[2]]
    scenario, plan = with_plan(single(stages=stages, organisation=organisation))
    found = gains(bottlenecks(scenario, plan, settings=SETTINGS))
    assert found["prep/sign/head"].change.launch_days.value == pytest.approx(-12 / 24)


def test_process_comes_before_people_and_both_sides_go_by_due_date():
    scenario, plan = with_schedule(busy())
    found = bottlenecks(scenario, plan, settings=BY_PLAN.model_copy(update={"replications": 4}))
    assert found.by_due_date
    assert {one.kind for one in found.gains} == {"handoff", "approval", "training", "person"}
    values = [one.change.net_value.value for one in found.gains]
    assert values == sorted(values, reverse=True)
    people_rank = [one.kind for one in found.gains].index("person")
    assert found.process_first == (people_rank > 0)
    assert bottleneck_report(found).render("zh")


def test_members_of_teams_learn_and_are_missed_like_others():
    """Two drawers and one writer with 20 hours for each of two campaigns: a drawer who also writes halves the queue."""
    teams = [{"id": "art", "name": "Art", "headcount": 2, "department": "team", "skills": {"draw": 2}}]
    scenario, plan = with_plan(
        single(
            staff=people(ann=["write", "draw"]),
            stages=[work("copy", 20, "write")],
            campaigns=THREE[:2],
            organisation={"teams": teams},
        )
    )
    found = gains(bottlenecks(scenario, plan, settings=SETTINGS))
    assert found["art-2/write"].change.launch_days.value == pytest.approx(-20 / 2 / 24)
    assert found["team/art"].change.launch_days.value == 0
    losses = {one.person: one for one in bus_factor(scenario, plan, weeks=1, settings=SETTINGS).losses}
    assert set(losses) == {"ann", "art-1"}
    assert losses["ann"].change.launch_days.value == 7
    assert losses["art-1"].change.launch_days.value == 0


def test_pooling_equal_people_never_lengthens_the_mean_wait():
    """Two who can each do half the work, against two who can both do all of it (equal speed, no switching loss)."""
    apart = [{**one, "department": "team"} for one in people(ann=["left"], bo=["right"])]
    pooled = [{**one, "department": "team"} for one in people(ann=["left", "right"], bo=["left", "right"])]
    flows = [
        {"id": side, "name": side, "stages": [work("do", {"distribution": "exponential", "hours": 8}, side)]}
        for side in ("left", "right")
    ]
    jobs = [
        campaign(f"c{number}", workflow=flows[number % 2]["id"], release=f"2027-01-{4 + number // 6:02}")
        for number in range(30)
    ]
    launched = []
    for staff in (apart, pooled):
        scenario, plan = with_plan(
            single(
                campaigns=jobs,
                staff=staff,
                stages=[work("copy", 1, "left")],
                workflows=flows,
                risks={"varying_durations": True},
            )
        )
        launched.append(sample(Case.of(scenario, plan, SETTINGS)).launch.sum(axis=1))
    assert (launched[1] <= launched[0]).all()


def test_absence_of_somebody_without_work_costs_nothing():
    staff = people(ann=["write"], bo=["draw"], cy=["sing"])
    scenario, plan = with_plan(single(staff=staff))
    found = bus_factor(scenario, plan, weeks=1, settings=SETTINGS)
    losses = {one.person: one for one in found.losses}
    for estimate in losses["cy"].change.model_dump().values():
        assert estimate["value"] == estimate["low"] == estimate["high"] == 0
    assert not losses["cy"].only_one
    assert [label.en for _, label in losses["ann"].only_one] == ["copy"]
    assert losses["ann"].change.launch_days.value >= 7
    assert found.losses[-1].person == "cy"
    assert "ann" in bus_report(found).render("en")


def test_absence_costs_the_days_it_lasts():
    """The only writer is away from the second day on: 24 hours of work begun at once end on that day's midnight."""
    scenario, plan = with_plan(single(stages=[work("copy", 30, "write")], staff=people(ann=["write"])))
    found = bus_factor(scenario, plan, weeks=2, first=dt.date(2027, 1, 5), settings=SETTINGS)
    assert found.days == DateSpan(first=dt.date(2027, 1, 5), last=dt.date(2027, 1, 18))
    assert found.losses[0].change.launch_days.value == 14


def test_the_busiest_weeks_are_those_with_the_work():
    jobs = [campaign("spring", release="2027-01-20", due="2027-02-20")]
    case = Case.of(*with_plan(single(campaigns=jobs, stages=[work("copy", 60, "write")])), SETTINGS)
    first = busiest_day(case, 1)
    assert dt.date(2027, 1, 16) <= first <= dt.date(2027, 1, 20)


def test_absence_is_named_after_the_person():
    scenario = away(single(), "ann", DateSpan(first=dt.date(2027, 1, 5), last=dt.date(2027, 1, 6)))
    assert Scenario.model_validate(scenario.model_dump(mode="json")) == scenario


QUICK = {"id": "quick", "name": "Quick", "stages": [work("post", 4, "write")]}


def test_requests_cost_the_others_what_the_paired_runs_say():
    jobs = [campaign("spring", release="2027-01-06"), campaign("fair", lane="express", release="2027-01-06")]
    risks = {"urgent": {"per_week": 20, "workflow": "quick", "value": 5}}
    scenario, plan = with_plan(single(campaigns=jobs, risks=risks, workflows=[QUICK], periods=2))
    (found,) = express_externality(scenario, plan, settings=SETTINGS).externalities
    full = sample(Case.of(scenario, plan, SETTINGS))
    alone = sample(Case.of(single(campaigns=jobs, periods=2), plan, SETTINGS))
    requests = full.batch.urgent_requests.sum()
    assert found.requests.value == requests / SETTINGS.replications
    assert found.days_each.value == pytest.approx((full.launch - alone.launch).sum() / DAY / requests)
    assert found.days_each.value > 0
    assert found.change.launch_days.value == pytest.approx((full.launch - alone.launch).mean() / DAY)
    assert found.lead_change.value == pytest.approx(found.lead_with.value - found.lead_without.value)
    normal = np.sort(full.elapsed[:, [0]], axis=1)[:, -1].mean() / DAY
    assert found.lead_with.value == pytest.approx(normal)


def test_streams_are_told_apart_and_what_never_comes_is_left_out():
    streams = [
        {"id": "posts", "name": "Posts", "workflow": "quick", "per_week": 10, "lane": "express"},
        {"id": "none", "name": "None", "workflow": "quick", "per_week": 0},
        {"id": "later", "name": "Later", "workflow": "quick", "per_week": 3, "arrivals": "regular"},
    ]
    scenario, plan = with_plan(single(workflows=[QUICK], streams=streams, periods=2))
    found = express_externality(scenario, plan, settings=SETTINGS)
    assert [one.stream for one in found.externalities] == ["posts", "later"]
    assert found.externalities[1].requests.value == 5  # the sixth would come as the horizon ends
    assert "Posts" in express_report(found).render("en")


def test_without_requests_there_is_nothing_to_say():
    scenario, plan = with_plan(single())
    found = express_externality(scenario, plan, settings=SETTINGS)
    assert not found.externalities
    assert "no urgent requests" in express_report(found).render("en")
