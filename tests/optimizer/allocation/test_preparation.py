"""Windows in which preparation can be done, worked out by hand on office weeks of 9 to 12 and 13 to 18 o'clock."""

from optimizer.allocation.preparation import CriticalPath
from optimizer.allocation.problem import make_problem
from scenarios.network import Target, compile_workload
from tests.optimizer.allocation.cases import campaign, day, organisation, person, scenario, stage

HOUR, DAY = 60, 24 * 60


def workload(stages, **more):
    flow = {"id": "w", "name": "w", "stages": stages, **more.pop("workflow", {})}
    given = campaign("a", [], workflow="w", **more.pop("campaign", {}))
    case = scenario([], [given], 0, workflows=[flow], horizon={"start": day(0), "periods": 6}, **more)
    return case, compile_workload(case, {"a": Target(0, 0)})


def early(stages, **more):
    case, work = workload(stages, **more)
    return CriticalPath(work, case.risks).early(work.jobs[0], work.jobs[0].release)


def test_a_chain_takes_its_working_hours():
    times = early([stage("a", 8), stage("b", 2)])
    assert times.finish == (18 * HOUR, DAY + 11 * HOUR)
    assert times.launch == DAY + 11 * HOUR


def test_parallel_branches_do_not_wait_for_people():
    times = early([stage("a", 8), stage("b", 8, predecessors=[]), stage("c", 1, predecessors=["a", "b"])])
    assert times.launch == DAY + 10 * HOUR


def test_the_fastest_person_counts():
    team = organisation(people=[person("slow", {"craft": 1}), person("fast", {"craft": 4})])
    times = early([stage("a", 2.6)], organisation=team)
    assert times.launch == 11 * HOUR  # 2.6 hours at 130 percent


def test_two_people_take_as_long_as_the_slower_of_them():
    team = organisation(people=[person("slow", {"craft": 1}), person("fast", {"craft": 4})])
    times = early([stage("a", 1.6, people=2)], organisation=team)
    assert times.launch == 11 * HOUR  # 1.6 hours at 80 percent


def test_approvals_and_hand_offs_elapse_with_their_risk_factors():
    team = organisation(
        departments=[{"id": "all", "name": "all"}, {"id": "other", "name": "other"}],
        people=[person("p", {"craft": 2}), {**person("q", {"x": 2}), "department": "other"}],
        skills=("craft", "x"),
        approvers=[{"id": "head", "name": "head", "latency": 1, "department": "other"}],
        handoff={"default": 0.5},
    )
    stages = [stage("a", 1), {"id": "ok", "name": "ok", "approvers": ["head"]}]
    times = early(stages, organisation=team, risks={"approval_latency_factor": 2, "handoff_factor": 3})
    # One hour of work, half an hour of hand-off three times, one hour of approval twice: over the lunch hour.
    assert times.launch == 9 * HOUR + 60 + 90 + 120 + 60


def test_latest_times_are_earliest_times_from_the_other_end():
    case, work = workload([stage("a", 8), stage("b", 2), stage("after", 1)], workflow={"launch": "b"})
    latest = CriticalPath(work, case.risks).latest_finish(work.jobs[0], 4 * DAY)
    # Live on Friday at midnight: b on Thursday from 16 o'clock, a by then.
    assert latest == {1: 4 * DAY, 0: 3 * DAY + 16 * HOUR}


def stages_of(campaigns, flows, **more):
    case = scenario([], campaigns, 0, workflows=flows, horizon={"start": day(0), "periods": 6}, **more)
    return make_problem(case, people=True).candidates


def test_windows_in_periods():
    flows = [{"id": "w", "name": "w", "stages": [stage("a", 30), stage("b", 30)]}]
    given = campaign("c", [], workflow="w", due=day(14), window={"earliest": day(14), "latest": day(28)})
    (only,) = stages_of([given], flows)
    # b can begin on Thursday of the first week; a must be done when 30 hours are left before the launch.
    assert [(one.first, one.last) for one in only.preparation.stages] == [(0, (1, 2, 3)), (0, (1, 2, 3))]
    assert [launch.period for launch in only.launches] == [2, 3, 4]


def test_a_follower_begins_when_its_prerequisite_can_be_live():
    flows = [{"id": "w", "name": "w", "stages": [stage("a", 50)]}]
    campaigns = [
        campaign("first", [], workflow="w", due=day(21)),
        campaign("second", [], workflow="w", due=day(21), prerequisites=["first"]),
    ]
    first, second = stages_of(campaigns, flows)
    assert first.preparation.stages[0].first == 0
    assert second.preparation.stages[0].first == 1
    # 50 hours are six days and two hours: Tuesday at 11 o'clock of the second week, and 50 hours more.
    assert first.preparation.earliest_launch == 8 * DAY + 11 * HOUR
    assert second.preparation.earliest_launch == 16 * DAY + 14 * HOUR


def test_aftercare_may_be_done_until_the_end_of_the_horizon():
    flows = [{"id": "w", "name": "w", "stages": [stage("a", 8), stage("after", 8)], "launch": "a"}]
    (only,) = stages_of([campaign("c", [], workflow="w", due=day(7))], flows)
    assert only.preparation.stages[1].last == (5,)
