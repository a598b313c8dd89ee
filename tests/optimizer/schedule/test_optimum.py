"""Proven optima against enumeration, and what a proof must never say."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.schedule import make_schedule
from scenarios.document import SolverSettings
from scenarios.plan import Status
from tests.optimizer.schedule.builders import campaign, case_of, person, scenario, stage, workflow
from tests.optimizer.schedule.truth import least_loss

SOLVER = SolverSettings(schedule_seconds=4, deterministic=True)
EXACT = SolverSettings(schedule_seconds=4, deterministic=True, relative_gap=0)
CHORDS = 1e-3
"""Relative: between two prices a decaying loss is bounded by its chord."""


def schedule(case, solver=SOLVER):
    return make_schedule(case.scenario, case.workload, settings=solver)


@st.composite
def tiny_cases(draw):
    """Two jobs of two or three tasks on two people: small enough for every order there is."""
    hours = st.integers(1, 20).map(float)
    levels = st.sampled_from([1, 2, 4])
    leave = [{"first": "2027-01-06", "last": "2027-01-06"}]
    people = [
        person("ann", {"craft": draw(levels), "draw": 2}, leave=draw(st.sampled_from([[], leave]))),
        person("bo", {"craft": draw(levels)}),
    ]
    stages = [
        stage("draft", draw(hours)),
        stage("art", draw(hours), draw(st.sampled_from(["craft", "draw"]))),
    ]
    if draw(st.booleans()):
        last = draw(
            st.sampled_from([stage("meet", draw(hours), people=2), stage("print", latency=draw(hours))])
        )
        stages.append({**last, "predecessors": draw(st.sampled_from([["art"], ["draft"]]))})
    campaigns = [
        campaign(
            name,
            due=draw(st.sampled_from(["2027-01-04", "2027-01-06", "2027-01-08"])),
            release=draw(st.sampled_from([None, "2027-01-05"])),
            value=draw(st.sampled_from([1e6, 300.0])),
            size=draw(st.sampled_from([1.0, 1.5])),
            lateness=draw(
                st.sampled_from([{"loss_per_day": 100}, {"loss_per_day": 37.5, "decay_per_day": 0.05}])
            ),
        )
        for name in ("a", "b")
    ]
    limit = {"wip_limit": draw(st.sampled_from([None, 1]))}
    return case_of(scenario(people, campaigns, stages, organisation=limit))


@given(tiny_cases())
@settings(max_examples=25)
def test_the_proven_optimum_is_the_least_of_all_orders(case):
    truth = least_loss(case.problem, case.losses)
    proof = schedule(case).proof
    assert proof.value == truth
    assert proof.status == Status.OPTIMAL
    assert truth - len(case.problem.jobs) - CHORDS * truth <= proof.bound <= truth


def test_single_machine_weighted_tardiness():
    """One person, six jobs of one task: the classical problem, by enumeration of its sequences."""
    jobs = [(3, 2, 5), (6, 1, 3), (2, 4, 6), (8, 3, 2), (5, 2, 8), (4, 5, 4)]
    due = ["2027-01-05", "2027-01-04", "2027-01-07", "2027-01-06", "2027-01-05", "2027-01-08"]
    campaigns = [
        campaign(f"c{n}", due=due[n], workflow=f"w{n}", lateness={"loss_per_day": weight})
        for n, (_, _, weight) in enumerate(jobs)
    ]
    workflows = [
        workflow(f"w{n}", [stage("do", 2 * hours + extra)]) for n, (hours, extra, _) in enumerate(jobs)
    ]
    case = case_of(scenario([person("ann", ["craft"])], campaigns, workflows=workflows))
    line = case.workload.people[0].timeline
    truth = min(
        tardiness(case, line, [2 * jobs[n][0] + jobs[n][1] for n in sequence], sequence)
        for sequence in permutations(range(6))
    )
    proof = schedule(case).proof
    assert proof.value == truth
    assert proof.status == Status.OPTIMAL


def tardiness(case, line, hours, sequence):
    now, total = 0, 0
    for job, length in zip(sequence, hours, strict=True):
        now = line.advance(now, 60 * length)
        total += case.losses.at(job, now)
    return total


def test_a_project_under_a_resource_limit():
    """Demeulemeester and Herroelen's kind of instance: seven activities, three people; the makespan is 9 hours.

    Work is 1+4+2+6+3+5+6 = 27 person-hours, so that three people need 9 hours, and the schedule a d | b e | c f g
    (with g of 6 after a and b of 4) shows that 9 are enough.
    """
    project = [
        stage("a", 3, predecessors=[]),
        stage("b", 6, predecessors=[]),
        stage("c", 5, predecessors=[]),
        stage("d", 6, predecessors=["a"]),
        stage("e", 3, predecessors=["b"]),
        stage("f", 4, predecessors=["c"]),
        stage("end", latency=0, predecessors=["d", "e", "f"]),
    ]
    people = [person(name, ["craft"]) for name in ("ann", "bo", "cy")]
    whole_day = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
    case = case_of(scenario(people, [campaign("p", due="2027-01-04")], project, week=whole_day))
    result = schedule(case)
    assert result.launches == {"p": 9 * 60}
    assert result.proof.status == Status.OPTIMAL


def test_zero_lateness_is_optimal_and_ends_the_search():
    case = case_of(scenario([person("ann", ["craft"])], [campaign("a")], [stage("draft", 2)]))
    proof = schedule(case, EXACT).proof
    assert (proof.status, proof.value, proof.bound, proof.gap) == (Status.OPTIMAL, 0, 0, 0)


def test_unlimited_people_reach_the_critical_path():
    """As many people as tasks: every launch is the critical path of 20 hours, which is also the bound."""
    stages = [
        stage("brief", 5),
        stage("left", 11, predecessors=["brief"]),
        stage("right", 9, predecessors=["brief"]),
        stage("join", 4, predecessors=["left", "right"]),
    ]
    people = [person(f"p{n}", ["craft"]) for n in range(8)]
    campaigns = [campaign(f"c{n}", due="2027-01-05") for n in range(4)]
    result = schedule(case_of(scenario(people, campaigns, stages)), EXACT)
    assert set(result.launches.values()) == {2 * 1440 + 14 * 60}
    assert result.proof.status == Status.OPTIMAL
    assert result.proof.value == result.proof.bound


@pytest.mark.parametrize("seed", range(4))
def test_one_more_person_never_worsens_the_optimum(seed):
    people = [person("ann", {"craft": 1 + seed % 3}), person("bo", ["draw"])]
    stages = [stage("draft", 5 + seed), stage("art", 7, "draw"), stage("check", 3 + seed)]
    campaigns = [campaign(name, due="2027-01-06") for name in ("a", "b", "c")]
    few = schedule(case_of(scenario(people, campaigns, stages)))
    more = schedule(case_of(scenario([*people, person("cy", ["craft", "draw"])], campaigns, stages)))
    assert few.proof.status == more.proof.status == Status.OPTIMAL
    assert more.proof.value <= few.proof.value


def test_a_limit_too_short_for_a_proof_says_so():
    """No time for anything but the first rule: feasible, with the critical path as the bound."""
    people = [person("ann", ["craft"])]
    campaigns = [campaign(f"c{n}", due="2027-01-05") for n in range(6)]
    case = case_of(scenario(people, campaigns, [stage("draft", 6), stage("check", 3)]))
    proof = schedule(case, SolverSettings(schedule_seconds=1e-9)).proof
    assert proof.status == Status.FEASIBLE
    assert proof.bound < proof.value
    assert proof.gap == pytest.approx((proof.value - proof.bound) / proof.value)
