"""The bound where the truth is known, and how the search for it behaves."""

import math

import pytest
from hypothesis import given, settings

from optimizer.schedule.bound import lower_bound
from optimizer.schedule.bound.ascent import PHASES, Ascent, Effort
from optimizer.schedule.bounds import critical_path_loss
from scenarios.progress import Cancellation
from tests.optimizer.schedule.bound.cases import relaxation
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    scenario,
    short_cases,
    stage,
    workflow,
)

WEIGHTS = [5, 3, 6, 2, 8, 4]


def one_machine(hours=4):
    """One person and six jobs of ``hours`` each, all due at once, of different weights."""
    campaigns = [
        campaign(f"c{n}", due="2027-01-04", lateness={"loss_per_day": weight})
        for n, weight in enumerate(WEIGHTS)
    ]
    return case_of(scenario([person("ann", ["craft"])], campaigns, [stage("do", hours)]))


def least_of_one_machine(case):
    """The dearest first, one after the other."""
    line = case.workload.people[0].timeline
    order = sorted(range(len(WEIGHTS)), key=lambda n: -WEIGHTS[n])
    return sum(case.losses.at(n, line.advance(0, 240 * (k + 1))) for k, n in enumerate(order))


def test_equal_jobs_on_one_machine_are_bounded_exactly():
    """Jobs of one length and one due date: an assignment problem, whose relaxation has no gap (Lawler 1964)."""
    case = one_machine()
    best = least_of_one_machine(case)
    found = lower_bound(case.problem, case.losses, iterations=800)
    assert 0.97 * best <= found <= best
    assert critical_path_loss(case.problem, case.losses) < 0.5 * best


def test_plenty_of_people_leave_the_critical_path():
    stages = [
        stage("brief", 5),
        stage("left", 11, predecessors=["brief"]),
        stage("right", 9, predecessors=["brief"]),
        stage("join", 4, predecessors=["left", "right"]),
    ]
    people = [person(f"p{n}", ["craft"]) for n in range(8)]
    campaigns = [campaign(f"c{n}", due="2027-01-05") for n in range(4)]
    case = case_of(scenario(people, campaigns, stages))
    path = critical_path_loss(case.problem, case.losses)
    assert path > 0
    assert lower_bound(case.problem, case.losses, iterations=200) == path
    assert lower_bound(case.problem, case.losses, iterations=200, best=2 * path) == path


@given(short_cases())
@settings(max_examples=25)
def test_never_below_the_critical_path(case):
    assert lower_bound(case.problem, case.losses, iterations=10) >= critical_path_loss(
        case.problem, case.losses
    )


def test_precedences_outside_the_tree_count():
    """A diamond whose branches compete for one person. Half of both at once at first and half of both later satisfies
    the relaxation: its best value lies halfway between the critical path and one branch after the other.
    """
    stages = [
        stage("brief", 4, "talk"),
        stage("left", 8, predecessors=["brief"]),
        stage("right", 8, predecessors=["brief"]),
        stage("join", 4, "talk", predecessors=["left", "right"]),
    ]
    people = [person("ann", ["craft"]), person("bo", ["talk"])]
    case = case_of(
        scenario(people, [campaign("c", due="2027-01-04", lateness={"loss_per_day": 1000})], stages)
    )
    path = critical_path_loss(case.problem, case.losses)
    found = lower_bound(case.problem, case.losses, iterations=600)
    line = case.workload.people[0].timeline
    best = case.losses.at(0, line.advance(0, 60 * 24))
    halfway = (path + best) / 2
    assert path + 0.8 * (halfway - path) <= found <= halfway


def test_a_faster_colleague_counts_with_the_work_done():
    """Speeds of 130% and 100% share the work: in effort, not in the minutes of the fastest alone."""
    campaigns = [campaign(f"c{n}", due="2027-01-04", lateness={"loss_per_day": 100}) for n in range(8)]
    fast, slow = {"craft": 4}, {"craft": 2}
    one = case_of(scenario([person("ann", fast), person("bo", slow)], campaigns, [stage("do", 6)]))
    two = case_of(scenario([person("ann", fast), person("bo", fast)], campaigns, [stage("do", 6)]))
    slower = lower_bound(one.problem, one.losses, iterations=400)
    assert slower > lower_bound(two.problem, two.losses, iterations=400)


def test_the_best_so_far_never_falls_and_threads_change_nothing():
    case = one_machine()
    seen = []

    def goes_on(value):
        seen.append(value)
        return True

    relaxed = relaxation(case.problem, case.losses)
    prices = relaxed.free()
    Ascent(relaxed, float(least_of_one_machine(case)), 1.0, None, goes_on).climb(
        prices, PHASES[0], Effort(math.inf, 300)
    )
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]
    alone, together = (lower_bound(case.problem, case.losses, iterations=60, threads=n) for n in (1, 2))
    assert alone == together


def test_a_proven_schedule_ends_the_search():
    case = one_machine()
    steps = []
    path = critical_path_loss(case.problem, case.losses)
    found = lower_bound(
        case.problem,
        case.losses,
        iterations=500,
        best=path + 1,
        progress=lambda share, _: steps.append(share),
    )
    assert found >= path + 1
    assert 0 < len(steps) < 500
    assert all(0 <= share <= 1 for share in steps)


def test_it_can_be_stopped():
    case = one_machine()
    with pytest.raises(Cancellation):
        lower_bound(case.problem, case.losses, iterations=10, cancelled=lambda: True)
    path = critical_path_loss(case.problem, case.losses)
    assert lower_bound(case.problem, case.losses, iterations=0) == path
    assert lower_bound(case.problem, case.losses, seconds=0.0) == path


def test_work_that_costs_nothing_when_late_is_left_out():
    people = [person("ann", ["craft"])]
    campaigns = [
        campaign("a", due="2027-01-04", value=0.0),
        campaign("b", due="2027-01-04", workflow="other"),
    ]
    workflows = [workflow("other", [stage("do", 12)])]
    case = case_of(scenario(people, campaigns, [stage("do", 40)], workflows=workflows))
    assert lower_bound(case.problem, case.losses, iterations=50) == critical_path_loss(
        case.problem, case.losses
    )
