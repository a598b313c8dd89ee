"""Local search keeps its books straight and only ever improves; the bound holds for all of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.schedule.board import Board
from optimizer.schedule.bounds import critical_path_loss, earliest, shortest_spans, tails
from optimizer.schedule.executor import execute, settle
from optimizer.schedule.greedy import build, priorities, ranked
from optimizer.schedule.limits import Limits, TimeBudget, WorkBudget
from optimizer.schedule.search import Search
from scenarios.document import SolverSettings
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    random_order,
    scenario,
    short_cases,
    stage,
)

seeds = st.integers(0, 10**6)


def searched(case, seed, placements=400):
    board = build(case.problem, 0.0)
    search = Search(board, case.losses, seed)
    before = search.best
    search.run(WorkBudget(placements), 0, lambda _: None)
    return board, search, before


@given(short_cases(), seeds)
@settings(max_examples=40)
def test_bookings_agree_with_the_times_after_many_moves(case, seed):
    """A fresh board with the same times has the same bookings: whatever was undone is undone."""
    board, _, _ = searched(case, seed)
    fresh = Board(case.problem)
    for task in case.problem.tasks:
        if task.people:
            fresh.restore(
                task.index, board.start[task.index], board.finish[task.index], board.team[task.index]
            )
    for mine, other in zip(board.bookings, fresh.bookings, strict=True):
        assert [mine.owner(at) for at in range(400)] == [other.owner(at) for at in range(400)]


@given(short_cases(), seeds)
@settings(max_examples=40)
def test_the_best_order_is_worth_what_the_search_says_or_less_late(case, seed):
    _, search, before = searched(case, seed)
    course = settle(case.problem, search.best_order())
    assert case.losses.of(course) <= search.best <= before


@given(short_cases(), seeds)
@settings(max_examples=20)
def test_the_same_seed_and_budget_give_the_same_order(case, seed):
    assert searched(case, seed)[1].best_order() == searched(case, seed)[1].best_order()


@given(short_cases(), seeds)
@settings(max_examples=60)
def test_no_course_beats_the_critical_path(case, seed):
    problem = case.problem
    course = execute(problem, random_order(problem, seed))
    first = earliest(problem)
    assert all(low <= real for low, real in zip(first.finish, course.finish, strict=True))
    assert all(low <= real for low, real in zip(first.admission, course.admission, strict=True))
    assert critical_path_loss(problem, case.losses) <= case.losses.of(course)
    for job, least in enumerate(shortest_spans(problem)):
        assert course.completion(problem, job) - course.admission[job] >= least
    for task, tail in zip(problem.tasks, tails(problem), strict=True):
        if tail is not None:
            assert course.launch(problem, task.job) - course.finish[task.index] >= tail


def crowd():
    """Ten campaigns that want the same three people."""
    people = [person("ann", ["craft", "draw"]), person("bo", ["craft"]), person("cy", ["draw"])]
    stages = [stage("draft", 4), stage("art", 5, "draw"), stage("meet", 1, people=2)]
    campaigns = [
        campaign(f"c{n}", due=f"2027-01-{5 + n % 3:02}", lateness={"loss_per_day": 100 + 37 * n % 90})
        for n in range(10)
    ]
    return case_of(scenario(people, campaigns, stages))


def test_search_improves_a_crowded_plan():
    _, search, before = searched(crowd(), 1, placements=4000)
    assert search.best < 0.9 * before


def test_the_search_stops_at_the_bound():
    case = crowd()
    search = Search(build(case.problem, 0.0), case.losses, 1)
    pauses = []
    search.run(WorkBudget(10**9), search.best, pauses.append)
    assert not pauses


def test_prerequisites_come_first_whatever_the_priority():
    campaigns = [campaign("a", prerequisites=["b"]), campaign("b", prerequisites=["c"]), campaign("c")]
    problem = case_of(scenario([person("ann", ["craft"])], campaigns, [stage("do", 1)])).problem
    assert list(ranked(problem, range(3), lambda job: job)) == [2, 1, 0]


def test_what_should_have_started_already_is_the_more_pressing_the_more_it_costs():
    """Due at once: the dearer campaign comes first under every weighting but zero."""
    campaigns = [
        campaign("cheap", due="2027-01-04", lateness={"loss_per_day": 1}),
        campaign("dear", due="2027-01-04", lateness={"loss_per_day": 9}),
    ]
    problem = case_of(scenario([person("ann", ["craft"])], campaigns, [stage("do", 8)])).problem
    cheap, dear = priorities(problem, 1.0)
    assert dear < cheap
    cheap, dear = priorities(problem, 0.0)
    assert dear == cheap


class Clock:
    """A clock that moves a second whenever it is read."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 1.0
        return self.now


def test_a_time_budget_follows_the_clock():
    budget = TimeBudget(10.0, Clock())
    assert [budget.used() for _ in range(3)] == pytest.approx([0.1, 0.2, 0.3])
    budget.spend(10**9)
    assert budget.used() == pytest.approx(0.4)


def test_a_work_budget_does_not():
    budget = WorkBudget(100)
    budget.spend(25)
    assert budget.used() == budget.used() == 0.25


def test_limits_count_from_their_construction():
    limits = Limits(SolverSettings(schedule_seconds=10), Clock())
    left = [limits.seconds() for _ in range(12)]
    assert left[0] < 10
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    assert limits.expired()


def test_counted_limits_never_ask_the_clock():
    def forbidden():
        if asked:
            pytest.fail("the clock was read")
        asked.append(True)
        return 0.0

    asked = []
    limits = Limits(SolverSettings(schedule_seconds=10, deterministic=True, workers=2), forbidden)
    assert limits.workers == 1
    assert not limits.expired()
    assert isinstance(limits.budget(0.5), WorkBudget)
    assert limits.solver_units(0.5) == limits.solver_units(1.0) / 2
